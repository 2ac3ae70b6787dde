import Contracts
import Crypto
import Foundation
import Kernel
import Messaging
import NewsFormats
import Persistence

/// Marks the IDs of what came in.
enum InboxItemMark {}
typealias InboxItemID = ID<InboxItemMark>

/// One piece of news that came in, in its newest version.
struct InboxItem: Sendable, RowDecodable {
  enum State: String, Sendable, SQLCodable, CaseIterable {
    case new
    /// Made into an article.
    case taken
    case dropped
  }

  let id: InboxItemID
  let organisation: OrganisationID
  let source: InboxSourceID
  let sourceName: String
  /// The file it came in, where somebody sent one up, and what the feed in it calls itself.
  let fileName: String?
  let feedTitle: String?
  let version: Int
  let state: State
  let title: String
  let summary: String
  let html: String
  let link: String
  let author: String
  let categories: [String]
  let enclosures: [NewsStory.Enclosure]
  let publishedAt: Date?
  let receivedAt: Date
  let changedAt: Date
  let item: ItemID?
  let status: NewsStory.Status
  /// Not to be published before, as the source asks.
  let embargo: Date?
  let details: InboxDetails
  let rule: String?
  let section: SectionID?
  let assignee: AccountID?
  /// Why it could not be published of itself, in Vietnamese.
  let publishRefusal: String?
  let near: Near?
  /// The version that was taken or dropped; the source has changed it since where this is smaller than ``version``.
  let handledVersion: Int?

  static let columns: SQL = """
    i.id, i.organisation_id, i.source_id, s.name AS source_name, i.version, i.state, i.title, i.summary, i.html, i.link,
    i.author, i.categories, i.enclosures, i.published_at, i.received_at, i.changed_at, i.item_id, i.handled_version,
    i.file_name, i.feed_title, i.status, i.embargo_until, i.details, i.section_id, i.assignee_id, i.publish_refusal,
    i.near_item_id, i.near_inbox_id, i.near_percent,
    (SELECT r.name FROM inbox_rule r WHERE r.id = i.rule_id) AS rule_name,
    COALESCE(
      (SELECT o.title FROM item o WHERE o.id = i.near_item_id),
      (SELECT n.title FROM inbox_item n WHERE n.id = i.near_inbox_id)) AS near_title
    """

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    source = try row["source_id"]
    sourceName = try row["source_name"]
    fileName = try row["file_name"]
    feedTitle = try row["feed_title"]
    version = try row["version"]
    state = try row["state"]
    title = try row["title"]
    summary = try row["summary"]
    html = try row["html"]
    link = try row["link"]
    author = try row["author"]
    categories = try JSONDecoder().decode([String].self, from: Data((try row["categories"] as String).utf8))
    enclosures = try JSONDecoder().decode(
      [NewsStory.Enclosure].self, from: Data((try row["enclosures"] as String).utf8))
    publishedAt = try row["published_at"]
    receivedAt = try row["received_at"]
    changedAt = try row["changed_at"]
    item = try row["item_id"]
    handledVersion = try row["handled_version"]
    status = NewsStory.Status(rawValue: try row["status"]) ?? .withheld
    embargo = try row["embargo_until"]
    let kept: String = try row["details"]
    details = kept == "{}" ? InboxDetails() : try JSONDecoder().decode(InboxDetails.self, from: Data(kept.utf8))
    rule = try row["rule_name"]
    section = try row["section_id"]
    assignee = try row["assignee_id"]
    publishRefusal = try row["publish_refusal"]
    near = try Near(row: row)
  }

  /// Another piece, or an item of our own, whose text is nearly this one.
  struct Near: Sendable, Equatable {
    let item: ItemID?
    let incoming: InboxItemID?
    let title: String
    let percent: Int

    init?(row: Row) throws {
      guard let percent: Int = try row["near_percent"] else { return nil }
      self.percent = percent
      item = try row["near_item_id"]
      incoming = try row["near_inbox_id"]
      title = (try row["near_title"] as String?) ?? ""
      if item == nil, incoming == nil { return nil }
    }
  }

  /// Whether its source lets it be published at this moment.
  func isUsable(at time: Date) -> Bool { status == .usable && (embargo.map { $0 <= time } ?? true) }

  /// Whether the source has changed it after it was taken or dropped.
  var hasNews: Bool { handledVersion.map { $0 < version } ?? false }

  /// Where it came from, as the desk calls it.
  func origin(_ t: Translator) -> String { fileName.map { t("Tải lên: \($0)") } ?? sourceName }

  /// Who is named below a story made of it: a file is nobody, what speaks in it is somebody.
  var credited: String {
    if let credit = details.creditLine, !credit.isBlank { return credit }
    guard fileName != nil else { return sourceName }
    let host = URL(string: link)?.host ?? ""
    return [feedTitle ?? "", host, author].first { !$0.isBlank } ?? sourceName
  }

  /// Its text by what is allowed in a story.
  var body: StoryBody {
    let base = URL(string: link)
    let blocks = StoryBuilder.blocks(html: html, base: base)
    return StoryBody(blocks: blocks.isEmpty && !summary.isEmpty ? StoryBody(plainForm: summary).blocks : blocks)
  }
}

extension NewsStory {
  /// What makes two versions of a piece differ for a reader. The date is not in it: some sources date everything anew with
  /// every request.
  var contentHash: String {
    var hash = SHA256()
    // What later formats say besides is counted in only where it is said: what was kept before stays as it was.
    let management = [
      status == .usable ? nil : status.rawValue, embargo.map { "\($0.timeIntervalSince1970)" },
    ].compactMap(\.self)
    for part in [title, link, summary, html] + management {
      hash.update(data: Data(part.utf8))
      hash.update(data: [0])
    }
    return ReceivedFiles.hex(hash.finalize())
  }

  /// The guid as it is kept: long ones by their hash, since an index takes only so many bytes.
  var key: String {
    guid.utf8.count <= 500 ? guid : "sha256:\(ReceivedFiles.hex(SHA256.hash(data: Data(guid.utf8))))"
  }
}
