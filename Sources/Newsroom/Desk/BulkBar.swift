import Contracts
import Foundation
import Kernel
import Web

/// What is done with the ticked items. Without scripts it is always there; with them, once something is ticked.
struct BulkBar {
  let view: ItemsView
  /// Where to go back to.
  let back: String
  let context: StaffContext

  private var t: Translator { context.translator }
  private var organisation: OrganisationID { view.filter.organisation }
  private func may(_ permission: Permission) -> Bool { context.principal.may(permission, in: organisation) }

  var html: HTML {
    """
    <form class="bulk" id="bulk" method="post" action="\(DeskPath.bulk)" data-bulk>\(context.csrfField)\
    <input type="hidden" name="ve" value="\(back)"><input type="hidden" name="co-quan" value="\(organisation.rawValue)">\
    <div class="bulk__head"><output class="bulk__count" data-bulk-count data-one="\(t("Đã chọn {0} bài"))">\
    \(t("Việc cho các bài đã chọn"))</output>\
    <button type="button" class="button button--quiet" data-bulk-all hidden>\(t("Chọn cả trang"))</button>\
    <button type="button" class="button button--quiet" data-bulk-none hidden>\(t("Bỏ chọn"))</button></div>\
    <div class="bulk__acts">\(Button.submit(t("Gửi duyệt"), style: .plain, icon: "send", name: "act", value: "gui-duyet"))\
    \(if: may(Newsroom.approve), Button.submit(t("Duyệt"), style: .plain, icon: "check", name: "act", value: "duyet"))\
    \(if: may(Newsroom.approve), sendBack)\(handOver)\(mark)\(if: may(Newsroom.approve), highlight)\(flag)\(export)\(spike)\
    </div>\(keys)</form>
    """
  }

  /// For the sheet of keys.
  private var keys: HTML {
    let keys = [("x", t("Chọn dòng đang đứng")), ("*", t("Chọn cả trang")), ("e", t("Sửa bài đang đứng"))]
    return "\(keys.map { "<span hidden data-key=\"\($0.0)\" data-key-help=\"\($0.1)\"></span>" as HTML })"
  }

  private func more(_ label: String, _ icon: String, _ content: HTML) -> HTML {
    """
    <details class="drop" name="bulk"><summary class="button">\(Icon.html(icon))<span>\(label)</span></summary>\
    <div class="drop__form">\(content)</div></details>
    """
  }

  private var sendBack: HTML {
    more(
      t("Trả lại"), "undo",
      """
      \(Field.area("ly-do-tra", label: t("Lý do trả lại"), rows: 3, maxLength: 1_000))\
      \(Button.submit(t("Trả lại cho tác giả"), style: .plain, name: "act", value: "tra-lai"))
      """)
  }

  private var people: [(value: String, label: String)] {
    view.colleagues.sorted { $0.name < $1.name }.map { ($0.id.rawValue, "\($0.name) · \($0.roleTitle)") }
  }

  private var handOver: HTML {
    more(
      t("Chuyển"), "user",
      """
      \(Field.select("chuyen-cho", label: t("Chuyển cho"), options: people))\
      \(Button.submit(t("Chuyển bài"), style: .plain, name: "act", value: "chuyen"))
      """)
  }

  private var mark: HTML {
    let targets =
      people.map { (value: "nguoi:\($0.value)", label: $0.label) }
      + view.sections.map { (value: "muc:\($0.id)", label: t("Ban \($0.name)")) }
    return more(
      t("Đánh dấu"), "flag",
      """
      \(Field.select("danh-dau-cho", label: t("Đánh dấu cho"), options: targets))\
      \(Field.text("loi-nhan", label: t("Lời nhắn"), maxLength: 500))\
      \(Button.submit(t("Đánh dấu"), style: .plain, name: "act", value: "danh-dau"))
      """)
  }

  private var highlight: HTML {
    let lists = view.highlights.map { (value: $0.id, label: $0.name) }
    let known: HTML =
      lists.isEmpty
      ? ""
      : """
      \(Field.select("diem-tin", label: t("Danh sách hôm nay"), options: [("", t("Danh sách mới"))] + lists, selected: lists.first?.value ?? ""))
      """
    return more(
      t("Điểm tin"), "list-checks",
      """
      \(known)\(Field.text(
        "diem-tin-moi", label: t("Danh sách mới"), value: lists.isEmpty ? t("Điểm tin sáng") : "", maxLength: 80))\
      \(Button.submit(t("Đưa vào điểm tin"), style: .plain, name: "act", value: "diem-tin"))
      """)
  }

  private var flag: HTML {
    more(
      t("Gắn nhãn"), "tag",
      "\(ItemFlag.allCases.map { Button.submit(t($0.phrase), style: .plain, name: "act", value: "nhan:\($0.rawValue)") })"
    )
  }

  private var export: HTML {
    more(
      t("Xuất"), "download",
      """
      \(Button.submit(t("Bảng CSV"), style: .plain, name: "act", value: "xuat-csv"))\
      \(Button.submit(t("Tệp JSON"), style: .plain, name: "act", value: "xuat-json"))\
      \(Button.submit(t("ninjs (ZIP)"), style: .plain, name: "act", value: "xuat-ninjs"))\
      \(Button.submit(t("NewsML-G2 (ZIP)"), style: .plain, name: "act", value: "xuat-newsml-g2"))
      """)
  }

  private var spike: HTML {
    more(
      t("Bỏ bài"), "trash-2",
      """
      \(Field.area("ly-do-bo", label: t("Lý do bỏ"), rows: 3, maxLength: 1_000))\
      \(Button.submit(t("Bỏ các bài này"), style: .danger, name: "act", value: "bo"))
      """)
  }
}
