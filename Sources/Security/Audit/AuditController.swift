import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// The audit log as people read it.
struct AuditController: Sendable {
  let security: Security

  /// `GET /lam-viec/nhat-ky`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.group("lam-viec/nhat-ky", context: StaffContext.self).get("", use: show)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let asked = AuditRequest(request)
    let page = try await security.readAudit(asked, by: context.principal)
    return AuditPage(
      entries: page.entries, next: page.next, people: page.people, asked: asked, names: security.actions,
      now: security.clock.now
    ).answer(context)
  }
}

/// What was asked of the log, from the address.
struct AuditRequest: Sendable {
  let who: String
  let action: String
  let subject: String
  let from: CivilDate?
  let to: CivilDate?
  let before: String?

  init(_ request: Request) {
    let parameters = request.uri.queryParameters
    let text = { (name: Substring) in parameters[name].map { String($0.prefix(120)) } ?? "" }
    who = text("ai")
    action = text("viec")
    subject = text("vat")
    from = CivilDate(rawValue: text("tu"))
    to = CivilDate(rawValue: text("den-ngay"))
    before = parameters["truoc"].map(String.init)
  }

  var isNarrowed: Bool { !who.isEmpty || !action.isEmpty || !subject.isEmpty || from != nil || to != nil }
}
