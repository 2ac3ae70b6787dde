import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/ke-hoach`: the week, the day, moving cards; `/lam-viec/viec-cua-toi`.
struct BoardController {
  let planning: Planning
  var stream = DeskStream()

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach", use: week)
    desk.get("lam-viec/ke-hoach/truc-tiep", use: events)
    desk.get("lam-viec/ke-hoach/ngay/:date", use: day)
    desk.post("lam-viec/ke-hoach/chuyen", use: move)
    desk.get("lam-viec/viec-cua-toi", use: mine)
  }

  @Sendable func week(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let today = planning.clock.today
    let asked = request.asked("tuan").flatMap { CivilDate(rawValue: $0) } ?? today
    let day = Words.days.contains(asked) ? asked : today
    let monday = day.adding(days: 1 - day.weekday)
    let isMine = request.asked("loc") == "cua-toi"
    let board = try await planning.board(
      of: organisation, days: monday...monday.adding(days: 6), onlyOf: isMine ? context.principal.id : nil,
      for: context.principal)
    return BoardPage(board: board, isMine: isMine, today: today, context: context).page.answer(context)
  }

  @Sendable func day(_ request: Request, context: StaffContext) async throws -> Response {
    guard let day = CivilDate(rawValue: try context.parameters.require("date")), Words.days.contains(day) else {
      throw Failure.notFound
    }
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let board = try await planning.board(of: organisation, days: day...day, for: context.principal)
    let shifts = try await planning.shifts(of: organisation, for: context.principal)
    return DayPage(board: board, day: day, today: planning.clock.today, shifts: shifts, context: context).page
      .answer(context)
  }

  /// Tells an open board that something has changed; the page then fetches itself.
  @Sendable func events(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let seen = request.asked("dau").flatMap { Int($0) } ?? 0
    return stream.answer(request, context, seen: seen) { seen, principal in
      try await planning.lookAtBoard(of: organisation, seen: seen, for: principal)
    }
  }

  private struct Moved: Encodable {
    let day: String?
  }

  /// A card goes to another day: by dragging (a script sends it and wants JSON) or by its form.
  @Sendable func move(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let isNone = form.isOn("none") || (form["kind"] == "plan" && form["day"].isEmpty)
    let day = isNone ? nil : CivilDate(rawValue: form["day"])
    guard isNone || day != nil else { throw Failure.invalid(["day": "Cần có ngày"]) }
    let id = form["id"]
    switch (form["kind"], day) {
    case ("plan", _):
      try await planning.movePlan(PlanID(id), to: day, by: context.principal)
    case ("coverage", let day?):
      try await planning.moveDeadline(CoverageID(id), to: day, by: context.principal)
    case ("event", let day?):
      try await planning.moveEvent(
        PlanningEventID(id), at: form.optional("time").flatMap { ICalText.time($0, zone: nil) }, to: day,
        from: CivilDate(rawValue: form["from"]),
        by: context.principal)
    default: throw Failure.notFound
    }
    guard request.wantsHTML else { return try Answer.json(Moved(day: day?.rawValue)) }
    return Answer.seeOther(SafeURL.local(form.optional("back")) ?? PlanningPath.board)
  }

  @Sendable func mine(_ request: Request, context: StaffContext) async throws -> Response {
    let duties = await context.house.duties(context, .own)
    // Who plans no stories may still have been given work.
    guard context.principal.mayAnywhere(Planning.read) || duties.html.isEmpty else {
      return MyDutiesPage(duties: duties, context: context).page.answer(context)
    }
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let work = try await planning.myWork(in: organisation, for: context.principal)
    let feed = try await planning.feed(of: organisation, for: context.principal)
    return MyWorkPage(
      work: work, duties: duties, organisation: organisation, feed: feed, today: planning.clock.today,
      context: context
    ).page.answer(context)
  }
}

extension Planning {
  /// Whether anything of the agency's plans has changed since: one row is looked at.
  func lookAtBoard(
    of organisation: OrganisationID, seen: Int, for principal: Principal
  ) async throws -> DeskStream.Finding<Int> {
    try principal.require(Self.read, in: organisation)
    let pulse = try await database.read { try Self.pulse(of: organisation, on: $0) }
    return pulse == seen ? .unchanged(pulse) : .changed(pulse, ServerEvent(name: "planning", data: String(pulse)))
  }
}
