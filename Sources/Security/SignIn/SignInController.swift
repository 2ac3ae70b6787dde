import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The way in and the way out.
struct SignInController: Sendable {
  let security: Security

  /// `GET, POST /dang-nhap` · `GET, POST /dang-nhap/ma` · `POST /dang-xuat`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("dang-nhap", use: show)
    routes.post("dang-nhap", use: signIn)
    routes.get("dang-nhap/ma", use: showCode)
    routes.post("dang-nhap/ma", use: enterCode)
    routes.post("dang-xuat", use: signOut)
  }

  private func show(_ request: Request, context: AppContext) async throws -> Response {
    let goal = request.goal
    if context.session != nil { return Answer.seeOther(goal ?? Self.home) }
    return SignInPage(goal: goal, policy: policy).answer(context)
  }

  private func signIn(_ request: Request, context: AppContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let goal = SafeURL.local(form["den"])
    let outcome = try await security.signIn(
      SignInAttempt(
        login: form["login"], password: form.secret("password"), address: context.clientAddress,
        agent: Agent.coarse(request.headers[.userAgent]), previous: token(request, context)))
    switch outcome {
    case .signedIn(let opened):
      return Answer.seeOther(goal ?? Self.home).opening(opened, context, security.sessions.cookie)
    case .needsCode(let opened):
      return Answer.seeOther(Self.address(AccountPath.signInCode, goal: goal))
        .opening(opened, context, security.sessions.cookie)
    case .refused(let refusal):
      return SignInPage(goal: goal, policy: policy, login: form["login"], refusal: refusal).answer(context)
    }
  }

  private func showCode(_ request: Request, context: AppContext) async throws -> Response {
    let goal = request.goal
    let record = try await security.sessions.record(for: request, context)
    guard record?.kind == .challenge else { return Answer.seeOther(Self.address(AccountPath.signIn, goal: goal)) }
    return CodePage(goal: goal).answer(context)
  }

  private func enterCode(_ request: Request, context: AppContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let goal = SafeURL.local(form["den"])
    guard let challenge = token(request, context) else {
      return Answer.seeOther(Self.address(AccountPath.signIn, goal: goal))
    }
    let outcome = try await security.enterCode(
      form["code"], challenge: challenge, address: context.clientAddress,
      agent: Agent.coarse(request.headers[.userAgent]))
    switch outcome {
    case .signedIn(let opened), .needsCode(let opened):
      return Answer.seeOther(goal ?? Self.home).opening(opened, context, security.sessions.cookie)
    case .refused(.wrongCode):
      return CodePage(goal: goal, refusal: .wrongCode).answer(context)
    case .refused(let refusal):
      return SignInPage(goal: goal, policy: policy, refusal: refusal).answer(context)
        .closing(context, security.sessions.cookie)
    }
  }

  private func signOut(_ request: Request, context: AppContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    if let token = token(request, context) { try await security.signOut(token) }
    return Answer.seeOther(AccountPath.signIn).closing(context, security.sessions.cookie)
  }

  private static let home = "/lam-viec"

  private var policy: SecurityPolicy { security.policies.on(security.clock.today) }

  private func token(_ request: Request, _ context: AppContext) -> Token? {
    security.sessions.cookie.token(of: request, context)
  }

  static func address(_ path: String, goal: String?) -> String {
    goal.map { "\(path)?den=\($0.queryEncoded)" } ?? path
  }
}

extension Request {
  /// Where to go after signing in, if it is a place of ours.
  fileprivate var goal: String? { SafeURL.local(uri.queryParameters["den"].map(String.init)) }
}

extension Form {
  /// A password as it was typed: white space at its ends is part of it.
  func secret(_ name: String) -> String { all(name).first ?? "" }
}

extension Response {
  /// The same, giving the browser its new session.
  func opening(_ opened: OpenedSession, _ context: AppContext, _ cookie: SessionCookie) -> Response {
    var response = self
    response.setCookie(cookie.setting(opened.token, context))
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// The same, taking the browser's session away.
  func closing(_ context: AppContext, _ cookie: SessionCookie) -> Response {
    var response = self
    response.setCookie(cookie.clearing(context))
    response.headers[.cacheControl] = "no-store"
    return response
  }
}
