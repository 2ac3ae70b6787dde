import Contracts
import Kernel
import Web

/// Who told it, for the newsroom alone; and the same story in other languages.
struct SourcesPart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }
  private var isHandling: Bool { Newsroom.mayHandle(item, view.principal) }

  var html: HTML {
    """
    <div class="workflow" id="sources">\(sources)\(add)</div>
    """
  }

  private var sources: HTML {
    guard !view.parts.sources.isEmpty else { return "<p class=\"quiet\">\(t("Chưa ghi nguồn tin nào."))</p>" }
    let lines = view.parts.sources.map { source -> HTML in
      if source.isHidden {
        return "<li>\(Icon.html("lock"))\(t("Nguồn được bảo vệ, do \(source.accountName) ghi"))</li>"
      }
      let mark: HTML = source.isProtected ? Icon.html("lock") : .empty
      let more = [source.contact, source.note].filter { !$0.isEmpty }.joined(separator: " · ")
      return """
        <li>\(mark)<b>\(source.name)</b>\(if: !more.isEmpty, "<br><span class=\"quiet\">\(more)</span>")\
        \(isHandling ? remove(source) : .empty)</li>
        """
    }
    return "<ul class=\"timeline\">\(lines)</ul>"
  }

  private func remove(_ source: ItemSource) -> HTML {
    """
    <form class="act" method="post" action="\(url: DeskPath.item(item.id, "bo-nguon-tin"))" data-after-save>\
    \(context.csrfField)<input type="hidden" name="source" value="\(source.id)">\
    \(Button.icon("x", t("Bỏ nguồn tin: \(source.name)")))</form>
    """
  }

  private var add: HTML {
    guard isHandling, item.state != .withdrawn else { return .empty }
    return """
      <details class="workflow__more"><summary class="button">\(t("Ghi nguồn tin"))</summary>\
      <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, "nguon-tin"))" data-after-save>\
      \(context.csrfField)<p class="quiet">\(t("Chỉ tòa soạn thấy; không ra trang, không vào tệp xuất."))</p>\
      \(Field.text("source-name", label: t("Ai cung cấp"), isRequired: true, maxLength: 200))\
      \(Field.text("contact", label: t("Liên hệ"), maxLength: 200))\
      \(Field.text("source-note", label: t("Ghi chú"), maxLength: 1_000))\
      \(Field.check("protected", label: t("Bảo vệ nguồn tin"), hint: t("Chỉ bạn, tác giả bài và lãnh đạo cơ quan thấy là ai")))\
      \(Button.submit(t("Ghi nguồn tin"), style: .plain))</form></details>
      """
  }
}

/// The same story in other languages, and a new one.
struct TranslationsPart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let item = view.item
    let lines = view.parts.translations.map { other -> HTML in
      """
      <li><a href="\(url: DeskPath.item(other.id))"><span lang="\(other.language.rawValue)">\
      \(other.title.isEmpty ? other.language.name : other.title)</span></a>\
      <br><span class="quiet">\(other.language.name) · \(t(other.state.phrase))</span></li>
      """
    }
    let list: HTML =
      lines.isEmpty
      ? "<p class=\"quiet\">\(t("Bài viết bằng \(item.language.name), chưa có bản dịch."))</p>"
      : "<ul class=\"timeline\">\(lines)</ul>"
    let taken = Set(view.parts.translations.map(\.language) + [item.language])
    let free = Language.allCases.filter { !taken.contains($0) }
    guard view.may(Newsroom.write), item.state != .withdrawn, !free.isEmpty else { return list }
    return """
      \(list)<details class="workflow__more"><summary class="button">\(t("Tạo bản dịch"))</summary>\
      <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, "ban-dich"))" data-after-save>\
      \(context.csrfField)\(Field.select(
        "language", label: t("Dịch sang"), options: free.map { ($0.rawValue, $0.name) }, isRequired: true))\
      \(Button.submit(t("Tạo bản dịch"), style: .plain, icon: "languages"))</form></details>
      """
  }
}
