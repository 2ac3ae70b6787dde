import Contracts
import Foundation
import Kernel
import Web

/// The text is the page; everything else is in the panel.
struct EditorPage {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }

  var page: DeskPage {
    DeskPage(
      title: item.name(t), room: "items", body: body, panel: EditorPanel(view: view, context: context).html,
      scripts: ["editor.js"], isBare: true, panelTitle: t("Thông tin và kiểm tra"),
      styles: [
        "editor.css", "editor-parts.css", "together.css", "newsroom.css", "kinds.css", "acts.css", "writing.css",
      ])
  }

  private var body: HTML {
    """
    <div class="editor-head">\(Breadcrumb.html([(title: t("Tin, bài"), path: DeskPath.items)], t))\
    \(ItemStateText(item: item, holder: view.holderName, now: view.now, t: t).html)\
    <p class="editor-status" id="editor-status" role="status" data-state="saved">\(saved)</p></div>
    \(notices)\(text)\(data)\(DeleteDialog(view: view, context: context).html)
    """
  }

  private var saved: String {
    t("đã lưu \(VietnamTime.clock(view.revision.madeAt))")
  }

  @HTMLList private var notices: HTML {
    switch view.notice {
    case .done(let phrase): Notice.ok(t(phrase))
    case .failed(let phrase): Notice.bad(t(phrase))
    case .conflict(let phrase, let kept):
      Notice.warn(
        t(phrase),
        acts: Button.link(
          t("So hai bản"), to: DeskPath.item(item.id, "lich-su") + "?ban=\(kept)&so-voi=\(view.revision.number)"))
    case nil: HTML.empty
    }
    if !view.problems.isEmpty { Notice.problems(view.problems.asAnchors, t) }
    if let event = view.returned {
      Notice.warn(
        event.kind == .sentBack ? t("\(event.accountName) trả lại bài") : t("Không xuất bản được theo hẹn"),
        detail: event.reason)
    }
    if let follow = view.follow {
      FollowNotice(follow: follow, item: item, context: context).html
    } else if !view.mayWrite {
      Notice.info(readOnly)
    }
  }

  private var readOnly: String {
    switch item.state {
    case .ready: t("Bài đã duyệt, chỉ người có quyền duyệt được sửa.")
    case .withdrawn: t("Bài đã gỡ, chỉ còn để đọc.")
    default: t("Bạn xem được bài này nhưng không sửa được.")
    }
  }

  private var text: HTML {
    """
    <form class="editor" id="editor" method="post" action="\(url: DeskPath.item(item.id))">\
    \(context.csrfField)<input type="hidden" name="base" value="\(view.revision.number)">
    \(line("title", t("Tiêu đề"), view.text.title, ItemWords.titleLimit))
    \(line("summary", t("Sapo"), view.text.summary, ItemWords.summaryLimit))
    \(toolbar)
    <div class="editor-body" id="editor-body" hidden></div>
    <div class="editor-plain" id="editor-plain">\(Field.area(
      "body", label: t("Nội dung"), value: view.text.body.plainForm, rows: 24,
      hint: t("Giữa hai đoạn để một dòng trống. Chữ đậm, liên kết và ảnh của đoạn không sửa được giữ nguyên."),
      error: view.problems["body"].map { t($0) }))</div>
    \(if: view.mayWrite, "<div class=\"editor-acts\" id=\"editor-acts\">\(Button.submit(t("Lưu"), style: .plain, icon: "save"))</div>")
    </form>
    """
  }

  /// A text on one line that grows with it; the placeholder says what it is, as does the label for screen readers.
  private func line(_ name: String, _ label: String, _ value: String, _ limit: Int) -> HTML {
    let error = view.problems[name]
    return """
      <div class="editor-line editor-line--\(name)"><label class="visually-hidden" for="\(name)">\(label)</label>\
      <textarea id="\(name)" name="\(name)" rows="1" maxlength="\(limit)" placeholder="\(label)" autocomplete="off" \
      spellcheck="false"\(flag: "readonly", !view.mayWrite)\(attribute: "aria-invalid", error.map { _ in "true" })>\
      \n\(value)</textarea>\(error.map { "<p class=\"field__error\">\(t($0))</p>" as HTML })</div>
      """
  }

  private var toolbar: HTML {
    let tools: [(String, String, String)] = [
      ("bold", "bold", t("Đậm (Ctrl B)")), ("italic", "italic", t("Nghiêng (Ctrl I)")),
      ("link", "link", t("Liên kết (Ctrl K trong bài)")), ("heading2", "heading-2", t("Tít phụ")),
      ("heading3", "heading-3", t("Tít nhỏ")), ("bulletList", "list", t("Danh sách")),
      ("orderedList", "list-ordered", t("Danh sách số")), ("blockquote", "quote", t("Trích dẫn")),
      ("figure", "image-plus", t("Thêm ảnh")), ("insert", "plus", t("Chèn (gõ / ở dòng trống)")),
      ("undo", "undo-2", t("Hoàn tác (Ctrl Z)")), ("redo", "redo-2", t("Làm lại (Ctrl Shift Z)")),
    ]
    return """
      <div class="editor-tools" id="editor-tools" role="toolbar" aria-label="\(t("Định dạng"))" aria-controls="editor-body" hidden>\
      \(tools.map { tool in
        """
        <button type="button" class="button button--icon button--quiet" data-tool="\(tool.0)" aria-label="\(tool.2)" \
        title="\(tool.2)" aria-pressed="false">\(Icon.html(tool.1))</button>
        """ as HTML
      })</div>
      """
  }

  private var data: HTML {
    "<script type=\"application/json\" id=\"editor-data\">\(EditorData(view, t).html)</script>"
  }
}

/// Several pieces of markup one after the other, some of them under a condition.
@resultBuilder
enum HTMLList {
  static func buildBlock(_ parts: HTML...) -> HTML { "\(parts)" }
  static func buildOptional(_ part: HTML?) -> HTML { part ?? .empty }
  static func buildEither(first part: HTML) -> HTML { part }
  static func buildEither(second part: HTML) -> HTML { part }
}

extension [String: Phrase] {
  /// The same with the places in the text as the page names them: `block:x` → `block-x`.
  var asAnchors: [String: Phrase] {
    Dictionary(uniqueKeysWithValues: map { ($0.key.asAnchor, $0.value) })
  }
}

extension String {
  var asAnchor: String { replacing("block:", with: "block-") }
}
