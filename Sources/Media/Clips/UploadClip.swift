package import Contracts
package import Foundation
package import Kernel
import Messaging
import Persistence
import Search

extension Media {
  /// Takes sound or video into an organisation's library; what readers can play is made by a job. The same bytes a second
  /// time are the same clip, with the words it already has.
  ///
  /// - Parameter file: moved into the library.
  package func addClip(
    _ file: URL, named fileName: String, title: String = "", credit: String = "", to organisation: OrganisationID,
    by principal: Principal
  ) async throws -> ClipID {
    try principal.require(Media.upload, in: organisation)
    let words = ClipWords(title: title, credit: credit)
    try words.check()
    let files = files
    let (hash, bytes) = try await Blocking.run {
      let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
      guard size > 0 else { throw Failure.invalid(["clip": "Tệp rỗng"]) }
      guard size <= ClipLimits.bytes else { throw Failure.tooLarge(limit: ClipLimits.bytes) }
      return (try FileHash.of(file), size)
    }
    if let known = try await database.read({ try ClipStore.find(hash: hash, in: organisation, on: $0) }) {
      return known.id
    }
    let probe = try await ClipProbe.read(file)
    try await Blocking.run { try files.keepClip(file, hash: hash) }
    let name = ReceivedPicture.harmless(fileName)
    return try await database.write { connection in
      if let known = try ClipStore.find(hash: hash, in: organisation, on: connection) { return known.id }
      let id = ClipID.new()
      let now = self.clock.now
      try ClipStore.insert(
        id, hash: hash, bytes: bytes, fileName: name, probe, words, organisation: organisation, by: principal.id,
        at: now, on: connection)
      try self.indexClip(id, organisation, name, words, now, on: connection)
      try connection.enqueue(MakeClip(clip: id), runAt: now, key: "media.clip:\(id)")
      try self.audit.record(
        AuditEntry(
          actor: principal.id, action: "media.clip.upload", subject: "clip/\(id)", organisation: organisation,
          detail: ["hash": hash, "bytes": "\(bytes)"]), on: connection)
      return id
    }
  }

  func indexClip(
    _ id: ClipID, _ organisation: OrganisationID, _ fileName: String, _ words: ClipWords, _ time: Date,
    on connection: any Connection
  ) throws {
    try search.put(
      SearchDocument(
        scope: Self.clipScope(organisation), id: id.rawValue, title: words.title, summary: words.credit,
        body: "\(fileName)\n\(words.transcript)", time: time), on: connection)
  }

  static func clipScope(_ organisation: OrganisationID) -> String { "clips:\(organisation)" }
}

/// The job that makes a clip ready to be played.
struct MakeClip: Job {
  static let name = "media.clip"
  let clip: ClipID
}

extension Media {
  /// Makes what a clip lacks. Runs twice without harm.
  func makeClip(_ id: ClipID) async throws {
    guard let clip = try await database.read({ try ClipStore.find(id, on: $0) }), clip.state == .waiting else { return }
    let original = files.clip(hash: clip.hash)
    let progress = files.progress(of: id)
    defer { files.remove(progress) }
    let made: ClipMaker.Made
    do {
      made = try await ClipMaker(files: files).make(
        from: original, try await ClipProbe.read(original), progress: progress)
    } catch ToolFailure.missing {
      // Kept waiting: the schedule tries again once the tool is there.
      return
    } catch Failure.unavailable {
      return
    } catch is ToolFailure {
      try Task.checkCancellation()
      return try await database.write { try ClipStore.setState(id, .failed, on: $0) }
    }
    try await database.write { connection in
      try ClipStore.setMade(id, made, on: connection)
      try connection.purge([PageKey.clip(id)])
    }
  }

  /// How far the making of a clip is, 0…1; nil where nothing is known.
  func progress(of clip: Clip) -> Double? {
    guard clip.state == .waiting, clip.duration > 0,
      let text = try? String(contentsOf: files.progress(of: clip.id), encoding: .utf8),
      let line = text.split(separator: "\n").last(where: { $0.hasPrefix("out_time_us=") }),
      let microseconds = Double(line.dropFirst("out_time_us=".count))
    else { return nil }
    return min(1, max(0, microseconds / 1_000_000 / clip.duration))
  }

  /// Queues clips that have waited long: a tool was missing, or the program died at the wrong moment.
  func queueWaitingClips() async throws {
    guard ExternalTool.ffmpeg.isInstalled else { return }
    let now = clock.now
    try await database.write { connection in
      for id in try ClipStore.waiting(since: now.addingTimeInterval(-300), limit: 50, on: connection) {
        try connection.enqueue(MakeClip(clip: id), runAt: now, key: "media.clip:\(id)")
      }
    }
  }
}
