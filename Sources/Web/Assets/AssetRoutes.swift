import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

extension Assets {
  /// `GET /assets/**`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("/assets/**") { request, context in
      try await answer(String(context.path.dropFirst("/assets/".count)), request)
    }
  }

  private func answer(_ name: String, _ request: Request) async throws -> Response {
    switch find(name) {
    case .forever(let asset):
      try await answer(asset, request, caching: "public, max-age=31536000, immutable")
    case .named(let asset):
      try await answer(asset, request, caching: "no-cache")
    case .elsewhere(let path):
      Response(status: .found, headers: [.location: path, .cacheControl: "no-cache"])
    case nil:
      throw Failure.notFound
    }
  }

  private func answer(_ asset: Asset, _ request: Request, caching: String) async throws -> Response {
    let wished = PageCoding.best(for: request.headers[.acceptEncoding])
    let (bytes, coding) = try await asset.bytes(in: wished)
    let tag = "\"\(asset.fingerprint)\(coding.token.map { "-" + $0 } ?? "")\""
    // A page's policy is for pages; with each of a dozen files it would cost a slow phone two kilobytes.
    var headers: HTTPFields = [.cacheControl: caching, .eTag: tag, .contentSecurityPolicy: "default-src 'none'"]
    if asset.isText { headers[.vary] = "Accept-Encoding" }
    if EntityTag.list(request.headers[.ifNoneMatch], holds: tag) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = asset.type
    headers[.contentEncoding] = coding.token
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
  }
}

extension EntityTag {
  /// Whether an `If-None-Match` holds a tag; none holds nothing.
  package static func list(_ header: String?, holds tag: String) -> Bool {
    guard var header else { return false }
    return header.withUTF8 { list(UnsafeRawBufferPointer($0), holds: Array(tag.utf8)) }
  }
}
