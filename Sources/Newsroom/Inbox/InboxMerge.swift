import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

/// Puts a delivery of one source into the inbox: what is new, what has changed as a further version; what is known stays.
struct InboxMerge {
  /// What a piece came in, beside its source.
  struct Origin {
    var fileName: String?
    var feedTitle: String?
  }

  let source: InboxSource
  var origin = Origin()
  let rules: [InboxRule]
  let now: Date
  private(set) var counts = FetchOutcome.Counts()

  init(source: InboxSource, origin: Origin = Origin(), rules: [InboxRule], at now: Date) {
    self.source = source
    self.origin = origin
    self.rules = rules
    self.now = now
  }

  /// From the oldest to the newest: feeds list the newest first, and IDs are made in the order of the list people see.
  mutating func run(_ stories: [NewsStory], on connection: any Connection) throws {
    var seen: Set<String> = []
    for story in stories.reversed() {
      guard seen.insert(story.key).inserted else { continue }
      let known = try connection.rows(
        """
        SELECT id, content_hash, version, state, title, summary, html, changed_at, details FROM inbox_item
        WHERE source_id = \(source.id) AND guid = \(story.key)
        """
      ).first
      guard let known else {
        try insert(story, on: connection)
        counts.new += 1
        continue
      }
      if try known["content_hash"] == story.contentHash {
        counts.unchanged += 1
      } else if try Self.isOlder(story, than: known) {
        // An older version that came late: the newer one stays.
        counts.unchanged += 1
      } else {
        try update(known, to: story, on: connection)
        counts.updated += 1
      }
    }
  }

  /// Where the source counts its versions, a smaller number is an older text, whenever it comes.
  private static func isOlder(_ story: NewsStory, than known: Row) throws -> Bool {
    let kept: String = try known["details"]
    guard kept != "{}", let new = Int(story.version) else { return false }
    let details = try JSONDecoder().decode(InboxDetails.self, from: Data(kept.utf8))
    return details.sourceVersion.flatMap { Int($0) }.map { new < $0 } ?? false
  }

  private func insert(_ story: NewsStory, on connection: any Connection) throws {
    let id = InboxItemID.new()
    let rule = self.rule(for: story)
    try connection.execute(
      """
      INSERT INTO inbox_item (
        id, organisation_id, source_id, guid, content_hash, version, state, title, summary, html, link, author,
        categories, enclosures, published_at, received_at, changed_at, file_name, feed_title, status, embargo_until,
        details)
      VALUES (
        \(id), \(source.organisation), \(source.id), \(story.key), \(story.contentHash), 1, \(InboxItem.State.new),
        \(story.title), \(story.summary), \(story.html), \(story.link), \(story.author),
        \(try InboxStore.json(story.categories)), \(try InboxStore.json(story.enclosures)),
        \(story.published ?? story.updated), \(now), \(now), \(origin.fileName), \(origin.feedTitle), \(story.status.rawValue),
        \(story.embargo), \(try InboxStore.json(InboxDetails(story))))
      """)
    try apply(rule, to: id, story, on: connection)
    try InboxLikeness.mark(id, story, of: source.organisation, on: connection)
  }

  private func update(_ known: Row, to story: NewsStory, on connection: any Connection) throws {
    let id: InboxItemID = try known["id"]
    let version: Int = try known["version"]
    let title: String = try known["title"]
    let summary: String = try known["summary"]
    let html: String = try known["html"]
    let changedAt: Date = try known["changed_at"]
    try connection.execute(
      """
      INSERT INTO inbox_version (inbox_item_id, number, title, summary, html, received_at)
      VALUES (\(id), \(version), \(title), \(summary), \(html), \(changedAt))
      """)
    try connection.execute(
      """
      UPDATE inbox_item SET
        content_hash = \(story.contentHash), version = \(version + 1), title = \(story.title),
        summary = \(story.summary), html = \(story.html), link = \(story.link), author = \(story.author),
        categories = \(try InboxStore.json(story.categories)), enclosures = \(try InboxStore.json(story.enclosures)),
        published_at = \(story.published ?? story.updated), changed_at = \(now), file_name = \(origin.fileName),
        feed_title = \(origin.feedTitle), status = \(story.status.rawValue), embargo_until = \(story.embargo),
        details = \(try InboxStore.json(InboxDetails(story)))
      WHERE id = \(id)
      """)
    if try known["state"] == InboxItem.State.new {
      try apply(rule(for: story), to: id, story, on: connection)
    } else if try InboxFollow.isFollowed(id, on: connection) {
      try InboxStore.setPublishDue(id, now, on: connection)
    }
    try InboxLikeness.mark(id, story, of: source.organisation, on: connection)
  }

  private func rule(for story: NewsStory) -> InboxRule? {
    guard !rules.isEmpty else { return nil }
    let subject = InboxRule.Subject(story, from: source.id)
    return rules.first { $0.isActive && $0.fits(subject) }
  }

  /// What a rule decides is written at once; drafts and publications are made after this transaction, each in its own.
  private func apply(
    _ rule: InboxRule?, to id: InboxItemID, _ story: NewsStory, on connection: any Connection
  ) throws {
    guard let rule else { return }
    let isDropped = rule.act == .drop
    // What is withheld or under embargo waits in the inbox; the schedule comes back to it (``Intake/publishDueItems()``).
    let due = [.draft, .publish].contains(rule.act) ? max(now, rule.act == .publish ? story.embargo ?? now : now) : nil
    try connection.execute(
      """
      UPDATE inbox_item SET
        rule_id = \(rule.id), section_id = \(rule.section), assignee_id = \(rule.assignee),
        publish_due_at = \(due)\(postgres: "::timestamptz"), publish_refusal = NULL,
        state = \(isDropped ? InboxItem.State.dropped : .new), handled_at = \(isDropped ? now : nil)\(postgres: "::timestamptz"),
        handled_version = \(isDropped ? 1 : nil)\(postgres: "::bigint")
      WHERE id = \(id)
      """)
  }
}

extension InboxStore {
  /// When the program looks at it again to make or update an item of it; nil: not at all.
  static func setPublishDue(_ id: InboxItemID, _ time: Date?, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_item SET publish_due_at = \(time) WHERE id = \(id)")
  }

  static func donePublishing(_ id: InboxItemID, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_item SET publish_due_at = NULL, publish_refusal = NULL WHERE id = \(id)")
  }

  static func refusePublishing(_ id: InboxItemID, _ why: String, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE inbox_item SET publish_due_at = NULL, publish_refusal = \(why) WHERE id = \(id)")
  }

  static func publishDue(at now: Date, limit: Int, on connection: any Connection) throws -> [InboxItemID] {
    try connection.values(
      "SELECT id FROM inbox_item WHERE publish_due_at <= \(now) ORDER BY publish_due_at LIMIT \(limit)")
  }
}
