import Contracts
import Foundation
import Kernel
import Web

/// One plan: what, why, when; in which forms; who does it; what became of it.
struct PlanPage {
  let view: PlanView
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var plan: Plan { view.plan }
  private var manages: Bool { context.principal.may(Planning.manage, in: plan.organisation) }
  private var mayWrite: Bool { Planning.mayWrite(plan, context.principal) }

  var page: DeskPage {
    let urgent: HTML = plan.isUrgent ? "<strong class=\"plan-card__urgent\">\(t("Gấp"))</strong> " : ""
    return PlanningPage.page(
      plan.title, body, actions: actions, lead: "\(urgent)\(StateWord.html(t(plan.state.phrase), plan.state.word))",
      breadcrumb: [(t("Kế hoạch"), PlanningPath.board), (t("Đề tài"), PlanningPath.plans)], panel: panel)
  }

  private var actions: HTML {
    let state = plan.state
    func post(_ label: String, _ act: String, _ style: Button.Style, _ icon: String) -> HTML {
      Button.post(label, to: PlanningPath.plan(plan.id, act), context, style: style, icon: icon)
    }
    return """
      \(if: mayWrite, Button.link(t("Sửa"), to: PlanningPath.plan(plan.id, "sua"), icon: "pencil"))\
      \(if: manages && state.after(.decline) != nil, Button.link(t("Không làm"), to: PlanningPath.plan(plan.id, "tu-choi"), style: .quiet))\
      \(if: manages && state.after(.reopen) != nil, post(t("Mở lại"), "mo-lai", .plain, "undo-2"))\
      \(if: manages && state.after(.finish) != nil, post(t("Xong đề tài"), "xong", .plain, "check-check"))\
      \(if: manages && state.after(.accept) != nil, post(t("Duyệt đề tài"), "duyet", .primary, "check"))
      """
  }

  private var body: HTML {
    let reason: HTML =
      plan.reason.map { Notice.info(t("Không làm vì: \($0)")) } ?? ""
    return """
      \(reason)\(if: !plan.angle.isEmpty, "<p class=\"plan-text\">\(plan.angle)</p>")\
      \(PlanningPage.section(t("Phần việc"), coverages, count: view.coverages.count))
      """
  }

  private var coverages: HTML {
    let add =
      mayWrite
      ? Button.link(
        t("Thêm phần việc"), to: PlanningPath.plan(plan.id, "phan-viec"), icon: "plus") : .empty
    guard !view.coverages.isEmpty else {
      return EmptyState.html(t("Chưa nói làm bằng gì: bài viết, ảnh, video…"), act: add, icon: "clipboard-list")
    }
    return "<ol class=\"plan-coverages\">\(view.coverages.map(coverage))</ol>\(add)"
  }

  private func coverage(_ coverage: Coverage) -> HTML {
    let all = view.assignments[coverage.id] ?? []
    let item = coverage.item.flatMap { view.items[$0] }
    let length: HTML = coverage.length.map { " · \($0) \(t(coverage.kind.unit))" } ?? ""
    let due: HTML = coverage.deadline.map { " · \(t("hạn")) \(TimeText.html($0, now: now, t))" } ?? ""
    let isOwn = all.contains { $0.person == context.principal.id && $0.state.isOpen }
    let accepted = plan.state == .accepted
    return """
      <li class="plan-coverage"><h3>\(Icon.html(coverage.kind.icon))<span>\(t(coverage.kind.phrase))\(length)\(due)</span></h3>\
      \(if: !coverage.note.isEmpty, "<p>\(coverage.note)</p>")\
      \(item.map { itemLine($0) })\
      \(PlanningPage.list(all.map { line($0, coverage) }, "list plan-work", none: t("Chưa giao cho ai.")))\
      <div class="acts">\(if: manages && accepted, Button.link(t("Giao việc"), to: PlanningPath.coverage(coverage.id, "giao"), icon: "user-plus"))\
      \(if: coverage.item == nil && plan.state.isOpen && (manages || isOwn), Button.link(t("Nối với bài đã có"), to: PlanningPath.coverage(coverage.id, "noi"), style: .quiet, icon: "link"))\
      \(if: coverage.item != nil && (manages || isOwn), Button.post(t("Gỡ nối"), to: PlanningPath.coverage(coverage.id, "go-noi"), context, style: .quiet))\
      \(if: mayWrite, Button.link(t("Sửa phần việc"), to: PlanningPath.coverage(coverage.id, "sua"), style: .quiet))\
      \(if: mayWrite && coverage.item == nil && !all.contains { $0.state.isWorking }, Button.post(t("Bỏ phần việc"), to: PlanningPath.coverage(coverage.id, "bo"), context, style: .quiet))</div></li>
      """
  }

  private func itemLine(_ item: ItemBrief) -> HTML {
    let title = item.title.isEmpty ? t("Bài chưa đặt tiêu đề") : item.title
    return "<p>\(t("Bài")): <a href=\"\(url: item.deskPath)\">\(title)</a> · \(t(item.statePhrase))</p>"
  }

  private func line(_ assignment: Assignment, _ coverage: Coverage) -> HTML {
    let name = assignment.personName ?? assignment.desk.flatMap { view.desks[$0] } ?? ""
    let desk = assignment.person == nil ? nil : assignment.desk.flatMap { view.desks[$0] }
    return """
      <li class="list__item"><span class="list__main">\(Avatar.withName(name, detail: desk.map { "\($0)" }))</span>\
      <span class="list__meta">\(StateWord.html(t(assignment.state.phrase), assignment.state.word))\
      \(assignment.reason.map { "<span>\($0)</span>" as HTML })\
      <span>\(TimeText.html(assignment.updatedAt, now: now, t))</span></span>\
      <span class="list__acts">\(AssignmentActs.html(assignment, hasItem: coverage.item != nil, back: PlanningPath.plan(plan.id), context))</span></li>
      """
  }

  private var panel: HTML {
    var facts: [(String, HTML)] = [
      (
        t("Ngày lên tin"),
        plan.day.map { "<a href=\"\(url: PlanningPath.day($0))\">\($0.vietnamese)</a>" } ?? "\(t("chưa xếp"))"
      )
    ]
    if let edition = view.edition {
      let day = plan.editionDay.map { $0.vietnamese } ?? t("trong kho chờ")
      facts.append(
        (t("Số hay bản tin"), "<a href=\"\(url: PlanningPath.edition(edition.id))\">\(edition.name)</a>, \(day)"))
    }
    if let section = view.section { facts.append((t("Chuyên mục"), "\(section)")) }
    if let event = view.event {
      facts.append(
        (
          t("Sự kiện"),
          "<a href=\"\(url: PlanningPath.event(event.id, at: event.rule == nil ? nil : plan.eventTime))\">\(event.title)</a>"
        ))
    }
    facts.append((t("Người đề xuất"), "\(plan.proposerName)"))
    facts.append((t("Đề xuất lúc"), TimeText.html(plan.madeAt, now: now, t)))
    let lines = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return "<section class=\"panel__part\"><h2>\(t("Đề tài"))</h2><dl class=\"facts\">\(lines)</dl></section>"
  }
}
