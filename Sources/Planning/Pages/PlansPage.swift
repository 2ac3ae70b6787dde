import Foundation
import Kernel
import Web

/// Every plan of the agency, newest first.
struct PlansPage {
  let plans: Page<Plan>
  let filter: PlanFilter
  let isFirst: Bool
  let today: CivilDate
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    PlanningPage.page(t("Đề tài"), body, actions: actions)
  }

  private var actions: HTML {
    guard context.principal.may(Planning.pitch, in: filter.organisation) else { return .empty }
    return Button.link(t("Đề xuất đề tài"), to: "\(PlanningPath.plans)/moi", style: .primary, icon: "plus")
  }

  private func address(_ state: PlanState?, _ view: String?, before: String? = nil) -> String {
    PlanningPath.with(PlanningPath.plans, [("trang-thai", state?.rawValue), ("loc", view), ("truoc", before)])
  }

  private var view: String? { filter.isWaiting ? "cho" : filter.proposer == nil ? nil : "cua-toi" }

  private var body: HTML {
    let tabs =
      [Tabs.Tab(t("Tất cả"), address(nil, nil), isCurrent: filter.state == nil && view == nil)]
      + PlanState.allCases.map { Tabs.Tab(t($0.phrase), address($0, nil), isCurrent: filter.state == $0) }
      + [
        Tabs.Tab(t("Chưa xếp ngày"), address(nil, "cho"), isCurrent: filter.isWaiting),
        Tabs.Tab(t("Của tôi"), address(nil, "cua-toi"), isCurrent: filter.proposer != nil),
      ]
    return """
      \(PlanningPage.tabs(.plans, today: today, t))\(Tabs.html(tabs, label: t("Trạng thái đề tài")))\
      \(plans.items.isEmpty ? empty : list)\
      \(Pagination.html(
        next: plans.next.map { address(filter.state, view, before: $0) },
        first: isFirst ? nil : address(filter.state, view), t))
      """
  }

  private var empty: HTML {
    EmptyState.html(t("Không có đề tài nào như vậy."), act: actions, icon: "clipboard-list")
  }

  private var list: HTML {
    let lines = plans.items.map { plan -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a>\
      <span class="list__meta">\(StateWord.html(t(plan.state.phrase), plan.state.word))\
      \(if: plan.isUrgent, "<strong class=\"plan-card__urgent\">\(t("Gấp"))</strong>")\
      <span>\(plan.day.map { $0.vietnamese } ?? t("chưa xếp ngày"))</span><span>\(plan.proposerName)</span>\
      <span>\(TimeText.html(plan.madeAt, now: now, t))</span></span></li>
      """
    }
    return "<ul class=\"list\" data-keys>\(lines)</ul>"
  }
}
