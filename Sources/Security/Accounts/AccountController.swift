import Contracts
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Accounts as administrators see them.
struct AccountController: Sendable {
  let security: Security

  /// `/lam-viec/tai-khoan` and what lies under it.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/tai-khoan", context: StaffContext.self)
    staff.get("", use: list)
    staff.post("", use: create)
    staff.get("moi", use: showNew)
    staff.get(":id", use: show)
    staff.post(":id/khoa", use: disable)
    staff.post(":id/mo", use: enable)
    staff.post(":id/phien", use: endSessions)
    staff.post(":id/mat-khau", use: resetPassword)
    staff.post(":id/hai-lop", use: resetSecondFactor)
    staff.post(":id/vai-tro", use: assignRole)
    staff.post(":id/vai-tro/ket-thuc", use: endRole)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let query = AccountListQuery(request)
    let page = try await security.administration.list(query, by: context.principal)
    return AccountListPage(
      accounts: page.accounts, next: page.next, query: query, organisations: try await organisations(context),
      policy: security.policies.on(security.clock.today), now: security.clock.now
    ).answer(context)
  }

  private func showNew(_ request: Request, context: StaffContext) async throws -> Response {
    try await newPage(context).answer(context)
  }

  private func create(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let new = NewAccount(
      login: form["login"], name: form["name"], organisation: form.optional("organisation").map { OrganisationID($0) },
      role: form.optional("role").map(RoleID.init(rawValue:)))
    do {
      let created = try await security.administration.create(new, by: context.principal)
      return OneTimePasswordPage(account: created, isNew: true).answer(context)
    } catch Failure.invalid(let errors) {
      return try await newPage(context, form: form, errors: errors).answer(context, status: 422)
    }
  }

  private func newPage(
    _ context: StaffContext, form: Form = Form(fields: [:]), errors: [String: Phrase] = [:]
  ) async throws -> NewAccountPage {
    try context.principal.requireAnywhere(Security.manageAccounts)
    return NewAccountPage(
      roles: security.roles.roles, organisations: try await organisations(context), form: form, errors: errors)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(request, context).answer(context)
  }

  private func page(
    _ request: Request, _ context: StaffContext, errors: [String: Phrase] = [:], form: Form = Form(fields: [:])
  ) async throws -> AccountPage {
    let dossier = try await security.administration.dossier(try context.accountID(), by: context.principal)
    return AccountPage(
      dossier: dossier, roles: security.roles.roles, organisations: try await organisations(context),
      policy: security.policies.on(security.clock.today), now: security.clock.now, errors: errors, form: form,
      done: request.uri.queryParameters["xong"].map(String.init))
  }

  private func disable(_ request: Request, context: StaffContext) async throws -> Response {
    try await done("khoa", request, context) { try await $0.disable($1, by: context.principal) }
  }

  private func enable(_ request: Request, context: StaffContext) async throws -> Response {
    try await done("mo", request, context) { try await $0.enable($1, by: context.principal) }
  }

  private func endSessions(_ request: Request, context: StaffContext) async throws -> Response {
    try await done("phien", request, context) { try await $0.endSessions(of: $1, by: context.principal) }
  }

  private func resetPassword(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let created = try await security.administration.resetPassword(
      of: try context.accountID(), by: context.principal)
    return OneTimePasswordPage(account: created, isNew: false).answer(context)
  }

  private func resetSecondFactor(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let created = try await security.administration.resetSecondFactor(
      of: try context.accountID(), by: context.principal)
    return OneTimePasswordPage(account: created, isNew: false).answer(context)
  }

  private func assignRole(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      guard let from = CivilDate(rawValue: form["from"]) else {
        throw Failure.invalid(["from": "Cần có ngày bắt đầu."])
      }
      let to = form.optional("to").map { CivilDate(rawValue: $0) }
      if case .some(nil) = to { throw Failure.invalid(["to": "Ngày này không có trong lịch."]) }
      let id = try context.accountID()
      try await security.administration.assign(
        RoleID(rawValue: form["role"]), to: id, in: form.optional("organisation").map { OrganisationID($0) },
        Validity(from: from, to: to ?? nil), by: context.principal)
      return Answer.seeOther("\(AccountPath.accounts)/\(id)?xong=vai-tro")
    } catch Failure.invalid(let errors) {
      return try await page(request, context, errors: errors, form: form).answer(context, status: 422)
    }
  }

  private func endRole(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let id = try context.accountID()
    try await security.administration.endRole(
      RoleAssignmentID(form["assignment"]), of: id, by: context.principal)
    return Answer.seeOther("\(AccountPath.accounts)/\(id)?xong=het-vai-tro")
  }

  private func done(
    _ word: String, _ request: Request, _ context: StaffContext,
    _ act: (Administration, AccountID) async throws -> Void
  ) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let id = try context.accountID()
    try await act(security.administration, id)
    return Answer.seeOther("\(AccountPath.accounts)/\(id)?xong=\(word)")
  }

  /// Those this person may give accounts in, by name.
  private func organisations(_ context: StaffContext) async throws -> [OrganisationChoice] {
    let all = try await security.organisations.organisations(kind: nil, on: security.clock.today)
    let allowed = context.principal.organisations(for: Security.manageAccounts)
    return all.filter { allowed?.contains($0.id) ?? true }.map { OrganisationChoice(id: $0.id, name: $0.name) }
  }
}

/// An organisation to choose.
struct OrganisationChoice: Sendable {
  let id: OrganisationID
  let name: String
}

extension StaffContext {
  fileprivate func accountID() throws -> AccountID { AccountID(try parameters.require("id")) }
}

extension Principal {
  /// For pages that lead to an act: whoever may do it nowhere has no business there.
  func requireAnywhere(_ permission: Permission) throws(Failure) {
    guard mayAnywhere(permission) else { throw .forbidden(permission) }
  }
}
