import Contracts
import Foundation
import Kernel
import Web

/// The rows of the list, each with a box to tick. On a phone a row is a small block.
struct ItemsTable {
  let view: ItemsView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var isDeleted: Bool { view.filter.isDeleted }

  var html: HTML {
    let columns = [t("Trạng thái"), t("Chuyên mục"), t("Tác giả"), t("Sửa lần cuối")]
    return """
      <div class="table-frame"><table class="table items" id="items" data-filterable data-keys>\
      <caption class="visually-hidden">\(t("Tin, bài"))</caption><thead><tr>\(if: !isDeleted, """
        <th scope="col" class="table__fit"><span class="visually-hidden">\(t("Chọn"))</span></th>
        """)<th scope="col" class="table__text">\(t("Tiêu đề"))</th>\
      \(columns.map { "<th scope=\"col\" class=\"table__fit\">\($0)</th>" as HTML })</tr></thead>\
      <tbody>\(view.items.items.map(row))</tbody></table></div>
      """
  }

  private func row(_ item: Item) -> HTML {
    let section = item.metadata.section.flatMap { id in view.sections.first { $0.id == id }?.name } ?? ""
    return """
      <tr data-item="\(item.id.rawValue)">\(if: !isDeleted, pick(item))\
      <th scope="row" class="table__text">\(title(item))</th>\
      \(cell(t("Trạng thái"), isDeleted ? bringBack(item) : state(item)))\
      \(cell(t("Chuyên mục"), "\(section)"))\
      \(cell(t("Tác giả"), "\(item.authorName)"))\
      \(cell(t("Sửa lần cuối"), TimeText.html(item.updatedAt, now: view.now, t)))</tr>
      """
  }

  private func cell(_ title: String, _ content: HTML) -> HTML {
    "<td class=\"table__fit\" data-title=\"\(title)\">\(content)</td>"
  }

  /// Says which text was seen, so that a newer one is not approved unread.
  private func pick(_ item: Item) -> HTML {
    """
    <td class="table__fit items__pick"><label><input type="checkbox" form="bulk" name="item" \
    value="\(item.id.rawValue) \(item.currentRevision)"><span class="visually-hidden">\(t("Chọn \(item.name(t))"))</span>\
    </label></td>
    """
  }

  private func title(_ item: Item) -> HTML {
    let name: HTML =
      isDeleted ? "\(item.name(t))" : "<a href=\"\(url: DeskPath.item(item.id))\">\(item.name(t))</a>"
    let flags = (view.flags[item.id] ?? []).map { flag -> HTML in
      "<span class=\"flag flag--\(flag.rawValue)\">\(t(flag.phrase))</span> "
    }
    let kind: HTML = "\(if: item.kind != .article, " <span class=\"items__kind\">\(t(item.kind.phrase))</span>")"
    return "\(flags)\(name)\(kind)\((view.marks[item.id] ?? []).map(mark))\(view.spikes[item.id].map(spike))"
  }

  private func mark(_ mark: ItemMarking) -> HTML {
    let name =
      mark.account.flatMap { id in view.colleagues.first { $0.id == id }?.name }
      ?? mark.section.flatMap { id in view.sections.first { $0.id == id }?.name } ?? ""
    return """
      <span class="items__mark">\(Icon.html("flag"))\(t("Đánh dấu cho \(name)"))\
      \(if: !mark.note.isEmpty, ": \(mark.note)")</span>
      """
  }

  private func spike(_ spike: Spike) -> HTML {
    "<span class=\"items__mark\">\(t("\(spike.accountName) bỏ bài")): \(spike.reason)</span>"
  }

  private func state(_ item: Item) -> HTML {
    ItemStateText(item: item, holder: item.holder.flatMap { view.holders[$0] }, now: view.now, t: t).html
  }

  private func bringBack(_ item: Item) -> HTML {
    guard Newsroom.mayThrowAway(item, context.principal) else {
      return StateWord.html(view.spikes[item.id] == nil ? t("Đã xóa") : t("Đã bỏ"), .off)
    }
    return Button.post(t("Lấy lại"), to: DeskPath.item(item.id, "bo-xoa"), context, style: .quiet, icon: "undo-2")
  }
}
