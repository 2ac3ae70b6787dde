import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Campaigns: those that run first.
struct CampaignsPage: Sendable {
  let campaigns: [Campaign]
  let today: CivilDate
  let mayMake: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    return DeskPage(
      title: t("Đợt tuyên truyền, thi đua"), room: Programme.tasksRoom,
      body: "<div class=\"stack\">\(TaskParts.tabs(.campaigns, t))\(table(t))</div>",
      actions: mayMake
        ? Button.link(
          t("Lập đợt mới"), to: "\(TaskParts.View.campaigns.path)/moi", style: .primary, icon: "plus") : .empty,
      isWide: true, styles: ["tasks.css"]
    ).answer(context)
  }

  private func table(_ t: Translator) -> HTML {
    guard !campaigns.isEmpty else {
      return EmptyState.html(
        t("Chưa có đợt tuyên truyền, thi đua nào."),
        act: mayMake
          ? Button.link(t("Lập đợt mới"), to: "\(TaskParts.View.campaigns.path)/moi", icon: "plus") : .empty,
        icon: "megaphone")
    }
    return Table.html(
      caption: t("Đợt tuyên truyền, thi đua"),
      columns: [
        .init(t("Tên đợt")), .init(t("Từ ngày"), .fit), .init(t("Đến ngày"), .fit), .init(t("Tình hình"), .fit),
      ],
      rows: campaigns.map { one in
        [
          "<a href=\"\(url: "\(TaskParts.View.campaigns.path)/\(one.id)")\">\(one.name)</a>",
          TaskParts.day(one.startsOn), TaskParts.day(one.endsOn), Self.state(one, today, t),
        ]
      }, id: "campaigns")
  }

  static func state(_ one: Campaign, _ today: CivilDate, _ t: Translator) -> HTML {
    if today < one.startsOn { return StateWord.html(t("Chưa đến"), .draft) }
    if today <= one.endsOn { return StateWord.html(t("Đang diễn ra"), .live) }
    return one.result.isEmpty
      ? StateWord.html(t("Chưa ghi kết quả"), .waiting) : StateWord.html(t("Đã kết thúc"), .done)
  }
}

/// One campaign: what it is, the tasks it serves, what came of it; and the form of it.
struct CampaignPage: Sendable {
  let campaign: Campaign?
  let works: [WorkRecord]
  let all: [WorkLine]
  let own: [OrganisationProfile]
  let plans: [PlanRecord]
  let mayChange: Bool
  let today: CivilDate
  var sent: Form?
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    return DeskPage(
      title: campaign?.name ?? t("Lập đợt mới"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa lưu được"), detail: t($0)) })\
        \(campaign.map { facts($0, t) })\(if: mayChange && campaign == nil, form(context))\
        \(if: mayChange && campaign != nil, TaskParts.unfold(
          t("Sửa, ghi kết quả"), icon: "pencil", isOpen: !errors.isEmpty || conflict != nil, form(context)))</div>
        """,
      breadcrumb: [
        (t("Nhiệm vụ"), ProgrammePath.tasks), (t("Đợt tuyên truyền, thi đua"), TaskParts.View.campaigns.path),
      ],
      lead: campaign.map { CampaignsPage.state($0, today, t) }, styles: ["tasks.css"]
    ).answer(context, status: status)
  }

  private func facts(_ one: Campaign, _ t: Translator) -> HTML {
    let items = works.map { "<li>\(TaskParts.link($0, t)) \(TaskParts.state($0.state, t))</li>" as HTML }
    return """
      <dl class="facts"><div><dt>\(t("Thời gian"))</dt><dd>\(TaskParts.day(one.startsOn)) – \(TaskParts.day(one.endsOn))</dd></div></dl>\
      \(if: !one.content.isEmpty, "<section class=\"section\"><h2>\(t("Nội dung"))</h2><p class=\"task-text\">\(one.content)</p></section>")\
      <section class="section"><h2>\(t("Nhiệm vụ của đợt"))</h2>\
      \(if: items.isEmpty, "<p class=\"quiet\">\(t("Chưa gắn với nhiệm vụ nào."))</p>")<ul class="task-works">\(items)</ul></section>\
      <section class="section"><h2>\(t("Kết quả"))</h2>\
      \(one.result.isEmpty ? "<p class=\"quiet\">\(t("Chưa ghi kết quả"))</p>" : "<p class=\"task-text\">\(one.result)</p>" as HTML)</section>
      """
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    func value(_ name: String, _ kept: String?) -> String { sent?[name] ?? kept ?? "" }
    func day(_ name: String, _ kept: CivilDate?) -> CivilDate? { sent.map { TaskQuery.written($0[name]) } ?? kept }
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let chosen = Set(sent?.all("works") ?? works.map(\.id.rawValue))
    let known = Set(all.map(\.record.id))
    let lines = works.filter { !known.contains($0.id) } + all.prefix(300).map(\.record)
    let boxes = lines.map { one in
      Field.check(
        "works", label: TaskParts.title(one, t), isOn: chosen.contains(one.id.rawValue), value: one.id.rawValue,
        id: "work-\(one.id)")
    }
    let path = campaign.map { "\(TaskParts.View.campaigns.path)/\($0.id)" } ?? "\(TaskParts.View.campaigns.path)/moi"
    return """
      <form class="form" method="post" action="\(url: path)">\(context.csrfField)\
      <input type="hidden" name="base" value="\(value("base", campaign.map { "\($0.version)" }))">\
      \(if: campaign == nil && own.count > 1, Field.select("keeper", label: t("Đơn vị tổ chức"),
        options: own.map { ($0.id.rawValue, $0.name) }, selected: value("keeper", nil)))\
      \(if: campaign == nil && own.count == 1, "<input type=\"hidden\" name=\"keeper\" value=\"\(own[0].id.rawValue)\">")\
      \(if: campaign == nil, Field.select("plan", label: t("Kế hoạch"),
        options: [("", t("Không theo kế hoạch nào"))] + plans.map { ($0.id.rawValue, $0.shortTitle) }, selected: value("plan", nil), error: error("plan")))\
      \(Field.text("name", label: t("Tên đợt"), value: value("name", campaign?.name), error: error("name"),
        isRequired: true, maxLength: 500))\
      <div class="form__row">\(Field.date("starts-on", label: t("Từ ngày"), value: day("starts-on", campaign?.startsOn),
        error: error("starts-on"), isRequired: true))\
      \(Field.date("ends-on", label: t("Đến ngày"), value: day("ends-on", campaign?.endsOn), error: error("ends-on"),
        isRequired: true))</div>\
      \(Field.area("content", label: t("Nội dung"), value: value("content", campaign?.content), rows: 3, maxLength: 20_000))\
      \(Field.area("result", label: t("Kết quả"), value: value("result", campaign?.result), rows: 3, maxLength: 20_000))\
      \(if: !boxes.isEmpty, Field.group(t("Nhiệm vụ của đợt"), error: error("works"), "<div class=\"task-boxes\" id=\"works\">\(boxes)</div>"))\
      <div class="form__acts">\(Button.submit(t("Lưu")))</div></form>
      """
  }
}
