import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Vietnamese
import Web

/// Cases for programs; the same use cases as the pages.
struct CorrectionsAPI: Sendable {
  let corrections: Corrections

  /// `GET /api/v1/corrections?organisation=` (open cases with their clocks), `POST /api/v1/corrections` (opens one),
  /// `GET /api/v1/corrections/:id`, `POST …/:id/steps`, `POST …/:id/notice`, `GET /api/v1/working-days?from=&days=`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/corrections", context: StaffContext.self)
    staff.get("", use: list)
    staff.post("", use: open)
    staff.get(":id", use: show)
    staff.post(":id/steps", use: step)
    staff.post(":id/notice", use: publish)
    routes.group("api/v1/working-days", context: StaffContext.self).get("", use: workingDays)
  }

  struct ClockResponse: Encodable {
    let rule: String
    let article: String
    let mark: String
    let state: String
    let start: String?
    let due: String?
    let earliest: String?
    let done: Date?

    init(_ clock: CaseClock) {
      rule = clock.rule.id
      article = clock.rule.article
      mark = clock.rule.mark.rawValue
      state = "\(clock.state)"
      start = clock.startsOn?.rawValue
      due = clock.dueOn?.rawValue
      earliest = clock.earliest?.rawValue
      done = clock.doneAt
    }
  }

  struct CaseResponse: Encodable {
    let id: String
    let number: String
    let kind: String
    let state: String
    let item: String?
    let title: String
    let publishedOn: String?
    let law: String
    let startedOn: String
    let clocks: [ClockResponse]
    let notices: [String]
    let version: Int
  }

  struct ListResponse: Encodable {
    struct Line: Encodable {
      let id: String
      let number: String
      let kind: String
      let title: String
      let next: ClockResponse?
    }
    let items: [Line]
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Corrections.agency(of: context.principal, asked: request.asked("organisation"))
    let lines = try await corrections.board(of: organisation, for: context.principal)
    return try Answer.json(
      ListResponse(
        items: lines.map { line in
          .init(
            id: line.record.id.rawValue, number: line.record.label, kind: line.record.kind.rawValue,
            title: line.record.title, next: line.next.map(ClockResponse.init))
        }))
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await answer(try context.caseID(), context)
  }

  private func answer(_ id: CaseID, _ context: StaffContext) async throws -> Response {
    let file = try await corrections.file(id, for: context.principal)
    let record = file.record
    return try Answer.json(
      CaseResponse(
        id: record.id.rawValue, number: record.label, kind: record.kind.rawValue, state: record.state.rawValue,
        item: record.work?.item?.rawValue, title: record.title, publishedOn: record.work?.date.rawValue,
        law: file.regime.id, startedOn: record.startedOn.rawValue, clocks: file.clocks.map(ClockResponse.init),
        notices: file.notices.map(\.path), version: record.version))
  }

  private struct OpenBody: Decodable {
    let organisation: String?
    let kind: CaseKind
    let origin: CaseOrigin?
    let item: String?
    let work: Work?
    let startedOn: CivilDate
    let detail: CaseDetail?
  }

  private func open(_ request: Request, context: StaffContext) async throws -> Response {
    let body: OpenBody = try await JSONBody.read(request)
    let record = try await corrections.open(
      CaseStart(
        organisation: try Corrections.agency(of: context.principal, asked: body.organisation), kind: body.kind,
        origin: body.origin ?? .complaint, item: body.item.map { ItemID($0) }, work: body.work,
        startedOn: body.startedOn, detail: body.detail ?? CaseDetail()), by: context.principal)
    var response = try await answer(record.id, context)
    response.status = .created
    response.headers[.location] = "/api/v1/corrections/\(record.id)"
    return response
  }

  private struct StepBody: Decodable {
    let step: StepKind
    let happenedOn: CivilDate
    let happenedAt: String?
    let note: String?
    let evidence: String?
  }

  private func step(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.caseID()
    let body: StepBody = try await JSONBody.read(request)
    try await corrections.recordStep(
      id, body.step, happened: body.happenedOn, time: body.happenedAt ?? "", note: body.note ?? "",
      evidence: body.evidence ?? "", by: context.principal)
    return try await answer(id, context)
  }

  private struct PublishBody: Decodable {
    let homeDays: Int?
    let ownView: String?
  }

  private func publish(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.caseID()
    let body: PublishBody = try await JSONBody.read(request)
    try await corrections.publishNotice(
      id, homeDays: body.homeDays, ownView: body.ownView ?? "", by: context.principal)
    return try await answer(id, context)
  }

  struct WorkingDaysResponse: Encodable {
    let from: String
    let days: Int
    let due: String
    let earliest: String
    let isConfirmed: Bool
    let holidays: [String]
  }

  private func workingDays(_ request: Request, context: StaffContext) async throws -> Response {
    guard let from = CivilDate(rawValue: request.asked("from")), let days = Int(request.asked("days")),
      (0...1000).contains(days)
    else { throw Failure.invalid(["from": "Ngày viết theo dạng 2025-06-30", "days": "Cần một số"]) }
    let count = corrections.calendar.add(workingDays: days, to: from)
    return try Answer.json(
      WorkingDaysResponse(
        from: from.rawValue, days: days, due: count.day.rawValue, earliest: count.earliest.rawValue,
        isConfirmed: count.isConfirmed, holidays: count.passed.map { "\($0.day.rawValue) \($0.reason.name)" }))
  }
}
