import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Tasks for programs; the same use cases as the pages.
struct TasksAPI: Sendable {
  let programme: Programme

  /// `GET /api/v1/programme/tasks?ke-hoach=&don-vi=&trang-thai=&han=&xem=` (the list), `POST …/tasks` (makes one),
  /// `GET …/tasks/:id`, `POST …/tasks/:id/progress`, `POST …/tasks/:id/moves`, `PUT …/tasks/:id/targets` (codes of the plan's
  /// targets that it serves).
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/tasks", context: StaffContext.self)
    staff.get("", use: list)
    staff.post("", use: make)
    staff.get(":id") { _, context in try await answer(try TaskQuery.work(context), context) }
    staff.post(":id/progress", use: progress)
    staff.post(":id/moves", use: move)
    staff.put(":id/targets", use: name)
  }

  struct TaskResponse: Encodable {
    let id: String
    let plan: String?
    let planTask: String?
    let parent: String?
    let title: String
    let turn: String
    let lead: String
    let leadName: String
    let responsible: String?
    let state: String
    let percent: Int
    let startsOn: String?
    let dueOn: String?
    let lastDay: String?
    let workingDaysLeft: Int?
    let isLate: Bool
    let version: Int

    init(_ record: WorkRecord, _ deadline: WorkDeadline, leadName: String) {
      id = record.id.rawValue
      plan = record.plan?.rawValue
      planTask = record.planTask?.rawValue
      parent = record.parent?.rawValue
      title = record.title
      turn = record.turn
      lead = record.lead.rawValue
      self.leadName = leadName
      responsible = record.responsible?.rawValue
      state = record.state.rawValue
      percent = record.percent
      startsOn = record.startsOn?.rawValue
      dueOn = record.dueOn?.rawValue
      lastDay = deadline.last?.rawValue
      workingDaysLeft = record.state.isOwed && deadline.last != nil ? deadline.left : nil
      isLate = deadline.isLate
      version = record.version
    }
  }

  struct WholeResponse: Encodable {
    struct Told: Encodable {
      let what: String
      let people: String
      let at: Date
    }
    struct Served: Encodable {
      let id: String
      let code: String
      let measure: String
      /// `plan`: the plan's own task names it; `task`: whoever keeps the work does.
      let saidBy: String
    }
    let task: TaskResponse
    let targets: [Served]
    let partners: [String]
    let needs: [String]
    let children: [String]
    let evidence: [String]
    let told: [Told]
    let moves: [String]
    let nobodyTold: Bool
  }

  private struct ListResponse: Encodable {
    let items: [TaskResponse]
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let lines = try await programme.list(TaskQuery.filter(request), for: context.principal)
    return try Answer.json(
      ListResponse(items: lines.map { TaskResponse($0.record, $0.deadline, leadName: $0.leadName) }))
  }

  private func answer(_ id: WorkID, _ context: StaffContext, status: HTTPResponse.Status = .ok) async throws -> Response
  {
    let file = try await programme.file(id, for: context.principal)
    return try Answer.json(
      WholeResponse(
        task: TaskResponse(file.record, file.deadline, leadName: file.names[file.record.lead] ?? ""),
        targets: file.serves.map {
          .init(
            id: $0.target.id.rawValue, code: $0.target.code, measure: $0.target.measure,
            saidBy: $0.isOfPlan ? "plan" : "task")
        }, partners: file.work.partners.map(\.rawValue), needs: file.needs.map(\.id.rawValue),
        children: file.children.map(\.id.rawValue), evidence: file.evidence.map(\.name),
        told: file.told.map { .init(what: $0.what, people: $0.people, at: $0.at) },
        moves: file.moves(for: context.principal).map(\.rawValue), nobodyTold: file.isUnheard), status: status)
  }

  private struct MakeBody: Decodable {
    let title: String
    let detail: String?
    let plan: String?
    let planTask: String?
    let parent: String?
    let lead: String
    let partners: [String]?
    let targets: [String]?
    let responsible: String?
    let funding: String?
    let deliverables: String?
    let startsOn: CivilDate?
    let dueOn: CivilDate?
    let every: WorkRhythm?
    let until: CivilDate?
  }

  private func make(_ request: Request, context: StaffContext) async throws -> Response {
    let body: MakeBody = try await JSONBody.read(request)
    var draft = WorkDraft(lead: OrganisationID(body.lead))
    draft.plan = body.plan.map { PlanID($0) }
    draft.planTask = body.planTask.map { PlanTaskID($0) }
    draft.parent = body.parent.map { WorkID($0) }
    draft.title = body.title
    draft.detail = body.detail ?? ""
    draft.partners = (body.partners ?? []).map { OrganisationID($0) }
    draft.targets = try await programme.targets(coded: body.targets ?? [], of: draft.plan, for: context.principal)
    draft.responsible = body.responsible.map { AccountID($0) }
    draft.funding = body.funding ?? ""
    draft.deliverables = body.deliverables ?? ""
    (draft.startsOn, draft.dueOn, draft.every, draft.until) = (body.startsOn, body.dueOn, body.every, body.until)
    let id = try await programme.make(draft, by: context.principal)
    var response = try await answer(id, context, status: .created)
    response.headers[.location] = "/api/v1/programme/tasks/\(id)"
    return response
  }

  private struct ProgressBody: Decodable {
    let percent: Int
    let words: String
  }

  private func progress(_ request: Request, context: StaffContext) async throws -> Response {
    let (id, body) = (try TaskQuery.work(context), try await JSONBody.read(request, as: ProgressBody.self))
    try await programme.report(id, percent: body.percent, words: body.words, by: context.principal)
    return try await answer(id, context)
  }

  private struct TargetsBody: Decodable {
    let targets: [String]
  }

  private func name(_ request: Request, context: StaffContext) async throws -> Response {
    let (id, body) = (try TaskQuery.work(context), try await JSONBody.read(request, as: TargetsBody.self))
    let plan = try await programme.file(id, for: context.principal).record.plan
    let targets = try await programme.targets(coded: body.targets, of: plan, for: context.principal)
    try await programme.nameTargets(targets, of: id, by: context.principal)
    return try await answer(id, context)
  }

  private struct MoveBody: Decodable {
    let move: WorkMove
    let words: String?
  }

  private func move(_ request: Request, context: StaffContext) async throws -> Response {
    let (id, body) = (try TaskQuery.work(context), try await JSONBody.read(request, as: MoveBody.self))
    try await programme.move(id, body.move, words: body.words ?? "", by: context.principal)
    return try await answer(id, context)
  }
}
