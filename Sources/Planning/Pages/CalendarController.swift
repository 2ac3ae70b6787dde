import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Web

/// `/lam-viec/ke-hoach/lich`: the agenda, the calendar for other programs, and from them.
struct CalendarController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/lich", use: agenda)
    desk.get("lam-viec/ke-hoach/lich.ics", use: download)
    desk.get("lam-viec/ke-hoach/lich/nhap") { _, context in try importing(Sent(), nil, context) }
    desk.post("lam-viec/ke-hoach/lich/nhap", use: take)
    desk.post("lam-viec/ke-hoach/lich/dia-chi", use: makeFeed)
    desk.post("lam-viec/ke-hoach/lich/thu-hoi", use: revokeFeed)
    routes.get("lich-toa-soan/:token", use: feed)
  }

  @Sendable func agenda(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let today = planning.clock.today
    let asked = request.asked("tu").flatMap { CivilDate(rawValue: $0) } ?? today
    let from = Words.days.contains(asked) ? asked : today
    let board = try await planning.board(of: organisation, days: from...from.adding(days: 30), for: context.principal)
    return AgendaPage(board: board, from: from, today: today, context: context).page.answer(context)
  }

  @Sendable func download(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    return Self.answer(try await planning.calendar(of: organisation, for: context.principal))
  }

  /// For calendar programs, which cannot sign in: whoever has the address reads.
  @Sendable func feed(_ request: Request, context: AppContext) async throws -> Response {
    let name = try context.parameters.require("token")
    let token = name.hasSuffix(".ics") ? String(name.dropLast(4)) : name
    guard token.utf8.count == 32 else { throw Failure.notFound }
    return Self.answer(try await planning.calendar(token: token))
  }

  private static func answer(_ text: String) -> Response {
    var response = Answer.bytes(text, type: "text/calendar; charset=utf-8")
    response.headers[.cacheControl] = "private, no-store"
    response.headers[.contentDisposition] = "attachment; filename=\"lich-toa-soan.ics\""
    return response
  }

  private func importing(_ sent: Sent, _ done: CalendarImport?, _ context: StaffContext) throws -> Response {
    let t = context.translator
    try context.principal.require(Planning.manage, in: try Planning.desk(of: context.principal))
    var more = HTML.empty
    if let done {
      more += Notice.ok(
        t("Đã thêm \(done.added) sự kiện, sửa \(done.changed), giữ nguyên \(done.known), bỏ qua \(done.refused)."))
      if !done.simplified.isEmpty {
        more += Notice.warn(
          t("Có sự kiện lặp theo cách chưa đọc được, chỉ ghi lần đầu:"), detail: done.simplified.joined(separator: "; ")
        )
      }
    }
    return FormPage(
      title: t("Nhập lịch"), lead: t("Tệp .ics từ ứng dụng lịch khác. Nhập lại tệp cũ không tạo thêm bản thứ hai."),
      action: "\(PlanningPath.agenda)/nhap", submit: t("Nhập lịch"), back: (t("Lịch sự kiện"), PlanningPath.agenda),
      fields: Field.file(
        "file", label: t("Tệp lịch"), accept: ".ics,text/calendar", error: sent.error("file", t), isRequired: true),
      sent: sent, more: more, isUpload: true
    ).answer(context)
  }

  @Sendable func take(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    try context.principal.require(Planning.manage, in: organisation)
    let limits = MultipartReader.Limits(file: ICalReader.bytes, field: 65_536, parts: 8)
    let data = try await Upload.read(request, context, limits: limits) { upload -> Data? in
      guard let file = upload.file("file") else { return nil }
      return try Data(contentsOf: file.url)
    }
    guard let data else {
      return try importing(Sent(errors: ["file": "Cần chọn tệp"], isFresh: false), nil, context)
    }
    do {
      return try importing(
        Sent(), try await planning.importCalendar(data, to: organisation, by: context.principal), context)
    } catch Failure.invalid(let errors) {
      return try importing(Sent(errors: errors, isFresh: false), nil, context)
    }
  }

  @Sendable func makeFeed(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let organisation = try Planning.desk(of: context.principal)
    let token = try await planning.makeFeed(of: organisation, by: context.principal)
    let t = context.translator
    let scheme = context.parent.isSecure ? "https" : "http"
    let address = "\(scheme)://\(context.parent.host)/lich-toa-soan/\(token).ics"
    let body: HTML = """
      \(Notice.ok(t("Chép địa chỉ này vào ứng dụng lịch ngay bây giờ: nó chỉ hiện một lần."), detail: t("Địa chỉ cũ, nếu có, không dùng được nữa.")))\
      <p class="plan-address"><code>\(address)</code></p>\
      \(Button.link(t("Về việc của tôi"), to: PlanningPath.mine))
      """
    var response = PlanningPage.page(
      t("Địa chỉ lịch"), body, room: "my-work", breadcrumb: [(t("Việc của tôi"), PlanningPath.mine)]
    ).answer(context)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  @Sendable func revokeFeed(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.revokeFeed(of: try Planning.desk(of: context.principal), by: context.principal)
    return Answer.seeOther(PlanningPath.mine)
  }
}

