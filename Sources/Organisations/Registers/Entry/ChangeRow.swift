import Contracts
import Kernel
import Persistence

extension Organisations {
  /// A row as this person may see it.
  func row(_ id: String, of register: Register, for principal: Principal) async throws -> RegisterRow {
    try requireRead(principal)
    let today = clock.today
    return try await database.read { connection in
      guard let row = try RegisterStore.row(register, id: id, on: today, connection) else { throw Failure.notFound }
      if !register.isPublic, !(try RegisterReach.seeing(principal, on: today, connection).contains(row.organisation)) {
        throw Failure.notFound
      }
      return row
    }
  }

  /// Corrects what was written down wrongly. How a thing changed is another row, from the day of the change.
  ///
  /// - Parameter reopens: whether the row that this one ended goes on again, up to where the corrected one begins.
  func correct(
    _ id: String, of register: Register, to raw: RawRow, reopens: Bool = false, by principal: Principal
  ) async throws {
    let before = try await row(id, of: register, for: principal)
    let (today, now) = (clock.today, clock.now)
    _ = try await database.write { connection in
      let keeping = try RegisterReach.keeping(principal, on: today, connection)
      try require(keeping, [before.organisation])
      let check = try RegisterCheck(register, [raw], today: today, on: connection)
      let row: CheckedRow
      switch check.check(raw) {
      case .success(let checked): row = checked
      case .failure(let failed): throw Failure.invalid(failed.byField(register))
      }
      // As if it had never been, and the corrected one put in its place: so the order of days stays right.
      try connection.execute("DELETE FROM \(raw: register.table) WHERE id = \(id)")
      if reopens { try reopen(before, of: register, keeping, by: principal, connection) }
      return try write(
        [row], into: register, mark: "", keeping, by: principal, at: now,
        action: "organisations.register.correct", on: connection)
    }
  }

  /// Takes away a row that should never have been there; what it said stays in the audit log.
  ///
  /// - Parameter reopens: whether the row that this one ended goes on again.
  func remove(_ id: String, of register: Register, reopens: Bool = false, by principal: Principal) async throws {
    let before = try await row(id, of: register, for: principal)
    let today = clock.today
    try await database.write { connection in
      let keeping = try RegisterReach.keeping(principal, on: today, connection)
      try require(keeping, [before.organisation])
      guard try connection.execute("DELETE FROM \(raw: register.table) WHERE id = \(id)") > 0 else {
        throw Failure.notFound
      }
      if reopens { try reopen(before, of: register, keeping, by: principal, connection) }
      let said = register.columns.compactMap { column -> String? in
        let value = before.values[column.name] ?? ""
        return value.isEmpty ? nil : "\(column.name)=\(value)"
      }
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.register.remove",
          subject: "register/\(register.id.rawValue)/\(id)", organisation: before.organisation,
          detail: ["row": said.joined(separator: "; ")]),
        on: connection)
    }
  }
}
