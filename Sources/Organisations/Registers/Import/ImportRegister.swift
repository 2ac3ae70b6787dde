import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence

extension Organisations {
  /// Looks at a table for a register and keeps it for its sender; says of each row what is wrong with it.
  func look(
    at table: RegisterTableRows, for register: Register, by principal: Principal
  ) async throws -> (id: String, look: ImportLook) {
    let (today, now) = (clock.today, clock.now)
    let look = try await database.read { connection in
      let reach = try Self.importReach(register, principal, on: today, connection)
      return try Self.look(at: table, register, reach, today: today, connection).0
    }
    let id = try await database.write {
      try ImportStore.keep(table, of: register.id, by: principal.id, at: now, $0)
    }
    return (id, look)
  }

  /// Takes a table that was looked at: every row of it or none. What was right at the look is looked at again.
  /// - Returns: how many rows; throws ``ImportRefused`` with the look where one is no longer right.
  @discardableResult
  func take(_ id: String, for register: Register, by principal: Principal) async throws -> Int {
    let (today, now) = (clock.today, clock.now)
    let rows: [CheckedRow] = try await database.write { connection in
      let table = try ImportStore.table(id, of: register.id, by: principal.id, connection)
      let reach = try Self.importReach(register, principal, on: today, connection)
      let (look, rows) = try Self.look(at: table, register, reach, today: today, connection)
      guard look.bad.isEmpty else { throw ImportRefused(look: look) }
      if register.id != .revenue {
        _ = try write(
          rows, into: register, mark: "", reach, by: principal, at: now, action: "organisations.register.import",
          on: connection)
      } else {
        try putRevenue(rows, by: principal, at: now, connection)
      }
      try ImportStore.drop(id, connection)
      return rows
    }
    return rows.count
  }

  /// Whose rows this person may bring; who may bring none is sent away.
  private static func importReach(
    _ register: Register, _ principal: Principal, on day: CivilDate, _ connection: any Connection
  ) throws -> RegisterReach {
    guard register.id == .revenue else {
      let reach = try RegisterReach.keeping(principal, on: day, connection)
      if reach.only?.isEmpty == true { throw Failure.forbidden(manageRegisters) }
      return reach
    }
    let seen = try RegisterReach.revenue(readRevenue, principal, on: day, connection)
    let reach = try RegisterReach.revenue(writeRevenue, principal, on: day, connection)
    if seen.only?.isEmpty == true || reach.only?.isEmpty == true { throw Failure.notFound }
    guard let only = reach.only else { return seen }
    return RegisterReach(only: seen.only.map(only.intersection) ?? only)
  }

  private static func look(
    at table: RegisterTableRows, _ register: Register, _ reach: RegisterReach, today: CivilDate,
    _ connection: any Connection
  ) throws -> (ImportLook, [CheckedRow]) {
    // A table of one organisation need not name it in each row.
    let own = reach.only.flatMap { $0.count == 1 ? $0.first?.rawValue : nil } ?? ""
    let raws = table.lines.map {
      RawRow(organisation: $0.organisation.isEmpty ? own : $0.organisation, values: $0.values)
    }
    let check = try RegisterCheck(register, raws, today: today, on: connection)
    var seen: [String: Int] = [:]
    var rows: [CheckedRow] = []
    rows.reserveCapacity(raws.count)
    let lines = zip(table.lines, raws).map { line, raw -> ImportLook.Line in
      var errors: [String: Phrase] = [:]
      switch check.check(raw) {
      case .failure(let failed): errors = failed.errors
      case .success(let row):
        let key = register.keyText(row.values, of: row.organisation) + "\u{1F}\(row.values["valid_from"] ?? "")"
        if !reach.contains(row.organisation) {
          errors["organisation"] = "Bạn không giữ sổ của cơ quan này"
        } else if let first = seen[key] {
          errors[""] = "Trùng với dòng \(first)"
        } else {
          seen[key] = line.number
          rows.append(row)
        }
      }
      return ImportLook.Line(
        number: line.number, organisation: raw.organisation, values: line.values, errors: errors)
    }
    return (ImportLook(register: register, table: table, lines: lines), rows)
  }
}

/// The rows of a table are no longer all right.
struct ImportRefused: Error {
  let look: ImportLook
}
