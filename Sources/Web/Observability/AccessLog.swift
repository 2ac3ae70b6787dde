import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import Metrics
import NIOCore
import Synchronization

/// Writes one line per request and counts it, by the route's pattern: no address, no query, no name, nothing about the
/// person. The outermost middleware, so that it sees what is really sent.
package struct AccessLog: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  /// Bodies up to here are not watched while they are written, in bytes.
  private static let short = 262_144

  private let logger: Logger
  private let metrics = RequestMetrics()

  /// - Parameter logger: Where the lines go, at level info.
  package init(logger: Logger) {
    self.logger = logger
  }

  /// Counts a long body as it is written, so the line of such an answer comes at its end.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    let start = Monotonic.seconds()
    let method = context.isHead ? HTTPRequest.Method.head : request.method
    var response = try await next(request, context)
    let status = response.status.code
    // The body of an answer to HEAD is never written. A short one is as good as written: left as it is, it goes out
    // with its head in one write.
    let length = context.isHead || request.method == .head ? 0 : response.body.contentLength
    if let length, length <= Self.short {
      finish(context, method, status, bytes: length, start)
      return response
    }
    let body = response.body
    let counted = ResponseBody(contentLength: body.contentLength) { writer in
      let counter = ByteCounter()
      defer { finish(context, method, status, bytes: counter.count, start) }
      try await body.write(CountingWriter(base: writer, counter: counter))
    }
    response.body = counted
    return response
  }

  private func finish(_ context: AppContext, _ method: HTTPRequest.Method, _ status: Int, bytes: Int, _ start: Double) {
    let route = context.endpointPath ?? "NotFound"
    let seconds = Monotonic.seconds() - start
    metrics.record(route: route, method: method.rawValue, status: status, bytes: bytes, seconds: seconds)
    logger.info(
      "request",
      metadata: [
        "method": "\(method.rawValue)", "route": "\(route)", "status": "\(status)", "bytes": "\(bytes)",
        "ms": "\((seconds * 10_000).rounded() / 10)", "request_id": "\(context.requestID)",
      ])
  }
}

/// The counters of one kind of request, made once: making one each time would cost more than the request.
private final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }
  private struct Handles {
    let requests: Counter
    let bytes: Counter
    let duration: Timer
  }
  private let handles = Mutex<[Key: Handles]>([:])

  func record(route: String, method: String, status: Int, bytes: Int, seconds: Double) {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method) ? method : "OTHER"
    let key = Key(route: route, method: known, status: status)
    let found = handles.withLock { handles in
      if let found = handles[key] { return found }
      let labels = [("route", route), ("method", known), ("status", String(status))]
      let made = Handles(
        requests: Counter(label: "http_requests_total", dimensions: labels),
        bytes: Counter(label: "http_response_bytes_total", dimensions: labels),
        duration: Timer(label: "http_request_duration_seconds", dimensions: [("route", route), ("method", known)]))
      handles[key] = made
      return made
    }
    found.requests.increment()
    found.bytes.increment(by: bytes)
    found.duration.recordNanoseconds(Int64(seconds * 1e9))
  }
}

private final class ByteCounter: Sendable {
  private let bytes = Atomic<Int>(0)
  var count: Int { bytes.load(ordering: .relaxed) }
  func add(_ more: Int) { bytes.wrappingAdd(more, ordering: .relaxed) }
}

private struct CountingWriter: ResponseBodyWriter {
  var base: any ResponseBodyWriter
  let counter: ByteCounter

  mutating func write(_ buffer: ByteBuffer) async throws {
    counter.add(buffer.readableBytes)
    try await base.write(buffer)
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    try await base.finish(trailingHeaders)
  }
}
