import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// What proves that a piece of work was done.
struct WorkProof: Sendable {
  let page: WorkPage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: WorkRecord { page.record }

  var html: HTML {
    let items = page.file.evidence.map(item)
    return """
      <section class="section" id="minh-chung"><h2>\(t("Minh chứng"))</h2>\
      \(if: items.isEmpty, "<p class=\"quiet\">\(t("Chưa có minh chứng. Cần ít nhất một trước khi báo đã xong."))</p>")\
      <ul class="task-evidence">\(items)</ul>\
      \(if: record.state.isOpen && (page.mayWork || page.mayKeep), form)</section>
      """
  }

  private func item(_ one: Evidence) -> HTML {
    let shown: HTML =
      switch one.kind {
      case .file: "<a href=\"\(url: ProgrammePath.evidence(one.id))\">\(one.name)</a>"
      case .address, .page: "<a href=\"\(url: one.value)\" rel=\"noopener noreferrer\">\(one.name)</a>"
      case .words: "<span class=\"task-text\">\(one.value)</span>"
      }
    let digest: HTML = one.sha256.isEmpty ? .empty : " · SHA-256 <code>\(one.sha256.prefix(12))…</code>"
    return """
      <li>\(shown) <span class="quiet">\(one.addedByName) · \(TimeText.html(one.addedAt, now: page.now, t))\(digest)</span>\
      \(if: page.mayWork && record.state.isOwed, Button.post(
        t("Bỏ"), to: ProgrammePath.work(record.id, "bo-minh-chung"), context, style: .quiet, icon: "trash-2",
        fields: ["evidence": one.id.rawValue]))</li>
      """
  }

  private var form: HTML {
    let act = "minh-chung"
    return TaskParts.unfold(
      t("Thêm minh chứng"), icon: "paperclip", isOpen: page.isRefused(act),
      """
      <form class="form" method="post" enctype="multipart/form-data" \
      action="\(url: ProgrammePath.work(record.id, act))">\(context.csrfField)\
      \(Field.text("text", label: t("Địa chỉ, hoặc số và ngày văn bản"), value: page.value(act, "text"),
        error: page.error(act, "text", t), maxLength: 4000))\
      \(Field.text("name", label: t("Tên gọi"), value: page.value(act, "name"), error: page.error(act, "name", t),
        maxLength: 300))\
      \(Field.file("file", label: t("Tệp"), hint: t("Văn bản, bảng tính, ảnh, tệp nén hoặc chữ ký số; đến 50 MB"),
        error: page.error(act, "file", t)))\
      <div class="form__acts">\(Button.submit(t("Thêm minh chứng"), style: .plain))</div></form>
      """)
  }
}
