import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// The job that asks one other province.
struct FetchPeer: Job {
  static let name = "programme.fetch-peer"
  static let attempts = 3
  let peer: PeerID

  static func key(_ id: PeerID) -> String { "programme.fetch-peer:\(id)" }
}

extension Programme {
  var sharingJobs: [JobHandler] { [JobHandler(FetchPeer.self) { try await fetchPeer($0.peer) }] }

  var sharingSchedules: [Schedule] {
    [Schedule("programme.fetch-peers", .every(seconds: 300)) { _ in try await queueDuePeers() }]
  }

  /// Queues those whose turn has come, each in a job of its own, so that a slow one delays nobody.
  func queueDuePeers() async throws {
    let now = clock.now
    try await database.write { connection in
      for id in try PeerStore.due(at: now, on: connection) {
        try connection.enqueue(FetchPeer(peer: id), runAt: now, key: FetchPeer.key(id))
        // Should the job be lost, its turn comes again all the same.
        try PeerStore.postpone(id, until: now.addingTimeInterval(3_600), on: connection)
      }
    }
  }

  /// Asks a peer and takes what it has. Every outcome is written down; only the database can make it throw.
  func fetchPeer(_ id: PeerID) async throws {
    guard let peer = try await database.read({ try PeerStore.find(id, on: $0) }), !peer.isFile,
      peer.state != .suspended
    else { return }
    let request = OutsideRequest(
      types: [SharedDocument.mediaType], bytes: DocumentReading.bytes, etag: peer.etag,
      lastModified: peer.lastModified)
    do {
      switch try await outside.document(at: peer.address, request) {
      case .unchanged: try await settle(id, nil)
      case .status(let status, let seconds):
        try await settle(id, Self.words(status), retryAfter: seconds, isGone: status == 410)
      case .document(let data, let etag, let lastModified):
        let document = try DocumentReading.read(data, now: clock.now)
        try await take(document, into: id, etag: etag, lastModified: lastModified, by: Principal.system([]).id)
      }
    } catch let trouble as OutsideTrouble {
      try await settle(id, trouble.words)
    } catch let trouble as SharingTrouble {
      try await settle(id, trouble.words)
    }
  }

  /// Writes down that a turn brought nothing, and when the next one is.
  private func settle(_ id: PeerID, _ problem: Phrase?, retryAfter: Int? = nil, isGone: Bool = false) async throws {
    let now = clock.now
    try await database.write { connection in
      guard var peer = try PeerStore.find(id, lock: true, on: connection) else { return }
      peer.lastFetchAt = now
      peer.lastError = problem?.vietnamese
      peer.failures = problem == nil ? 0 : peer.failures + 1
      if problem == nil { peer.lastGoodAt = now }
      // Gone for good (RFC 9110 §15.5.11): asking on would be rude and useless.
      if isGone { peer.state = .suspended }
      peer.nextFetchAt = PeerRhythm.next(peer, after: now, retryAfter: retryAfter)
      try PeerStore.update(peer, on: connection)
    }
  }

  private static func words(_ status: Int) -> Phrase {
    switch status {
    case 401, 403: "Nơi này không cho đọc (mã \(status))."
    case 404:
      "Nơi này không có tài liệu chia sẻ ở địa chỉ đã cho (mã 404). Hãy kiểm tra địa chỉ, hoặc hỏi xem họ đã dùng bản mới chưa."
    case 410: "Nơi này báo đã thôi chia sẻ (mã 410) nên được tạm dừng."
    case 429: "Nơi này báo bị hỏi quá nhiều (mã 429); sẽ hỏi lại sau."
    case 500...: "Máy chủ của nơi này đang có lỗi (mã \(status))."
    default: "Nơi này trả lời mã \(status)."
    }
  }
}

/// When a peer is asked again.
enum PeerRhythm {
  static let day = 86_400.0

  /// Daily; after a failure in an hour, then in two, four … up to a day. Nil for files.
  static func next(_ peer: Peer, after now: Date, retryAfter: Int? = nil) -> Date? {
    guard !peer.isFile, peer.state != .suspended else { return nil }
    var wait = day
    if peer.failures > 0 { wait = min(day, 3_600 * Double(1 << min(peer.failures - 1, 5))) }
    if let retryAfter { wait = max(wait, min(Double(max(retryAfter, 0)), day)) }
    return now.addingTimeInterval(wait).wholeMilliseconds
  }
}
