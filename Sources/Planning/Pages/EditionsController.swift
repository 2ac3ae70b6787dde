import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/ke-hoach/so-bao`: editions, what is in the next ones, and their backlog.
struct EditionsController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/so-bao", use: list)
    desk.get("lam-viec/ke-hoach/so-bao/moi") { _, context in try adding(Sent(), context) }
    desk.post("lam-viec/ke-hoach/so-bao/moi", use: add)
    desk.get("lam-viec/ke-hoach/so-bao/:id", use: show)
    desk.get("lam-viec/ke-hoach/so-bao/:id/sua") { _, context in try await changing(Sent(), context) }
    desk.post("lam-viec/ke-hoach/so-bao/:id/sua", use: change)
    desk.post("lam-viec/ke-hoach/so-bao/:id/ket-thuc", use: end)
    desk.post("lam-viec/ke-hoach/so-bao/:id/xep", use: put)
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let t = context.translator
    let today = planning.clock.today
    let editions = try await planning.editions(of: organisation, for: context.principal)
    let manages = context.principal.may(Planning.manage, in: organisation)
    let act =
      manages
      ? Button.link(t("Thêm số hay bản tin"), to: "\(PlanningPath.editions)/moi", style: .primary, icon: "plus")
      : .empty
    let lines = editions.map { edition -> HTML in
      let next = edition.next(from: today, count: 3).first { edition.closing(of: $0) > planning.clock.now }
      return """
        <li class="list__item"><a class="list__main" href="\(url: PlanningPath.edition(edition.id))">\(edition.name)</a>\
        <span class="list__meta"><span>\(PlanningPage.weekdays(edition.weekdays, t))</span>\
        <span>\(Self.closes(edition, t))</span>\
        \(next.map { "<span>\(t("kỳ tới")) \(TimeText.html(edition.closing(of: $0), now: planning.clock.now, t))</span>" as HTML })\
        \(edition.validity.to.map { "<span>\(t("đến hết \($0.vietnamese)"))</span>" as HTML })</span></li>
        """
    }
    let body: HTML = """
      \(PlanningPage.tabs(.editions, today: today, t))\
      \(lines.isEmpty ? EmptyState.html(t("Chưa có số báo hay bản tin nào."), act: act, icon: "newspaper") : "<ul class=\"list\" data-keys>\(lines)</ul>")
      """
    return PlanningPage.page(t("Số và bản tin"), body, actions: act).answer(context)
  }

  static func closes(_ edition: Edition, _ t: Translator) -> String {
    let clock = Words.clock(edition.closesMinute)
    return switch edition.daysBefore {
    case 0: t("đóng lúc \(clock)")
    case 1: t("đóng lúc \(clock) hôm trước")
    default: t("đóng lúc \(clock), trước \(edition.daysBefore) ngày")
    }
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let edition = try await planning.edition(try context.recordID(), for: context.principal)
    let today = planning.clock.today
    let days = edition.next(from: today, count: 7)
    let last = days.last ?? today
    let plans = try await planning.plans(of: edition, in: today...max(today, last), for: context.principal)
    let backlog = try await planning.plans(
      PlanFilter(organisation: edition.organisation, edition: edition.id), limit: 100, for: context.principal)
    return EditionPage(
      edition: edition, days: days, plans: plans, backlog: backlog.items, now: planning.clock.now, context: context
    ).page.answer(context)
  }

  private static func fields(_ form: Form, _ sent: Sent, _ t: Translator) -> HTML {
    """
    \(Field.text(
      "name", label: t("Tên"), value: form["name"], hint: t("Ví dụ: Báo in, Bản tin sáng, Thời sự 18 giờ."),
      error: sent.error("name", t), isRequired: true, maxLength: 100, hasFocus: true))\
    \(PlanningPage.weekdayBoxes("weekdays", t("Ra vào"), form.all("weekdays").joined(), error: sent.error("weekdays", t), t))\
    <div class="form__row">\(Field.text(
      "closes", label: t("Giờ đóng"), value: form["closes"], type: "time", error: sent.error("closes", t),
      isRequired: true))\
    \(Field.select(
      "before", label: t("Đóng vào"),
      options: [("0", t("cùng ngày")), ("1", t("hôm trước")), ("2", t("trước hai ngày")), ("3", t("trước ba ngày"))],
      selected: form["before"]))\
    \(Field.text(
      "warns", label: t("Nhắc trước mấy phút"), value: form["warns"], type: "number"))</div>
    """
  }

  private static func read(_ form: Form) throws(Failure) -> EditionWords {
    guard let weekdays = Words.weekdays(form.all("weekdays")) else {
      throw .invalid(["weekdays": "Cần chọn ít nhất một thứ trong tuần"])
    }
    return EditionWords(
      name: form["name"], weekdays: weekdays, closesMinute: Words.minute(form["closes"]) ?? -1,
      daysBefore: Int(form["before"]) ?? 0, warnsMinutes: Int(form["warns"]) ?? 30)
  }

  private func adding(_ sent: Sent, _ context: StaffContext) throws -> Response {
    try context.principal.require(Planning.manage, in: try Planning.desk(of: context.principal))
    let t = context.translator
    let fresh = Form(fields: ["weekdays": ["1", "2", "3", "4", "5", "6", "7"], "closes": ["17:00"], "warns": ["30"]])
    return FormPage(
      title: t("Thêm số hay bản tin"), action: "\(PlanningPath.editions)/moi", submit: t("Thêm"),
      back: (t("Số và bản tin"), PlanningPath.editions), fields: Self.fields(sent.isFresh ? fresh : sent.form, sent, t),
      sent: sent
    ).answer(context)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try adding($0, context) }) { form in
      let organisation = try Planning.desk(of: context.principal, asked: form.optional("co-quan"))
      let edition = try await planning.addEdition(try Self.read(form), to: organisation, by: context.principal)
      return PlanningPath.edition(edition.id)
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let edition = try await planning.edition(try context.recordID(), for: context.principal)
    try context.principal.require(Planning.manage, in: edition.organisation)
    let t = context.translator
    let fresh = Form(fields: [
      "name": [edition.name], "weekdays": edition.weekdays.map { String($0) },
      "closes": [Words.clock(edition.closesMinute)],
      "before": [String(edition.daysBefore)], "warns": [String(edition.warnsMinutes)],
    ])
    let version = sent.isFresh ? String(edition.version) : sent.form["version"]
    return FormPage(
      title: t("Sửa số hay bản tin"), action: PlanningPath.edition(edition.id, "sua"), submit: t("Lưu"),
      back: (edition.name, PlanningPath.edition(edition.id)),
      fields: """
        <input type="hidden" name="version" value="\(version)">\
        \(Self.fields(sent.isFresh ? fresh : sent.form, sent, t))
        """, sent: sent
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await changing($0, context) }) { form in
      let id: EditionID = try context.recordID()
      try await planning.changeEdition(
        id, try Self.read(form), version: Int(form["version"]) ?? 0, by: context.principal)
      return PlanningPath.edition(id)
    }
  }

  @Sendable func end(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.endEdition(try context.recordID(), by: context.principal)
    return Answer.seeOther(PlanningPath.editions)
  }

  /// Puts a plan into one of the edition's days, or back into its backlog.
  @Sendable func put(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let id: EditionID = try context.recordID()
    try await planning.putPlan(
      PlanID(form["plan"]), into: id, on: CivilDate(rawValue: form["day"]), by: context.principal)
    return Answer.seeOther(PlanningPath.edition(id))
  }
}

extension Planning {
  /// The plans of an edition in some days.
  func plans(of edition: Edition, in days: ClosedRange<CivilDate>, for principal: Principal) async throws -> [Plan] {
    try principal.require(Self.read, in: edition.organisation)
    return try await database.read { connection in
      try PlanStore.editions(days, in: edition.organisation, on: connection).filter { $0.edition == edition.id }
    }
  }
}

/// One edition: its next days with what is in them, and what waits.
struct EditionPage {
  let edition: Edition
  let days: [CivilDate]
  let plans: [Plan]
  let backlog: [Plan]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var manages: Bool { context.principal.may(Planning.manage, in: edition.organisation) }
  private var open: [CivilDate] { days.filter { edition.closing(of: $0) > now } }

  var page: DeskPage {
    PlanningPage.page(
      edition.name, body, actions: actions,
      lead: "\(PlanningPage.weekdays(edition.weekdays, t)) · \(EditionsController.closes(edition, t))",
      breadcrumb: [(t("Kế hoạch"), PlanningPath.board), (t("Số và bản tin"), PlanningPath.editions)])
  }

  private var actions: HTML {
    guard manages else { return .empty }
    return """
      \(Button.link(t("Sửa"), to: PlanningPath.edition(edition.id, "sua"), icon: "pencil"))\
      \(if: edition.validity.to == nil, Button.post(t("Thôi ra"), to: PlanningPath.edition(edition.id, "ket-thuc"), context, style: .danger))
      """
  }

  private var body: HTML {
    let parts = days.map { day -> HTML in
      let of = plans.filter { $0.editionDay == day }
      let closing = edition.closing(of: day)
      let state = closing < now ? StateWord.html(t("đã đóng"), .off) : StateWord.html(t("đang mở"), .ready)
      return """
        <section class="section"><h2>\(TimeText.weekdayAndDay(day, t)) <span class="count">\(of.count)</span></h2>\
        <p class="quiet">\(state) · \(t("đóng")) \(TimeText.html(closing, now: now, t))</p>\(list(of, none: t("Chưa xếp đề tài nào.")))</section>
        """
    }
    return
      "\(PlanningPage.section(t("Kho chờ"), list(backlog, none: t("Kho chờ trống.")), count: backlog.count))\(parts)"
  }

  private func list(_ plans: [Plan], none: String) -> HTML {
    guard !plans.isEmpty else { return "<p class=\"quiet\">\(none)</p>" }
    let lines = plans.map { plan -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a>\
      <span class="list__meta">\(StateWord.html(t(plan.state.phrase), plan.state.word))</span>\
      \(if: manages && plan.state.isOpen, "<span class=\"list__acts\">\(move(plan))</span>")</li>
      """
    }
    return "<ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private func move(_ plan: Plan) -> HTML {
    let path = PlanningPath.edition(edition.id, "xep")
    let next = open.first { day in plan.editionDay.map { day > $0 } ?? true }
    return """
      \(next.map { Button.post(t("Xếp vào \(String($0.vietnamese.prefix(5)))"), to: path, context, fields: ["plan": plan.id.rawValue, "day": $0.rawValue]) })\
      \(if: plan.editionDay != nil, Button.post(t("Về kho chờ"), to: path, context, style: .quiet, fields: ["plan": plan.id.rawValue]))
      """
  }
}
