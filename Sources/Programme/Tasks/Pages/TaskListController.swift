import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import OfficeDocuments
import Persistence
import Web

/// Tasks as list, board, timeline, duties of an organisation, and as a table to take away.
struct TaskListController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/nhiem-vu`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: list)
    staff.get("bang", use: board)
    staff.get("thoi-gian", use: timeline)
    staff.get("don-vi", use: duties)
    staff.get("xuat.csv", use: export)
    staff.get("xuat.xlsx", use: workbook)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let (filter, principal) = (TaskQuery.filter(request), context.principal)
    return TaskListPage(
      filter: filter, lines: try await programme.list(filter, for: principal),
      plans: try await programme.runningPlans(for: principal), mayMake: Programme.mayWritePlans(principal)
    ).answer(context)
  }

  private func board(_ request: Request, context: StaffContext) async throws -> Response {
    var filter = TaskQuery.filter(request)
    filter.isClosed = false
    let principal = context.principal
    let lines = try await programme.list(filter, for: principal).filter {
      TaskBoardPage.states.contains($0.record.state)
    }
    return TaskBoardPage(
      filter: filter, lines: lines, moves: try await programme.moves(of: lines.map(\.record), for: principal)
    ).answer(context)
  }

  private func timeline(_ request: Request, context: StaffContext) async throws -> Response {
    let (filter, principal) = (TaskQuery.filter(request), context.principal)
    let lines = try await programme.list(filter, for: principal)
    let needs = try await programme.database.read { try WorkStore.needs(of: lines.map(\.record.id), on: $0) }
    return TimelinePage(
      filter: filter, lines: lines, needs: needs, plans: try await programme.runningPlans(for: principal),
      today: programme.clock.today
    ).answer(context)
  }

  private func duties(_ request: Request, context: StaffContext) async throws -> Response {
    let principal = context.principal
    let all = try await programme.organisationsToday()
    let own = all.filter { principal.may(Programme.read, in: $0.id) }
    // Whoever keeps a plan looks at every organisation in it.
    let choices = try await programme.keepsPlans(principal) ? all : own
    let usual = principal.organisation.flatMap { id in own.first { $0.id == id }?.id } ?? own.first?.id
    let (asked, name) = (TaskQuery.value("don-vi", request), TaskQuery.value("ten", request))
    var faults: [String: Phrase] = [:]
    let named = try await programme.organisations(named: [name], field: "ten", &faults).first
    guard let chosen = named ?? (asked.isEmpty ? usual : OrganisationID(asked)) else { throw Failure.notFound }
    return DutiesPage(
      book: try await programme.duties(of: chosen, for: principal), choices: choices,
      mayMake: Programme.mayWritePlans(principal), asked: name, fault: faults["ten"], today: programme.clock.today
    ).answer(context)
  }

  private func export(_ request: Request, context: StaffContext) async throws -> Response {
    let text = try await programme.taskSheet(TaskQuery.filter(request), for: context.principal)
    var response = Answer.bytes(text, type: "text/csv; charset=utf-8")
    response.headers[.contentDisposition] = "attachment; filename=\"nhiem-vu-\(programme.clock.today).csv\""
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private func workbook(_ request: Request, context: StaffContext) async throws -> Response {
    let data = try await programme.taskWorkbook(TaskQuery.filter(request), for: context.principal)
    var response = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: data)))
    response.headers[.contentType] = Workbook.contentType
    response.headers[.contentDisposition] = "attachment; filename=\"nhiem-vu-\(programme.clock.today).xlsx\""
    response.headers[.cacheControl] = "no-store"
    return response
  }
}

extension Programme {
  /// Whether somebody keeps a plan that reaches beyond one organisation.
  func keepsPlans(_ principal: Principal) async throws -> Bool {
    guard principal.mayAnywhere(Self.manage) else { return false }
    return try await database.read { try PlanStore.all(on: $0) }.contains { principal.may(Self.manage, in: $0.owner) }
  }

  /// What somebody may do to each of these now.
  func moves(of records: [WorkRecord], for principal: Principal) async throws -> [WorkID: [WorkMove]] {
    try await database.read { connection in
      var plans: [PlanID: PlanRecord] = [:]
      for id in Set(records.compactMap(\.plan)) { plans[id] = try PlanStore.find(id, on: connection) }
      return Dictionary(
        records.map { record in
          let work = SeenWork(record: record, plan: record.plan.flatMap { plans[$0] }, partners: [])
          return (record.id, work.moves(for: principal))
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}

extension Programme {
  /// `/lam-viec/nhiem-vu` and `/api/v1/programme/tasks`.
  func addTaskRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/nhiem-vu", context: StaffContext.self)
    TaskListController(programme: self).addRoutes(to: staff)
    HonourController(programme: self).addRoutes(to: staff)
    TaskFormController(programme: self).addRoutes(to: staff)
    TaskController(programme: self).addRoutes(to: staff)
    TasksAPI(programme: self).addRoutes(to: routes)
  }
}
