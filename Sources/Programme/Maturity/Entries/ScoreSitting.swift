import Contracts
import Foundation
import Kernel
import Persistence

/// One person at the scores of one pillar: what the page saved by itself since the last audit entry that told of it.
///
/// The first save is audited as it is made. What the page saves by itself within the hour after is kept here and told in one
/// entry: with the next save by hand, with the next step of the entry, or when the hour is over, whichever comes first.
struct ScoreSitting: Sendable, RowDecodable {
  static let columns: SQL = "entry, account, act, pillar, begun_at, saves, criteria"
  /// In seconds.
  static let length: Double = 3600

  let entry: MaturityEntryID
  let account: AccountID
  /// `score`, `appraise`.
  let act: String
  let pillar: String
  let begunAt: Date
  var saves: Int
  /// Codes of what was changed since the last audit entry.
  var criteria: Set<String>

  init(
    _ entry: MaturityEntryID, _ account: AccountID, _ act: String, _ pillar: String, at time: Date
  ) {
    (self.entry, self.account, self.act, self.pillar, begunAt) = (entry, account, act, pillar, time)
    (saves, criteria) = (0, [])
  }

  init(row: Row) throws {
    entry = try row["entry"]
    account = try row["account"]
    act = try row["act"]
    pillar = try row["pillar"]
    begunAt = try row["begun_at"]
    saves = try row["saves"]
    let codes: String = try row["criteria"]
    criteria = Set(codes.split(separator: "\n").map(String.init))
  }

  /// What the audit says of it.
  var detail: [String: String] {
    var detail = [
      "pillar": pillar, "criteria": String(criteria.count), "codes": criteria.sorted().joined(separator: ", "),
    ]
    if saves > 0 { detail["autosaves"] = String(saves) }
    return detail
  }

  static func of(_ entry: MaturityEntryID, on connection: any Connection) throws -> [ScoreSitting] {
    try connection.all(
      "SELECT \(columns) FROM maturity_sitting WHERE entry = \(entry) ORDER BY begun_at, account, act, pillar LIMIT 500"
    )
  }

  /// Entries with a sitting that began before this time.
  static func over(_ time: Date, on connection: any Connection) throws -> [MaturityEntryID] {
    try connection.values(
      "SELECT DISTINCT entry FROM maturity_sitting WHERE begun_at <= \(time) ORDER BY entry LIMIT 500")
  }

  func put(on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO maturity_sitting (\(Self.columns))
      VALUES (\(entry), \(account), \(act), \(pillar), \(begunAt), \(saves),
        \(criteria.sorted().joined(separator: "\n")))
      ON CONFLICT (entry, account, act, pillar) DO UPDATE SET begun_at = excluded.begun_at, saves = excluded.saves,
        criteria = excluded.criteria
      """)
  }

  func remove(on connection: any Connection) throws {
    try connection.execute(
      """
      DELETE FROM maturity_sitting
      WHERE entry = \(entry) AND account = \(account) AND act = \(act) AND pillar = \(pillar)
      """)
  }
}

extension Programme {
  /// Audits what somebody saved, by pillar; what the page saved by itself soon after the last entry waits in its sitting.
  func recordScores(
    _ act: String, _ entry: MaturityEntry, _ codes: [(pillar: String, code: String)], isAutosave: Bool,
    by principal: Principal, on connection: any Connection
  ) throws {
    let open = try ScoreSitting.of(entry.id, on: connection).filter { $0.account == principal.id && $0.act == act }
    for (pillar, all) in Dictionary(grouping: codes, by: \.pillar).sorted(by: { $0.key < $1.key }) {
      let before = open.first { $0.pillar == pillar }
      var sitting = before ?? ScoreSitting(entry.id, principal.id, act, pillar, at: clock.now)
      sitting.criteria.formUnion(all.map(\.code))
      if isAutosave, before != nil, clock.now.timeIntervalSince(sitting.begunAt) < ScoreSitting.length {
        sitting.saves += 1
        try sitting.put(on: connection)
        continue
      }
      try record(act, entry, by: principal, detail: sitting.detail, on: connection)
      if isAutosave {
        try ScoreSitting(entry.id, principal.id, act, pillar, at: clock.now).put(on: connection)
      } else {
        try sitting.remove(on: connection)
      }
    }
  }

  /// Audits what was saved by itself and not told of yet, each by whoever it was.
  /// - Parameter before: only of sittings that began by then; nil: all.
  func closeSittings(
    of entry: MaturityEntry, before time: Date? = nil, on connection: any Connection
  ) throws {
    for sitting in try ScoreSitting.of(entry.id, on: connection) where time.map({ sitting.begunAt <= $0 }) ?? true {
      try sitting.remove(on: connection)
      guard !sitting.criteria.isEmpty else { continue }
      try audit.record(
        AuditEntry(
          actor: sitting.account, action: "programme.maturity.\(sitting.act)", subject: "maturity-entry/\(entry.id)",
          organisation: entry.organisation, detail: sitting.detail), on: connection)
    }
  }

  /// Closes the sittings whose hour is over.
  func closeOldSittings() async throws {
    let time = clock.now.addingTimeInterval(-ScoreSitting.length)
    for id in try await database.read({ try ScoreSitting.over(time, on: $0) }) {
      try await database.write { connection in
        guard let entry = try EntryStore.lock(id, on: connection) else { return }
        try closeSittings(of: entry, before: time, on: connection)
      }
    }
  }
}
