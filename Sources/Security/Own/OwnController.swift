import Contracts
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// A person's own account.
struct OwnController: Sendable {
  let security: Security

  /// `/tai-khoan` and what lies under it.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("tai-khoan", context: StaffContext.self)
    staff.get("", use: show)
    staff.get("mat-khau", use: showPassword)
    staff.post("mat-khau", use: changePassword)
    staff.get("hai-lop", use: showSecondFactor)
    staff.post("hai-lop", use: enrol)
    staff.post("hai-lop/ma-khoi-phuc", use: renewCodes)
    staff.post("hai-lop/tat", use: removeSecondFactor)
    staff.post("phien/ket-thuc-khac", use: endOthers)
    staff.post("phien/:id/ket-thuc", use: endSession)
    TokenController(security: security).addRoutes(to: staff)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let own = security.own
    let caller = try await security.caller(request, context)
    let (account, standing) = try await own.account(caller.account)
    return OwnPage(
      account: account, standing: standing, sessions: try await own.liveSessions(of: account.id),
      current: caller.session.id, places: try await security.placeNames(account.organisation),
      now: security.clock.now, done: request.uri.queryParameters["xong"].map(String.init)
    ).answer(context)
  }

  private func showPassword(_ request: Request, context: StaffContext) async throws -> Response {
    try await passwordPage(request, context).answer(context)
  }

  private func changePassword(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      guard form.secret("password") == form.secret("again") else {
        throw Failure.invalid(["again": "Hai lần nhập mật khẩu mới không giống nhau."])
      }
      let opened = try await security.own.changePassword(
        from: form.secret("current"), to: form.secret("password"), try await security.caller(request, context))
      return Answer.seeOther("\(AccountPath.own)?xong=mat-khau")
        .opening(opened, context.parent, security.sessions.cookie)
    } catch Failure.invalid(let errors) {
      return try await passwordPage(request, context, errors: errors).answer(context, status: 422)
    }
  }

  private func passwordPage(
    _ request: Request, _ context: StaffContext, errors: [String: Phrase] = [:]
  ) async throws -> PasswordPage {
    let (account, _) = try await security.own.account(context.principal.id)
    return PasswordPage(
      policy: security.policies.on(security.clock.today), hasSecondFactor: account.hasSecondFactor,
      isForced: context.session.mustVisit == AccountPath.password, login: account.login, errors: errors)
  }

  private func showSecondFactor(_ request: Request, context: StaffContext) async throws -> Response {
    try await secondFactorPage(request, context).answer(context)
  }

  private func enrol(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let caller = try await security.caller(request, context)
      let (opened, codes) = try await security.own.enrol(
        password: form.secret("current"), code: form["code"], caller)
      return RecoveryCodesPage(codes: codes).answer(context)
        .opening(opened, context.parent, security.sessions.cookie)
    } catch Failure.invalid(let errors) {
      return try await secondFactorPage(request, context, errors: errors).answer(context, status: 422)
    }
  }

  private func renewCodes(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let caller = try await security.caller(request, context)
      let codes = try await security.own.renewRecoveryCodes(code: form["code"], caller)
      return RecoveryCodesPage(codes: codes).answer(context)
    } catch Failure.invalid(let errors) {
      return try await secondFactorPage(request, context, errors: errors).answer(context, status: 422)
    }
  }

  private func removeSecondFactor(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let opened = try await security.own.removeSecondFactor(
        password: form.secret("current"), code: form["off-code"], try await security.caller(request, context))
      return Answer.seeOther("\(AccountPath.own)?xong=tat-hai-lop")
        .opening(opened, context.parent, security.sessions.cookie)
    } catch Failure.invalid(let errors) {
      let renamed = Dictionary(uniqueKeysWithValues: errors.map { ($0 == "code" ? "off-code" : $0, $1) })
      return try await secondFactorPage(request, context, errors: renamed).answer(context, status: 422)
    }
  }

  private func secondFactorPage(
    _ request: Request, _ context: StaffContext, errors: [String: Phrase] = [:]
  ) async throws -> SecondFactorPage {
    let caller = try await security.caller(request, context)
    let (account, standing) = try await security.own.account(caller.account)
    let policy = security.policies.on(security.clock.today)
    return SecondFactorPage(
      account: account, secret: security.own.pendingSecret(caller),
      isForced: context.session.mustVisit == AccountPath.secondFactor,
      mayTurnOff: !policy.needsSecondFactor(standing.kind) || account.kind == .demo,
      codesLeft: try await security.own.recoveryCodesLeft(of: account.id), errors: errors)
  }

  private func endSession(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let id = try context.parameters.require("id")
    try await security.own.end(SessionID(id), try await security.caller(request, context))
    return Answer.seeOther("\(AccountPath.own)?xong=phien")
  }

  private func endOthers(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await security.own.endOthers(try await security.caller(request, context))
    return Answer.seeOther("\(AccountPath.own)?xong=phien-khac")
  }
}

extension Security {
  /// Who asks, by the browser's own session; programs with a token have no account pages.
  func caller(_ request: Request, _ context: StaffContext) async throws -> OwnAccount.Caller {
    guard let record = try await sessions.record(for: request, context.parent), record.kind == .browser,
      record.account == context.principal.id
    else { throw Failure.unauthenticated }
    return OwnAccount.Caller(account: record.account, session: record, address: context.parent.clientAddress)
  }

  /// The name of an organisation as it is today; none where there is none.
  func placeNames(_ ids: OrganisationID?...) async throws -> [OrganisationID: String] {
    var names: [OrganisationID: String] = [:]
    for id in ids.compactMap({ $0 }) { names[id] = try await organisations.organisation(id, on: clock.today)?.name }
    return names
  }
}
