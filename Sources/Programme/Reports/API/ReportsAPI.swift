import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Vietnamese
import Web

/// `/api/v1/programme/reports`: the calendar, drafting, a report, its steps.
struct ReportsAPI: Sendable {
  let programme: Programme

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/reports", context: StaffContext.self)
    staff.get("calendar", use: calendar)
    staff.post("", use: draft)
    staff.get(":id", use: show)
    staff.delete(":id", use: delete)
    staff.post(":id/steps", use: step)
    staff.post(":id/figures", use: refresh)
  }

  private struct DueResponse: Encodable {
    let key: String
    let type: String
    let plan: String?
    let year: Int
    let period: String
    let title: String
    let who: String
    let to: String
    let named: String
    let isBefore: Bool
    let last: String
    let isWorkingDay: Bool
    let basis: String
    let mark: String
    let report: String?
    let state: String?
    let sentOn: String?
    let isLate: Bool
  }

  private func calendar(_ request: Request, context: StaffContext) async throws -> Response {
    let year = Int(request.asked("year")) ?? programme.clock.today.year
    guard (2000...2100).contains(year) else { throw Failure.invalid(["year": "Năm không hợp lệ"]) }
    let lines = try await programme.reportCalendar(year, for: context.principal).lines
    return try Answer.json(
      lines.map { line in
        DueResponse(
          key: line.due.key, type: line.due.type.id, plan: line.due.plan?.id.rawValue, year: line.due.year,
          period: line.due.period, title: line.due.title, who: line.due.who, to: line.due.toWhom,
          named: line.due.named.rawValue, isBefore: line.due.isBefore, last: line.due.last.rawValue,
          isWorkingDay: programme.calendar.isWorkingDay(line.due.last), basis: line.due.basis, mark: line.due.mark,
          report: line.own?.id.rawValue, state: line.own?.state.rawValue, sentOn: line.own?.sentOn?.rawValue,
          isLate: line.isLate)
      })
  }

  private struct ReportResponse: Encodable {
    let id: String
    let plan: String?
    let type: String
    let year: Int
    let period: String
    let organisation: String
    let state: String
    let head: ReportHead
    let sections: [ReportSection]
    let facts: ReportFacts
    /// How many figures in it are not frozen, and why it was approved all the same.
    let unfrozen: Int
    let unfrozenReason: String?
    let dueOn: String?
    let signedOn: String?
    let sentOn: String?
    let version: Int
  }

  private func answer(_ id: ReportID, _ context: StaffContext, status: HTTPResponse.Status = .ok) async throws
    -> Response
  {
    let file = try await programme.reportFile(id, for: context.principal)
    let record = file.record
    return try Answer.json(
      ReportResponse(
        id: record.id.rawValue, plan: record.plan?.rawValue, type: record.type, year: record.year,
        period: record.period, organisation: record.organisation.rawValue, state: record.state.rawValue,
        head: record.head, sections: record.sections, facts: record.facts,
        unfrozen: record.facts.unfrozen, unfrozenReason: file.unfrozenReason, dueOn: record.dueOn?.rawValue,
        signedOn: record.signedOn?.rawValue, sentOn: record.sentOn?.rawValue, version: record.version), status: status)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await answer(try context.reportID(), context)
  }

  private struct DraftBody: Decodable {
    let plan: String?
    let type: String?
    let year: Int
    let period: String?
  }

  private func draft(_ request: Request, context: StaffContext) async throws -> Response {
    let body: DraftBody = try await JSONBody.read(request, limit: 65_536)
    let record = try await programme.draftReport(
      plan: body.plan.map { PlanID($0) }, type: body.type, year: body.year, period: body.period ?? "year",
      by: context.principal)
    var response = try await answer(record.id, context, status: .created)
    response.headers[.location] = "/api/v1/programme/reports/\(record.id)"
    return response
  }

  private struct StepBody: Decodable {
    let move: ReportMove
    let words: String?
    let day: CivilDate?
    /// Why it is approved although figures in it are not frozen.
    let unfrozen: String?
  }

  private func step(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.reportID()
    let body: StepBody = try await JSONBody.read(request, limit: 65_536)
    try await programme.moveReport(
      id, body.move, words: body.words ?? "", day: body.day, unfrozen: body.unfrozen, by: context.principal)
    return try await answer(id, context)
  }

  private func delete(_ request: Request, context: StaffContext) async throws -> Response {
    try await programme.deleteReport(try context.reportID(), by: context.principal)
    return Answer.noContent()
  }

  private func refresh(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.reportID()
    try await programme.refreshReport(id, by: context.principal)
    return try await answer(id, context)
  }
}
