import Contracts
import Foundation
import HTTPTypes
import Kernel
import Web

/// Every item of an agency, by state, by section, by words.
struct ItemsPage {
  let items: Page<Item>
  let filter: ItemFilter
  let isFirst: Bool
  let sections: [Section]
  let holders: [AccountID: String]
  /// What was thrown away a moment ago, to be brought back with one press.
  let justDeleted: ItemID?
  let now: Date
  let context: StaffContext

  /// What `trang-thai` says for drafts that were thrown away.
  static let deleted = "da-xoa"

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Tin, bài"), room: "items", body: body,
      actions: Button.post(t("Viết bài"), to: DeskPath.newItem, context, style: .primary, icon: "pencil"),
      isWide: true, styles: ["editor.css", "newsroom.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(undo)\(tabs)\(if: !filter.isDeleted, search)\(items.items.isEmpty ? empty : table)\
    \(Pagination.html(
      next: items.next.map { address(state: filter.state, isDeleted: filter.isDeleted, before: $0) },
      first: isFirst ? nil : address(state: filter.state, isDeleted: filter.isDeleted), t))</div>
    """
  }

  private var undo: HTML {
    guard let justDeleted else { return .empty }
    return Toast.html(t("Đã xóa bản nháp."), undo: DeskPath.item(justDeleted, "bo-xoa"), context)
  }

  private var tabs: HTML {
    let all = Tabs.Tab(t("Tất cả"), address(state: nil), isCurrent: filter.state == nil && !filter.isDeleted)
    let states = ItemState.allCases.map { state in
      Tabs.Tab(t(state.phrase), address(state: state), isCurrent: filter.state == state)
    }
    let deleted = Tabs.Tab(t("Đã xóa"), address(state: nil, isDeleted: true), isCurrent: filter.isDeleted)
    return Tabs.html([all] + states + [deleted], label: t("Trạng thái"))
  }

  private var search: HTML {
    """
    <form class="items-search" role="search" method="get" action="\(DeskPath.items)">\
    \(stateWord(filter.state, filter.isDeleted).map { "<input type=\"hidden\" name=\"trang-thai\" value=\"\($0)\">" as HTML })\
    \(Field.text("q", label: t("Tìm trong bài"), value: filter.words, type: "search"))\
    \(Field.select(
      "chuyen-muc", label: t("Chuyên mục"),
      options: [("", t("Mọi chuyên mục"))] + sections.map { ($0.id.rawValue, $0.name) },
      selected: filter.section?.rawValue ?? ""))\
    \(Field.select(
      "loc", label: t("Của ai"), options: [("", t("Cả tòa soạn")), ("cua-toi", t("Của tôi"))],
      selected: filter.person == nil ? "" : "cua-toi"))\
    \(Button.submit(t("Tìm"), style: .plain, icon: "search"))</form>
    """
  }

  private var empty: HTML {
    guard !filter.isDeleted else {
      return EmptyState.html(
        t("Không có bản nháp nào đã xóa."), act: Button.link(t("Xem tất cả"), to: DeskPath.items), icon: "trash-2")
    }
    let isFiltered = filter.state != nil || filter.section != nil || filter.person != nil || !filter.words.isBlank
    return isFiltered
      ? EmptyState.html(
        t("Không có bài nào như vậy."), act: Button.link(t("Xem tất cả"), to: DeskPath.items), icon: "search")
      : EmptyState.html(
        t("Chưa có bài nào. Viết bài đầu tiên."),
        act: Button.post(t("Viết bài"), to: DeskPath.newItem, context, icon: "pencil"), icon: "files")
  }

  private var table: HTML {
    let names = Dictionary(sections.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = items.items.map { item -> [HTML] in
      [
        filter.isDeleted
          ? "\(item.name(t))" : "<a href=\"\(url: DeskPath.item(item.id))\">\(item.name(t))</a>",
        filter.isDeleted ? bringBack(item) : state(item),
        "\(item.metadata.section.flatMap { names[$0] } ?? "")",
        "\(item.authorName)",
        TimeText.html(item.updatedAt, now: now, t),
      ]
    }
    return Table.html(
      caption: t("Tin, bài"),
      columns: [
        .init(t("Tiêu đề")), .init(t("Trạng thái"), .fit), .init(t("Chuyên mục"), .fit), .init(t("Tác giả"), .fit),
        .init(t("Sửa lần cuối"), .fit),
      ], rows: rows, id: "items")
  }

  private func state(_ item: Item) -> HTML {
    ItemStateText(item: item, holder: item.holder.flatMap { holders[$0] }, now: now, t: t).html
  }

  private func bringBack(_ item: Item) -> HTML {
    guard Newsroom.mayThrowAway(item, context.principal) else { return StateWord.html(t("Đã xóa"), .off) }
    return Button.post(t("Lấy lại"), to: DeskPath.item(item.id, "bo-xoa"), context, style: .quiet, icon: "undo-2")
  }

  private func stateWord(_ state: ItemState?, _ isDeleted: Bool) -> String? {
    isDeleted ? Self.deleted : state?.rawValue
  }

  private func address(state: ItemState?, isDeleted: Bool = false, before: String? = nil) -> String {
    var parts: [(String, String)] = []
    if let word = stateWord(state, isDeleted) { parts.append(("trang-thai", word)) }
    if let section = filter.section { parts.append(("chuyen-muc", section.rawValue)) }
    if filter.person != nil { parts.append(("loc", "cua-toi")) }
    if !filter.words.isBlank { parts.append(("q", filter.words)) }
    if let before { parts.append(("truoc", before)) }
    return DeskPath.items + QueryText.of(parts)
  }
}
