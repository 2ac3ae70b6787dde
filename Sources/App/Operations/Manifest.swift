import Crypto
import Foundation

/// What a backup or an export holds: each file with its size and SHA-256, so that a restore can tell before it begins.
struct Manifest: Codable {
  struct Entry: Codable, Equatable {
    let path: String
    let bytes: Int
    let sha256: String
  }

  static let fileName = "manifest.json"

  /// `export` or `backup`.
  var kind: String
  /// The last migration of the schema it was taken from.
  var schema: [String]
  var files: [Entry]

  /// Describes every file below a folder, by path.
  init(kind: String, schema: [String], folder: URL) throws {
    self.kind = kind
    self.schema = schema
    self.files = try Files.all(below: folder).filter { $0 != Self.fileName }.map { path in
      let url = folder.appendingPathComponent(path)
      let (bytes, digest) = try Files.digest(url)
      return Entry(path: path, bytes: bytes, sha256: digest)
    }
  }

  static func read(_ folder: URL) throws -> Manifest {
    let url = folder.appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: url.path) else { throw ExportError.missing(fileName) }
    return try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: url))
  }

  func write(to folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: folder.appendingPathComponent(Self.fileName))
  }

  /// Throws unless every file is there, whole and unchanged.
  func check(_ folder: URL) throws {
    for entry in files {
      let url = folder.appendingPathComponent(entry.path)
      guard FileManager.default.fileExists(atPath: url.path) else { throw ExportError.missing(entry.path) }
      let (bytes, digest) = try Files.digest(url)
      guard bytes == entry.bytes, digest == entry.sha256 else { throw ExportError.checksum(entry.path) }
    }
  }
}

/// Files below a folder.
enum Files {
  /// Paths of all files below a folder, relative to it, in order.
  static func all(below folder: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
      var isFolder: ObjCBool = false
      let found = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
      return found && !isFolder.boolValue
    }.sorted()
  }

  /// Removes again what was copied from one folder into another; folders stay.
  static func remove(_ source: URL, from target: URL) throws {
    for path in Set(try all(below: source)).intersection(try all(below: target)) {
      try FileManager.default.removeItem(at: target.appendingPathComponent(path))
    }
  }

  /// Size and SHA-256 of a file, read in parts.
  static func digest(_ url: URL) throws -> (bytes: Int, sha256: String) {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }  // Reading is done; a failed close changes nothing.
    var hash = SHA256()
    var bytes = 0
    while let part = try file.read(upToCount: 1_048_576), !part.isEmpty {
      hash.update(data: part)
      bytes += part.count
    }
    return (bytes, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }

  /// Copies every file below one folder into another, by hard link where the file system allows: media never change.
  static func copy(_ source: URL, to target: URL, linking: Bool) throws {
    for path in try all(below: source) {
      let from = source.appendingPathComponent(path)
      let to = target.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
      if linking, (try? FileManager.default.linkItem(at: from, to: to)) != nil { continue }
      try FileManager.default.copyItem(at: from, to: to)
    }
  }
}
