import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

/// The text as readers saw it, put by before it was removed (NĐ 237/2026 Art 19.1a).
struct Snapshot: RowDecodable, Sendable {
  /// What is kept of a story.
  struct Content: Codable, Sendable, Equatable {
    let title: String
    let summary: String
    /// The story's document as canonical JSON.
    let body: String
    let path: String
    let section: String
    let bylines: [String]
    let publishedAt: String
    let updatedAt: String
  }

  let id: ID<Snapshot>
  let item: ItemID
  let text: String
  /// SHA-256 of the text, in hexadecimal.
  let digest: String
  let takenAt: Date
  let keepUntil: CivilDate
  let accountName: String

  init(row: Row) throws {
    id = try row["id"]
    item = try row["item"]
    text = try row["content"]
    digest = try row["digest"]
    takenAt = try row["taken_at"]
    keepUntil = try row["keep_until"]
    accountName = try row["account_name"]
  }

  var content: Content? { try? JSONDecoder().decode(Content.self, from: Data(text.utf8)) }
  /// Whether it is still what was put by.
  var isIntact: Bool { Self.digest(text) == digest }

  static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// All SQL about texts put by. Nothing here changes or deletes one.
enum SnapshotStore {
  static func all(of id: CaseID, on connection: any Connection) throws -> [Snapshot] {
    try connection.all(
      """
      SELECT id, item, content, digest, taken_at, keep_until, account_name
      FROM correction_snapshot WHERE of_case = \(id)
      ORDER BY id
      LIMIT 100
      """)
  }

  /// Whether it was put by now; false where the same text lies there already.
  static func insert(
    _ text: String, _ item: ItemID, of id: CaseID, at now: Date, until day: CivilDate, by name: String,
    on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO correction_snapshot (id, of_case, item, content, digest, taken_at, keep_until, account_name)
      VALUES (\(ID<Snapshot>.new()), \(id), \(item), \(text), \(Snapshot.digest(text)), \(now), \(day), \(name))
      ON CONFLICT (of_case, digest) DO NOTHING
      """) > 0
  }
}

extension Corrections {
  /// What readers see of an item now; nil where it is not on the site.
  func publishedContent(_ item: ItemID?) async throws -> (item: ItemID, text: String)? {
    guard let item, let story = try await stories.stories([item]).first else { return nil }
    let summary = story.summary
    let content = Snapshot.Content(
      title: summary.title, summary: summary.summary, body: story.body.json, path: summary.path,
      section: summary.section.name, bylines: summary.bylines.map(\.name),
      publishedAt: Timestamp.text(summary.firstPublishedAt), updatedAt: Timestamp.text(summary.updatedAt))
    return (item, try String.json(content))
  }

  /// Puts a text by for the time that the agency keeps it (RT5), not shorter than the law's (RT2).
  func keep(
    _ content: (item: ItemID, text: String), _ record: CaseRecord, by principal: Principal,
    on connection: any Connection
  ) throws {
    let now = clock.now
    let isNew = try SnapshotStore.insert(
      content.text, content.item, of: record.id, at: now, until: clock.today.adding(months: regimes.retention.months),
      by: principal.name, on: connection)
    guard isNew else { return }
    try StepStore.insert(
      .snapshot, of: record.id, by: principal, at: now, evidence: "SHA-256 \(Snapshot.digest(content.text))",
      on: connection)
  }
}

extension CivilDate {
  /// The same day so many months later, or the last of that month.
  func adding(months: Int) -> CivilDate {
    let count = year * 12 + (month - 1) + months
    for day in stride(from: day, through: 28, by: -1) {
      if let found = CivilDate(count / 12, count % 12 + 1, day) { return found }
    }
    return CivilDate(count / 12, count % 12 + 1, min(day, 28)) ?? self
  }
}
