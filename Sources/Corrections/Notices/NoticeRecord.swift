import Contracts
import Foundation
import Kernel
import Persistence

/// A notice as it was published. Nothing in it changes afterwards but until when it stands on the home page.
struct NoticeRecord: RowDecodable, Sendable {
  let id: ID<NoticeRecord>
  let caseID: CaseID
  let organisation: OrganisationID
  /// `3-2026`: the last part of its address.
  let number: String
  let kind: CorrectionNotice.Kind
  let item: ItemID?
  let title: String
  let lines: [NoticeLine]
  let publishedAt: Date
  let accountName: String
  let homeUntil: Date?
  let homeEndedAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    caseID = try row["of_case"]
    organisation = try row["organisation"]
    number = try row["number"]
    guard let kind = CorrectionNotice.Kind(rawValue: try row["kind"]) else {
      throw DatabaseError.undecodable(column: "kind", type: "CorrectionNotice.Kind")
    }
    self.kind = kind
    item = try row["item"]
    title = try row["title"]
    let lines: String = try row["lines"]
    self.lines = try JSONDecoder().decode([NoticeLine].self, from: Data(lines.utf8))
    publishedAt = try row["published_at"]
    accountName = try row["account_name"]
    homeUntil = try row["home_until"]
    homeEndedAt = try row["home_ended_at"]
  }

  var path: String { "/cai-chinh/\(number)" }

  /// As readers see it.
  var shown: CorrectionNotice {
    CorrectionNotice(
      id: id.rawValue, kind: kind, title: title, path: path, item: item,
      lines: lines.map { ($0.field.label, $0.text) }, publishedAt: publishedAt, homeUntil: homeUntil)
  }
}

/// All SQL about notices.
enum NoticeStore {
  private static let columns: SQL = """
    id, of_case, organisation, number, kind, item, title, lines, published_at, account_name, home_until, home_ended_at
    """

  static func insert(
    _ id: ID<NoticeRecord>, of record: CaseRecord, number: String, title: String, lines: [NoticeLine], at now: Date,
    homeUntil: Date?, by principal: Principal, on connection: any Connection
  ) throws {
    let kind = record.kind == .response ? CorrectionNotice.Kind.response : .correction
    try connection.execute(
      """
      INSERT INTO correction_notice (id, of_case, organisation, number, kind, item, title, lines, published_at, account,
        account_name, home_until, home_ended_at)
      VALUES (\(id), \(record.id), \(record.organisation), \(number), \(kind.rawValue), \(record.work?.item), \(title),
        \(try String.json(lines)), \(now), \(principal.id), \(principal.name), \(homeUntil), NULL)
      """)
  }

  static func of(_ id: CaseID, on connection: any Connection) throws -> [NoticeRecord] {
    try connection.all("SELECT \(columns) FROM correction_notice WHERE of_case = \(id) ORDER BY id LIMIT 50")
  }

  static func of(cases ids: [CaseID], on connection: any Connection) throws -> [CaseID: [NoticeRecord]] {
    let found: [NoticeRecord] = try connection.all(
      """
      SELECT \(columns) FROM correction_notice WHERE of_case IN \(list: ids) ORDER BY id LIMIT \(ids.count * 50)
      """)
    return Dictionary(grouping: found, by: \.caseID)
  }

  /// All of them, since the law gives each its time there; the limit is only against what cannot be.
  static func onHome(
    of organisation: OrganisationID, at now: Date, on connection: any Connection
  ) throws -> [NoticeRecord] {
    try connection.all(
      """
      SELECT \(columns) FROM correction_notice
      WHERE organisation = \(organisation) AND home_ended_at IS NULL AND (home_until IS NULL OR home_until > \(now))
      ORDER BY id DESC
      LIMIT 1000
      """)
  }

  static func about(_ item: ItemID, on connection: any Connection) throws -> [NoticeRecord] {
    try connection.all(
      "SELECT \(columns) FROM correction_notice WHERE item = \(item) ORDER BY id DESC LIMIT 20")
  }

  static func all(
    of organisation: OrganisationID, before: String?, limit: Int, on connection: any Connection
  ) throws -> [NoticeRecord] {
    let cursor: SQL = before.map { "AND id < \($0)" } ?? ""
    return try connection.all(
      """
      SELECT \(columns) FROM correction_notice WHERE organisation = \(organisation) \(cursor)
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }

  static func find(
    _ number: String, of organisation: OrganisationID, on connection: any Connection
  ) throws -> NoticeRecord? {
    try connection.first(
      "SELECT \(columns) FROM correction_notice WHERE organisation = \(organisation) AND number = \(number)")
  }

  /// Those whose time on the home page is over and of which that was not yet written down.
  static func homeOver(at now: Date, on connection: any Connection) throws -> [NoticeRecord] {
    try connection.all(
      """
      SELECT \(columns) FROM correction_notice
      WHERE home_ended_at IS NULL AND home_until IS NOT NULL AND home_until <= \(now)
      ORDER BY id
      LIMIT 200\(SQL.forUpdate)
      """)
  }

  static func endHome(_ id: ID<NoticeRecord>, at now: Date, on connection: any Connection) throws -> Bool {
    try connection.execute(
      "UPDATE correction_notice SET home_ended_at = \(now) WHERE id = \(id) AND home_ended_at IS NULL") > 0
  }
}
