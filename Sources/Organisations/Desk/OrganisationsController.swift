import Contracts
import Hummingbird
import Kernel
import Web

/// The register as people read it.
struct OrganisationsController: Sendable {
  let organisations: Organisations

  /// `GET /lam-viec/to-chuc` and `/lam-viec/to-chuc/:id`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: list)
    staff.get(":id", use: show)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let asOf = AsOf(request, today: organisations.clock.today)
    let kind = OrganisationKind(rawValue: request.asked("loai"))
    return OrganisationListPage(
      organisations: try await organisations.list(kind: kind, on: asOf.day, by: context.principal), kind: kind,
      asOf: asOf, mayManage: context.principal.may(Organisations.manage, in: nil),
      done: request.asked("xong")
    ).answer(context)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.organisationID()
    let asOf = AsOf(request, today: organisations.clock.today)
    return OrganisationPage(
      id: id, life: try await organisations.life(of: id, on: asOf.day, by: context.principal), asOf: asOf,
      mayManage: context.principal.may(Organisations.manage, in: id),
      mayManageAll: context.principal.may(Organisations.manage, in: nil),
      done: request.asked("xong"),
      seesRevenue: try await organisations.seesRevenue(of: id, context.principal)
    ).answer(context)
  }
}
