import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/tien-do`: how plans go, for everybody, as pages and as data.
struct PublicController: Sendable {
  let programme: Programme

  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("tien-do", use: list)
    routes.get("tien-do/tu-dien-du-lieu", use: dictionary)
    routes.get("tien-do/tu-dien-du-lieu.json", use: dictionaryData)
    routes.get("tien-do/:plan", use: show)
    routes.get("tien-do/:plan/nhung", use: embedded)
    routes.get("tien-do/:plan/du-lieu.json", use: json)
    routes.get("tien-do/:plan/du-lieu.csv", use: csv)
  }

  private func list(_ request: Request, context: AppContext) async throws -> Response {
    let all = try await programme.publicPlans()
    return Self.kept(try await pages(request, context).list(all).answer(context))
  }

  private func show(_ request: Request, context: AppContext) async throws -> Response {
    let progress = try await progress(context)
    return Self.kept(try await pages(request, context).plan(progress).answer(context))
  }

  private func dictionary(_ request: Request, context: AppContext) async throws -> Response {
    Self.kept(try await pages(request, context).dictionary().answer(context))
  }

  /// The one page others may put into a frame.
  private func embedded(_ request: Request, context: AppContext) async throws -> Response {
    let progress = try await progress(context)
    var response = Answer.page(try await pages(request, context).embedded(progress, context.house))
    response.headers[.contentSecurityPolicy] = SecurityHeaders.policy(framing: [], frameAncestors: "*")
    return Self.kept(response)
  }

  private func json(_ request: Request, context: AppContext) async throws -> Response {
    Self.open(try Answer.json(OpenData(try await progress(context))))
  }

  private func csv(_ request: Request, context: AppContext) async throws -> Response {
    let data = OpenData(try await progress(context))
    return Self.open(data.csv.answer(named: "tien-do-\(data.plan.code).csv"))
  }

  private func dictionaryData(_ request: Request, context: AppContext) async throws -> Response {
    struct Field: Encodable {
      let name: String
      let type: String
      let meaning: String
    }
    let t = context.translator
    return Self.open(
      try Answer.json(
        (DataDictionary.fields + SharedDictionary.fields).map {
          Field(name: $0.name, type: $0.type, meaning: t($0.meaning))
        }))
  }

  private func progress(_ context: AppContext) async throws -> PublicProgress {
    guard let code = context.parameters.get("plan"), code.utf8.count <= 200 else { throw Failure.notFound }
    return try await programme.publicPlan(code)
  }

  private func pages(_ request: Request, _ context: AppContext) async throws -> PublicPages {
    PublicPages(
      site: try await site(request.head.authority ?? "", context.translator), today: programme.clock.today,
      t: context.translator)
  }

  /// The agency whose site this is, by its host; else the province, where the departments here are of one; else only what
  /// the pages are about.
  private func site(_ host: String, _ t: Translator) async throws -> SiteAgency {
    let name = host.split(separator: ":").first.map { String($0).lowercased() } ?? ""
    let all = try await programme.organisations.organisations(kind: .pressAgency, on: programme.clock.today)
    guard let one = all.first(where: { !$0.imprint.domain.isEmpty && $0.imprint.domain == name }) else {
      let departments = try await programme.organisations.organisations(kind: .department, on: programme.clock.today)
      let provinces = Set(departments.compactMap(\.provinceName))
      let province = provinces.count == 1 ? provinces.first : nil
      return SiteAgency(product: province ?? t("Tiến độ các kế hoạch"), agency: "")
    }
    let imprint = one.imprint
    return SiteAgency(
      product: imprint.productName.isEmpty ? one.name : imprint.productName, agency: one.name,
      governingBody: one.governingBodyName ?? "", domain: imprint.domain, address: imprint.address,
      phone: imprint.phone, email: imprint.email, headTitle: imprint.headTitle, headName: imprint.headName)
  }

  /// Figures change when they are frozen, a few times a year; a few minutes old is young.
  private static func kept(_ response: Response) -> Response {
    var response = response
    response.headers[.cacheControl] = "public, max-age=300"
    return response
  }

  /// Data for programs of others, from wherever they run.
  static func open(_ response: Response) -> Response {
    var response = kept(response)
    response.headers[.accessControlAllowOrigin] = "*"
    if let policy = HTTPField.Name("Cross-Origin-Resource-Policy") { response.headers[policy] = "cross-origin" }
    return response
  }
}
