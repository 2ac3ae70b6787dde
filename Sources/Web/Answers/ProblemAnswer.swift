import Foundation
package import HTTPTypes
package import Hummingbird
package import Kernel
import Logging
import NIOCore

/// Puts a problem into an answer: a page for people in their language, `application/problem+json` (RFC 9457) for
/// programs.
package enum ProblemAnswer {
  /// - Parameter headers: set last, over those of the problem. A GET of a page without a session is sent to sign in
  /// and back.
  package static func make(
    _ problem: Problem, _ request: Request, _ context: AppContext, headers: HTTPFields = [:]
  ) -> Response {
    var response =
      request.wantsHTML ? page(problem, request, context) : json(problem, context)
    response.headers[.cacheControl] = "no-store"
    response.headers[.vary] = "Accept"
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    // What was not read of a body that is too long would otherwise be read to its end before the next request.
    if problem.status == 413 || problem.status == 408 { response.headers[.connection] = "close" }
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  private static func page(_ problem: Problem, _ request: Request, _ context: AppContext) -> Response {
    if problem.status == 401, request.method == .get || request.method == .head {
      return Answer.seeOther("/dang-nhap?den=" + encode(request.head.path ?? "/"))
    }
    let t = context.translator
    let errors = problem.errors.sorted { $0.key < $1.key }.map { "<li>\(t($0.value))</li>" as HTML }
    let body: HTML = """
      <p>\(problem.detail.map { t($0) } ?? "")</p>
      \(if: !errors.isEmpty, "<ul>\(errors)</ul>")
      <p><a href="/">\(t("Về trang chủ"))</a></p>
      <p><small>\(t("Mã yêu cầu")): <code>\(context.requestID)</code></small></p>
      """
    return PlainPage(title: t(problem.title), body: body).answer(context, status: problem.status)
  }

  private struct Document: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String?
    let instance: String
    let errors: [String: String]?
  }

  private static func json(_ problem: Problem, _ context: AppContext) -> Response {
    let t = context.translator
    let document = Document(
      type: "/van-de/\(problem.type)", title: t(problem.title), status: problem.status,
      detail: problem.detail.map { t($0) }, instance: context.requestID,
      errors: problem.errors.isEmpty ? nil : problem.errors.mapValues { t($0) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return Answer.bytes(text, type: "application/problem+json", status: .init(code: problem.status))
  }

  private static func encode(_ path: String) -> String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
    return path.addingPercentEncoding(withAllowedCharacters: plain) ?? "/"
  }
}

extension AppContext {
  /// The name of this request in logs and in what people are told: says nothing about them.
  package var requestID: String { logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? "" }
}
