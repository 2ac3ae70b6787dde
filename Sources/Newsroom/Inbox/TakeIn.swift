import Contracts
import Crypto
import Foundation
import Kernel
import NewsFormats
import Persistence

/// An error of our own side, which must not be written down as the source's.
struct DatabaseErrorOrFailure: Error {
  let underlying: any Error
}

extension Intake {
  /// Keeps received bytes, reads them as a feed and merges its items: the one way in for address, folder and upload.
  /// Bytes that were read from this source before are kept out of the parser.
  func take(
    _ data: Data, charset: String?, from source: InboxSource, status: Int?, name: String?, startedAt: Date
  ) async throws -> FetchOutcome {
    do {
      let file = try await files.keep(data, at: startedAt)
      var outcome = FetchOutcome(
        kind: .read, status: status, file: file, fileName: name, startedAt: startedAt, endedAt: startedAt)
      if try await newsroom.database.read({ try SourceStore.hasRead(file.hash, from: source.id, on: $0) }) {
        outcome.kind = .unchanged
        return outcome
      }
      let base = source.base
      let feed: Delivery
      do {
        feed = try await Disk.run { try NewsReader.read(data, charset: charset, base: base) }
      } catch let refusal as FormatRefusal {
        outcome.kind = .refused
        outcome.message = refusal.reason.vietnamese
        return outcome
      }
      let now = newsroom.clock.now
      // A folder has a name that somebody gave it; one upload is told from another only by its file.
      let title = ItemWords.tidy(feed.title, limit: 100)
      let origin =
        source.kind == .upload
        ? InboxMerge.Origin(fileName: name.map { ItemWords.tidy($0, limit: 120) }, feedTitle: title) : .init()
      outcome.counts = try await newsroom.database.write { connection in
        let rules = try InboxRuleStore.all(of: source.organisation, onlyActive: true, on: connection)
        var merge = InboxMerge(source: source, origin: origin, rules: rules, at: now)
        try merge.run(feed.items, on: connection)
        return merge.counts
      }
      outcome.counts.failed = feed.failures.count
      try await publishDueItems()
      let words = (feed.notes + feed.failures.prefix(5)).map(\.vietnamese)
      outcome.message = words.isEmpty ? nil : words.joined(separator: " ")
      return outcome
    } catch {
      throw DatabaseErrorOrFailure(underlying: error)
    }
  }

  /// Takes in a feed that somebody sent up as a file.
  func takeUpload(
    _ file: URL, named name: String, to organisation: OrganisationID, by principal: Principal
  ) async throws -> FetchOutcome {
    try principal.require(Newsroom.manageInbox, in: organisation)
    let data = try await Disk.run { try Data(contentsOf: file) }
    let now = newsroom.clock.now
    let source = try await newsroom.database.write { connection in
      if let known = try SourceStore.find(.upload, "", of: organisation, on: connection) { return known }
      let id = InboxSourceID.new()
      let new = NewSource(name: "Tệp tải lên", address: "", interval: 3_600)
      try SourceStore.insert(id, .upload, new, of: organisation, by: principal.id, at: now, on: connection)
      guard let source = try SourceStore.find(id, on: connection) else { throw Failure.notFound }
      return source
    }
    let outcome: FetchOutcome
    do {
      outcome = try await take(data, charset: nil, from: source, status: nil, name: name, startedAt: now)
    } catch let error as DatabaseErrorOrFailure {
      throw error.underlying
    }
    try await settle(source, outcome, etag: nil, lastModified: nil, retryAfter: nil)
    try await newsroom.database.write { connection in
      try self.record(
        "newsroom.inbox.upload", source.id, organisation, principal, ["hash": outcome.file?.hash ?? ""], on: connection)
    }
    return outcome
  }
}

extension ReceivedFiles {
  static func hash(of data: Data) -> String { hex(SHA256.hash(data: data)) }
}
