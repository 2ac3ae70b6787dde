import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/quy-trinh`: how texts pass through an agency, and what each kind must be like. Everybody of the newsroom may
/// read it; some may change it, from a day on.
struct RulesController {
  let newsroom: Newsroom

  static let path = "/lam-viec/quy-trinh"
  static let workflowPath = "/lam-viec/quy-trinh/duyet"
  static func path(_ kind: ItemKind) -> String { "\(path)/\(kind.rawValue)" }

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/quy-trinh", use: index)
    desk.get("lam-viec/quy-trinh/duyet", use: workflow)
    desk.post("lam-viec/quy-trinh/duyet", use: saveWorkflow)
    desk.get("lam-viec/quy-trinh/:id", use: profile)
    desk.post("lam-viec/quy-trinh/:id", use: saveProfile)
  }

  /// Whose rules are meant: as in the inbox, for people of one agency and for those of none who may do it everywhere.
  private func organisation(_ context: StaffContext, _ asked: String?) throws -> OrganisationID {
    let principal = context.principal
    let organisation: OrganisationID
    if let own = principal.organisation, asked == nil, principal.may(Newsroom.write, in: own) {
      organisation = own
    } else {
      organisation = try Intake.organisation(Newsroom.manageProfiles, of: principal, asked: asked)
    }
    try Newsroom.requireReading(organisation, principal)
    return organisation
  }

  private func kind(_ context: StaffContext) throws -> ItemKind {
    guard let kind = ItemKind(rawValue: try context.parameters.require("id")) else { throw Failure.notFound }
    return kind
  }

  @Sendable func index(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try organisation(context, request.query["co-quan"])
    let workflow = try await newsroom.workflow(of: organisation)
    return RulesPage(organisation: organisation, workflow: workflow, context: context).index.answer(context)
  }

  @Sendable func workflow(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try organisation(context, request.query["co-quan"])
    return try await workflowPage(organisation, context, isSaved: request.query["xong"] != nil)
  }

  private func workflowPage(
    _ organisation: OrganisationID, _ context: StaffContext, typed: Workflow? = nil, errors: [String: Phrase] = [:],
    isSaved: Bool = false
  ) async throws -> Response {
    let versions = try await newsroom.workflows(of: organisation, for: context.principal)
    let current = try await newsroom.workflow(of: organisation)
    return WorkflowPage(
      organisation: organisation, shown: typed ?? current, versions: versions, today: newsroom.clock.today,
      errors: errors, isSaved: isSaved, context: context
    ).page.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func saveWorkflow(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try organisation(context, form.optional("co-quan"))
    let typed = WorkflowPage.workflow(from: form)
    do {
      try await newsroom.setWorkflow(
        typed, in: organisation, from: try Self.day(form), note: form["note"], by: context.principal)
      return Answer.seeOther(
        Self.workflowPath + QueryText.of([("co-quan", organisation.rawValue), ("xong", "1")]))
    } catch Failure.invalid(let errors) {
      return try await workflowPage(organisation, context, typed: typed, errors: errors)
    }
  }

  @Sendable func profile(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try organisation(context, request.query["co-quan"])
    return try await profilePage(try kind(context), organisation, context, isSaved: request.query["xong"] != nil)
  }

  private func profilePage(
    _ kind: ItemKind, _ organisation: OrganisationID, _ context: StaffContext, typed: ContentProfile? = nil,
    errors: [String: Phrase] = [:], isSaved: Bool = false
  ) async throws -> Response {
    let versions = try await newsroom.profiles(of: kind, in: organisation, for: context.principal)
    let current = try await newsroom.database.read { connection in
      try newsroom.profile(of: kind, in: organisation, on: connection)
    }
    return ProfilePage(
      organisation: organisation, kind: kind, shown: typed ?? current, versions: versions, today: newsroom.clock.today,
      errors: errors, isSaved: isSaved, context: context
    ).page.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func saveProfile(_ request: Request, context: StaffContext) async throws -> Response {
    let kind = try kind(context)
    let form = try await Form.read(request, context)
    let organisation = try organisation(context, form.optional("co-quan"))
    let typed = ProfilePage.profile(from: form)
    do {
      try await newsroom.setProfile(
        typed, of: kind, in: organisation, from: try Self.day(form), note: form["note"], by: context.principal)
      return Answer.seeOther(Self.path(kind) + QueryText.of([("co-quan", organisation.rawValue), ("xong", "1")]))
    } catch Failure.invalid(let errors) {
      return try await profilePage(kind, organisation, context, typed: typed, errors: errors)
    }
  }

  private static func day(_ form: Form) throws(Failure) -> CivilDate {
    guard let day = CivilDate(rawValue: form["from"]) else { throw .invalid(["from": "Ngày áp dụng chưa đúng"]) }
    return day
  }
}
