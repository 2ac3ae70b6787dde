import Contracts
import Hummingbird
import Kernel
import Web

/// The units of the country, to be looked through and looked up.
struct UnitController: Sendable {
  let organisations: Organisations

  /// `GET /lam-viec/dia-gioi` and `/lam-viec/dia-gioi/:id`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/dia-gioi", context: StaffContext.self)
    staff.get("", use: list)
    staff.get(":id", use: show)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let asOf = AsOf(request, today: organisations.clock.today)
    let query = request.asked("q")
    let country = try await organisations.country(on: asOf.day, by: context.principal)
    let found =
      query.isEmpty
      ? nil : try await organisations.findUnits(query, on: asOf.day, limit: 60, by: context.principal)
    return UnitPages.country(country, query: query, found: found, asOf, context)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    guard let id = context.parameters.get("id") else { throw Failure.notFound }
    let asOf = AsOf(request, today: organisations.clock.today)
    let life = try await organisations.unitLife(UnitID(id), on: asOf.day, by: context.principal)
    return UnitPages.unit(life, asOf, context)
  }
}
