import Foundation
import Kernel
import Web

/// The cards of the board: an event, a plan, a deadline. Each can be dragged, and moved by a form of its own (WCAG 2.2
/// SC 2.5.7).
struct PlanCards {
  let board: PlanningBoard
  /// Where the forms come back to.
  let back: String
  let context: StaffContext

  private var t: Translator { context.translator }
  private var principal: Principal { context.principal }

  func event(_ occurrence: EventOccurrence, on day: CivilDate) -> HTML {
    let event = occurrence.event
    let lunar = event.rule?.isLunar ?? false
    let place: HTML = occurrence.place.isEmpty ? "" : " · \(occurrence.place)"
    let (first, last) = (occurrence.days.lowerBound, occurrence.days.upperBound)
    let when: HTML =
      last > first
      ? "\(String(first.vietnamese.prefix(5))) – \(String(last.vietnamese.prefix(5)))"
      : event.isAllDay ? "\(t("cả ngày"))" : TimeText.clock(occurrence.startsAt)
    let again: HTML = event.rule == nil ? "" : " · \(lunar ? t("âm lịch") : t("lặp lại"))"
    let original = event.rule == nil ? nil : occurrence.original
    return card(
      "event", event.id.rawValue, original: original, classes: event.state == .cancelled ? " plan-card--off" : "",
      icon: "calendar-days", path: PlanningPath.event(event.id, at: original), title: occurrence.title, day: day,
      mayMove: Planning.mayHandle(event, principal)
    ) {
      let state: HTML =
        event.state == .confirmed
        ? "" : " \(StateWord.html(t(event.state.phrase), event.state == .cancelled ? .off : .waiting))"
      return "<p class=\"plan-card__meta\">\(when)\(place)\(again)\(state)</p>"
    }
  }

  func plan(_ plan: Plan) -> HTML {
    let urgent: HTML = plan.isUrgent ? "<strong class=\"plan-card__urgent\">\(t("Gấp"))</strong> " : ""
    let lines = (board.coverages[plan.id] ?? []).map { coverageLine($0, plan) }
    return card(
      "plan", plan.id.rawValue, original: nil, classes: plan.state == .proposed ? " plan-card--pitch" : "",
      icon: nil, path: PlanningPath.plan(plan.id), title: plan.title, day: plan.day,
      mayMove: Planning.mayWrite(plan, principal), allowsNoDay: true
    ) {
      let state = StateWord.html(t(plan.state.phrase), plan.state.word)
      let list: HTML = lines.isEmpty ? "" : "<ul class=\"plan-card__lines\">\(lines)</ul>"
      return "<p class=\"plan-card__meta\">\(urgent)\(state)</p>\(list)"
    }
  }

  func deadline(_ plan: Plan, _ coverage: Coverage, on day: CivilDate) -> HTML {
    card(
      "coverage", coverage.id.rawValue, original: nil, classes: board.isLate(coverage) ? " plan-card--late" : "",
      icon: nil, path: PlanningPath.plan(plan.id), title: plan.title, day: day,
      mayMove: Planning.mayWrite(plan, principal)
    ) {
      "<ul class=\"plan-card__lines\">\(coverageLine(coverage, plan))</ul>"
    }
  }

  private func coverageLine(_ coverage: Coverage, _ plan: Plan) -> HTML {
    let current = (board.assignments[coverage.id] ?? []).filter { $0.state != .cancelled }
    let who: [HTML] = current.map { assignment in
      let name = assignment.personName ?? assignment.desk.flatMap { board.desks[$0] } ?? ""
      return "<span class=\"plan-card__who\">\(name): \(t(assignment.state.phrase))</span>"
    }
    let none: HTML = "<span class=\"plan-card__who\">\(t("chưa giao"))</span>"
    let isLate = plan.state.isOpen && board.isLate(coverage)
    let due: HTML =
      coverage.deadline.map { deadline in
        let words: HTML = CivilDate(deadline) == plan.day ? TimeText.clock(deadline) : "\(Self.short(deadline))"
        return isLate
          ? " <strong class=\"state state--bad\">\(t("trễ hạn")) \(words)</strong>"
          : " <span class=\"plan-card__due\">\(t("hạn")) \(words)</span>"
      } ?? ""
    return
      "<li>\(Icon.html(coverage.kind.icon))<span>\(t(coverage.kind.phrase))\(due)\(who.isEmpty ? [none] : who)</span></li>"
  }

  /// `17:00 22/11`.
  private static func short(_ date: Date) -> String {
    "\(VietnamTime.clock(date)) \(CivilDate(date).vietnamese.prefix(5))"
  }

  private func card(
    _ kind: String, _ id: String, original: Date?, classes: String, icon: String?, path: String, title: String,
    day: CivilDate?, mayMove: Bool, allowsNoDay: Bool = false, _ content: () -> HTML
  ) -> HTML {
    let time = original.map(ICalText.utc)
    let key = "\(kind)-\(id)-\(time ?? "")-\(day?.rawValue ?? "")"
    let attributes: HTML =
      mayMove ? " draggable=\"true\" data-kind=\"\(kind)\" data-id=\"\(id)\"\(attribute: "data-time", time)" : ""
    return """
      <li class="plan-card plan-card--\(kind)\(classes)" data-key="\(key)"\(attributes)>\
      <a class="plan-card__title" href="\(url: path)" draggable="false">\(icon.map { Icon.html($0) })<span>\(title)</span></a>\(content())\
      \(if: mayMove, moveForm(kind, id, time, key, title, day, allowsNoDay))</li>
      """
  }

  private func moveForm(
    _ kind: String, _ id: String, _ time: String?, _ key: String, _ title: String, _ day: CivilDate?,
    _ allowsNoDay: Bool
  ) -> HTML {
    let none: HTML = """
      <button type="submit" name="none" value="1" class="button button--quiet" formnovalidate>\
      <span>\(t("Bỏ ngày"))</span></button>
      """
    return """
      <details class="plan-card__move"><summary aria-label="\(t("Chuyển “\(title)” sang ngày khác"))">\
      \(Icon.html("move"))<span>\(t("Chuyển ngày"))</span></summary>\
      <form method="post" action="\(PlanningPath.move)">\(context.csrfField)\
      <input type="hidden" name="kind" value="\(kind)"><input type="hidden" name="id" value="\(id)">\
      \(time.map { "<input type=\"hidden\" name=\"time\" value=\"\($0)\">" as HTML })\
      <input type="hidden" name="from" value="\(day?.rawValue ?? "")"><input type="hidden" name="back" value="\(back)">\
      <label for="day-\(key)">\(t("Chuyển sang ngày"))</label>\
      <input class="field__control" type="date" id="day-\(key)" name="day" value="\(day?.rawValue ?? "")" required>\
      <button type="submit" class="button"><span>\(t("Chuyển"))</span></button>\
      \(if: allowsNoDay && day != nil, none)</form></details>
      """
  }
}

extension PlanState {
  var word: StateWord.Kind {
    switch self {
    case .proposed: .waiting
    case .accepted: .ready
    case .declined: .off
    case .done: .done
    }
  }
}

extension AssignmentState {
  var word: StateWord.Kind {
    switch self {
    case .offered: .waiting
    case .accepted: .ready
    case .inProgress: .draft
    case .done: .done
    case .declined: .bad
    case .cancelled: .off
    }
  }
}
