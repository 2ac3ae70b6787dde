import Foundation
import Kernel
import Web

/// One day: editions with their closing hours, the agenda, what must be done, who is there.
struct DayPage {
  let board: PlanningBoard
  let day: CivilDate
  let today: CivilDate
  let shifts: [Shift]
  let context: StaffContext

  private var t: Translator { context.translator }
  private var cards: PlanCards { PlanCards(board: board, back: PlanningPath.day(day), context: context) }

  var page: DeskPage {
    let lunar = LunarCalendar.lunar(day)
    return PlanningPage.page(
      TimeText.weekdayAndDay(day, t), body, actions: actions,
      lead: "\(t("Ngày \(lunar.dayAndMonth) âm lịch"))", breadcrumb: [(t("Kế hoạch"), PlanningPath.board)],
      panel: panel, scripts: ["planning.js"])
  }

  private var actions: HTML {
    """
    \(Button.link(t("Ngày trước"), to: PlanningPath.day(day.adding(days: -1)), style: .quiet, icon: "chevron-left"))\
    \(Button.link(t("Ngày sau"), to: PlanningPath.day(day.adding(days: 1)), style: .quiet, icon: "chevron-right"))
    """
  }

  private var body: HTML {
    """
    \(PlanningPage.tabs(.day, today: today, t))\
    <div id="planning" class="stack" data-source="\(url: source)" data-mark="\(board.pulse)" \
    data-move="\(PlanningPath.move)" data-moved="\(t("Đã chuyển."))" data-failed="\(t("Chưa chuyển được. Hãy thử lại."))">
    <p class="notice notice--info" id="planning-still" hidden>\(t("Bảng không còn tự cập nhật. Hãy tải lại trang để xem mới nhất."))</p>
    \(editions)\
    \(part(t("Sự kiện"), board.events(on: day).map { cards.event($0, on: day) }, t("Không có sự kiện.")))\
    \(part(t("Đề tài của ngày"), board.plans(on: day).map { cards.plan($0) }, t("Không có đề tài.")))\
    \(part(
      t("Phải xong hôm đó cho ngày khác"), board.deadlines(on: day).map { cards.deadline($0.plan, $0.coverage, on: day) },
      t("Không có.")))</div>
    """
  }

  private var source: String {
    PlanningPath.with(
      "\(PlanningPath.board)/truc-tiep", [("co-quan", board.organisation.rawValue), ("dau", String(board.pulse))])
  }

  private func part(_ title: String, _ cards: [HTML], _ none: String) -> HTML {
    PlanningPage.section(
      title,
      cards.isEmpty ? "<p class=\"quiet\">\(none)</p>" : "<ul class=\"plan-day__cards\" data-keys>\(cards)</ul>",
      count: cards.count)
  }

  private var editions: HTML {
    let closings = board.closings(on: day)
    guard !closings.isEmpty else { return .empty }
    let lines = closings.map { closing -> HTML in
      let isClosed = closing.closesAt < board.now
      let open = closing.plans.count { $0.state.isOpen }
      let state =
        isClosed
        ? StateWord.html(t("đã đóng"), open == 0 ? .done : .bad)
        : StateWord.html(t("đang mở"), .ready)
      let plans = closing.plans.map { plan -> HTML in
        """
        <li><a href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a> \
        \(StateWord.html(t(plan.state.phrase), plan.state.word))</li>
        """
      }
      return """
        <li class="plan-edition"><p class="plan-edition__name">\
        <a href="\(url: PlanningPath.edition(closing.edition.id))">\(closing.edition.name)</a> \
        <span>\(t("đóng")) \(TimeText.html(closing.closesAt, now: board.now, t))</span> \(state)</p>\
        \(PlanningPage.list(plans, "plan-edition__plans", none: t("Chưa xếp đề tài nào.")))</li>
        """
    }
    return PlanningPage.section(
      t("Số và bản tin"), "<ul class=\"plan-editions\">\(lines)</ul>", count: closings.count)
  }

  private var panel: HTML {
    let names = Dictionary(shifts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let onShift = board.onShift(on: day).map { entry -> HTML in
      let shift = entry.shift.flatMap { names[$0] }
      return
        "<div><dt>\(shift?.name ?? "")</dt><dd>\(entry.personName)\(shift.map { " (\($0.hours))" as HTML })</dd></div>"
    }
    let away = board.away(on: day).map { entry -> HTML in
      "<div><dt>\(t(entry.kind.phrase))</dt><dd>\(entry.personName)\(if: !entry.note.isEmpty, " · \(entry.note)")</dd></div>"
    }
    func list(_ lines: [HTML]) -> HTML {
      lines.isEmpty ? "<p class=\"quiet\">\(t("Chưa ghi ai."))</p>" : "<dl class=\"facts\">\(lines)</dl>"
    }
    return """
      <section class="panel__part"><h2>\(t("Trực ca"))</h2>\(list(onShift))</section>\
      <section class="panel__part"><h2>\(t("Vắng"))</h2>\(list(away))\
      <p>\(Button.link(t("Ghi lịch người"), to: PlanningPath.people, style: .quiet, icon: "users"))</p></section>
      """
  }
}
