import Contracts
import Foundation
import Kernel
import Persistence

/// Puts whole batches of published articles into the newsroom's tables through the newsroom's own stores, so that an
/// imported article is in every way one of its own: a revision, a history, a public edition, found by search.
///
/// Readers and other rooms are not told of each (no events): an archive is not news. Cached lists are purged once a batch.
struct BulkArticleStore {
  let run: ImportRun
  let now: Date
  let connection: any Connection

  /// Returns how many were taken in and how many were there already.
  func put(_ batch: ImportBatch) throws -> (done: Int, known: Int) {
    let unknown = try unknown(batch.articles)
    guard !unknown.isEmpty else { return (0, batch.articles.count) }
    var code = try reserveCodes(unknown.count)
    var sections = SectionFinder(run: run, today: CivilDate(now), connection: connection)
    var touched: Set<SectionID> = []
    var put: [(item: Item, text: ItemText)] = []
    put.reserveCapacity(unknown.count)
    for (line, article) in unknown {
      let section = try sections.section(named: article.sectionName ?? run.sectionName)
      put.append(try self.put(article, line: line, code: code, in: section))
      touched.insert(section.id)
      code += 1
    }
    // All at the end: SQLite writes out what FTS5 has gathered before each statement that may have to be undone alone,
    // as an upsert may. Between them, that was a third of the work.
    for (item, text) in put { try ItemSearch.putSite(item, text, on: connection) }
    for (item, text) in put { try ItemSearch.putArchive(item, text, on: connection) }
    try connection.purge(
      [PageKey.lists(run.organisation)] + touched.map(PageKey.section).sorted()
        + (sections.hasOpened ? [PageKey.site(run.organisation)] : []))
    return (unknown.count, batch.articles.count - unknown.count)
  }

  /// Without those the organisation has, and without doubles within the batch.
  private func unknown(_ articles: [(line: Int, article: ImportLine)]) throws -> [(line: Int, article: ImportLine)] {
    guard !articles.isEmpty else { return [] }
    var seen = Set(
      try connection.values(
        """
        SELECT external_id FROM import_item
        WHERE organisation_id = \(run.organisation) AND external_id IN \(list: articles.map(\.article.externalID))
        """, as: String.self))
    return articles.filter { seen.insert($0.article.externalID).inserted }
  }

  /// The first of so many public numbers, of the counter that ``ItemStore/nextCode(on:)`` counts with.
  private func reserveCodes(_ count: Int) throws -> Int {
    let last: Int? = try connection.value(
      """
      INSERT INTO newsroom_counter (name, value) VALUES ('item', \(1_000 + count))
      ON CONFLICT (name) DO UPDATE SET value = newsroom_counter.value + \(count)
      RETURNING value
      """)
    guard let last else { throw DatabaseError.failed(code: "counter", message: "no number") }
    return last - count + 1
  }

  private func put(
    _ article: ImportLine, line: Int, code: Int, in section: Section
  ) throws -> (item: Item, text: ItemText) {
    // Without a date of its own an article gets the time of the import, a millisecond further for each line: lists and
    // search are in the order of time, and one time cannot hold a whole archive.
    let time = article.publishedAt ?? run.createdAt.addingTimeInterval(Double(line) / 1000).wholeMilliseconds
    var text = article.text
    text.metadata.section = section.id
    var item = Item(
      id: .new(), organisation: run.organisation, kind: .article, code: code, state: .published, title: "", summary: "",
      metadata: ItemMetadata(), author: run.account, authorName: run.accountName, holder: nil, deadline: nil,
      scheduledFor: nil, scheduledBy: nil, currentRevision: 1, lastRevision: 1, publishedRevision: 1,
      slug: Slug.make(text.title, limit: 80), firstPublishedAt: time, readerUpdatedAt: time, createdAt: now,
      updatedAt: time)
    item.show(text)
    let importer = Principal(id: run.account, name: run.accountName, organisation: run.organisation)
    try ItemStore.insert(item, on: connection)
    try putRevision(text, words: article.words, of: item.id)
    try ItemEvent.insert(.published, of: item, by: importer, at: now, on: connection)
    try PublishedStore.put(item, text, in: section, on: connection)
    try connection.execute(
      """
      INSERT INTO import_item (organisation_id, external_id, item_id)
      VALUES (\(run.organisation), \(article.externalID), \(item.id))
      """)
    return (item, text)
  }

  /// The first and only revision. ``RevisionStore`` would look for older ones and count words within the transaction.
  private func putRevision(_ text: ItemText, words: Int, of item: ItemID) throws {
    try connection.execute(
      """
      INSERT INTO item_revision (
        item_id, number, base, kind, account_id, account_name, made_at, title, summary, metadata, words,
        keyframe, head, tail, body)
      VALUES (
        \(item), 1, 0, \(RevisionKind.publish), \(run.account), \(run.accountName), \(now), \(text.title),
        \(text.summary), \(try text.metadata.json), \(words), 1, 0, 0, \(Data(text.body.jsonBytes)))
      """)
  }
}

/// Finds the sections that lines name, and opens those the agency does not have.
struct SectionFinder {
  private let run: ImportRun
  private let today: CivilDate
  private let connection: any Connection
  private var bySlug: [String: Section]?
  private(set) var hasOpened = false

  init(run: ImportRun, today: CivilDate, connection: any Connection) {
    self.run = run
    self.today = today
    self.connection = connection
  }

  mutating func section(named name: String) throws -> Section {
    let slug = Slug.make(name, limit: 60)
    if let known = try all()[slug] { return known }
    let position = (try all().values.map(\.position).max() ?? 0) + 1
    try connection.execute(
      """
      INSERT INTO section (id, organisation_id, name, slug, position, valid_from, valid_to)
      VALUES (\(SectionID.new()), \(run.organisation), \(name), \(slug), \(position), \(today), NULL)
      """)
    bySlug = nil
    hasOpened = true
    guard let opened = try all()[slug] else { throw Failure.notFound }
    return opened
  }

  private mutating func all() throws -> [String: Section] {
    if let bySlug { return bySlug }
    let sections = try SectionStore.all(of: run.organisation, from: connection)
    let found = Dictionary(sections.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
    bySlug = found
    return found
  }
}
