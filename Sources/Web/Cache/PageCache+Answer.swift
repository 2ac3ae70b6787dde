import HTTPTypes
package import Hummingbird
import NIOCore

extension PageCache {
  /// Answers a request for a public page: `try await cache.answer(request, context) { RenderedPage(…) }`.
  ///
  /// - Parameter render: Kept, to render the page again later: take what it needs out of request and context first. It may
  ///   use the host, the path and the allowed parameters, nothing else of the request (not its language either: the
  ///   byte-level path knows nothing of it).
  package func answer(
    _ request: Request, _ context: AppContext, render: @escaping @Sendable () async throws -> RenderedPage
  ) async throws -> Response {
    try await page(for: pageRequest(request, context), render: render)
  }

  /// The address and wishes of a request.
  package func pageRequest(_ request: Request, _ context: AppContext) -> PageRequest {
    let host = context.host.isEmpty ? request.head.authority ?? "" : context.host
    return PageRequest(
      address: PageAddress(
        host: host, path: request.uri.path, query: request.uri.query, parameters: configuration.parameters),
      acceptEncoding: request.headers[.acceptEncoding], ifNoneMatch: request.headers[.ifNoneMatch],
      ifModifiedSince: request.headers[.ifModifiedSince])
  }
}

extension CachedPage {
  /// The answer to one reader: the best form, or 304 (RFC 9110 §13.2.2).
  func response(to request: PageRequest) -> Response {
    let coding = request.acceptEncoding.withBytes { PageCoding.best(accepting: $0, of: codings) }
    guard let variant = variants[coding.rawValue] else { return Response(status: status) }
    if isUnchanged(for: request, variant) {
      var fields = variant.fields
      for name in [HTTPField.Name.contentType, .contentEncoding, .contentLength] { fields[name] = nil }
      return Response(status: .notModified, headers: fields)
    }
    return Response(status: status, headers: variant.fields, body: .init(byteBuffer: variant.answer.body))
  }

  private func isUnchanged(for request: PageRequest, _ variant: CachedVariant) -> Bool {
    guard status == .ok else { return false }
    if let tags = request.ifNoneMatch {
      return Optional(tags).withBytes { $0.map { EntityTag.list($0, holds: variant.etag) } ?? false }
    }
    // Only our own value counts: browsers send it back as it was.
    return lastModified != nil && request.ifModifiedSince == lastModified
  }
}

extension String? {
  fileprivate func withBytes<Value>(_ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
    guard var text = self else { return body(nil) }
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
