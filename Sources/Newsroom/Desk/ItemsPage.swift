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
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Tin, bài"), room: "items", body: body,
      actions: Button.post(t("Viết bài"), to: DeskPath.newItem, context, style: .primary, icon: "pencil"),
      isWide: true, styles: ["editor.css", "newsroom.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(tabs)\(search)\(items.items.isEmpty ? empty : table)\
    \(Pagination.html(
      next: items.next.map { address(state: filter.state, before: $0) },
      first: isFirst ? nil : address(state: filter.state), t))</div>
    """
  }

  private var tabs: HTML {
    let all = Tabs.Tab(t("Tất cả"), address(state: nil), isCurrent: filter.state == nil)
    let states = ItemState.allCases.map { state in
      Tabs.Tab(t(state.phrase), address(state: state), isCurrent: filter.state == state)
    }
    return Tabs.html([all] + states, label: t("Trạng thái"))
  }

  private var search: HTML {
    """
    <form class="items-search" role="search" method="get" action="\(DeskPath.items)">\
    \(filter.state.map { "<input type=\"hidden\" name=\"trang-thai\" value=\"\($0.rawValue)\">" as HTML })\
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
        "<a href=\"\(url: DeskPath.item(item.id))\">\(item.name(t))</a>",
        ItemStateText(item: item, holder: item.holder.flatMap { holders[$0] }, now: now, t: t).html,
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

  private func address(state: ItemState?, before: String? = nil) -> String {
    var parts: [(String, String)] = []
    if let state { parts.append(("trang-thai", state.rawValue)) }
    if let section = filter.section { parts.append(("chuyen-muc", section.rawValue)) }
    if filter.person != nil { parts.append(("loc", "cua-toi")) }
    if !filter.words.isBlank { parts.append(("q", filter.words)) }
    if let before { parts.append(("truoc", before)) }
    return DeskPath.items + QueryText.of(parts)
  }
}
