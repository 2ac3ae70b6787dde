import Contracts
import Foundation
import Kernel
import NewsFormats
import Vietnamese
import Web

/// One piece that came in, in the panel: read it, take it, pass it over.
struct InboxPreview {
  let item: InboxItem
  /// The list one came from.
  let back: String
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    """
    <section class="stack"><h2>\(item.title)</h2>\(InboxFacts(item: item, context: context).notices(at: now))\(acts)\(facts)</section>\
    <section class="inbox__text"><h2 class="visually-hidden">\(t("Nội dung"))</h2>\
    \(StoryPreview.html(item.body))\(pictures)</section>
    """
  }

  private var facts: HTML {
    """
    <dl class="facts"><div><dt>\(t("Nguồn"))</dt><dd>\(item.origin(t))</dd></div>\
    \(if: !item.author.isEmpty, "<div><dt>\(t("Tác giả"))</dt><dd>\(item.author)</dd></div>")\
    <div><dt>\(t("Đăng"))</dt><dd>\(TimeText.html(item.publishedAt ?? item.receivedAt, now: now, t))</dd></div>\
    \(if: item.version > 1, "<div><dt>\(t("Bản"))</dt><dd>\(t("thứ \(item.version), nhận")) \(TimeText.html(item.changedAt, now: now, t))</dd></div>")\
    \(if: !item.categories.isEmpty, "<div><dt>\(t("Mục"))</dt><dd>\(item.categories.joined(separator: ", "))</dd></div>")\
    \(InboxFacts(item: item, context: context).html)</dl>\
    \(if: !item.link.isEmpty, "<p><a href=\"\(url: item.link)\" rel=\"noopener nofollow\" target=\"_blank\">\(t("Mở ở trang nguồn"))</a></p>")
    """
  }

  private var acts: HTML {
    switch item.state {
    case .new:
      """
      <div class="form__acts">\(take)\
      \(Button.post(t("Bỏ qua"), to: InboxPath.item(item.id, "bo"), context, icon: "x", fields: ["ve": back]))</div>
      """
    case .dropped:
      """
      <div class="form__acts">\(take)\
      \(Button.post(t("Khôi phục"), to: InboxPath.item(item.id, "khoi-phuc"), context, icon: "undo-2", fields: ["ve": back]))\
      </div>
      """
    case .taken:
      """
      \(if: item.hasNews, Notice.warn(t("Nguồn đã sửa tin này sau khi được lấy."), detail: t("Hãy so với bài của mình.")))\
      \(item.item.map { Button.link(t("Mở bài đã chuyển"), to: DeskPath.item($0), icon: "file-text") })
      """
    }
  }

  private var take: HTML {
    guard item.status != .cancelled else { return .empty }
    guard context.principal.may(Newsroom.write, in: item.organisation) else { return .empty }
    return Button.post(
      t("Chuyển thành bài"), to: InboxPath.item(item.id, "chuyen-bai"), context, style: .primary, icon: "file-plus")
  }

  /// Pictures are not taken over: whose they are is for a person to find out.
  private var pictures: HTML {
    let links = item.enclosures.map { enclosure -> HTML in
      guard !enclosure.url.isEmpty else { return "<li>\(enclosure.title ?? enclosure.type)</li>" }
      return
        "<li><a href=\"\(url: enclosure.url)\" rel=\"noopener nofollow\" target=\"_blank\">\(enclosure.title?.excerpt(60) ?? Self.short(enclosure.url))</a></li>"
    }
    guard !links.isEmpty else { return .empty }
    return """
      <h3>\(t("Ảnh, tệp của nguồn"))</h3><p class="quiet">\(t("Không tự lấy về; hãy kiểm tra bản quyền trước khi dùng."))</p>\
      <ul>\(links)</ul>
      """
  }

  private static func short(_ address: String) -> String {
    let name = URL(string: address)?.lastPathComponent ?? ""
    return name.isEmpty ? String(address.prefix(60)) : String(name.prefix(60))
  }
}
