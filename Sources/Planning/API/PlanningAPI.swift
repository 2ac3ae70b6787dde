import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Web

/// `/api/v1/planning`: events, plans, assignments, editions and one's own work for programs, by the same verbs as the pages.
struct PlanningAPI {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    api.get("api/v1/planning/board", use: board)
    api.get("api/v1/planning/my-work", use: mine)
    api.get("api/v1/planning/plans", use: plans)
    api.post("api/v1/planning/plans", use: propose)
    api.get("api/v1/planning/plans/:id", use: plan)
    api.post("api/v1/planning/plans/:id/coverages", use: addCoverage)
    api.post("api/v1/planning/coverages/:id/assignments", use: assign)
    api.post("api/v1/planning/coverages/:id/item", use: link)
    api.get("api/v1/planning/events", use: events)
    api.post("api/v1/planning/events", use: addEvent)
    api.get("api/v1/planning/editions", use: editions)
    addActs(to: api)
  }

  private func addActs(to api: RouterGroup<StaffContext>) {
    for act in PlanState.Act.allCases {
      api.post("api/v1/planning/plans/:id/\(act.rawValue)") { request, context in
        let body = try await Self.read(Reason.self, request)
        let plan = try await planning.decide(
          act, try context.recordID(), reason: body.reason ?? "", by: context.principal)
        return try Answer.json(PlanResponse(plan))
      }
    }
    for act in AssignmentState.Act.allCases {
      api.post("api/v1/planning/assignments/:id/\(act.rawValue)") { request, context in
        let body = try await Self.read(Reason.self, request)
        let assignment = try await planning.act(
          act, on: try context.recordID(), reason: body.reason ?? "", by: context.principal)
        return try Answer.json(AssignmentResponse(assignment))
      }
    }
    api.post("api/v1/planning/assignments/:id/item") { request, context in
      _ = try await Self.read(Reason.self, request)
      let brief = try await planning.beginItem(for: try context.recordID(), by: context.principal)
      return try Answer.json(["item": brief.id.rawValue, "path": brief.deskPath], status: .created)
    }
    api.post("api/v1/planning/plans/:id/move") { request, context in
      let body = try await Self.read(Move.self, request)
      let plan = try await planning.movePlan(
        try context.recordID(), to: try Self.day(body.day, "day"), by: context.principal)
      return try Answer.json(PlanResponse(plan))
    }
  }

  // What is read.

  private struct Reason: Decodable {
    var reason: String?
  }
  private struct Move: Decodable {
    var day: String?
  }
  private struct NewPlan: Decodable {
    var organisation: String?
    var title: String?
    var angle: String?
    var urgent: Bool?
    var section: String?
    var day: String?
    var event: String?
    var edition: String?
    var editionDay: String?
    var accepted: Bool?
  }
  private struct NewCoverage: Decodable {
    var kind: String?
    var length: Int?
    var note: String?
    var deadline: Date?
  }
  private struct NewAssignment: Decodable {
    var person: String?
    var desk: String?
    var evenIfAway: Bool?
  }
  private struct Link: Decodable {
    var item: String?
  }
  private struct NewEvent: Decodable {
    var organisation: String?
    var title: String?
    var place: String?
    var description: String?
    var contact: String?
    var link: String?
    var allDay: Bool?
    var start: Date?
    var end: Date?
    /// As in RFC 5545; `X-LUNAR=1` in front for the lunar calendar.
    var rule: String?
  }

  /// A JSON object, at most 256 KB; an empty body is an empty object.
  private static func read<Body: Decodable>(_ type: Body.Type, _ request: Request) async throws -> Body {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      guard let date = Timestamp.date(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time")
      }
      return date
    }
    return try await JSONBody.read(request, as: type, limit: 262_144, decoder: decoder)
  }

  private static func day(_ text: String?, _ name: String) throws(Failure) -> CivilDate? {
    guard let text else { return nil }
    guard let day = CivilDate(rawValue: text) else { throw .invalid([name: "Ngày không đúng"]) }
    return day
  }

  // What is done.

  @Sendable func board(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("organisation"))
    let from = try Self.day(request.asked("from"), "from") ?? planning.clock.today
    let count = min(max(request.asked("days").flatMap { Int($0) } ?? 7, 1), 62)
    try Planning.checkDay(from)
    let board = try await planning.board(
      of: organisation, days: from...from.adding(days: count - 1), for: context.principal)
    return try Answer.json(BoardResponse(board))
  }

  @Sendable func mine(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("organisation"))
    let work = try await planning.myWork(in: organisation, for: context.principal)
    return try Answer.json(MyWorkResponse(work))
  }

  @Sendable func plans(_ request: Request, context: StaffContext) async throws -> Response {
    let filter = PlanFilter(
      organisation: try Planning.desk(of: context.principal, asked: request.asked("organisation")),
      state: request.asked("state").flatMap(PlanState.init(rawValue:)))
    let page = try await planning.plans(
      filter, before: request.asked("before"), limit: request.asked("limit").flatMap { Int($0) } ?? 50,
      for: context.principal)
    return try Answer.json(PlanListResponse(items: page.items.map { PlanResponse($0) }, next: page.next))
  }

  @Sendable func propose(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await Self.read(NewPlan.self, request)
    let words = PlanWords(
      title: body.title ?? "", angle: body.angle ?? "", isUrgent: body.urgent ?? false,
      section: body.section.map { SectionID($0) }, day: try Self.day(body.day, "day"),
      event: body.event.map { PlanningEventID($0) }, edition: body.edition.map { EditionID($0) },
      editionDay: try Self.day(body.editionDay, "editionDay"))
    let plan = try await planning.propose(
      words, in: try Planning.desk(of: context.principal, asked: body.organisation), accepted: body.accepted ?? false,
      by: context.principal)
    return try Answer.json(PlanResponse(plan), status: .created)
  }

  @Sendable func plan(_ request: Request, context: StaffContext) async throws -> Response {
    let view = try await planning.planView(try context.recordID(), for: context.principal)
    return try Answer.json(PlanResponse(view.plan, view.coverages, view.assignments))
  }

  @Sendable func addCoverage(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await Self.read(NewCoverage.self, request)
    guard let kind = CoverageKind(rawValue: body.kind ?? "text") else {
      throw Failure.invalid(["kind": "Không có hình thức này"])
    }
    let coverage = try await planning.addCoverage(
      CoverageWords(kind: kind, length: body.length, note: body.note ?? "", deadline: body.deadline),
      to: try context.recordID(), by: context.principal)
    return try Answer.json(CoverageResponse(coverage, []), status: .created)
  }

  @Sendable func assign(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await Self.read(NewAssignment.self, request)
    let assignment = try await planning.assign(
      try context.recordID(), to: body.person.map { AccountID($0) }, desk: body.desk.map { PlanningDeskID($0) },
      evenIfAway: body.evenIfAway ?? false, by: context.principal)
    return try Answer.json(AssignmentResponse(assignment), status: .created)
  }

  @Sendable func link(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await Self.read(Link.self, request)
    try await planning.linkItem(body.item.map { ItemID($0) }, to: try context.recordID(), by: context.principal)
    return Answer.noContent()
  }

  @Sendable func events(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("organisation"))
    let from = try Self.day(request.asked("from"), "from") ?? planning.clock.today
    try Planning.checkDay(from)
    let count = min(max(request.asked("days").flatMap { Int($0) } ?? 31, 1), 400)
    let found = try await planning.occurrences(
      in: from...from.adding(days: count - 1), of: organisation, for: context.principal)
    return try Answer.json(["items": found.map { EventResponse($0) }])
  }

  @Sendable func addEvent(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await Self.read(NewEvent.self, request)
    var words = EventWords(
      title: body.title ?? "", place: body.place ?? "", description: body.description ?? "",
      contact: body.contact ?? "", link: body.link ?? "", isAllDay: body.allDay ?? false, startsAt: body.start,
      endsAt: body.end)
    if let rule = body.rule, let start = body.start {
      guard let read = try? RecurrenceRule(parsing: rule, start: start) else {
        throw Failure.invalid(["rule": "Cách lặp này không đọc được"])
      }
      words.rule = read
    }
    let event = try await planning.addEvent(
      words, to: try Planning.desk(of: context.principal, asked: body.organisation), by: context.principal)
    return try Answer.json(EventResponse(event), status: .created)
  }

  @Sendable func editions(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("organisation"))
    let editions = try await planning.editions(of: organisation, for: context.principal)
    return try Answer.json(["items": editions.map { EditionResponse($0) }])
  }
}
