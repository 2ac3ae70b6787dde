import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/diem-tin`: the named lists of a day, each in an order.
struct HighlightsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/diem-tin", use: show)
    desk.post("lam-viec/diem-tin", use: open)
    desk.post("lam-viec/diem-tin/:id", use: arrange)
    desk.get("lam-viec/diem-tin/:id") { _, _ in Answer.seeOther(DeskPath.highlights) }
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let day = request.query["ngay"].flatMap(CivilDate.init(rawValue:)) ?? newsroom.clock.today
    return try await page(day, context, problem: nil)
  }

  @Sendable func open(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let day = CivilDate(rawValue: form["day"]) ?? newsroom.clock.today
    let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
    do {
      try await newsroom.openHighlight(named: form["name"], on: day, in: organisation, by: context.principal)
      return Answer.seeOther("\(DeskPath.highlights)?ngay=\(day)")
    } catch Failure.invalid(let errors) {
      return try await page(day, context, problem: errors.values.first)
    }
  }

  /// `up <id>`, `down <id>`, `out <id>`; or `chum`: a package of its items.
  @Sendable func arrange(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let list = try context.parameters.require("id")
    let day = CivilDate(rawValue: form["day"]) ?? newsroom.clock.today
    let seen = form["seen"].split(separator: " ").map { ItemID(String($0)) }
    do {
      if form["act"] == "chum" {
        let item = try await newsroom.makePackage(of: seen, named: form["name"], by: context.principal)
        return Answer.seeOther(DeskPath.package(item.id))
      }
      let order = HomeOrder(seen, limit: HighlightStore.mostItems).after(form["act"], dragged: form.optional("order"))
      try await newsroom.arrangeHighlight(list, order, by: context.principal)
      return Answer.seeOther("\(DeskPath.highlights)?ngay=\(day)")
    } catch Failure.conflict(let why) {
      return try await page(day, context, problem: why)
    }
  }

  private func page(_ day: CivilDate, _ context: StaffContext, problem: Phrase?) async throws -> Response {
    let organisation = try Newsroom.desk(of: context.principal)
    let lists = try await newsroom.highlights(of: organisation, on: day, for: context.principal)
    return HighlightsPage(
      organisation: organisation, day: day, lists: lists, problem: problem, now: newsroom.clock.now, context: context
    ).page.answer(context, status: problem == nil ? 200 : 422)
  }
}

/// The lists of one day.
struct HighlightsPage {
  let organisation: OrganisationID
  let day: CivilDate
  let lists: [(list: Highlight, items: [Item])]
  let problem: Phrase?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayArrange: Bool { context.principal.may(Newsroom.approve, in: organisation) }

  var page: DeskPage {
    DeskPage(
      title: t("Điểm tin"), room: "highlights", body: body, scripts: ["items.js"],
      lead: "\(TimeText.weekdayAndDay(day, t))", styles: ["newsroom.css", "acts.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(problem.map { Notice.bad(t($0)) })\(days)\
    \(lists.isEmpty ? EmptyState.html(t("Ngày này chưa có danh sách điểm tin nào."), icon: "list-checks") : .empty)\
    \(lists.map { section($0.list, $0.items) })\(if: mayArrange, opening)</div>
    """
  }

  private var days: HTML {
    func link(_ day: CivilDate, _ label: String, _ icon: String) -> HTML {
      Button.link(label, to: "\(DeskPath.highlights)?ngay=\(day)", style: .quiet, icon: icon)
    }
    return """
      <nav class="day-way" aria-label="\(t("Ngày"))">\(link(day.adding(days: -1), t("Hôm trước"), "chevron-left"))\
      \(if: day != CivilDate(now), link(CivilDate(now), t("Hôm nay"), "calendar"))\
      \(link(day.adding(days: 1), t("Hôm sau"), "chevron-right"))</nav>
      """
  }

  private func section(_ list: Highlight, _ items: [Item]) -> HTML {
    let lines = items.enumerated().map { place, item in line(item, place, of: items.count) }
    return """
      <section class="section"><h2>\(list.name) <span class="count">\(items.count)</span></h2>\
      <form method="post" action="\(url: "\(DeskPath.highlights)/\(list.id)")">\(context.csrfField)\
      <input type="hidden" name="day" value="\(day.rawValue)"><input type="hidden" name="name" value="\(list.name)">\
      <input type="hidden" name="seen" value="\(items.map(\.id.rawValue).joined(separator: " "))">\
      \(items.isEmpty ? "<p class=\"quiet\">\(t("Chưa có bài nào. Chọn bài ở trang Tin, bài rồi bấm Điểm tin."))</p>" : "<ol class=\"list\" data-order data-keys>\(lines)</ol>")\
      \(if: mayArrange && !items.isEmpty, Button.submit(t("Tạo chùm bài từ danh sách này"), style: .plain, icon: "layers", name: "act", value: "chum"))\
      </form></section>
      """
  }

  private func line(_ item: Item, _ place: Int, of count: Int) -> HTML {
    let name = item.name(t)
    return """
      <li class="list__item" data-item="\(item.id.rawValue)"><div class="list__main">\
      <a href="\(url: DeskPath.item(item.id))">\(name)</a></div>\
      <span class="list__meta">\(t(item.state.phrase)) · \(item.authorName)</span>\(if: mayArrange, """
        <div class="list__acts">\(if: place > 0, Button.icon("arrow-up", t("Lên: \(name)"), name: "act", value: "up \(item.id)"))\
        \(if: place < count - 1, Button.icon("arrow-down", t("Xuống: \(name)"), name: "act", value: "down \(item.id)"))\
        \(Button.icon("x", t("Bỏ khỏi danh sách: \(name)"), name: "act", value: "out \(item.id)"))</div>
        """)</li>
      """
  }

  private var opening: HTML {
    """
    <section class="section"><h2>\(t("Danh sách mới"))</h2>\
    <form class="inline-form" method="post" action="\(DeskPath.highlights)">\(context.csrfField)\
    <input type="hidden" name="day" value="\(day.rawValue)">\
    \(Field.text("name", label: t("Tên danh sách"), isRequired: true, maxLength: 80, placeholder: t("Điểm tin sáng")))\
    \(Button.submit(t("Mở danh sách"), style: .plain, icon: "plus"))</form></section>
    """
  }
}
