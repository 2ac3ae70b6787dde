import Contracts
import Foundation
import Kernel
import Web

/// The top of the front page as it stands, and what could go there.
struct HomePage {
  let organisation: OrganisationID
  let placed: [StorySummary]
  let latest: [StorySummary]
  let notice: EditorNotice?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Trang chủ"), room: "home", body: body,
      actions: Button.link(t("Chuyên mục"), to: DeskPath.sections, icon: "list"), scripts: ["editor-home.js"],
      lead: "\(t("Một bài chính và \(Newsroom.homePlaces - 1) bài hàng hai. Chỗ trống tự lấy bài mới nhất."))",
      styles: ["editor.css", "newsroom.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(said)
    <form method="post" action="\(DeskPath.home)" id="home-form" data-places="\(Newsroom.homePlaces)">\(context.csrfField)\
    <input type="hidden" name="co-quan" value="\(organisation.rawValue)">\
    <input type="hidden" name="seen" value="\(placed.map(\.id.rawValue).joined(separator: " "))">\
    <div class="split"><section class="section"><h2>\(t("Đang đặt"))</h2>\(places)</section>\
    <section class="section"><h2>\(t("Mới xuất bản"))</h2>\(candidates)</section></div></form></div>
    """
  }

  private var said: HTML {
    switch notice {
    case .done(let phrase): Notice.ok(t(phrase))
    case .failed(let phrase), .conflict(let phrase, _): Notice.bad(t(phrase))
    case nil: .empty
    }
  }

  private var places: HTML {
    guard !placed.isEmpty else {
      return EmptyState.html(t("Chưa đặt bài nào. Trang chủ đang lấy những bài mới nhất."), icon: "layout-dashboard")
    }
    let items = placed.enumerated().map { place, story -> HTML in
      """
      <li class="list__item home-place" data-item="\(story.id.rawValue)"><div class="list__main">\
      <span class="quiet">\(place == 0 ? t("Bài chính") : t("Hàng hai, chỗ \(place)"))</span>\
      <a href="\(url: DeskPath.item(story.id))">\(story.title)</a></div><div class="list__acts">\
      \(if: place > 0, Button.icon("arrow-up", t("Lên: \(story.title)"), name: "act", value: "up \(story.id)"))\
      \(if: place < placed.count - 1, Button.icon("arrow-down", t("Xuống: \(story.title)"), name: "act", value: "down \(story.id)"))\
      \(Button.icon("x", t("Bỏ khỏi đầu trang: \(story.title)"), name: "act", value: "out \(story.id)"))</div></li>
      """
    }
    return "<ol class=\"list\" id=\"home-places\">\(items)</ol>"
  }

  private var candidates: HTML {
    let taken = Set(placed.map(\.id))
    let others = latest.filter { !taken.contains($0.id) }
    guard !others.isEmpty else {
      return EmptyState.html(t("Không còn bài nào khác."), act: Button.link(t("Xem tin, bài"), to: DeskPath.items))
    }
    let items = others.map { story -> HTML in
      """
      <li class="list__item" data-item="\(story.id.rawValue)"><div class="list__main">\
      <a href="\(url: DeskPath.item(story.id))">\(story.title)</a>\
      <span class="list__meta">\(story.section.name) · \(TimeText.html(story.firstPublishedAt, now: now, t))</span></div>\
      <div class="list__acts">\(Button.submit(t("Lên bài chính"), style: .quiet, name: "act", value: "lead \(story.id)"))\
      \(Button.submit(t("Vào hàng hai"), style: .quiet, name: "act", value: "in \(story.id)"))</div></li>
      """
    }
    return "<ul class=\"list\" id=\"home-candidates\" data-keys>\(items)</ul>"
  }
}
