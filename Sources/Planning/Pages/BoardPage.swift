import Foundation
import Kernel
import Web

/// The week as columns of days, with what has no day yet beside it.
struct BoardPage {
  let board: PlanningBoard
  let isMine: Bool
  let today: CivilDate
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayPitch: Bool { context.principal.may(Planning.pitch, in: board.organisation) }
  private var monday: CivilDate { board.days.first ?? today }
  private var address: String {
    PlanningPath.with(
      PlanningPath.board, [("tuan", monday.rawValue), ("loc", isMine ? "cua-toi" : nil)])
  }

  var page: DeskPage {
    PlanningPage.page(
      t("Kế hoạch"), body, actions: actions, lead: lead, isWide: true, scripts: ["planning.js"])
  }

  private var actions: HTML {
    guard mayPitch else { return .empty }
    return """
      \(Button.link(t("Thêm sự kiện"), to: "\(PlanningPath.events)/moi", icon: "calendar-plus"))\
      \(Button.link(t("Đề xuất đề tài"), to: "\(PlanningPath.plans)/moi", style: .primary, icon: "plus", command: true))
      """
  }

  private var lead: HTML {
    let last = board.days.last ?? today
    let open = board.plans.count { $0.state.isOpen }
    let late: HTML =
      board.late == 0 ? "" : " · <strong class=\"state state--bad\">\(t("\(board.late) phần việc trễ hạn"))</strong>"
    return
      "\(t("Tuần \(String(monday.vietnamese.prefix(5))) – \(last.vietnamese)")) · \(t("\(open) đề tài đang mở"))\(late)"
  }

  private var body: HTML {
    """
    \(PlanningPage.tabs(.week, today: today, t))\
    <div class="plan-bar">\(weeks)\(Tabs.html([
      .init(t("Cả tòa soạn"), PlanningPath.with(PlanningPath.board, [("tuan", monday.rawValue)]), isCurrent: !isMine),
      .init(
        t("Của tôi"), PlanningPath.with(PlanningPath.board, [("tuan", monday.rawValue), ("loc", "cua-toi")]),
        isCurrent: isMine),
    ], label: t("Xem kế hoạch của ai")))</div>
    <div id="planning" data-source="\(url: source)" data-mark="\(board.pulse)" data-move="\(PlanningPath.move)" \
    data-moved="\(t("Đã chuyển."))" data-failed="\(t("Chưa chuyển được. Hãy thử lại."))">
    <p class="notice notice--info" id="planning-still" hidden>\(t("Bảng không còn tự cập nhật. Hãy tải lại trang để xem mới nhất."))</p>
    <div class="plan-board">\(board.days.map(column))</div>\(waiting)</div>
    """
  }

  private var source: String {
    PlanningPath.with(
      "\(PlanningPath.board)/truc-tiep", [("co-quan", board.organisation.rawValue), ("dau", String(board.pulse))])
  }

  private var weeks: HTML {
    func link(_ label: String, _ icon: String, _ day: CivilDate) -> HTML {
      Button.link(
        label, to: PlanningPath.with(PlanningPath.board, [("tuan", day.rawValue), ("loc", isMine ? "cua-toi" : nil)]),
        style: .quiet, icon: icon)
    }
    return """
      <nav class="plan-weeks" aria-label="\(t("Chọn tuần"))">\(link(t("Tuần trước"), "chevron-left", monday.adding(days: -7)))\
      \(link(t("Tuần này"), "calendar", today))\(link(t("Tuần sau"), "chevron-right", monday.adding(days: 7)))</nav>
      """
  }

  private func column(_ day: CivilDate) -> HTML {
    let cards = PlanCards(board: board, back: address, context: context)
    let events = board.events(on: day).map { cards.event($0, on: day) }
    let plans = board.plans(on: day).map { cards.plan($0) }
    let deadlines = board.deadlines(on: day).map { cards.deadline($0.plan, $0.coverage, on: day) }
    let all = events + plans + deadlines
    let lunar = LunarCalendar.lunar(day)
    let closings = board.closings(on: day).map { closing -> HTML in
      """
      <li><a href="\(url: PlanningPath.day(day))">\(closing.edition.name)</a> \
      <span>\(closing.closesAt < board.now ? t("đã đóng") : t("đóng \(closes(closing))"))\
       · \(t("\(closing.plans.count) đề tài"))</span></li>
      """
    }
    return """
      <section class="plan-day\(day == today ? " plan-day--today" : "")" data-day="\(day.rawValue)" \
      aria-label="\(PlanningPage.shortDay(day, t))"><h2><a href="\(url: PlanningPath.day(day))">\(PlanningPage.columnDay(day, t))</a>\
      <span class="plan-day__lunar" title="\(t("Âm lịch"))">\(lunar.dayAndMonth)</span></h2>\
      \(if: !closings.isEmpty, "<ul class=\"plan-day__closings\">\(closings)</ul>")\
      \(PlanningPage.list(all, "plan-day__cards", none: t("Chưa có gì.")))\
      \(if: mayPitch, """
        <a class="plan-day__add" href="\(url: PlanningPath.with("\(PlanningPath.plans)/moi", [("ngay", day.rawValue)]))">\
        \(Icon.html("plus"))<span>\(t("Thêm đề tài"))</span></a>
        """)</section>
      """
  }

  private func closes(_ closing: PlanningBoard.Closing) -> String {
    let clock = VietnamTime.clock(closing.closesAt)
    let day = CivilDate(closing.closesAt)
    return day == closing.day ? clock : "\(clock) \(day.vietnamese.prefix(5))"
  }

  private var waiting: HTML {
    let cards = PlanCards(board: board, back: address, context: context)
    let all = board.waiting.map { cards.plan($0) }
    return """
      <section class="plan-day plan-day--waiting" data-day="" aria-label="\(t("Chưa xếp ngày"))">\
      <h2>\(t("Chưa xếp ngày")) <span class="count">\(all.count)</span></h2>\
      \(PlanningPage.list(all, "plan-day__cards", none: t("Không có đề tài chờ.")))</section>
      """
  }
}
