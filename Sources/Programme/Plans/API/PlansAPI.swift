import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Plans for programs; the same use cases as the pages.
struct PlansAPI: Sendable {
  let programme: Programme

  /// `GET /api/v1/programme/plans`, `GET …/plans/:plan` (by ID or code, with targets, values, tasks, duties, deadlines,
  /// annexes, bases with their state `?on=`), `POST …/plans`, `POST …/plans/:plan/{targets,tasks,deadlines}`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/plans", context: StaffContext.self)
    staff.get("", use: list)
    staff.post("", use: create)
    staff.get(":plan", use: show)
    staff.post(":plan/targets", use: addTarget)
    staff.post(":plan/tasks", use: addTask)
    staff.post(":plan/deadlines", use: addDeadline)
  }

  private struct ListResponse: Encodable {
    let items: [PlanHeadResponse]
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let lines = try await programme.plans(for: context.principal)
    return try Answer.json(
      ListResponse(
        items: lines.map { line in
          PlanHeadResponse(
            line.record,
            counts: ["targets": line.targets, "tasks": line.tasks, "duties": line.duties, "deadlines": line.deadlines])
        }))
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let asked = request.asked("on")
    guard let day = asked.isEmpty ? programme.clock.today : CivilDate(rawValue: asked) else {
      throw Failure.invalid(["on": "Ngày viết theo dạng 2025-06-30"])
    }
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    return try Answer.json(PlanResponse(view, on: day))
  }

  // MARK: Writing

  private struct PlanBody: Decodable {
    let kind: String
    let owner: String?
    let title: String
    let shortTitle: String
    let document: String?
    let number: String?
    let issued: String?
    let issuer: String?
    let province: String?
    let from: Int
    let to: Int
    let vision: Int?
    let baseYear: Int?
  }

  private func create(_ request: Request, context: StaffContext) async throws -> Response {
    let body: PlanBody = try await JSONBody.read(request, limit: 262_144)
    guard let kind = PlanKind(rawValue: body.kind) else { throw Failure.invalid(["kind": "Chọn một cấp"]) }
    var draft = PlanDraft()
    draft.kind = kind
    draft.owner = body.owner.map { OrganisationID($0) } ?? context.principal.organisation
    draft.title = body.title
    draft.shortTitle = body.shortTitle
    draft.document = body.document ?? "Kế hoạch"
    draft.number = body.number ?? ""
    draft.issued = body.issued ?? ""
    draft.issuer = body.issuer ?? ""
    draft.provinceName = body.province ?? ""
    draft.fromYear = body.from
    draft.toYear = body.to
    draft.visionYear = body.vision
    draft.baseYear = body.baseYear
    let record = try await programme.createPlan(draft, by: context.principal)
    var response = try Answer.json(PlanHeadResponse(record, counts: [:]), status: .created)
    response.headers[.location] = "/api/v1/programme/plans/\(record.code)"
    return response
  }

  private struct TargetBody: Decodable {
    let measure: String
    let text: String?
    let section: String?
    let goal: String?
    let indicator: String?
    let unit: String?
    let direction: String?
    let population: String?
    let numerator: String?
    let denominator: String?
    let baseYear: Int?
    let note: String?
    /// `{ "2026": "67%" }`
    let values: [String: String]?
  }

  private struct MadeResponse: Encodable {
    let id: String
  }

  private func addTarget(_ request: Request, context: StaffContext) async throws -> Response {
    let body: TargetBody = try await JSONBody.read(request, limit: 262_144)
    var draft = TargetDraft()
    draft.measure = body.measure
    draft.text = body.text ?? ""
    draft.section = body.section ?? ""
    draft.goal = body.goal ?? ""
    draft.indicator = body.indicator ?? ""
    guard let unit = TargetUnit(rawValue: body.unit ?? "percent"),
      let direction = TargetDirection(rawValue: body.direction ?? "up")
    else { throw Failure.invalid(["unit": "Chọn một đơn vị và một chiều"]) }
    draft.unit = unit
    draft.direction = direction
    draft.populationKind = body.population ?? "none"
    draft.numerator = body.numerator ?? ""
    draft.denominator = body.denominator ?? ""
    draft.baseYear = body.baseYear
    draft.note = body.note ?? ""
    for (year, shown) in body.values ?? [:] {
      guard let year = Int(year) else { throw Failure.invalid(["values": "Cần một số"]) }
      draft.values[year] = shown
    }
    let id = try await programme.addTarget(context.planName(), draft, by: context.principal)
    return try Answer.json(MadeResponse(id: id.rawValue), status: .created)
  }

  private struct TaskBody: Decodable {
    let kind: PlanTaskRecord.Kind?
    let title: String
    let text: String?
    let section: String?
    let funding: String?
    let from: Int?
    let to: Int?
    let isYearly: Bool?
    let leads: [String]?
    let partners: [String]?
    let parent: String?
    let targets: [String]?
  }

  private func addTask(_ request: Request, context: StaffContext) async throws -> Response {
    let body: TaskBody = try await JSONBody.read(request, limit: 262_144)
    var draft = TaskDraft()
    draft.kind = body.kind ?? .task
    draft.title = body.title
    draft.text = body.text ?? ""
    draft.section = body.section ?? ""
    draft.funding = body.funding ?? ""
    draft.fromYear = body.from
    draft.toYear = body.to
    draft.isYearly = body.isYearly ?? false
    draft.leads = body.leads ?? []
    draft.partners = body.partners ?? []
    draft.parent = body.parent ?? ""
    draft.targets = body.targets ?? []
    let id = try await programme.addTask(context.planName(), draft, by: context.principal)
    return try Answer.json(MadeResponse(id: id.rawValue), status: .created)
  }

  private struct DeadlineBody: Decodable {
    let text: String
    let who: [String]
    let to: String?
    let via: String?
    let every: String?
    let month: Int?
    let day: Int?
    let before: Bool?
    let section: String?
    let maker: String?
  }

  private func addDeadline(_ request: Request, context: StaffContext) async throws -> Response {
    let body: DeadlineBody = try await JSONBody.read(request, limit: 262_144)
    var draft = DeadlineDraft()
    draft.text = body.text
    draft.who = body.who.joined(separator: "; ")
    draft.toWhom = body.to ?? ""
    draft.via = body.via ?? ""
    draft.every = body.every ?? "year"
    draft.month = body.month
    draft.day = body.day
    draft.isBefore = body.before ?? true
    draft.section = body.section ?? ""
    draft.maker = body.maker ?? ""
    let id = try await programme.addDeadline(context.planName(), draft, by: context.principal)
    return try Answer.json(MadeResponse(id: id), status: .created)
  }
}
