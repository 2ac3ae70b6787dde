import Contracts
import Foundation
import Kernel
import Persistence

extension Organisations {
  /// Enters a row: a new thing, or how a thing is from a later day on, or the correction of what was said for the same day.
  /// Returns its ID.
  @discardableResult
  func enter(_ raw: RawRow, into register: Register, by principal: Principal) async throws -> String {
    let ids = try await enter(register, [raw], mark: "", by: principal) { _, failed in
      Failure.invalid(failed.byField(register))
    }
    guard let id = ids.first else { throw Failure.notFound }
    return id
  }

  /// Enters many rows in one transaction: all of them or none.
  ///
  /// - Parameter refuse: what to throw for the row of this number that does not hold.
  func enter(
    _ register: Register, _ rows: [RawRow], mark: String, by principal: Principal,
    refuse: @Sendable @escaping (Int, RegisterCheck.Failed) -> any Error
  ) async throws -> [String] {
    let (today, now) = (clock.today, clock.now)
    return try await database.write { connection in
      let keeping = try RegisterReach.keeping(principal, on: today, connection)
      let check = try RegisterCheck(register, rows, today: today, on: connection)
      // Whose it is comes before what is wrong with it.
      try require(keeping, Set(rows.compactMap { check.lookup.organisation(byID: $0.organisation) }))
      if keeping.only?.isEmpty == true { throw Failure.forbidden(Self.manageRegisters) }
      var checked: [CheckedRow] = []
      checked.reserveCapacity(rows.count)
      for (number, row) in rows.enumerated() {
        switch check.check(row) {
        case .success(let row): checked.append(row)
        case .failure(let failed): throw refuse(number, failed)
        }
      }
      return try write(checked, into: register, mark: mark, keeping, by: principal, at: now, on: connection)
    }
  }

  /// Writes rows that hold, of organisations that this person may keep.
  func write(
    _ rows: [CheckedRow], into register: Register, mark: String, _ keeping: RegisterReach, by principal: Principal,
    at now: Date, action: String = "organisations.register.enter", on connection: any Connection
  ) throws -> [String] {
    let organisations = Set(rows.map(\.organisation))
    try require(keeping, organisations)
    try OrganisationStore.lock(Array(organisations), on: connection)
    let units = Set(rows.compactMap { $0.values["unit"] })
    var timeline = Timeline(
      register, mark: mark, known: try RegisterStore.known(register, of: organisations, units: units, connection))
    timeline.add(rows)
    try require(keeping, timeline.touched)
    let ids = try RegisterStore.write(timeline, register, mark: mark, by: principal.id, at: now, connection)
    let counts = Dictionary(grouping: rows, by: \.organisation).mapValues(\.count)
    for (organisation, count) in counts.sorted(by: { $0.key < $1.key }) {
      try audit.record(
        AuditEntry(
          actor: principal.id, action: action,
          subject: ids.count == 1 ? "register/\(register.id.rawValue)/\(ids[0])" : "register/\(register.id.rawValue)",
          organisation: organisation, detail: ["rows": String(count)]),
        on: connection)
    }
    return ids
  }

  /// Whoever may keep nothing of it learns that it is not theirs; the registers themselves are no secret.
  func require(_ keeping: RegisterReach, _ organisations: Set<OrganisationID>) throws {
    guard organisations.allSatisfy(keeping.contains) else { throw Failure.forbidden(Self.manageRegisters) }
  }
}

extension RegisterCheck.Failed {
  /// By the form's field names.
  func byField(_ register: Register) -> [String: Phrase] {
    Dictionary(errors.map { ($0.key.replacing("_", with: "-"), $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
