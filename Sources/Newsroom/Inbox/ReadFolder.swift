import Foundation
import Kernel
import NewsFormats
import Persistence

/// A file in a drop folder, before it is opened.
struct DroppedFile: Sendable {
  let url: URL
  /// Below the folder: `tin.xml`, `new/1763.M1P2.mail`.
  let name: String
  let bytes: Int
  let changedAt: Date
}

extension Intake {
  /// At most so many in one turn; the next one goes on.
  private static let filesInTurn = 200
  private static let extensions: Set<String> = [
    "xml", "rss", "atom", "rdf", "json", "eml", "nitf", "newsml", "g2", "ninjs",
  ]

  /// Reads the files of a drop folder that were not read before: what a partner's FTP program, or a mail server that
  /// delivers into a Maildir, puts there. Links are not followed: they could lead anywhere.
  func readFolder(_ source: InboxSource) async throws {
    let folder = files.dropFolder(source.address, of: source.organisation)
    let found = try await Disk.run { try Self.files(in: folder) }
    let known = try await newsroom.database.read { try SeenFiles.all(of: source.id, on: $0) }
    let fresh = found.filter { known[$0.name] != SeenFiles.Mark($0) }
    let now = newsroom.clock.now
    var last = FetchOutcome(kind: .unchanged, startedAt: now, endedAt: now)
    for file in fresh.prefix(Self.filesInTurn) {
      guard let outcome = try await read(file, from: source) else { continue }
      last = outcome
      try await settle(source, outcome, etag: nil, lastModified: nil, retryAfter: nil)
    }
    if last.kind == .unchanged, last.file == nil {
      try await settle(source, last, etag: nil, lastModified: nil, retryAfter: nil, isWorthALine: false)
    }
  }

  /// Nil where the same bytes were read before under another name.
  private func read(_ file: DroppedFile, from source: InboxSource) async throws -> FetchOutcome? {
    let now = newsroom.clock.now
    var outcome: FetchOutcome?
    if file.bytes > FormatLimits.bytes {
      let why: Phrase = "Tệp lớn hơn \(FormatLimits.bytes / 1_048_576) MB nên không được đọc."
      outcome = FetchOutcome(
        kind: .refused, fileName: file.name, message: why.vietnamese, startedAt: now, endedAt: now)
    } else {
      let data = try await Disk.run { try Data(contentsOf: file.url) }
      let hash = ReceivedFiles.hash(of: data)
      if try await !newsroom.database.read({ try SourceStore.hasRead(hash, from: source.id, on: $0) }) {
        outcome = try await take(data, charset: nil, from: source, status: nil, name: file.name, startedAt: now)
      }
    }
    try await newsroom.database.write { try SeenFiles.put(file, of: source.id, on: $0) }
    return outcome
  }

  /// Oldest first, so that what came first is read first. Of a Maildir, what is new and what was looked at; never `tmp`,
  /// which holds what is still being written.
  static func files(in folder: URL) throws -> [DroppedFile] {
    let keys: Set<URLResourceKey> = [
      .isRegularFileKey, .isSymbolicLinkKey, .fileSizeKey, .contentModificationDateKey,
    ]
    var found: [DroppedFile] = []
    for part in ["", "new", "cur"] {
      let place = part.isEmpty ? folder : folder.appendingPathComponent(part, isDirectory: true)
      guard part.isEmpty || isFolder(place) else { continue }
      let all = try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: Array(keys))
      for url in all {
        guard !url.lastPathComponent.hasPrefix("."),
          !part.isEmpty || extensions.contains(url.pathExtension.lowercased()),
          let values = try? url.resourceValues(forKeys: keys), values.isSymbolicLink != true,
          values.isRegularFile == true
        else { continue }
        found.append(
          DroppedFile(
            url: url, name: part.isEmpty ? url.lastPathComponent : "\(part)/\(url.lastPathComponent)",
            bytes: values.fileSize ?? 0,
            changedAt: (values.contentModificationDate ?? Date(timeIntervalSince1970: 0)).wholeMilliseconds))
      }
    }
    return found.sorted { ($0.changedAt, $0.name) < ($1.changedAt, $1.name) }
  }

  private static func isFolder(_ url: URL) -> Bool {
    let values = try? url.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
    return values?.isDirectory == true && values?.isSymbolicLink != true
  }
}

/// Which files of a folder were read, by name, size and time: a folder of ten thousand is not opened every turn.
enum SeenFiles {
  struct Mark: Equatable {
    let bytes: Int
    let changedAt: Date

    init(_ file: DroppedFile) {
      bytes = file.bytes
      changedAt = file.changedAt
    }

    init(row: Row) throws {
      bytes = try row["bytes"]
      changedAt = try row["changed_at"]
    }
  }

  static func all(of source: InboxSourceID, on connection: any Connection) throws -> [String: Mark] {
    var marks: [String: Mark] = [:]
    try connection.forEach(
      "SELECT name, bytes, changed_at FROM inbox_seen_file WHERE source_id = \(source)"
    ) { row in marks[try row["name"]] = try Mark(row: row) }
    return marks
  }

  static func put(_ file: DroppedFile, of source: InboxSourceID, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO inbox_seen_file (source_id, name, bytes, changed_at)
      VALUES (\(source), \(file.name), \(file.bytes), \(file.changedAt))
      ON CONFLICT (source_id, name) DO UPDATE SET bytes = excluded.bytes, changed_at = excluded.changed_at
      """)
  }
}
