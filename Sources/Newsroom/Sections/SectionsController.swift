import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/chuyen-muc`: the sections of an agency's site, in the order readers see them.
struct SectionsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/chuyen-muc", use: show)
    desk.post("lam-viec/chuyen-muc", use: open)
    desk.post("lam-viec/chuyen-muc/:id", use: change)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(try organisation(context, request.query["co-quan"]), context)
  }

  @Sendable func open(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try organisation(context, form.optional("co-quan"))
    do {
      try await newsroom.openSection(named: form["name"], in: organisation, by: context.principal)
      return Answer.seeOther(DeskPath.sections + "?co-quan=\(organisation)")
    } catch Failure.invalid(let errors) {
      return try await page(organisation, context, typed: form["name"], errors: errors)
    }
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let id = SectionID(try context.parameters.require("id"))
    let principal = context.principal
    do {
      let section =
        switch form["act"] {
        case "up": try await newsroom.moveSection(id, up: true, by: principal)
        case "down": try await newsroom.moveSection(id, up: false, by: principal)
        case "close": try await newsroom.closeSection(id, true, by: principal)
        case "open": try await newsroom.closeSection(id, false, by: principal)
        default: try await newsroom.renameSection(id, to: form["name-\(id)"], by: principal)
        }
      return Answer.seeOther(DeskPath.sections + "?co-quan=\(section.organisation)")
    } catch Failure.invalid(let errors) {
      return try await page(try organisation(context, form.optional("co-quan")), context, errors: errors)
    }
  }

  private func organisation(_ context: StaffContext, _ asked: String?) throws -> OrganisationID {
    let organisation = try Newsroom.desk(of: context.principal, asked: asked)
    try context.principal.require(Newsroom.arrangeHome, in: organisation)
    return organisation
  }

  private func page(
    _ organisation: OrganisationID, _ context: StaffContext, typed: String = "", errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let sections = try await newsroom.sections(of: organisation, for: context.principal)
    return SectionsPage(
      organisation: organisation, sections: sections, today: newsroom.clock.today, typed: typed, errors: errors,
      context: context
    ).page.answer(context, status: errors.isEmpty ? 200 : 422)
  }
}
