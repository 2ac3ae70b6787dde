import Crypto
import Foundation
import Glibc

/// The secret of this installation: 32 bytes in a file of the data folder, never in the database, so that a copy of the
/// database alone opens no second factor and forges no seal. Keys for each purpose are derived from it (RFC 5869).
struct InstallationKey: Sendable {
  private let root: SymmetricKey

  /// A key from bytes, at least 32.
  init(bytes: some ContiguousBytes) {
    root = SymmetricKey(data: bytes)
  }

  /// Reads the key, or makes it where there is none: readable by the owner only.
  init(file: URL) throws {
    if let data = try? Data(contentsOf: file) {
      guard data.count == 32 else { throw KeyError.damaged(file.lastPathComponent) }
      self.init(bytes: data)
      return
    }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    // Another process may make it at the same moment: only one of them creates, the other reads.
    let descriptor = open(file.path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw KeyError.unwritable(file.lastPathComponent) }
      let data = try Self.waiting(for: file)
      self.init(bytes: data)
      return
    }
    defer { close(descriptor) }
    guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, 32) }) == 32, fsync(descriptor) == 0 else {
      unlink(file.path)
      throw KeyError.unwritable(file.lastPathComponent)
    }
    self.init(bytes: bytes)
  }

  /// A key for one purpose.
  func key(for purpose: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data("hoitu \(purpose)".utf8), outputByteCount: 32)
  }

  private static func waiting(for file: URL) throws -> Data {
    for _ in 0..<100 {
      if let data = try? Data(contentsOf: file), data.count == 32 { return data }
      usleep(10_000)
    }
    throw KeyError.damaged(file.lastPathComponent)
  }
}

/// Why the installation key cannot be used; the program does not start without it.
package enum KeyError: Error, Equatable, Sendable {
  /// Not 32 bytes: restore it from the backup. Making a new one would lose every second factor.
  case damaged(String)
  case unwritable(String)
}
