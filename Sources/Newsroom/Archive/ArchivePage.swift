import Contracts
import Foundation
import Kernel
import Web

/// One box, what it found, and what it can be narrowed by.
struct ArchivePage {
  let query: ArchiveQuery
  let found: Page<Item>
  let isFirst: Bool
  let sections: [Section]
  let colleagues: [PersonProfile]
  let searches: [(search: SavedSearch, alerts: Bool)]
  let problem: Phrase?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var address: String { DeskPath.archive + QueryText.of(query.parts) }

  var page: DeskPage {
    DeskPage(
      title: t("Kho bài"), room: "archive", body: body, panel: panel, scripts: ["archive.js"],
      panelTitle: t("Tìm kiếm đã lưu"), isWide: true, styles: ["editor.css", "newsroom.css", "acts.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(problem.map { Notice.bad(t($0)) })\(form)\
    <div id="archive-results" aria-live="polite">\(results)</div></div>
    """
  }

  private var form: HTML {
    """
    <form class="items-find" id="archive-form" role="search" method="get" action="\(DeskPath.archive)">\
    <div class="items-find__words">\(Field.text(
      "q", label: t("Tìm trong kho bài"), value: query.words, type: "search", autocomplete: "off", hasFocus: true))\
    \(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div>\
    <details class="items-find__more"\(flag: "open", query.isNarrow)><summary>\(Icon.html("funnel"))\(t("Lọc"))</summary>\
    <div class="items-find__fields">\(fields)\(Button.submit(t("Lọc"), style: .plain, icon: "check"))\
    \(if: !query.isEmpty, Button.link(t("Bỏ lọc"), to: DeskPath.archive, style: .quiet, icon: "x"))</div></details></form>
    """
  }

  private var fields: HTML {
    let people = colleagues.sorted { $0.name < $1.name }.map { (value: $0.id.rawValue, label: $0.name) }
    return """
      \(Field.select("loai", label: t("Loại"), options: [("", t("Mọi loại"))] + ItemKind.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: query.kind?.rawValue ?? ""))\
      \(Field.select("trang-thai", label: t("Trạng thái"), options: [("", t("Mọi trạng thái"))] + ItemState.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: query.state?.rawValue ?? ""))\
      \(Field.select("chuyen-muc", label: t("Chuyên mục"), options: [("", t("Mọi chuyên mục"))] + sections.map { ($0.id.rawValue, $0.name) }, selected: query.section?.rawValue ?? ""))\
      \(Field.select("nguoi", label: t("Người viết"), options: [("", t("Cả tòa soạn"))] + people, selected: query.author?.rawValue ?? ""))\
      \(Field.text("but-danh", label: t("Bút danh"), value: query.byline))\
      \(Field.text("tu-khoa", label: t("Từ khóa"), value: query.tag))\
      \(Field.text("noi", label: t("Nơi xảy ra"), value: query.place))\
      \(Field.date("tu", label: t("Từ ngày"), value: query.from))\(Field.date("den", label: t("Đến ngày"), value: query.to))
      """
  }

  private var results: HTML {
    guard !found.items.isEmpty else {
      let more: HTML =
        found.next.map { Button.link(t("Tìm tiếp"), to: part(before: $0), icon: "arrow-right") } ?? .empty
      return EmptyState.html(
        query.isEmpty ? t("Kho chưa có bài nào.") : t("Không có bài nào như vậy."), act: more, icon: "archive")
    }
    return """
      <div class="stack"><ol class="list archive" data-keys>\(found.items.map(line))</ol>\
      <div class="archive__foot">\(Pagination.html(
        next: found.next.map(part(before:)), first: isFirst ? nil : address, t))\
      \(Button.link(t("Xuất CSV"), to: export("xuat-csv"), style: .quiet, icon: "download"))\
      \(Button.link(t("Xuất JSON"), to: export("xuat-json"), style: .quiet, icon: "download"))\
      \(Button.link(t("Xuất ninjs"), to: export("xuat-ninjs"), style: .quiet, icon: "download"))</div></div>
      """
  }

  private func part(before: String) -> String { DeskPath.archive + QueryText.of(query.parts + [("truoc", before)]) }
  private func export(_ form: String) -> String {
    DeskPath.archive + "/xuat" + QueryText.of(query.parts + [("dang", form)])
  }

  private func line(_ item: Item) -> HTML {
    let section = item.metadata.section.flatMap { id in sections.first { $0.id == id }?.name }
    let when = item.firstPublishedAt ?? item.createdAt
    return """
      <li class="list__item"><div class="list__main"><a href="\(url: DeskPath.item(item.id))">\(item.name(t))</a>\
      \(if: !item.summary.isEmpty, "<p class=\"archive__summary\">\(item.summary.prefix(180))</p>")</div>\
      <span class="list__meta"><span>\(t(item.kind.phrase))</span><span>\(t(item.state.phrase))</span>\
      \(section.map { "<span>\($0)</span>" as HTML })<span>\(item.authorName)</span>\(TimeText.html(when, now: now, t))</span>\
      <div class="list__acts">\(Button.link(t("Dùng ở đâu"), to: DeskPath.item(item.id, "dung-o-dau"), style: .quiet, icon: "git-branch"))</div></li>
      """
  }

  private var panel: HTML {
    let lines = searches.map { saved -> HTML in
      let isOwn = saved.search.account == context.principal.id
      let path = "\(DeskPath.archive)/tim-kiem/\(saved.search.id)"
      return """
        <li class="acts__saved"><a href="\(url: DeskPath.archive + QueryText.of(saved.search.query.parts))">\(saved.search.name)</a>\
        \(if: !isOwn, "<span class=\"quiet\"> · \(saved.search.accountName)</span>")\
        \(if: isOwn && saved.search.isShared, "<span class=\"quiet\"> · \(t("dùng chung"))</span>")\
        <div class="acts__row">\(Button.post(saved.alerts ? t("Thôi báo") : t("Báo khi có bài mới"), to: path, context, style: .quiet, icon: saved.alerts ? "bell" : "bell", fields: ["act": saved.alerts ? "thoi-bao" : "bao"]))\
        \(if: isOwn, Button.post(t("Bỏ"), to: path, context, style: .quiet, icon: "trash-2", fields: ["act": "bo"]))</div></li>
        """
    }
    let list: HTML = lines.isEmpty ? "<p class=\"quiet\">\(t("Chưa lưu tìm kiếm nào."))</p>" : "<ul>\(lines)</ul>"
    return """
      <section class="panel__part"><h2>\(t("Tìm kiếm đã lưu"))</h2>\(list)</section>\
      \(if: !query.isEmpty, keeping)
      """
  }

  private var keeping: HTML {
    let fields = query.parts.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML }
    return """
      <section class="panel__part"><h2>\(t("Lưu tìm kiếm này"))</h2>\
      <form class="form" method="post" action="\(DeskPath.archive)/tim-kiem">\(context.csrfField)\(fields)\
      \(Field.text("name", label: t("Tên"), value: query.words, isRequired: true, maxLength: 80))\
      \(Field.check("alerts", label: t("Báo tôi khi có bài mới xuất bản"), isOn: true))\
      \(Field.check("shared", label: t("Cho cả tòa soạn dùng")))\
      \(Button.submit(t("Lưu tìm kiếm"), style: .plain, icon: "bookmark"))</form></section>
      """
  }
}

/// Where one item is used, and what is nearly the same.
struct UsedInPage {
  let item: Item
  let uses: [(phrase: Phrase, item: ItemBrief)]
  let lists: [Highlight]
  let near: [ItemDouble]
  let briefs: [ItemID: ItemBrief]
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Dùng ở đâu"), room: "archive", body: body,
      breadcrumb: [(t("Kho bài"), DeskPath.archive), (item.name(t), DeskPath.item(item.id))],
      styles: ["newsroom.css", "acts.css"])
  }

  private var body: HTML {
    let used = uses.map { line($0.item, "\(t($0.phrase))") }
    let days = lists.map { list -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: "\(DeskPath.highlights)?ngay=\(list.day)")">\(list.name)</a>\
      <span class="list__meta">\(t("Điểm tin")) · \(TimeText.day(list.day))</span></li>
      """
    }
    let alike = near.compactMap { near in
      briefs[near.item].map { line($0, "\(t("Giống khoảng \(Int((near.likeness * 100).rounded()))%"))") }
    }
    return """
      <div class="stack"><section class="section"><h2>\(t("Được dùng"))</h2>\
      \(used.isEmpty && days.isEmpty ? "<p class=\"quiet\">\(t("Chưa được dùng ở đâu."))</p>" : "<ul class=\"list\" data-keys>\(used)\(days)</ul>")</section>\
      <section class="section"><h2>\(t("Bài gần giống đã xuất bản"))</h2>\
      \(alike.isEmpty ? "<p class=\"quiet\">\(t("Không có bài nào gần giống."))</p>" : "<ul class=\"list\">\(alike)</ul>")</section></div>
      """
  }

  private func line(_ brief: ItemBrief, _ meta: HTML) -> HTML {
    """
    <li class="list__item"><a class="list__main" href="\(url: brief.deskPath)">\
    \(brief.title.isEmpty ? t("Bài chưa đặt tiêu đề") : brief.title)</a>\
    <span class="list__meta"><span>\(meta)</span><span>\(t(brief.statePhrase))</span><span>\(brief.authorName)</span></span></li>
    """
  }
}
