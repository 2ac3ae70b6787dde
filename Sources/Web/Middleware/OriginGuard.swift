import HTTPTypes
package import Hummingbird
import Kernel

/// Lets nothing change anything unless it comes from our own pages or from a program that says who it is.
///
/// Browsers say where a request comes from (`Sec-Fetch-Site`, or `Origin`). Bodies that are not forms, and all
/// that is sent to `/api`, must bring the session's token in a header; forms bring it in a field that `Form.read` and `Upload.read` check.
package struct OriginGuard: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  /// It knows its own host from each request.
  package init() {}

  /// Throws ``RequestProblem`` where a request that changes something comes from elsewhere or has no token.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    guard !request.isSafe, !request.isBearer else { return try await next(request, context) }
    guard Self.isOurs(request, host: context.host) else { throw RequestProblem.crossOrigin }
    if !Self.isForm(request) || Self.isForPrograms(context.path) { try context.requireCSRF(request) }
    return try await next(request, context)
  }

  static func isOurs(_ request: Request, host: String) -> Bool {
    if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
    guard let origin = request.headers[.origin]?.lowercased(), !host.isEmpty else { return false }
    return origin == "http://" + host || origin == "https://" + host
  }

  /// Handlers of `/api` read no form, so nobody would look for a token in one; uploads by script send the header too. The
  /// path is compared as the router cuts it: `//api/v1/…` leads there as well.
  private static func isForPrograms(_ path: String) -> Bool {
    path.split(separator: "/").first == "api"
  }

  private static func isForm(_ request: Request) -> Bool {
    request.mediaType == "application/x-www-form-urlencoded" || request.mediaType == "multipart/form-data"
  }
}
