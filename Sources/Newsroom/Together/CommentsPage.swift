import Contracts
import Foundation
import Kernel
import Web

/// What is said of one item, with a form for each answer; scripts show the same beside the text.
struct CommentsPage {
  let item: Item
  let threads: [CommentThread]
  let typed: String
  let errors: [String: Phrase]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var path: String { DeskPath.item(item.id, "y-kien") }

  var page: DeskPage {
    DeskPage(
      title: t("Ý kiến"), room: "items", body: body,
      breadcrumb: [(t("Tin, bài"), DeskPath.items), (item.name(t), DeskPath.item(item.id))],
      styles: ["editor.css", "together.css", "newsroom.css"])
  }

  private var body: HTML {
    let list: HTML =
      threads.isEmpty
      ? "<p class=\"quiet\">\(t("Chưa có ý kiến nào."))</p>" : "<ol class=\"comments\">\(threads.map(thread))</ol>"
    return """
      <div class="stack">\(list)<form class="form" method="post" action="\(url: path)">\(context.csrfField)\
      \(Field.area(
        "text", label: t("Ý kiến của bạn"), value: typed, rows: 3, hint: t("Gõ @ và tên để nhắc đồng nghiệp."),
        error: errors["text"].map { t($0) }, isRequired: true, maxLength: Newsroom.NewComment.longest))\
      \(Button.submit(t("Gửi"), style: .primary, icon: "send"))</form></div>
      """
  }

  private func thread(_ thread: CommentThread) -> HTML {
    """
    <li class="comment-thread\(if: thread.isResolved, " is-resolved")">\
    \(if: !thread.quote.isEmpty, "<blockquote>\(thread.quote)</blockquote>")\(thread.comments.map(comment))\
    \(thread.resolvedBy.map { "<p class=\"quiet\">\(t("\($0) đã đánh dấu xong"))</p>" as HTML })\
    <form class="form" method="post" action="\(url: path)">\(context.csrfField)\
    <input type="hidden" name="thread" value="\(thread.id)">\
    <label class="field"><span class="field__label">\(t("Trả lời"))</span>\
    <input class="field__control" name="text" required maxlength="\(Newsroom.NewComment.longest)" autocomplete="off"></label>\
    \(Button.submit(t("Trả lời"), style: .plain))</form>\
    <form method="post" action="\(url: path + "/xong")">\(context.csrfField)\
    <input type="hidden" name="thread" value="\(thread.id)">\
    \(if: thread.isResolved, "<input type=\"hidden\" name=\"open\" value=\"on\">")\
    \(Button.submit(thread.isResolved ? t("Mở lại") : t("Đã xong"), style: .quiet, icon: "check"))</form></li>
    """
  }

  private func comment(_ comment: Comment) -> HTML {
    "<p><b>\(comment.name)</b> \(TimeText.html(comment.at, now: now, t))<br>\(comment.text)</p>"
  }
}

/// Where they stand beside the text: a way to their page, which the script replaces by the threads themselves.
struct CommentsPart {
  let view: EditorView
  let context: StaffContext

  var html: HTML {
    let t = context.translator
    return """
      <div id="editor-comments" data-path="/api/v1/items/\(view.item.id.rawValue)/comments">\
      \(Button.link(t("Xem và ghi ý kiến"), to: DeskPath.item(view.item.id, "y-kien"), style: .quiet, icon: "message-square"))\
      </div>
      """
  }
}
