import Crypto
import Foundation
import Glibc
import Kernel

/// Received bytes as they were kept.
struct ReceivedFile: Sendable, Equatable {
  let hash: String
  /// Below the folder: `2026/11/3f2a…`.
  let path: String
  let bytes: Int
}

/// Every byte that came from outside, as it came, under the year and month of its coming and its hash. The same bytes are
/// kept once a month at most.
struct ReceivedFiles: Sendable {
  let folder: URL

  func keep(_ data: Data, at time: Date) async throws -> ReceivedFile {
    try await Disk.run {
      let day = CivilDate(time)
      let hash = Self.hex(SHA256.hash(data: data))
      let path = "\(day.year)/\(day.month < 10 ? "0" : "")\(day.month)/\(hash)"
      let file = ReceivedFile(hash: hash, path: path, bytes: data.count)
      let target = folder.appendingPathComponent(path)
      if FileManager.default.fileExists(atPath: target.path) { return file }
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      let draft = target.deletingLastPathComponent().appendingPathComponent(".\(UUIDv7.shared.next())")
      try data.write(to: draft)
      try Self.settle(draft, at: target)
      return file
    }
  }

  /// Puts a finished file in its place, whole or not at all, and on the disk before anybody is told of it.
  static func settle(_ draft: URL, at target: URL) throws {
    let handle = try FileHandle(forUpdating: draft)
    try handle.synchronize()
    try handle.close()
    guard rename(draft.path, target.path) == 0 else {
      throw Failure.unavailable("Máy chủ chưa lưu được tệp. Chưa có gì bị thay đổi; hãy báo người quản trị.")
    }
  }

  static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension ReceivedFiles {
  /// Uploads wait here, on the file system on which they stay.
  var workFolder: URL { folder.appendingPathComponent("work", isDirectory: true) }
}
