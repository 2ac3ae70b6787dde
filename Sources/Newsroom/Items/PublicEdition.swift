import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

extension Newsroom {
  /// Makes the item's current text public: the row that readers see, the search index, the purge of cached pages and the
  /// events, within the transaction of whoever decided on it. The caller has locked the item and authorised.
  ///
  /// - Parameter assets: what of pictures, sound and video exists and is the agency's, looked up before the transaction.
  func makePublic(
    _ item: inout Item, _ text: ItemText, assets: PublicationAssets, by principal: Principal,
    on connection: any Connection
  ) throws {
    try item.gate.pass(at: clock.now)
    try preflight(item, text, assets: assets, on: connection).pass()
    guard let id = text.metadata.section, let section = try SectionStore.find(id, on: connection),
      section.organisation == item.organisation
    else { throw Failure.invalid(["section": "Không có chuyên mục này"]) }

    let before = try PublishedStore.keys(of: item, on: connection)
    let isFirst = item.state != .published
    let now = clock.now
    if isFirst {
      item.firstPublishedAt = now
      item.readerUpdatedAt = now
    }
    item.slug = item.slug ?? Slug.make(text.title, limit: 80)
    item.state = .published
    item.publishedRevision = item.currentRevision
    item.scheduledFor = nil
    item.scheduledBy = nil
    item.approvedRevision = item.currentRevision
    item.leaveStages()
    item.updatedAt = now
    try ItemStore.update(item, on: connection)
    try RevisionStore.markPublished(item.currentRevision, of: item.id, on: connection)
    try PublishedStore.put(
      item, text, in: section, aiLabels: try AILog.uses(of: item.id, on: connection).labels, on: connection)
    try ItemSearch.putSite(item, text, on: connection)
    try ItemSearch.putArchive(item, text, on: connection)
    try noteForChecks(item, text, on: connection)
    try ItemEvent.insert(isFirst ? .published : .updated, of: item, by: principal, at: now, on: connection)
    if isFirst { try tellOfStep(.published, of: item, reason: nil, by: principal, on: connection) }
    if isFirst {
      try connection.emit(
        ItemPublished(item: item.id, organisation: item.organisation, revision: item.currentRevision, time: now),
        at: now)
    } else {
      try connection.emit(
        ItemUpdated(item: item.id, organisation: item.organisation, revision: item.currentRevision, time: now), at: now)
    }
    let keys = before.union(try PublishedStore.keys(of: item, on: connection))
    try connection.purge(keys.sorted())
    try record(Self.publish, item, by: principal, on: connection)
  }

  /// Runs a decision on an item and the text that was looked over for it. Where somebody saved meanwhile, the new text is
  /// looked over and the decision made again.
  func decide<Value: Sendable>(
    on id: ItemID, for principal: Principal,
    _ body: @Sendable @escaping (inout Item, ItemText, PublicationAssets, any Connection) throws -> Value
  ) async throws -> Value {
    for _ in 0..<5 {
      let opened = try await open(id, for: principal)
      let text = opened.revision.text
      let assets = try await assets(of: text, for: opened.item.organisation)
      let value: Value? = try await database.write { connection in
        var item = try Self.locked(id, for: principal, on: connection)
        guard item.currentRevision == opened.revision.number else { return nil }
        return try body(&item, text, assets, connection)
      }
      if let value { return value }
    }
    throw Failure.conflict("Bài đang được sửa liên tục. Hãy thử lại sau ít giây.")
  }
}
