import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// Counting, freezing and checking the figures of a plan.
struct FreezeController: Sendable {
  let programme: Programme
  var stream = DeskStream()

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/so-lieu") { _, context in try await page(context).answer(context) }
    staff.post(":plan/so-lieu/tinh") { request, context in
      try await act(request, context) { form in
        try await programme.requireKeeping(plan(context), context.principal)
        let day = try Self.day(form)
        try await programme.startCount(of: plan(context), on: day, by: context.principal)
      }
    }
    staff.post(":plan/so-lieu/dung") { request, context in
      try await act(request, context) { form in
        try await programme.stopCount(CountID(form["lan"]), of: plan(context), by: context.principal)
      }
    }
    staff.get(":plan/so-lieu/su-kien", use: events)
    staff.get(":plan/so-lieu/chot") { request, context in
      guard let day = request.uri.queryParameters["ngay"].flatMap({ CivilDate(rawValue: String($0)) }) else {
        return Answer.seeOther(FreezePage.path(plan(context)))
      }
      return try await programme.freezeQuestion(of: plan(context), on: day, for: context.principal).answer(context)
    }
    staff.post(":plan/so-lieu/chot", use: freeze)
    staff.post(":plan/so-lieu/kiem-tra", use: check)
  }

  private func plan(_ context: StaffContext) -> PlanID { PlanID(context.parameters.get("plan") ?? "") }

  private static func day(_ form: Form) throws(Failure) -> CivilDate {
    guard let day = CivilDate(rawValue: form["ngay"]) else { throw .invalid(["ngay": "Cần có ngày"]) }
    return day
  }

  /// Only what was shown is frozen: what changed since is shown anew.
  private func freeze(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    try await programme.requireKeeping(plan(context), context.principal, Programme.freeze)
    let day = try Self.day(form)
    var question = try await programme.freezeQuestion(of: plan(context), on: day, for: context.principal)
    guard form["da-xem"] == question.mark else {
      question.hasChanged = !form["da-xem"].isEmpty
      return question.answer(context)
    }
    do {
      try await programme.freezeFigures(
        of: plan(context), on: day, leavesOut: form["bo-ra"] == "1", by: context.principal)
      return Answer.seeOther(FreezePage.path(plan(context)))
    } catch Failure.conflict(let why) {
      question.conflict = why
      return question.answer(context)
    }
  }

  private func act(
    _ request: Request, _ context: StaffContext, _ change: (Form) async throws -> Void
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      try await change(form)
      return Answer.seeOther(FreezePage.path(plan(context)))
    } catch Failure.invalid(let errors) {
      var page = try await page(context)
      page.errors = errors
      return page.answer(context)
    } catch Failure.conflict(let why) {
      var page = try await page(context)
      page.conflict = why
      return page.answer(context)
    }
  }

  /// Tells an open page how far its counts are, until other counts run than it shows.
  private func events(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = plan(context)
    // Whoever may not see it is told so now, not by a stream that ends.
    let first = try await programme.counts(of: id, for: context.principal)
    let shown = request.uri.queryParameters["tu"].map { String($0) } ?? CountFigure.open(first)
    let t = context.translator
    return stream.answer(request, context, seen: [String: String]()) { seen, principal in
      let runs = try await programme.counts(of: id, for: principal)
      guard !shown.isEmpty, CountFigure.open(runs) == shown else {
        return .last(ServerEvent(name: "end", data: "{}"))
      }
      let figures = CountFigure(runs: runs, t: t)
      return figures.texts == seen ? .unchanged(seen) : .changed(figures.texts, try figures.event)
    }
  }

  private func check(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let id = FreezeID(form["ban-chot"])
    let result = try await programme.verifyFreeze(id, by: context.principal)
    var page = try await page(context)
    page.check = page.freezes.first { $0.id == id }.map { ($0.day, result) }
    return page.answer(context)
  }

  private func page(_ context: StaffContext) async throws -> FreezePage {
    let principal = context.principal
    let id = plan(context)
    let today = programme.clock.today
    return try await programme.database.read { connection in
      let plan = try Programme.visible(try PlanStore.find(id, on: connection), to: principal)
      guard Programme.mayManage(plan, principal) else { throw Failure.notFound }
      let byDay = Dictionary(grouping: try FigureStore.wholes(of: id, on: connection), by: \.day)
      let days = try byDay.sorted { $0.key > $1.key }.map { day, figures in
        let last = figures.max { $0.madeAt < $1.madeAt }
        return FreezePage.Day(
          day: day, figures: figures.count, missing: figures.count { !$0.missing.isEmpty },
          madeAt: last?.madeAt ?? .distantPast, madeByName: last?.madeByName ?? "",
          waiting: try FigureEntryStore.waiting(of: id, on: day, on: connection).count)
      }
      var page = FreezePage(
        plan: plan, days: days, freezes: try FreezeStore.of(id, on: connection), today: today,
        mayFreeze: principal.may(Programme.freeze, in: plan.owner),
        runs: try connection.all(CountQuery.newest(of: id)))
      page.waiting = try Programme.waitingRestatements(of: [plan], for: principal, on: connection).filter {
        Programme.seesAll(of: $0.target, in: plan, principal)
      }
      return page
    }
  }
}

extension Programme {
  /// A plan is there for whoever sees it, and changed by whoever keeps it and holds the right: asked before any field is read.
  func requireKeeping(_ id: PlanID, _ principal: Principal, _ permission: Permission? = nil) async throws {
    let plan = try await database.read { try Self.kept(try PlanStore.find(id, on: $0), by: principal) }
    if let permission { try principal.require(permission, in: plan.owner) }
  }

  /// The last counts of a plan, newest first, for whoever keeps it.
  func counts(of id: PlanID, for principal: Principal) async throws -> [CountRun] {
    try await database.read { connection in
      let plan = try Self.visible(try PlanStore.find(id, on: connection), to: principal)
      guard Self.mayManage(plan, principal) else { throw Failure.notFound }
      return try connection.all(CountQuery.newest(of: id))
    }
  }
}