/// What comes in the next month, day by day.
struct AgendaPage {
  let board: PlanningBoard
  let from: CivilDate
  let today: CivilDate
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    PlanningPage.page(
      t("Lịch sự kiện"), body, actions: actions,
      lead: "\(t("Từ \(from.vietnamese) đến \(from.adding(days: 30).vietnamese)"))")
  }

  private var actions: HTML {
    let principal = context.principal
    return """
      \(Button.link(t("Tải lịch"), to: "\(PlanningPath.agenda).ics", style: .quiet, icon: "download"))\
      \(if: principal.may(Planning.manage, in: board.organisation), Button.link(t("Nhập lịch"), to: "\(PlanningPath.agenda)/nhap", icon: "upload"))\
      \(if: principal.may(Planning.pitch, in: board.organisation), Button.link(t("Thêm sự kiện"), to: "\(PlanningPath.events)/moi", style: .primary, icon: "calendar-plus"))
      """
  }

  private var body: HTML {
    let days = board.days.compactMap { day -> HTML? in
      let events = board.events(on: day).map { line($0, on: day) }
      let plans = board.plans(on: day).map { plan -> HTML in
        """
        <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a>\
        <span class="list__meta"><span>\(t("Đề tài"))</span>\(StateWord.html(t(plan.state.phrase), plan.state.word))</span></li>
        """
      }
      guard !events.isEmpty || !plans.isEmpty else { return nil }
      return """
        <section class="section"><h2><a href="\(url: PlanningPath.day(day))">\(TimeText.weekdayAndDay(day, t))</a> \
        <span class="plan-day__lunar">\(t("\(LunarCalendar.lunar(day).dayAndMonth) âm lịch"))</span></h2>\
        <ul class="list" data-keys>\(events)\(plans)</ul></section>
        """
    }
    let empty = EmptyState.html(t("Ba mươi ngày này chưa có gì."), icon: "calendar-days")
    return """
      \(PlanningPage.tabs(.agenda, today: today, t))\
      <form method="get" action="\(PlanningPath.agenda)" class="plan-bar" role="search">\
      \(Field.date("tu", label: t("Từ ngày"), value: from))\(Button.submit(t("Xem"), style: .plain))</form>\
      \(days.isEmpty ? [empty] : days)
      """
  }

  private func line(_ occurrence: EventOccurrence, on day: CivilDate) -> HTML {
    let event = occurrence.event
    let state: HTML =
      event.state == .confirmed
      ? "" : StateWord.html(t(event.state.phrase), event.state == .cancelled ? .off : .waiting)
    return """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.event(event.id, at: event.rule == nil ? nil : occurrence.original))">\
      \(occurrence.title)</a><span class="list__meta"><span>\(EventPage.span(occurrence.startsAt, occurrence.endsAt, event.isAllDay))</span>\
      \(if: !occurrence.place.isEmpty, "<span>\(occurrence.place)</span>")\(state)</span></li>
      """
  }
}
