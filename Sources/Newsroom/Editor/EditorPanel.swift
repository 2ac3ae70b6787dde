import Contracts
import Foundation
import Kernel
import Web

/// Right of the text: what to do next, what is missing, what belongs to it, what was before.
struct EditorPanel {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }

  var html: HTML {
    """
    <section class="panel__part"><h2>\(t("Việc tiếp theo"))</h2>\(WorkflowPart(view: view, context: context).html)</section>
    <section class="panel__part"><h2>\(t("Kiểm tra"))</h2>\
    <div id="editor-checks" aria-live="polite">\(checks)</div><p class="quiet figures" id="editor-words">\
    \(t("\(Figure.text(view.text.body.wordCount)) chữ"))</p></section>
    <section class="panel__part"><h2>\(t("Thông tin"))</h2>\(metadata)</section>
    <section class="panel__part"><h2>\(t("Lịch sử"))</h2>\(history)</section>
    """
  }

  private var checks: HTML {
    let findings = view.preflight.findings
    guard !findings.isEmpty else {
      return
        "<ul class=\"checks\"><li class=\"checks__item checks__item--ok\"><span>\(Icon.html("circle-check"))\(t("Đủ điều kiện xuất bản"))</span></li></ul>"
    }
    let lines = findings.map { finding -> HTML in
      """
      <li class="checks__item checks__item--\(finding.blocks ? "bad" : "warn")"><a href="#\(finding.place.asAnchor)">\
      \(Icon.html(finding.blocks ? "circle-alert" : "info"))\(t(finding.phrase))</a></li>
      """
    }
    return "<ul class=\"checks\">\(lines)</ul>"
  }

  private var metadata: HTML {
    let kept = view.text.metadata
    let errors = view.problems.mapValues { t($0) }
    guard view.mayWrite else { return facts(kept) }
    return """
      <form class="form" id="editor-metadata" method="post" action="\(url: DeskPath.item(item.id, "thong-tin"))">\
      \(context.csrfField)<input type="hidden" name="base" value="\(view.revision.number)">
      \(Field.select(
        "section", label: t("Chuyên mục"), options: [("", t("Chọn chuyên mục"))] + openSections(kept.section),
        selected: kept.section?.rawValue ?? "", error: errors["section"]))
      \(Field.text(
        "bylines", label: t("Tác giả"), value: kept.bylines.map(\.name).joined(separator: ", "),
        hint: t("Nhiều tên thì ghi dấu phẩy ở giữa")))
      \(Field.text(
        "tags", label: t("Từ khóa"), value: kept.tags.joined(separator: ", "),
        hint: t("Nhiều từ khóa thì ghi dấu phẩy ở giữa")))
      \(Field.text(
        "place", label: t("Nơi xảy ra"), value: kept.placeName ?? "", error: errors["place"], autocomplete: "off"))
      <div class="field" id="lead"><span class="field__label">\(t("Ảnh đại diện"))</span>\
      <div class="editor-lead" id="editor-lead">\(lead(kept))</div></div>
      <div class="form__acts" id="editor-metadata-acts">\(Button.submit(t("Lưu thông tin"), style: .plain))</div></form>
      """
  }

  /// Those of today, and the one the item is in although it was closed.
  private func openSections(_ current: SectionID?) -> [(value: String, label: String)] {
    let today = CivilDate(view.now)
    return view.sections.filter { $0.validity.contains(today) || $0.id == current }.map { ($0.id.rawValue, $0.name) }
  }

  private func lead(_ kept: ItemMetadata) -> HTML {
    guard let id = kept.lead else { return "<p class=\"quiet\">\(t("Chưa có ảnh đại diện"))</p>" }
    guard let picture = view.pictures[id], let rendition = picture.renditions.first else {
      return "<p class=\"quiet\">\(t("Ảnh không còn trong kho ảnh của cơ quan"))</p>"
    }
    return """
      <img src="\(url: rendition.path)" width="\(rendition.width)" height="\(rendition.height)" alt="\(picture.alt)">\
      \(Field.check("no-lead", label: t("Bỏ ảnh đại diện")))
      """
  }

  private func facts(_ kept: ItemMetadata) -> HTML {
    func fact(_ name: String, _ value: String) -> HTML {
      value.isEmpty ? .empty : "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    let section = view.sections.first { $0.id == kept.section }?.name ?? ""
    return """
      <dl class="facts">\(fact(t("Chuyên mục"), section))\
      \(fact(t("Tác giả"), kept.bylines.map(\.name).joined(separator: ", ")))\
      \(fact(t("Từ khóa"), kept.tags.joined(separator: ", ")))\(fact(t("Nơi xảy ra"), kept.placeName ?? ""))</dl>
      """
  }

  private var history: HTML {
    let lines = view.events.prefix(6).map { event -> HTML in
      """
      <li>\(TimeText.html(event.madeAt, now: view.now, t)) \(event.accountName) \(t(event.kind.phrase))\
      \(event.reason.map { "<br><span class=\"quiet\">\($0)</span>" as HTML })</li>
      """
    }
    return """
      <ol class="timeline">\(lines)</ol>\
      \(Button.link(t("Xem mọi bản"), to: DeskPath.item(item.id, "lich-su"), style: .quiet, icon: "history"))
      """
  }
}
