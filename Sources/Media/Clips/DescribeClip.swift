import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

extension Media {
  /// Changes what is said of a clip.
  func describeClip(_ id: ClipID, _ words: ClipWords, by principal: Principal) async throws {
    try await change(id, "media.clip.describe", by: principal) { clip, connection in
      try words.check()
      guard words != clip.words else { return }
      try ClipStore.describe(id, words, on: connection)
      try self.indexClip(id, clip.organisation, clip.fileName, words, clip.uploadedAt, on: connection)
    }
  }

  /// Puts subtitles (WebVTT) to a video, or takes them away with nil.
  func setSubtitles(of id: ClipID, to file: URL?, by principal: Principal) async throws {
    var hash: String?
    if let file {
      let files = files
      hash = try await Blocking.run {
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        guard size <= ClipLimits.subtitles else { throw Failure.tooLarge(limit: ClipLimits.subtitles) }
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        // The first line of every WebVTT file (W3C WebVTT §4.1).
        guard text.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("WEBVTT") else {
          throw Failure.invalid(["subtitles": "Phụ đề phải là tệp WebVTT (.vtt)"])
        }
        let hash = try FileHash.of(file)
        try files.keepRendition(file, hash: hash, fileExtension: "vtt")
        return hash
      }
    }
    let kept = hash
    try await change(id, "media.clip.subtitles", by: principal) { _, connection in
      try ClipStore.setSubtitles(id, kept, on: connection)
    }
  }

  /// Tries again to make what can be played of a clip that ffmpeg could not read.
  func retryClip(_ id: ClipID, by principal: Principal) async throws {
    try await change(id, "media.clip.retry", by: principal) { clip, connection in
      guard clip.state == .failed else { return }
      try ClipStore.setState(id, .waiting, on: connection)
      try connection.enqueue(MakeClip(clip: id), runAt: self.clock.now, key: "media.clip:\(id)")
    }
  }

  private func change(
    _ id: ClipID, _ action: String, by principal: Principal,
    _ body: @Sendable @escaping (Clip, any Connection) throws -> Void
  ) async throws {
    try await database.write { connection in
      guard let clip = try ClipStore.find(id, lock: true, on: connection),
        principal.may(Media.upload, in: clip.organisation)
      else { throw Failure.notFound }
      try body(clip, connection)
      try connection.purge([PageKey.clip(id)])
      try self.audit.record(
        AuditEntry(
          actor: principal.id, action: action, subject: "clip/\(id)", organisation: clip.organisation), on: connection)
    }
  }
}
