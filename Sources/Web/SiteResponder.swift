import HTTPTypes
package import Hummingbird

/// The router, with `HEAD` answered wherever `GET` is (RFC 9110 §9.3.2).
package struct SiteResponder: HTTPResponder {
  /// That of every request, before anybody looks at it.
  package typealias Context = AppContext

  private let router: RouterResponder<AppContext>
  private let table: RouteTable

  /// Takes the routes over: add none afterwards.
  package init(router: Router<AppContext>, table: RouteTable) {
    table.fill(from: router)
    self.router = router.buildResponder()
    self.table = table
  }

  /// A HEAD goes to the GET route, without its range, and only the head of what comes is sent.
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
