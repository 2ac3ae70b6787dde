import Contracts
import Foundation
import Kernel
import Web

/// What of the list is looked for: words in sight, the rest folded away until it is used.
struct ItemsSearch {
  let view: ItemsView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var filter: ItemFilter { view.filter }
  private var isUnfolded: Bool {
    filter.section != nil || filter.kind != nil || filter.person != nil || filter.markedFor != nil
      || filter.isMarkedForDesk || filter.from != nil
      || filter.to != nil
  }

  var html: HTML {
    """
    <form class="items-find" role="search" method="get" action="\(DeskPath.items)">\
    \(filter.state.map { "<input type=\"hidden\" name=\"trang-thai\" value=\"\($0.rawValue)\">" as HTML })\
    <div class="items-find__words">\
    \(Field.text("q", label: t("Tìm trong bài"), value: filter.words, type: "search"))\
    \(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div>\
    <details class="items-find__more"\(flag: "open", isUnfolded)><summary>\(Icon.html("funnel"))\(t("Lọc"))</summary>\
    <div class="items-find__fields">\(fields)\(Button.submit(t("Lọc"), style: .plain, icon: "check"))\
    \(if: isUnfolded, Button.link(t("Bỏ lọc"), to: DeskPath.items, style: .quiet, icon: "x"))</div></details></form>
    """
  }

  private var fields: HTML {
    let own = context.principal.id
    let people = view.colleagues.filter { $0.id != own }.sorted { $0.name < $1.name }.map { ($0.id.rawValue, $0.name) }
    let whose: [(value: String, label: String)] =
      [("", t("Cả tòa soạn")), (own.rawValue, t("Của tôi"))] + people.map { (value: $0.0, label: $0.1) }
    return """
      \(Field.select(
        "loc", label: t("Danh sách"),
        options: [
          ("", t("Mọi bài")), ("danh-dau", t("Được đánh dấu cho tôi")), ("danh-dau-ban", t("Được đánh dấu cho ban")),
        ], selected: filter.isMarkedForDesk ? "danh-dau-ban" : filter.markedFor == nil ? "" : "danh-dau"))\
      \(Field.select("nguoi", label: t("Của ai"), options: whose, selected: filter.person?.rawValue ?? ""))\
      \(Field.select(
        "chuyen-muc", label: t("Chuyên mục"),
        options: [("", t("Mọi chuyên mục"))] + view.sections.map { ($0.id.rawValue, $0.name) },
        selected: filter.section?.rawValue ?? ""))\
      \(Field.select(
        "loai", label: t("Loại"), options: [("", t("Mọi loại"))] + ItemKind.allCases.map { ($0.rawValue, t($0.phrase)) },
        selected: filter.kind?.rawValue ?? ""))\
      \(Field.date("tu", label: t("Sửa từ ngày"), value: filter.from))\
      \(Field.date("den", label: t("Đến ngày"), value: filter.to))
      """
  }
}
