import Foundation
import Kernel
import Messaging
import Persistence

/// The job that asks one source.
struct FetchSource: Job {
  static let name = "inbox.fetch"
  static let attempts = 3
  let source: InboxSourceID

  static func key(_ id: InboxSourceID) -> String { "inbox.fetch:\(id)" }
}

extension Intake {
  /// Queues the sources whose turn has come; each is asked in a job of its own, so that a slow one delays nobody.
  func queueDueSources() async throws {
    let now = newsroom.clock.now
    try await newsroom.database.write { connection in
      for id in try SourceStore.due(at: now, limit: 200, on: connection) {
        try connection.enqueue(FetchSource(source: id), runAt: now, key: FetchSource.key(id))
        // Should the job be lost, the source comes round again all the same.
        try SourceStore.postpone(id, until: now.addingTimeInterval(900), on: connection)
      }
    }
  }

  /// Has a source asked now, out of turn.
  func fetchNow(_ id: InboxSourceID, by principal: Principal) async throws {
    let source = try await newsroom.database.read { try SourceStore.find(id, on: $0) }
    try principal.require(Newsroom.manageInbox, in: try Self.visible(source, to: principal).organisation)
    try await fetch(id)
  }

  /// Asks a source and takes in what it has. Every outcome is written down; only the database can make it throw.
  func fetch(_ id: InboxSourceID) async throws {
    guard let source = try await newsroom.database.read({ try SourceStore.find(id, on: $0) }) else { return }
    switch source.kind {
    case .feed: try await fetchFeed(source)
    case .folder: try await readFolder(source)
    case .upload: return
    }
  }

  private func fetchFeed(_ source: InboxSource) async throws {
    let start = newsroom.clock.now
    var etag = source.etag
    var lastModified = source.lastModified
    var retryAfter: Int?
    var outcome = FetchOutcome(kind: .failed, startedAt: start, endedAt: start)
    do {
      switch try await fetcher.fetch(source.address, etag: etag, lastModified: lastModified) {
      case .unchanged:
        outcome.kind = .unchanged
        outcome.status = 304
      case .status(let status, let seconds):
        outcome.status = status
        outcome.message = Self.words(status).vietnamese
        retryAfter = seconds
      case .body(let data, _, let charset, let newTag, let modified, let movedTo):
        outcome = try await take(data, charset: charset, from: source, status: 200, name: nil, startedAt: start)
        if outcome.kind == .read || outcome.kind == .unchanged { (etag, lastModified) = (newTag, modified) }
        if let movedTo {
          let note: Phrase = "Nguồn đã chuyển hẳn sang \(movedTo.absoluteString)."
          outcome.message = [outcome.message, note.vietnamese].compactMap(\.self).joined(separator: " ")
        }
      }
    } catch let error as DatabaseErrorOrFailure {
      throw error.underlying
    } catch {
      outcome.message = FeedFetcher.Trouble(error).words.vietnamese
    }
    try await settle(source, outcome, etag: etag, lastModified: lastModified, retryAfter: retryAfter)
  }

  /// Writes down how a turn ended and when the next one is.
  func settle(
    _ source: InboxSource, _ outcome: FetchOutcome, etag: String?, lastModified: String?, retryAfter: Int?,
    isWorthALine: Bool = true
  ) async throws {
    var outcome = outcome
    outcome.endedAt = newsroom.clock.now
    let isGood = outcome.kind == .read || outcome.kind == .unchanged
    var wait = FetchRhythm.wait(interval: source.interval, failures: isGood ? 0 : source.failures + 1)
    if let retryAfter { wait = max(wait, Double(min(max(retryAfter, 0), 86_400))) }
    let next = source.kind == .upload ? nil : outcome.endedAt.addingTimeInterval(wait).wholeMilliseconds
    let final = outcome
    try await newsroom.database.write { connection in
      guard let current = try SourceStore.find(source.id, lock: true, on: connection) else { return }
      if isWorthALine { try SourceStore.record(final, of: source.id, on: connection) }
      try SourceStore.settle(
        current, final, nextFetchAt: next, etag: etag, lastModified: lastModified, on: connection)
      // Gone for good (RFC 9110 §15.5.11): asking on would be rude and useless.
      if final.status == 410 {
        try SourceStore.setState(source.id, .paused, nextFetchAt: nil, on: connection)
      }
    }
  }

  private static func words(_ status: Int) -> Phrase {
    switch status {
    case 401, 403: "Nguồn không cho phép đọc (mã \(status))."
    case 404: "Nguồn báo không có trang này (mã 404). Hãy kiểm tra địa chỉ."
    case 410: "Nguồn báo đã đóng hẳn (mã 410) nên được tạm dừng."
    case 429: "Nguồn báo bị hỏi quá nhiều (mã 429); sẽ hỏi thưa hơn."
    case 500...: "Máy chủ của nguồn đang có lỗi (mã \(status))."
    default: "Nguồn trả lời mã \(status)."
    }
  }
}
