import HTTPTypes
package import Hummingbird
import Kernel

/// Remembers on this device which language the interface speaks (cookie `lang`, which `PrepareMiddleware` reads).
package enum LanguageChoice {
  static let path = "/ngon-ngu"

  /// `POST /ngon-ngu` with `language` and `back`, for everybody, signed in or not.
  package static func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.post("ngon-ngu") { request, context in try await choose(request, context) }
  }

  private static func choose(_ request: Request, _ context: AppContext) async throws -> Response {
    let form = try await Form.read(request, context)
    guard let language = Language(rawValue: form["language"]) else { throw Failure.notFound }
    var response = Answer.seeOther(SafeURL.local(form.optional("back")) ?? "/")
    response.setCookie(
      Cookie(
        name: "lang", value: language.rawValue, maxAge: 31_536_000, path: "/", secure: context.isSecure, httpOnly: true,
        sameSite: .lax))
    return response
  }
}
