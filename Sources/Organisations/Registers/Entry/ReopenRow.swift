import Contracts
import Kernel
import Persistence

extension Organisations {
  /// The row of the same thing that ended on the eve of this one: what it was ended by, unless it was to end anyway. Nil
  /// where there is none.
  func ended(by row: RegisterRow, of register: Register) async throws -> RegisterRow? {
    let today = clock.today
    return try await database.read { try Self.ended(by: row, of: register, on: today, $0) }
  }

  /// Lets the row before go on, up to what follows the one that was taken away.
  func reopen(
    _ gone: RegisterRow, of register: Register, _ keeping: RegisterReach, by principal: Principal,
    _ connection: any Connection
  ) throws {
    guard let row = try Self.ended(by: gone, of: register, on: clock.today, connection) else { return }
    try require(keeping, [row.organisation])
    let next = try Self.known(like: gone, of: register, connection).map(\.from)
      .filter { $0 > row.values["valid_from"] ?? "" }.min()
    let end = next.flatMap { CivilDate(rawValue: $0) }?.adding(days: -1)
    try connection.execute("UPDATE \(raw: register.table) SET valid_to = \(end) WHERE id = \(row.id)")
    try audit.record(
      AuditEntry(
        actor: principal.id, action: "organisations.register.reopen",
        subject: "register/\(register.id.rawValue)/\(row.id)", organisation: row.organisation,
        detail: ["was": row.values["valid_to"] ?? "", "to": end?.rawValue ?? ""]),
      on: connection)
  }

  private static func ended(
    by row: RegisterRow, of register: Register, on today: CivilDate, _ connection: any Connection
  ) throws -> RegisterRow? {
    guard register.time == .validity, let from = row.values["valid_from"].flatMap({ CivilDate(rawValue: $0) }) else {
      return nil
    }
    let eve = from.adding(days: -1).rawValue
    guard let before = try known(like: row, of: register, connection).first(where: { $0.to == eve && $0.id != row.id })
    else { return nil }
    return try RegisterStore.row(register, id: before.id, on: today, connection)
  }

  private static func known(
    like row: RegisterRow, of register: Register, _ connection: any Connection
  ) throws -> [Timeline.Known] {
    let units = Set([row.values["unit"] ?? ""].filter { !$0.isEmpty })
    let all = try RegisterStore.known(register, of: [row.organisation], units: units, connection)
    return all[register.keyText(row.values, of: row.organisation)] ?? []
  }
}
