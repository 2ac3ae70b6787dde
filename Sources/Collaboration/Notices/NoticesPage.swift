import Foundation
import Kernel
import Web

/// What a person should know, newest first, the unread ones before all others.
struct NoticesPage {
  let part: Page<StaffNotice>
  let unread: Int
  let unreadOnly: Bool
  let isFirst: Bool
  /// For how long notices are kept.
  let days: Int
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Thông báo"), room: "own", body: body,
      actions: Button.link(t("Chọn cách báo"), to: NoticePath.settings, icon: "sliders-horizontal"),
      lead: "\(t("Thông báo giữ trong \(days) ngày."))")
  }

  private var body: HTML {
    """
    <div class="stack">\(Tabs.html([
      .init(t("Chưa đọc"), NoticePath.page, count: unread, isCurrent: unreadOnly),
      .init(t("Tất cả"), NoticePath.page + "?loc=tat-ca", isCurrent: !unreadOnly),
    ], label: t("Xem thông báo nào")))\
    \(part.items.isEmpty ? empty : list)</div>
    """
  }

  private var empty: HTML {
    EmptyState.html(unreadOnly ? t("Bạn đã đọc hết.") : t("Chưa có thông báo nào."), icon: "bell")
  }

  private var list: HTML {
    let base = NoticePath.page + (unreadOnly ? "?" : "?loc=tat-ca&")
    return """
      <form method="post" action="\(url: NoticePath.page)">\(context.csrfField)\
      <input type="hidden" name="loc" value="\(unreadOnly ? "" : "tat-ca")">
      \(if: unread > 0, """
        <p class="form__acts">\(Button.submit(t("Đánh dấu đã đọc hết"), style: .plain, icon: "check-check", name: "act", value: "all"))</p>
        """)
      <ul class="list notices" data-keys>\(part.items.map(line))</ul></form>
      \(Pagination.html(
        next: part.next.map { base + "truoc=\($0)" }, first: isFirst ? nil : String(base.dropLast()), t))
      """
  }

  private func line(_ notice: StaffNotice) -> HTML {
    """
    <li class="list__item notices__item\(notice.isRead ? "" : " notices__item--new")">\
    <a class="list__main" href="\(url: NoticePath.open(notice.id))"><b>\(notice.text(t))</b>\
    <span class="list__meta">\(t(NoticeTopic(kind: notice.kind).phrase)) · \(TimeText.html(notice.madeAt, now: now, t))\
    \(if: !notice.isRead, " · <span class=\"state state--waiting\">\(t("chưa đọc"))</span>")</span></a>\
    \(if: !notice.isRead, """
      <button type="submit" class="button button--icon button--quiet" name="id" value="\(notice.id.rawValue)" \
      aria-label="\(t("Đánh dấu đã đọc: \(notice.text(t))"))" title="\(t("Đánh dấu đã đọc"))">\(Icon.html("check"))</button>
      """)</li>
    """
  }
}
