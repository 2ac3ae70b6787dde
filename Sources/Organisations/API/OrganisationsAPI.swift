import Contracts
import Hummingbird
import Kernel
import Web

/// Organisations and units for programs.
struct OrganisationsAPI: Sendable {
  let organisations: Organisations

  /// `GET /api/v1/units?q=&on=&limit=` · `GET /api/v1/organisations?kind=&on=`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.group("api/v1/units", context: StaffContext.self).get("", use: units)
    routes.group("api/v1/organisations", context: StaffContext.self).get("", use: list)
  }

  struct UnitsResponse: Encodable {
    struct Unit: Encodable {
      let id: String
      let code: String
      let level: String
      let name: String
      let fullName: String
    }
    let on: String
    let items: [Unit]
  }

  struct OrganisationsResponse: Encodable {
    struct Organisation: Encodable {
      let id: String
      let kind: String
      let name: String
      let shortName: String
      let slug: String
      let governingBody: String?
      let governingBodyName: String?
      let province: String?
    }
    let on: String
    let items: [Organisation]
  }

  private func units(_ request: Request, context: StaffContext) async throws -> Response {
    let day = try day(request)
    let text = request.asked("q")
    let limit = min(max(Int(request.asked("limit")) ?? 20, 1), 100)
    let found = try await organisations.findUnits(text, on: day, limit: limit, by: context.principal)
    return try Answer.json(
      UnitsResponse(
        on: day.rawValue,
        items: found.map {
          .init(id: $0.id.rawValue, code: $0.code, level: $0.level.rawValue, name: $0.name, fullName: $0.fullName)
        }))
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let day = try day(request)
    let asked = request.asked("kind")
    let kind = OrganisationKind(rawValue: asked)
    if !asked.isEmpty, kind == nil { throw Failure.invalid(["kind": "Không có loại cơ quan này"]) }
    let found = try await organisations.list(kind: kind, on: day, by: context.principal)
    return try Answer.json(
      OrganisationsResponse(
        on: day.rawValue,
        items: found.map {
          .init(
            id: $0.id.rawValue, kind: $0.kind.rawValue, name: $0.name, shortName: $0.shortName, slug: $0.slug,
            governingBody: $0.governingBody?.rawValue, governingBodyName: $0.governingBodyName,
            province: $0.provinceName)
        }))
  }

  /// `on=2025-06-30`; today where nothing is asked.
  private func day(_ request: Request) throws -> CivilDate {
    let text = request.asked("on")
    if text.isEmpty { return organisations.clock.today }
    guard let day = CivilDate(rawValue: text) else {
      throw Failure.invalid(["on": "Ngày viết theo dạng 2025-06-30"])
    }
    return day
  }
}
