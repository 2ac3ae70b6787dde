import NIOCore
import NIOPosix
import Synchronization

/// One file of `Public/` in memory, with its packed forms once somebody asked for them.
final class Asset: Sendable {
  let name: String
  let fingerprint: String
  let path: String
  let bytes: ByteBuffer
  private let packed = Mutex<[PageCoding: ByteBuffer]>([:])

  init(name: String, fingerprint: String, path: String, bytes: ByteBuffer) {
    self.name = name
    self.fingerprint = fingerprint
    self.path = path
    self.bytes = bytes
  }

  var type: String { MediaKind.type(of: name) }

  /// Whether packing makes it smaller; fonts and pictures are packed already.
  var isText: Bool { MediaKind.isText(type) && bytes.readableBytes > 256 }

  /// The bytes in a coding, and which coding they really have.
  func bytes(in coding: PageCoding) async throws -> (ByteBuffer, PageCoding) {
    guard coding != .identity, isText else { return (bytes, .identity) }
    if let known = packed.withLock({ $0[coding] }) { return (known, coding) }
    let plain = bytes
    let made = try await NIOThreadPool.singleton.runIfActive {
      Compressor.compress(plain, coding, effort: .once)
    }
    guard let made, made.readableBytes < plain.readableBytes else { return (plain, .identity) }
    packed.withLock { $0[coding] = made }
    return (made, coding)
  }
}

/// Media types by the ending of a file's name.
package enum MediaKind {
  private static let types: [String: String] = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8", "json": "application/json",
    "map": "application/json", "webmanifest": "application/manifest+json", "xml": "application/xml",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
    "avif": "image/avif", "gif": "image/gif", "ico": "image/x-icon", "woff2": "font/woff2", "woff": "font/woff",
    "ttf": "font/ttf", "otf": "font/otf", "mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4",
    "webm": "video/webm", "vtt": "text/vtt; charset=utf-8", "pdf": "application/pdf", "wasm": "application/wasm",
  ]

  /// `application/octet-stream` for what we do not know.
  package static func type(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
    return types[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
  }

  /// Whether bytes of this type get much smaller when packed.
  static func isText(_ type: String) -> Bool {
    let name = type.prefix { $0 != ";" }.trimmed.lowercased()
    return name.hasPrefix("text/") || name.hasSuffix("+xml") || name.hasSuffix("+json")
      || ["application/json", "application/xml", "application/javascript"].contains(name)
  }
}
