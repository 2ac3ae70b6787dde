import HTTPTypes
package import Hummingbird

/// Answers `OPTIONS`, and 405 where a path is there but not for this method (RFC 9110 §15.5.6). The router itself would
/// say 404 to both.
package struct MethodMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  private let table: RouteTable

  /// - Parameter table: filled later, once all routes are there.
  package init(table: RouteTable) {
    self.table = table
  }

  /// Passes on what a route takes, and what no route takes by any method.
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
