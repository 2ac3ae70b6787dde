import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

/// Refuses what no handler should see: a wrong host, an address with tricks in it, a body that is too long.
package struct RequestGuard: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  private let hosts: HostPolicy
  private let limits: BodyLimits
  private let underAnyName: Set<String>

  /// - Parameter underAnyName: Paths that machines ask for by address: whoever watches us has no name for us.
  package init(
    hosts: HostPolicy = .any, limits: BodyLimits = BodyLimits(),
    underAnyName: Set<String> = ["/health", "/ready", "/metrics"]
  ) {
    self.hosts = hosts
    self.limits = limits
    self.underAnyName = underAnyName
  }

  /// Throws ``RequestProblem``, or ``Failure/tooLarge(limit:)`` before the body is read or while it comes.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    guard !context.host.isEmpty else { throw RequestProblem.malformed }
    guard hosts.allows(context.host) || underAnyName.contains(context.path) else { throw RequestProblem.misdirected }
    guard PathRules.allows(request.head.path ?? ""), request.method != .trace, request.method != .connect else {
      throw RequestProblem.malformed
    }
    let limit = limits.limit(for: request)
    if let length = request.contentLength, length > limit || length < 0 { throw Failure.tooLarge(limit: limit) }
    guard request.headers[.transferEncoding] != nil, !request.isSafe else { return try await next(request, context) }
    // Sent in chunks: nobody knows how much will come, so it is counted as it comes.
    var counted = request
    counted.body = RequestBody(asyncSequence: CountedBody(base: request.body, limit: limit))
    return try await next(counted, context)
  }
}

/// How many bytes a request may bring.
package struct BodyLimits: Sendable {
  /// Files sent by form or as they are.
  package var files: Int
  /// Everything else: forms, JSON.
  package var others: Int

  /// In bytes: 512 MiB for files, 16 MiB for the rest.
  package init(files: Int = 512 * 1_048_576, others: Int = 16 * 1_048_576) {
    self.files = files
    self.others = others
  }

  func limit(for request: Request) -> Int {
    switch request.mediaType {
    case nil, "application/json", "application/x-www-form-urlencoded", "text/plain": others
    default: files
    }
  }
}

/// Paths that mean the same to everybody who reads them: here, in a proxy, in a file system.
enum PathRules {
  static func allows(_ target: String) -> Bool {
    if target == "*" { return true }
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.count <= 8192 else { return false }
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") })
    else { return false }
    let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
    for segment in path.split(separator: UInt8(ascii: "/")) {
      guard let plain = decode(segment), plain != [0x2E], plain != [0x2E, 0x2E] else { return false }
      // An encoded slash, backslash or control character is a trick, never a name of ours.
      if plain.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F || $0 == 0x5C }) { return false }
    }
    return true
  }

  private static func decode(_ segment: Substring.UTF8View) -> [UInt8]? {
    guard segment.contains(UInt8(ascii: "%")) else { return Array(segment) }
    var plain: [UInt8] = []
    var rest = segment[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        plain.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(URLEncodedFields.hex),
        let low = rest.popFirst().flatMap(URLEncodedFields.hex)
      else { return nil }
      plain.append(high << 4 | low)
    }
    return String(validating: plain, as: UTF8.self) == nil ? nil : plain
  }
}

/// A body that ends with ``Failure/tooLarge(limit:)`` where it grows too long.
struct CountedBody: AsyncSequence, Sendable {
  let base: RequestBody
  let limit: Int

  struct AsyncIterator: AsyncIteratorProtocol {
    var base: RequestBody.AsyncIterator
    let limit: Int
    var count = 0

    mutating func next() async throws -> ByteBuffer? {
      guard let chunk = try await base.next() else { return nil }
      count += chunk.readableBytes
      guard count <= limit else { throw Kernel.Failure.tooLarge(limit: limit) }
      return chunk
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: base.makeAsyncIterator(), limit: limit)
  }
}
