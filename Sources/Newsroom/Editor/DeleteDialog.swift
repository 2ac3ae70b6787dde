import Kernel
import Web

/// Asks before a draft is thrown away.
struct DeleteDialog {
  static let id = "delete-draft"

  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    guard Newsroom.mayDelete(view.item, view.principal) else { return .empty }
    return Dialog.html(
      id: Self.id, title: t("Xóa bản nháp này?"),
      body: """
        <p><b>\(view.item.name(t))</b></p>\
        <p>\(t("Bài không còn trên bảng và trong danh sách. Chữ vẫn được giữ, lấy lại được ở mục Đã xóa."))</p>
        """,
      acts: """
        <form class="act" method="post" action="\(url: DeskPath.item(view.item.id, "xoa"))" data-after-save>\
        \(context.csrfField)<input type="hidden" name="revision" value="\(view.revision.number)">\
        \(Button.submit(t("Xóa bản nháp"), style: .danger, icon: "trash-2"))</form>
        """, t)
  }
}
