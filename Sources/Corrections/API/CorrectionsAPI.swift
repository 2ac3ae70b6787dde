import Contracts
import Foundation
import Hummingbird
import Kernel
import NIOCore
import Vietnamese
import Web

/// Cases for programs; the same use cases as the pages.
struct CorrectionsAPI: Sendable {
  let corrections: Corrections

  /// `GET /api/v1/corrections?organisation=` (open cases with their clocks), `GET /api/v1/corrections/:id`,
  /// `POST /api/v1/corrections/:id/notice`, `GET /api/v1/working-days?from=&days=`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/corrections", context: StaffContext.self)
    staff.get("", use: list)
    staff.get(":id", use: show)
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

  private struct PublishBody: Decodable {
    let homeDays: Int?
    let ownView: String?
  }

  private func publish(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.caseID()
    let body: PublishBody
    do {
      let buffer = try await request.body.collect(upTo: 131_072)
      body = try JSONDecoder().decode(PublishBody.self, from: Data(buffer.readableBytesView))
    } catch is NIOTooManyBytesError {
      throw Failure.tooLarge(limit: 131_072)
    } catch is DecodingError {
      throw Failure.invalid(["": "Cần một đối tượng JSON"])
    }
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
