import Contracts
import Foundation
import Glibc
import Kernel

/// Where pictures lie on the disk, each under the hash of its bytes:
/// `originals/<2 digits>/<hash>.jpg`, for staff only, and `renditions/<2 digits>/<hash>.webp`, for everybody.
struct PictureFiles: Sendable {
  let folder: URL

  func original(hash: String, format: PictureFormat) -> URL {
    place("originals", hash, format.fileExtension)
  }

  func rendition(hash: String, fileExtension: String = "webp") -> URL { place("renditions", hash, fileExtension) }

  /// The original of a clip; its container is told by its bytes, not by its name.
  func clip(hash: String) -> URL { place("originals", hash, "clip") }

  /// Where ffmpeg writes how far it is.
  func progress(of clip: ClipID) -> URL { folder.appendingPathComponent("work/\(clip).progress") }

  /// The address of a rendition on the site; what it names never changes.
  static func address(hash: String, fileExtension: String = "webp") -> String {
    "/media/\(hash.prefix(2))/\(hash).\(fileExtension)"
  }

  /// What is sent to everybody: pictures, video, sound, subtitles.
  static let types = ["webp": "image/webp", "mp4": "video/mp4", "m4a": "audio/mp4", "vtt": "text/vtt; charset=utf-8"]

  /// The rendition an address names, or nil where it is none of ours: only 64 hexadecimal digits ever reach the disk.
  func rendition(prefix: String, file: String) -> (url: URL, type: String, hash: String)? {
    let parts = file.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let type = Self.types[parts[1]] else { return nil }
    let hash = parts[0]
    guard Self.isHash(hash), hash.hasPrefix(prefix), prefix.utf8.count == 2 else { return nil }
    return (rendition(hash: hash, fileExtension: parts[1]), type, hash)
  }

  static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// A new folder for one piece of work; taken away with ``remove(_:)``.
  func makeWorkFolder() throws -> URL {
    let work = folder.appendingPathComponent("work/\(UUIDv7.shared.next())", isDirectory: true)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    return work
  }

  func remove(_ url: URL) {
    try? FileManager.default.removeItem(at: url)  // A file left behind in `work` harms nobody.
  }

  func keepOriginal(_ file: URL, hash: String, format: PictureFormat) throws {
    try Self.move(file, to: original(hash: hash, format: format))
  }

  func keepClip(_ file: URL, hash: String) throws {
    try Self.move(file, to: clip(hash: hash))
  }

  func keepRendition(_ file: URL, hash: String, fileExtension: String = "webp") throws {
    try Self.move(file, to: rendition(hash: hash, fileExtension: fileExtension))
  }

  private func place(_ kind: String, _ hash: String, _ fileExtension: String) -> URL {
    folder.appendingPathComponent("\(kind)/\(hash.prefix(2))/\(hash).\(fileExtension)")
  }

  private static var cannotKeep: Failure {
    .unavailable("Máy chủ chưa lưu được tệp. Chưa có gì bị thay đổi; hãy báo người quản trị.")
  }

  private static func settle(_ file: URL) throws {
    let handle = try FileHandle(forUpdating: file)
    try handle.synchronize()
    try handle.close()
  }

  /// Puts a finished file in its place, whole or not at all, and on the disk before anybody is told of it.
  private static func move(_ file: URL, to target: URL) throws {
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try settle(file)
    if rename(file.path, target.path) != 0 {
      guard errno == EXDEV else { throw cannotKeep }
      // From another file system, as a picture given on the command line may be: a copy beside the place comes first.
      let copy = target.deletingLastPathComponent().appendingPathComponent(".\(UUIDv7.shared.next())")
      defer { unlink(copy.path) }
      try FileManager.default.copyItem(at: file, to: copy)
      try settle(copy)
      guard rename(copy.path, target.path) == 0 else { throw cannotKeep }
      unlink(file.path)
    }
    let parent = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
  }
}
