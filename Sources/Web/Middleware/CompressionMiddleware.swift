import HTTPTypes
package import Hummingbird
import HummingbirdCore
import NIOCore

/// Packs text answers made for one request. What was packed before, media, streams and short answers go as they are.
///
/// A strong ETag stays strong: it gets the coding's name, since other bytes are another representation
/// (RFC 9110 §8.8.3). Pages that hold a CSRF token may be packed because the token is masked anew each time.
package struct CompressionMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  /// Below this the packing costs more than it saves, in bytes.
  static let minimum = 1024
  /// Above this an answer is a file and is streamed as it is, in bytes.
  static let maximum = 4 * 1_048_576

  /// What it packs is fixed: see ``minimum`` and ``maximum``.
  package init() {}

  /// Takes the answer's body into memory where it is packed; sets `Vary` on every text.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(plainTags(request), context)
    guard Self.isText(response.headers[.contentType]), response.headers[.contentEncoding] == nil,
      response.status != .partialContent
    else { return response }
    Self.vary(&response)
    let coding = PageCoding.best(for: request.headers[.acceptEncoding])
    guard coding != .identity, let length = response.body.contentLength, (Self.minimum...Self.maximum).contains(length),
      response.status != .notModified
    else { return response }
    guard let packed = try await Self.pack(response.body, coding), packed.readableBytes < length else {
      return response
    }
    response.body = ResponseBody(byteBuffer: packed)
    response.headers[.contentEncoding] = coding.token
    response.headers[.contentLength] = String(packed.readableBytes)
    response.headers[.acceptRanges] = nil
    if let tag = response.headers[.eTag] { response.headers[.eTag] = Self.tag(tag, coding) }
    return response
  }

  /// `"abc"` → `"abc-br"`.
  static func tag(_ tag: String, _ coding: PageCoding) -> String {
    tag.hasSuffix("\"") ? tag.dropLast() + "-\(coding.token ?? "")\"" : tag
  }

  /// Handlers compare with the tags they gave, so ours are taken back: `"abc-br"` → `"abc-br", "abc"`.
  private func plainTags(_ request: Request) -> Request {
    guard let tags = request.headers[.ifNoneMatch], tags.contains("-br\"") || tags.contains("-gzip\"") else {
      return request
    }
    var head = request.head
    let plain = tags.split(separator: ",").flatMap { part -> [String] in
      let tag = String(part.trimmed)
      for suffix in ["-br\"", "-gzip\""] where tag.hasSuffix(suffix) {
        return [tag, tag.dropLast(suffix.count) + "\""]
      }
      return [tag]
    }
    head.headerFields[.ifNoneMatch] = plain.joined(separator: ", ")
    return Request(head: head, body: request.body)
  }

  private static func vary(_ response: inout Response) {
    let old = response.headers[.vary]
    if let old, old == "*" || old.lowercased().contains("accept-encoding") { return }
    response.headers[.vary] = old.map { $0 + ", Accept-Encoding" } ?? "Accept-Encoding"
  }

  private static func isText(_ type: String?) -> Bool {
    guard let type, !type.hasPrefix("text/event-stream") else { return false }
    return MediaKind.isText(type)
  }

  private static func pack(_ body: ResponseBody, _ coding: PageCoding) async throws -> ByteBuffer? {
    let writer = GatheringWriter()
    try await body.write(writer)
    return Compressor.compress(writer.gathered, coding, effort: .everyTime)
  }
}

/// Takes a body of known length into memory.
private final class GatheringWriter: ResponseBodyWriter {
  var gathered = ByteBuffer()

  func write(_ buffer: ByteBuffer) async throws {
    gathered.writeImmutableBuffer(buffer)
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
