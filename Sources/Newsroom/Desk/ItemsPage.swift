import Contracts
import Foundation
import HTTPTypes
import Kernel
import Web

/// Everything the list of items shows.
struct ItemsView: Sendable {
  let items: Page<Item>
  let filter: ItemFilter
  let isFirst: Bool
  let sections: [Section]
  let colleagues: [PersonProfile]
  let holders: [AccountID: String]
  let flags: [ItemID: [ItemFlag]]
  let marks: [ItemID: [ItemMarking]]
  let spikes: [ItemID: Spike]
  /// Today's lists to put items into.
  let highlights: [Highlight]
  /// What was thrown away a moment ago, to be brought back with one press.
  let justDeleted: ItemID?
  /// How many items something was done with a moment ago.
  let justDone: Int?
  let now: Date
}

/// Every item of an agency, by state, by section, by words; and what is done with many of them at once.
struct ItemsPage {
  let view: ItemsView
  let context: StaffContext

  /// What `trang-thai` says for what was thrown away.
  static let deleted = "da-xoa"

  private var t: Translator { context.translator }
  private var filter: ItemFilter { view.filter }

  var page: DeskPage {
    DeskPage(
      title: t("Tin, bài"), room: "items", body: body, actions: NewItemMenu(context: context).html,
      scripts: ["items.js"], isWide: true, styles: ["editor.css", "newsroom.css", "acts.css"])
  }

  private var body: HTML {
    let address = ItemsAddress(filter: filter)
    return """
      <div class="stack">\(toasts)\(tabs(address))\(if: !filter.isDeleted, ItemsSearch(view: view, context: context).html)\
      \(view.items.items.isEmpty ? empty : list(address))\
      \(Pagination.html(
        next: view.items.next.map { address.page(before: $0) }, first: view.isFirst ? nil : address.path, t))</div>
      """
  }

  private var toasts: HTML {
    if let deleted = view.justDeleted {
      return Toast.html(t("Đã xóa bản nháp."), undo: DeskPath.item(deleted, "bo-xoa"), context)
    }
    return view.justDone.map { Toast.html(t("\($0) bài xong."), context) } ?? .empty
  }

  private func tabs(_ address: ItemsAddress) -> HTML {
    let all = Tabs.Tab(
      t("Tất cả"), address.tab(nil), isCurrent: filter.state == nil && !filter.isDeleted)
    let states = ItemState.allCases.map { state in
      Tabs.Tab(t(state.phrase), address.tab(state), isCurrent: filter.state == state)
    }
    let deleted = Tabs.Tab(t("Đã xóa, đã bỏ"), address.deletedTab, isCurrent: filter.isDeleted)
    return Tabs.html([all] + states + [deleted], label: t("Trạng thái"))
  }

  private func list(_ address: ItemsAddress) -> HTML {
    let table = ItemsTable(view: view, context: context).html
    guard !filter.isDeleted else { return table }
    return "\(BulkBar(view: view, back: address.path, context: context).html)\(table)"
  }

  private var empty: HTML {
    guard !filter.isDeleted else {
      return EmptyState.html(
        t("Không có bài nào đã xóa hoặc đã bỏ."), act: Button.link(t("Xem tất cả"), to: DeskPath.items),
        icon: "trash-2")
    }
    return filter.isNarrow
      ? EmptyState.html(
        t("Không có bài nào như vậy."), act: Button.link(t("Xem tất cả"), to: DeskPath.items), icon: "search")
      : EmptyState.html(
        t("Chưa có bài nào. Viết bài đầu tiên."),
        act: Button.post(t("Viết bài"), to: DeskPath.newItem, context, icon: "pencil"), icon: "files")
  }
}

/// The list's own addresses: the same filter, another state or another part.
struct ItemsAddress {
  let filter: ItemFilter

  var path: String { address(filter.isDeleted ? ItemsPage.deleted : filter.state?.rawValue) }
  var deletedTab: String { address(ItemsPage.deleted) }

  func tab(_ state: ItemState?) -> String { address(state?.rawValue) }
  func page(before: String) -> String {
    address(filter.isDeleted ? ItemsPage.deleted : filter.state?.rawValue, before: before)
  }

  private func address(_ state: String?, before: String? = nil) -> String {
    var parts: [(String, String)] = []
    if let state { parts.append(("trang-thai", state)) }
    if let section = filter.section { parts.append(("chuyen-muc", section.rawValue)) }
    if let kind = filter.kind { parts.append(("loai", kind.rawValue)) }
    if filter.markedFor != nil { parts.append(("loc", "danh-dau")) }
    if filter.isMarkedForDesk { parts.append(("loc", "danh-dau-ban")) }
    if let person = filter.person { parts.append(("nguoi", person.rawValue)) }
    if let from = filter.from { parts.append(("tu", from.rawValue)) }
    if let to = filter.to { parts.append(("den", to.rawValue)) }
    if !filter.words.isBlank { parts.append(("q", filter.words)) }
    if let before { parts.append(("truoc", before)) }
    return DeskPath.items + QueryText.of(parts)
  }
}

/// One press for an article, and what else can be begun.
struct NewItemMenu {
  let context: StaffContext

  var html: HTML {
    let t = context.translator
    let others = ItemKind.allCases.filter { $0 != .article }.map { kind -> HTML in
      """
      <li>\(Button.post(
        t(kind.phrase), to: DeskPath.newItem, context, style: .quiet, fields: ["loai": kind.rawValue], command: true))</li>
      """
    }
    return """
      <div class="split-button">\
      \(Button.post(t("Viết bài"), to: DeskPath.newItem, context, style: .primary, icon: "pencil", command: true))\
      <details class="drop"><summary class="button button--icon" aria-label="\(t("Loại tin, bài khác"))" \
      title="\(t("Loại tin, bài khác"))">\(Icon.html("chevron-down"))</summary>\
      <ul class="drop__list">\(others)</ul></details></div>
      """
  }
}
