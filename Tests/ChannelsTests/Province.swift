import Channels
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Persistence
import Search
import Synchronization
import TestSupport
import Web

/// Two agencies with sites, whose stories a test puts there and takes away.
final class Province: Sendable {
  static let start = Date(milliseconds: 1_795_000_000_000)
  static let paper = OrganisationID("0198a000-0000-7000-8000-000000000001")
  static let magazine = OrganisationID("0198a000-0000-7000-8000-000000000002")

  let database: Database
  let stories = Shelf()
  let pictures = Album()
  let clips = ClipShelf()
  let notices = NoticeBoard()
  let live = LiveShelf()
  let agencies: Agencies
  let hand = ClockHand(Province.start)
  let cache: PageCache
  let channels: Channels
  private let responder: SiteResponder

  /// The allow-list of the repository.
  static let embeds = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("data/newsroom/embeds.json")

  init(_ database: Database, imprint: @Sendable (inout Imprint) -> Void = { _ in }) throws {
    self.database = database
    agencies = Agencies(imprint: imprint)
    let clock = WallClock.set(by: hand)
    cache = PageCache(clock: clock)
    channels = Channels(
      database: database, clock: clock, stories: stories, organisations: agencies, pictures: pictures, clips: clips,
      embeds: try StoryEmbeds(file: Self.embeds), corrections: notices, liveBlogs: live, cache: cache)
    let stack = WebStack(
      house: WebHouse(), logger: Logger(label: "quiet", factory: { _ in SwiftLogNoOpLogHandler() }), sessions: Nobody())
    let router = stack.makeRouter()
    channels.addRoutes(to: router.group())
    responder = stack.responder(for: router)
  }

  /// Publishes a story as the newsroom does: the row, the index and the purge in one transaction.
  func publish(_ story: Story) async throws {
    stories.put(story)
    let summary = story.summary
    try await database.write { connection in
      let document = SearchDocument(
        scope: "site:\(summary.organisation)", id: summary.id.rawValue, title: summary.title, summary: summary.summary,
        body: story.body.plainText, time: summary.firstPublishedAt)
      try SearchIndex().put(document, on: connection)
      try connection.purge(Self.keys(summary))
    }
  }

  func withdraw(_ story: Story) async throws {
    stories.withdraw(story)
    let summary = story.summary
    try await database.write { connection in
      try SearchIndex().remove(scope: "site:\(summary.organisation)", id: summary.id.rawValue, on: connection)
      try connection.purge(Self.keys(summary))
    }
  }

  static func keys(_ story: StorySummary) -> [String] {
    [PageKey.item(story.id), PageKey.section(story.section.id), PageKey.lists(story.organisation)]
      + story.bylines.map { PageKey.author($0.slug, story.organisation) }
  }

  func get(_ path: String, host: String = "baolamgiang.example", _ headers: HTTPFields = [:]) async throws -> SiteAnswer
  {
    var fields = headers
    if fields[.accept] == nil { fields[.accept] = "text/html" }
    let head = HTTPRequest(method: .get, scheme: "http", authority: host, path: path, headerFields: fields)
    let context = AppContext(
      source: .init(
        channel: EmbeddedChannel(), logger: Logger(label: "quiet", factory: { _ in SwiftLogNoOpLogHandler() })))
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: context)
    let gathered = Gathered()
    try await response.body.write(gathered)
    return SiteAnswer(
      status: response.status.code, headers: response.headers, text: String(buffer: gathered.bytes.withLock { $0 }))
  }
}

struct SiteAnswer: Sendable {
  let status: Int
  let headers: HTTPFields
  let text: String
}

private final class Gathered: ResponseBodyWriter, Sendable {
  let bytes = Mutex(ByteBuffer())
  func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

private struct Nobody: SessionReader {
  func session(for request: Request, context: AppContext) async throws -> Session? { nil }
}

func withProvince(
  _ engine: Engine, imprint: @escaping @Sendable (inout Imprint) -> Void = { _ in },
  _ body: (Province) async throws -> Void
) async throws {
  try await withDatabase(engine, SearchIndex.migrations) { database in
    try await body(try Province(database, imprint: imprint))
  }
}
