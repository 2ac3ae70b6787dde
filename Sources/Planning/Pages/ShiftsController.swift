import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Bàn giao ca and nhân sự: notes from shift to shift, who is there, shifts and desks.
struct ShiftsController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/ban-giao") { request, context in try await notes(Sent(), request, context) }
    desk.post("lam-viec/ke-hoach/ban-giao", use: write)
    desk.post("lam-viec/ke-hoach/ban-giao/:id/sua", use: change)
    desk.post("lam-viec/ke-hoach/ban-giao/:id/nhan", use: receive)
    desk.get("lam-viec/ke-hoach/nhan-su") { _, context in try await people(Sent(), context) }
    desk.post("lam-viec/ke-hoach/nhan-su", use: add)
    desk.post("lam-viec/ke-hoach/nhan-su/:id/bo", use: drop)
    desk.post("lam-viec/ke-hoach/ca", use: setShift)
    desk.post("lam-viec/ke-hoach/ca/:id/dong", use: closeShift)
    desk.post("lam-viec/ke-hoach/ban-phong", use: openDesk)
    desk.post("lam-viec/ke-hoach/ban-phong/:id/dong", use: closeDesk)
  }

  private func notes(_ sent: Sent, _ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    let before = request.asked("truoc")
    let notes = try await planning.handovers(of: organisation, before: before, for: context.principal)
    let shifts = try await planning.shifts(of: organisation, for: context.principal)
    let today = planning.clock.today
    let board = try await planning.board(of: organisation, days: today...today.adding(days: 1), for: context.principal)
    return HandoversPage(
      notes: notes, isFirst: before == nil, shifts: shifts, board: board, sent: sent, today: today,
      now: planning.clock.now, context: context
    ).page.answer(context, status: sent.isFresh ? 200 : sent.conflict == nil ? 422 : 409)
  }

  @Sendable func write(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await notes($0, request, context) }) { form in
      guard let day = CivilDate(rawValue: form["day"]) else { throw Failure.invalid(["day": "Cần có ngày"]) }
      try await planning.writeHandover(
        form["body"], shift: ShiftID(form["shift"]), day: day, in: try Planning.desk(of: context.principal),
        by: context.principal)
      return PlanningPath.handovers
    }
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await notes($0, request, context) }) { form in
      let id: HandoverID = try context.recordID()
      try await planning.changeHandover(
        id, form["body-\(id)"], version: Int(form["version"]) ?? 0, by: context.principal)
      return PlanningPath.handovers
    }
  }

  @Sendable func receive(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.receiveHandover(try context.recordID(), by: context.principal)
    return Answer.seeOther(PlanningPath.handovers)
  }

  private func people(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    let today = planning.clock.today
    return PeoplePage(
      organisation: organisation, team: try await planning.team(of: organisation, on: today, for: context.principal),
      availability: try await planning.availability(
        in: today...today.adding(days: 60), of: organisation, for: context.principal),
      shifts: try await planning.shifts(of: organisation, for: context.principal).filter { !$0.isClosed },
      desks: try await planning.desks(of: organisation, for: context.principal).filter { !$0.isClosed }, sent: sent,
      today: today, context: context
    ).page.answer(context, status: sent.isFresh ? 200 : 422)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await people($0, context) }) { form in
      guard let from = CivilDate(rawValue: form["from"]) else { throw Failure.invalid(["from": "Cần có ngày bắt đầu"]) }
      let to = CivilDate(rawValue: form["to"]) ?? from
      try await planning.addAvailability(
        Availability.Kind(rawValue: form["kind"]) ?? .off,
        of: form.optional("person").map { AccountID($0) } ?? context.principal.id,
        shift: form.optional("shift").map { ShiftID($0) }, from: from, to: to, note: form["note"],
        in: try Planning.desk(of: context.principal), by: context.principal)
      return PlanningPath.people
    }
  }

  @Sendable func drop(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.dropAvailability(try context.recordID(), by: context.principal)
    return Answer.seeOther(PlanningPath.people)
  }

  @Sendable func setShift(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await people($0, context) }) { form in
      try await planning.setShift(
        form["shift-name"], from: Words.minute(form["shift-from"]) ?? -1, to: Words.minute(form["shift-to"]) ?? -1,
        in: try Planning.desk(of: context.principal), by: context.principal)
      return PlanningPath.people
    }
  }

  @Sendable func closeShift(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.closeShift(try context.recordID(), by: context.principal)
    return Answer.seeOther(PlanningPath.people)
  }

  @Sendable func openDesk(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await people($0, context) }) { form in
      try await planning.openDesk(
        form["desk-name"], in: try Planning.desk(of: context.principal), by: context.principal)
      return PlanningPath.people
    }
  }

  @Sendable func closeDesk(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.closeDesk(try context.recordID(), by: context.principal)
    return Answer.seeOther(PlanningPath.people)
  }
}
