import Contracts
import Foundation
import Kernel
import Vietnamese
import Web

/// The list of what came in, and beside it the piece in hand.
struct InboxPage {
  let query: InboxStore.Query
  let page: Page<InboxItem>
  let counts: [InboxItem.State: Int]
  let sources: [InboxSource]
  let shown: InboxItem?
  /// What was just passed over.
  let done: String?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  static func state(_ text: String?) -> InboxItem.State {
    switch text {
    case "da-lay": .taken
    case "da-bo": .dropped
    default: .new
    }
  }

  private static func word(_ state: InboxItem.State) -> String {
    switch state {
    case .new: "moi"
    case .taken: "da-lay"
    case .dropped: "da-bo"
    }
  }

  var desk: DeskPage {
    DeskPage(
      title: t("Tin nguồn"), room: "inbox", body: body,
      actions:
        "\(Button.link(t("Quy tắc"), to: InboxPath.rules, icon: "split"))\(Button.link(t("Các nguồn"), to: InboxPath.sources, icon: "rss"))",
      isWide: true, styles: ["inbox.css"])
  }

  private var body: HTML {
    """
    <div class="inbox-split\(shown == nil ? "" : " inbox-split--shown")"><div class="stack inbox-split__list">\
    \(undo)\(tabs)\(filter)\(page.items.isEmpty ? empty : list)\
    \(Pagination.html(
      next: page.next.map { address(before: $0) }, first: query.before == nil ? nil : address(), t))</div>\(preview)</div>
    """
  }

  /// Beside the list; on a phone in its place, with the way back.
  private var preview: HTML {
    guard let shown else { return .empty }
    let back = address(before: query.before)
    return """
      <article class="inbox-split__item" aria-label="\(t("Xem tin"))"><p class="inbox-split__back">\
      <a href="\(url: back)">\(Icon.html("arrow-left"))\(t("Về danh sách"))</a></p>\
      \(InboxPreview(item: shown, back: back, now: now, context: context).html)</article>
      """
  }

  private var undo: HTML {
    guard let done else { return .empty }
    return Toast.html(t("Đã bỏ qua một tin."), undo: InboxPath.item(InboxItemID(done), "khoi-phuc"), context)
  }

  private var tabs: HTML {
    let titles: [(InboxItem.State, String)] = [
      (.new, t("Mới")), (.taken, t("Đã lấy")), (.dropped, t("Đã bỏ")),
    ]
    return Tabs.html(
      titles.map { state, title in
        Tabs.Tab(title, address(state: state), count: counts[state] ?? 0, isCurrent: state == query.state)
      }, label: t("Trạng thái"))
  }

  private var filter: HTML {
    let options = [("", t("Mọi nguồn"))] + sources.map { ($0.id.rawValue, $0.name) }
    return """
      <form class="form inline-form" method="get" action="\(InboxPath.inbox)">\
      <input type="hidden" name="trang-thai" value="\(Self.word(query.state))">\
      \(Field.select("nguon", label: t("Nguồn"), options: options, selected: query.source?.rawValue ?? ""))\
      \(Field.check("cua-toi", label: t("Chỉ tin giao cho tôi"), isOn: query.assignee != nil))\
      <div class="form__acts">\(Button.submit(t("Lọc"), style: .plain, icon: "funnel"))</div></form>
      """
  }

  private var empty: HTML {
    if query.state != .new || query.source != nil {
      return EmptyState.html(t("Không có tin nào ở đây."), icon: "inbox")
    }
    return sources.isEmpty
      ? EmptyState.html(
        t("Chưa có nguồn tin nào. Hãy thêm địa chỉ RSS đầu tiên."),
        act: Button.link(t("Thêm nguồn"), to: InboxPath.sources, icon: "plus"), icon: "rss")
      : EmptyState.html(t("Đã xem hết tin mới."), icon: "check-check")
  }

  private var list: HTML {
    let lines = page.items.map { item -> HTML in
      """
      <li class="list__item\(shown?.id == item.id ? " inbox__item--shown" : "")"><a class="list__main" \
      href="\(url: address(before: query.before, shown: item.id))"\
      \(attribute: "aria-current", shown?.id == item.id ? "true" : nil)><b>\(title(item))</b>\
      <span class="inbox__summary">\(item.summary.excerpt(200))</span></a>\
      <span class="list__meta"><span>\(item.origin(t)) · \
      \(TimeText.html(item.publishedAt ?? item.receivedAt, now: now, t))</span>\
      \(if: item.hasNews, StateWord.html(t("Nguồn vừa cập nhật"), .waiting))\(InboxMarks.html(item, now: now, t))</span></li>
      """
    }
    return "<ul class=\"list inbox\" data-keys>\(lines)</ul>"
  }

  private func title(_ item: InboxItem) -> String { item.title.isEmpty ? t("(không có tiêu đề)") : item.title }

  private func address(
    state: InboxItem.State? = nil, before: String? = nil, shown: InboxItemID? = nil
  ) -> String {
    var parts: [(String, String)] = [("trang-thai", Self.word(state ?? query.state))]
    if query.organisation != context.principal.organisation { parts.append(("co-quan", query.organisation.rawValue)) }
    if query.assignee != nil { parts.append(("cua-toi", "1")) }
    if let source = query.source { parts.append(("nguon", source.rawValue)) }
    if let before { parts.append(("truoc", before)) }
    if let shown { parts.append(("xem", shown.rawValue)) }
    return InboxPath.inbox + QueryText.of(parts)
  }
}
