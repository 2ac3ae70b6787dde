import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai/:id/chum-bai`: which items a package gathers, and their order. Every move is a form of its own; dragging
/// sends the same order.
struct PackageController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai/:id/chum-bai", use: show)
    desk.post("lam-viec/bai/:id/chum-bai", use: arrange)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(try context.itemID, context, words: request.query["q"] ?? "", problem: nil)
  }

  @Sendable func arrange(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    let seen = form["seen"].split(separator: " ").map { ItemID(String($0)) }
    let order = HomeOrder(seen, limit: Newsroom.mostMembers).after(form["act"], dragged: form.optional("order"))
    do {
      try await newsroom.arrangePackage(id, order, seen: seen, by: context.principal)
      let words = form["q"]
      return Answer.seeOther(DeskPath.package(id) + (words.isEmpty ? "" : QueryText.of([("q", words)])))
    } catch Failure.conflict(let why) {
      return try await page(id, context, words: form["q"], problem: why)
    } catch Failure.invalid(let errors) {
      return try await page(id, context, words: form["q"], problem: errors.values.first)
    }
  }

  private func page(_ id: ItemID, _ context: StaffContext, words: String, problem: Phrase?) async throws -> Response {
    let principal = context.principal
    let item = try await newsroom.item(id, for: principal)
    guard item.kind == .package else { return Answer.seeOther(DeskPath.item(id)) }
    let members = try await newsroom.members(ofPackage: id, for: principal)
    let found = try await newsroom.find(words, in: item.organisation, for: principal, limit: 40)
    return PackagePage(
      item: item, members: members, found: found, words: words, problem: problem, now: newsroom.clock.now,
      context: context
    ).page.answer(context, status: problem == nil ? 200 : 422)
  }
}

/// What is in the package, and what could be.
struct PackagePage {
  let item: Item
  let members: [ItemBrief]
  let found: [ItemBrief]
  let words: String
  let problem: Phrase?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayArrange: Bool { Newsroom.mayHandle(item, context.principal) && item.state != .withdrawn }

  var page: DeskPage {
    DeskPage(
      title: t("Chọn bài cho chùm"), room: "items", body: body, scripts: ["items.js"],
      breadcrumb: [(t("Tin, bài"), DeskPath.items), (item.name(t), DeskPath.item(item.id))],
      lead: "\(t("Bạn đọc thấy những bài đã xuất bản, theo thứ tự này."))", styles: ["newsroom.css", "acts.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(problem.map { Notice.bad(t($0)) })<div class="split"><section class="section">\
    <h2>\(t("Trong chùm")) <span class="count">\(members.count)</span></h2>\(form(chosen))</section>\
    <section class="section"><h2>\(t("Thêm bài"))</h2>\(search)\(form(candidates))</section></div></div>
    """
  }

  private func form(_ content: HTML) -> HTML {
    """
    <form method="post" action="\(url: DeskPath.package(item.id))">\(context.csrfField)\
    <input type="hidden" name="q" value="\(words)">\
    <input type="hidden" name="seen" value="\(members.map(\.id.rawValue).joined(separator: " "))">\(content)</form>
    """
  }

  private var search: HTML {
    """
    <form class="inline-form" role="search" method="get" action="\(url: DeskPath.package(item.id))">\
    \(Field.text("q", label: t("Tìm bài"), value: words, type: "search"))\
    \(Button.submit(t("Tìm"), style: .plain, icon: "search"))</form>
    """
  }

  private var chosen: HTML {
    guard !members.isEmpty else { return EmptyState.html(t("Chưa chọn bài nào."), icon: "layers") }
    let lines = members.enumerated().map { place, member -> HTML in
      let name = title(member)
      return """
        <li class="list__item" data-item="\(member.id.rawValue)"><div class="list__main">\
        <a href="\(url: member.deskPath)">\(name)</a></div>\(meta(member))\(if: mayArrange, """
          <div class="list__acts">\
          \(if: place > 0, Button.icon("arrow-up", t("Lên: \(name)"), name: "act", value: "up \(member.id)"))\
          \(if: place < members.count - 1, Button.icon("arrow-down", t("Xuống: \(name)"), name: "act", value: "down \(member.id)"))\
          \(Button.icon("x", t("Bỏ khỏi chùm: \(name)"), name: "act", value: "out \(member.id)"))</div>
          """)</li>
        """
    }
    return "<ol class=\"list\" data-order data-keys>\(lines)</ol>"
  }

  private var candidates: HTML {
    let taken = Set(members.map(\.id)).union([item.id])
    let others = found.filter { !taken.contains($0.id) && $0.kind != .package }
    guard !others.isEmpty else { return "<p class=\"quiet\">\(t("Không có bài nào như vậy."))</p>" }
    let lines = others.map { other -> HTML in
      """
      <li class="list__item" data-item="\(other.id.rawValue)"><div class="list__main">\
      <a href="\(url: other.deskPath)">\(title(other))</a></div>\(meta(other))\(if: mayArrange, """
        <div class="list__acts">\(Button.submit(t("Thêm"), style: .quiet, icon: "plus", name: "act", value: "in \(other.id)"))</div>
        """)</li>
      """
    }
    return "<ul class=\"list\">\(lines)</ul>"
  }

  private func title(_ brief: ItemBrief) -> String { brief.title.isEmpty ? t("Bài chưa đặt tiêu đề") : brief.title }

  private func meta(_ brief: ItemBrief) -> HTML {
    "<span class=\"list__meta\">\(t(brief.kind.phrase)) · \(t(brief.statePhrase)) · \(brief.authorName)</span>"
  }
}
