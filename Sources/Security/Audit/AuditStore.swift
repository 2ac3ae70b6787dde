import Foundation
import Kernel
import Persistence

/// Where the chain ends.
struct AuditHead: RowDecodable, Sendable {
  let seq: Int
  let hash: String
  let seal: String
  /// The entry at which the seal was first found broken; nil while all is well.
  let unsealedFrom: Int?

  init(seq: Int, hash: String, seal: String, unsealedFrom: Int?) {
    self.seq = seq
    self.hash = hash
    self.seal = seal
    self.unsealedFrom = unsealedFrom
  }

  init(row: Row) throws {
    self.init(
      seq: try row["seq"], hash: try row["hash"], seal: try row["seal"], unsealedFrom: try row["unsealed_from"])
  }
}

/// Which entries a page of the log shows.
struct AuditQuery: Sendable {
  var actor: AccountID?
  /// The whole name of an action, or its beginning: `security.`.
  var action = ""
  var subject = ""
  var from: CivilDate?
  var to: CivilDate?
  /// Nil: all.
  var organisations: [OrganisationID]?
  var before: Int?
  var limit = 50
}

/// All SQL about the log.
enum AuditStore {
  private static let columns: SQL =
    "seq, made_at, actor, action, subject, organisation, detail, previous_hash, hash"

  /// Locking the head is what puts writers in a row on PostgreSQL; SQLite has only one.
  static func head(lock: Bool, on connection: any Connection) throws -> AuditHead {
    let statement: SQL = "SELECT seq, hash, seal, unsealed_from FROM audit_head WHERE id = 1"
    guard let head = try connection.first(lock ? "\(statement)\(SQL.forUpdate)" : statement, as: AuditHead.self) else {
      throw DatabaseError.failed(code: "audit", message: "the head of the audit log is missing")
    }
    return head
  }

  static func setHead(_ head: AuditHead, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE audit_head SET seq = \(head.seq), hash = \(head.hash), seal = \(head.seal),
        unsealed_from = \(head.unsealedFrom)
      WHERE id = 1
      """)
  }

  static func insert(_ record: AuditRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO audit_entry (\(columns))
      VALUES (\(record.seq), \(record.time), \(record.actor), \(record.action), \(record.subject),
        \(record.organisation), \(record.detail), \(record.previousHash), \(record.hash))
      """)
  }

  static func last(on connection: any Connection) throws -> AuditRecord? {
    try connection.first("SELECT \(columns) FROM audit_entry ORDER BY seq DESC LIMIT 1")
  }

  /// Accounts without the entry that is written with each in one transaction, those excepted that were there when the log
  /// was accepted as it stood (``AuditLog/reseal(reason:by:)``).
  static func forgottenAccounts(on connection: any Connection) throws -> Int {
    try connection.value(
      """
      SELECT COUNT(*) FROM account
      WHERE NOT EXISTS (
          SELECT 1 FROM audit_entry WHERE subject = 'account/' || account.id AND action = 'security.account.create')
        AND NOT EXISTS (
          SELECT 1 FROM audit_entry WHERE action = 'security.audit.reseal' AND made_at >= account.created_at)
      """) ?? 0
  }

  /// In order, from after `seq`.
  static func entries(after seq: Int, limit: Int, on connection: any Connection) throws -> [AuditRecord] {
    try connection.all(
      "SELECT \(columns) FROM audit_entry WHERE seq > \(seq) ORDER BY seq LIMIT \(limit)")
  }

  /// Newest first.
  static func page(_ query: AuditQuery, on connection: any Connection) throws -> Page<AuditRecord> {
    var conditions: [SQL] = ["1 = 1"]
    if let actor = query.actor { conditions.append("actor = \(actor)") }
    if !query.action.isEmpty {
      conditions.append(
        "(action = \(query.action) OR action LIKE \(Pattern.escape(query.action) + ".%") ESCAPE '!')")
    }
    if !query.subject.isEmpty {
      conditions.append(
        "(subject = \(query.subject) OR subject LIKE \(Pattern.escape(query.subject) + "%") ESCAPE '!')")
    }
    if let from = query.from { conditions.append("made_at >= \(from.start)") }
    if let to = query.to { conditions.append("made_at < \(to.adding(days: 1).start)") }
    if let organisations = query.organisations { conditions.append("organisation IN \(list: organisations)") }
    if let before = query.before { conditions.append("seq < \(before)") }
    let fetched = try connection.all(
      """
      SELECT \(columns) FROM audit_entry
      WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY seq DESC
      LIMIT \(query.limit + 1)
      """, as: AuditRecord.self)
    return Page(fetched: fetched, limit: query.limit) { "\($0.seq)" }
  }
}
