import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/ke-hoach/su-kien`: one event, its form, its acts.
struct EventsController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/su-kien/moi") { request, context in
      try await adding(Sent(), day: request.asked("ngay"), context)
    }
    desk.post("lam-viec/ke-hoach/su-kien/moi", use: add)
    desk.get("lam-viec/ke-hoach/su-kien/:id", use: show)
    desk.get("lam-viec/ke-hoach/su-kien/:id/sua") { _, context in try await changing(Sent(), context) }
    desk.post("lam-viec/ke-hoach/su-kien/:id/sua", use: change)
    desk.post("lam-viec/ke-hoach/su-kien/:id/trang-thai", use: setState)
    desk.post("lam-viec/ke-hoach/su-kien/:id/bo-lan", use: drop)
  }

  private func adding(_ sent: Sent, day: String?, _ context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    try context.principal.require(Planning.pitch, in: organisation)
    let t = context.translator
    let first = day.flatMap { CivilDate(rawValue: $0) } ?? planning.clock.today
    let fresh = Form(fields: ["from": [first.rawValue], "from-time": ["08:00"], "to-time": ["09:00"]])
    return FormPage(
      title: t("Thêm sự kiện"), action: "\(PlanningPath.events)/moi", submit: t("Thêm sự kiện"),
      back: (t("Lịch sự kiện"), PlanningPath.agenda),
      fields: EventForm(form: sent.isFresh ? fresh : sent.form, sent: sent, t: t).html, sent: sent
    ).answer(context)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await adding($0, day: nil, context) }) { form in
      let organisation = try Planning.desk(of: context.principal, asked: form.optional("co-quan"))
      let event = try await planning.addEvent(try EventForm.read(form), to: organisation, by: context.principal)
      return PlanningPath.event(event.id)
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let (event, _) = try await planning.event(try context.recordID(), for: context.principal)
    guard Planning.mayHandle(event, context.principal) else { throw Failure.forbidden(Planning.manage) }
    let t = context.translator
    let form = sent.isFresh ? Form(fields: EventForm.fields(of: event)) : sent.form
    let version = sent.isFresh ? String(event.version) : sent.form["version"]
    return FormPage(
      title: t("Sửa sự kiện"),
      lead: event.rule == nil
        ? nil : t("Sửa cả chuỗi. Đổi ngày, giờ hay cách lặp thì những lần đã sửa riêng trở về như chuỗi."),
      action: PlanningPath.event(event.id, "sua"), submit: t("Lưu"), back: (event.title, PlanningPath.event(event.id)),
      fields: """
        <input type="hidden" name="version" value="\(version)">\(EventForm(form: form, sent: sent, t: t).html)
        """, sent: sent
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await changing($0, context) }) { form in
      let id: PlanningEventID = try context.recordID()
      try await planning.changeEvent(
        id, try EventForm.read(form), version: Int(form["version"]) ?? 0, by: context.principal)
      return PlanningPath.event(id)
    }
  }

  @Sendable func setState(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let id: PlanningEventID = try context.recordID()
    guard let state = PlanningEvent.State(rawValue: form["state"]) else { throw Failure.notFound }
    try await planning.setEvent(id, state, by: context.principal)
    return Answer.seeOther(PlanningPath.event(id))
  }

  @Sendable func drop(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let id: PlanningEventID = try context.recordID()
    guard let time = ICalText.time(form["time"], zone: nil) else { throw Failure.notFound }
    try await planning.dropOccurrence(id, at: time, by: context.principal)
    return Answer.seeOther(PlanningPath.event(id))
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let (event, exceptions) = try await planning.event(try context.recordID(), for: context.principal)
    let plans = try await planning.plans(of: event.id, for: context.principal)
    let today = planning.clock.today
    let from = event.rule == nil ? CivilDate(event.startsAt) : today
    let next = event.occurrences(in: from...from.adding(days: 800), exceptions, limit: 12)
    return EventPage(
      event: event, original: request.asked("lan").flatMap { ICalText.time($0, zone: nil) }, next: next, plans: plans,
      now: planning.clock.now, context: context
    ).page.answer(context)
  }
}

extension Planning {
  /// What is made of an event.
  func plans(of event: PlanningEventID, for principal: Principal) async throws -> [Plan] {
    try await database.read { connection in
      _ = try Self.seen(try EventStore.find(event, on: connection), \.organisation, by: principal)
      return try PlanStore.of(event, on: connection)
    }
  }
}

/// One event: when, where, how often, what is made of it.
struct EventPage {
  let event: PlanningEvent
  /// Which time of the series the reader came from.
  let original: Date?
  let next: [EventOccurrence]
  let plans: [Plan]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayHandle: Bool { Planning.mayHandle(event, context.principal) }
  private var mayPitch: Bool { context.principal.may(Planning.pitch, in: event.organisation) }

  var page: DeskPage {
    let state: HTML? =
      event.state == .confirmed
      ? nil : StateWord.html(t(event.state.phrase), event.state == .cancelled ? .off : .waiting)
    return PlanningPage.page(
      event.title, body, actions: actions, lead: state,
      breadcrumb: [(t("Kế hoạch"), PlanningPath.board), (t("Lịch sự kiện"), PlanningPath.agenda)])
  }

  private var actions: HTML {
    let first = original ?? next.first?.original ?? event.startsAt
    return """
      \(if: mayHandle, Button.link(t("Sửa"), to: PlanningPath.event(event.id, "sua"), icon: "pencil"))\
      \(if: mayPitch, Button.link(
        t("Đề xuất đề tài"),
        to: PlanningPath.with("\(PlanningPath.plans)/moi", [("su-kien", event.id.rawValue), ("lan", ICalText.utc(first))]),
        style: .primary, icon: "plus"))
      """
  }

  private var body: HTML {
    var facts: [(String, HTML)] = [(t("Thời gian"), "\(Self.span(event.startsAt, event.endsAt, event.isAllDay))")]
    if let rule = event.rule {
      facts.append((t("Lặp lại"), "\(RuleText(rule: rule, first: CivilDate(event.startsAt), t: t).words)"))
    }
    if !event.place.isEmpty { facts.append((t("Địa điểm"), "\(event.place)")) }
    if !event.contact.isEmpty { facts.append((t("Liên hệ"), "\(event.contact)")) }
    if !event.link.isEmpty {
      facts.append((t("Địa chỉ trang"), "<a href=\"\(url: event.link)\" rel=\"noreferrer\">\(event.link)</a>"))
    }
    let lines = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return """
      <dl class="facts">\(lines)</dl>\
      \(if: !event.description.isEmpty, "<p class=\"plan-text\">\(event.description)</p>")\
      \(PlanningPage.section(t("Đề tài từ sự kiện này"), plansList, count: plans.count))\
      \(if: event.rule != nil, PlanningPage.section(t("Những lần tới"), occurrences))\
      \(if: mayHandle, states)
      """
  }

  private var plansList: HTML {
    guard !plans.isEmpty else { return "<p class=\"quiet\">\(t("Chưa có đề tài nào."))</p>" }
    let lines = plans.map { plan -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a>\
      <span class="list__meta">\(StateWord.html(t(plan.state.phrase), plan.state.word))\
      \(plan.day.map { "<span>\($0.vietnamese)</span>" as HTML })</span></li>
      """
    }
    return "<ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private var occurrences: HTML {
    guard !next.isEmpty else { return "<p class=\"quiet\">\(t("Không còn lần nào."))</p>" }
    let lines = next.map { occurrence -> HTML in
      let day = CivilDate(occurrence.startsAt)
      let isMoved = occurrence.startsAt != occurrence.original
      return """
        <li class="list__item"><a class="list__main" href="\(url: PlanningPath.day(day))">\
        \(Self.span(occurrence.startsAt, occurrence.endsAt, event.isAllDay))</a>\
        <span class="list__meta"><span>\(t("\(LunarCalendar.lunar(day).dayAndMonth) âm lịch"))</span>\
        \(if: isMoved, "<span>\(t("đã chuyển ngày"))</span>")</span>\
        \(if: mayHandle, "<span class=\"list__acts\">\(Button.post(t("Bỏ lần này"), to: PlanningPath.event(event.id, "bo-lan"), context, style: .quiet, fields: ["time": ICalText.utc(occurrence.original)]))</span>")</li>
        """
    }
    return "<ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private var states: HTML {
    let path = PlanningPath.event(event.id, "trang-thai")
    return event.state == .cancelled
      ? Button.post(t("Sự kiện vẫn diễn ra"), to: path, context, fields: ["state": "confirmed"])
      : Button.post(t("Báo hủy sự kiện"), to: path, context, style: .danger, fields: ["state": "cancelled"])
  }

  /// `08:00 – 11:00 21/11/2026`, `21/11/2026 – 23/11/2026`.
  static func span(_ start: Date, _ end: Date, _ isAllDay: Bool) -> String {
    let (first, last) = (CivilDate(start), CivilDate(isAllDay ? end.addingTimeInterval(-1) : end))
    if isAllDay { return last > first ? "\(first.vietnamese) – \(last.vietnamese)" : first.vietnamese }
    return last > first
      ? "\(VietnamTime.dateAndClock(start)) – \(VietnamTime.dateAndClock(end))"
      : "\(VietnamTime.clock(start)) – \(VietnamTime.clock(end)) \(first.vietnamese)"
  }
}

/// A rule of repetition in words.
struct RuleText {
  let rule: RecurrenceRule
  let first: CivilDate
  let t: Translator

  var words: String {
    let end = rule.until.map { t(", đến hết \($0.vietnamese)") } ?? rule.count.map { t(", \($0) lần") } ?? ""
    return base + end
  }

  private var base: String {
    let number = rule.interval
    if rule.isLunar {
      let lunar = LunarCalendar.lunar(first)
      return rule.frequency == .yearly
        ? t("ngày \(lunar.dayAndMonth) âm lịch hằng năm") : t("ngày \(lunar.day) âm lịch hằng tháng")
    }
    switch rule.frequency {
    case .daily: return number == 1 ? t("hằng ngày") : t("\(number) ngày một lần")
    case .weekly:
      let days = rule.byDay.isEmpty ? [first.weekday] : rule.byDay.map(\.weekday)
      let names = PlanningPage.weekdays(days.sorted().map(String.init).joined(), t)
      return number == 1 ? t("hằng tuần: \(names)") : t("\(number) tuần một lần: \(names)")
    case .monthly: return number == 1 ? t("hằng tháng") : t("\(number) tháng một lần")
    case .yearly: return number == 1 ? t("hằng năm") : t("\(number) năm một lần")
    }
  }
}
