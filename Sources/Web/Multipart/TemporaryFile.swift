import Foundation
import Glibc
import Kernel
import NIOCore
import NIOPosix

/// A new file that grows as bytes come; written on the thread pool, since disks may be slow.
final class TemporaryFile: Sendable {
  let url: URL
  private let descriptor: Int32

  /// Readable by nobody else, and never an old file or a link somebody laid there.
  init(in folder: URL) throws {
    url = folder.appendingPathComponent(UUIDv7.shared.next())
    descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure() }
  }

  deinit { Glibc.close(descriptor) }

  func append(_ bytes: ByteBuffer) async throws {
    let descriptor = descriptor
    try await NIOThreadPool.singleton.runIfActive {
      try bytes.withUnsafeReadableBytes { all in
        var at = 0
        while at < all.count {
          let count = Glibc.write(descriptor, all.baseAddress.map { $0 + at }, all.count - at)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw Self.failure() }
          at += count
        }
      }
    }
  }

  private static func failure() -> Failure {
    .unavailable("Máy chủ không ghi được tệp. Chưa có gì bị thay đổi. Hãy báo người quản trị.")
  }
}
