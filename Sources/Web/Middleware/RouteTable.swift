package import HTTPTypes
package import Hummingbird
import Synchronization

/// Which methods each path has. Filled once all routes are there, read by ``MethodMiddleware`` and ``SiteResponder``.
package final class RouteTable: Sendable {
  private struct Entry {
    let path: RouterPath
    let method: HTTPRequest.Method
  }
  private let entries = Mutex<[Entry]>([])

  package init() {}

  /// Takes the routes over; call it once after the last was added.
  package func fill(from router: Router<AppContext>) {
    let all = router.routes.map { Entry(path: $0.path, method: $0.method) }
    entries.withLock { $0 = all }
  }

  /// The methods that routes of this path were registered with.
  package func methods(for path: String) -> Set<HTTPRequest.Method> {
    let segments = path.split(separator: "/", omittingEmptySubsequences: true)
    return entries.withLock { entries in
      Set(entries.lazy.filter { Self.matches($0.path, segments) }.map(\.method))
    }
  }

  private static func matches(_ pattern: RouterPath, _ segments: [Substring]) -> Bool {
    let elements = pattern.components
    for (index, element) in elements.enumerated() {
      if element == .recursiveWildcard { return index < segments.count }
      guard index < segments.count, element ~= segments[index] else { return false }
    }
    return elements.count == segments.count
  }
}

/// Answers `OPTIONS`, and 405 where a path is there but not for this method (RFC 9110 §15.5.6). The router itself would
/// say 404 to both.
package struct MethodMiddleware: RouterMiddleware {
  package typealias Context = AppContext

  private let table: RouteTable

  package init(table: RouteTable) {
    self.table = table
  }

  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    // The router names the route before it calls middleware; without a name it found none.
    guard context.endpointPath == nil else { return try await next(request, context) }
    var methods = table.methods(for: context.path)
    let isServer = request.method == .options && request.head.path == "*"
    guard isServer || (!methods.isEmpty && !methods.contains(request.method)) else {
      return try await next(request, context)
    }
    if isServer { methods = [.get, .post] }
    if methods.contains(.get) { methods.insert(.head) }
    methods.insert(.options)
    let allow = methods.map(\.rawValue).sorted().joined(separator: ", ")
    context.coreContext.endpointPath.value = "wrong-method"
    guard request.method != .options else { return Response(status: .noContent, headers: [.allow: allow]) }
    return ProblemAnswer.make(RequestProblem.wrongMethod.problem, request, context, headers: [.allow: allow])
  }
}

/// The router, with `HEAD` answered wherever `GET` is (RFC 9110 §9.3.2).
package struct SiteResponder: HTTPResponder {
  package typealias Context = AppContext

  private let router: RouterResponder<AppContext>
  private let table: RouteTable

  package init(router: Router<AppContext>, table: RouteTable) {
    table.fill(from: router)
    self.router = router.buildResponder()
    self.table = table
  }

  package func respond(to request: Request, context: AppContext) async throws -> Response {
    guard request.method == .head, !table.methods(for: request.uri.path).contains(.head) else {
      return try await router.respond(to: request, context: context)
    }
    var head = request.head
    head.method = .get
    // A range is asked of a GET only (RFC 9110 §14.2).
    head.headerFields[.range] = nil
    var context = context
    context.isHead = true
    let response = try await router.respond(to: Request(head: head, body: request.body), context: context)
    // A length the body does not have is what HEAD is for. Where the length is not known before the body is written
    // it is 0: without any length the HTTP/1 encoder would frame an empty chunked body, which a client takes for the
    // beginning of the next answer.
    return response.createHeadResponse()
  }
}
