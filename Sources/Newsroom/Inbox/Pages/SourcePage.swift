import Foundation
import Kernel
import Web

/// One source: how it is, when it is asked next, and what each turn brought.
struct SourcePage {
  let source: InboxSource
  let fetches: [StoredFetch]
  let folder: String
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayManage: Bool { context.principal.may(Newsroom.manageInbox, in: source.organisation) }

  var desk: DeskPage {
    DeskPage(
      title: source.name, room: "inbox", body: body, actions: mayManage ? acts : .empty,
      breadcrumb: [
        (title: t("Tin nguồn"), path: InboxPath.inbox), (title: t("Các nguồn tin"), path: InboxPath.sources),
      ], isWide: true, styles: ["inbox.css"])
  }

  private var acts: HTML {
    guard source.kind != .upload else { return .empty }
    let fetch = Button.post(t("Đọc ngay"), to: InboxPath.source(source.id, "doc-ngay"), context, icon: "refresh-cw")
    let state =
      source.state == .active
      ? Button.post(t("Tạm dừng"), to: InboxPath.source(source.id, "tam-dung"), context, icon: "pause")
      : Button.post(t("Đọc tiếp"), to: InboxPath.source(source.id, "tiep-tuc"), context, icon: "play")
    return "\(fetch)\(state)"
  }

  private var body: HTML {
    """
    <div class="stack"><dl class="facts"><div><dt>\(t("Tình trạng"))</dt><dd>\(SourceHealth.state(source, t))</dd></div>\
    <div><dt>\(t("Địa chỉ"))</dt><dd>\(address)</dd></div>\
    <div><dt>\(t("Đọc lại sau mỗi"))</dt><dd>\(SourceHealth.interval(source.interval, t))</dd></div>\
    \(source.nextFetchAt.map { "<div><dt>\(t("Lần tới"))</dt><dd>\(TimeText.html($0, now: now, t))</dd></div>" as HTML })\
    </dl>\(source.lastError.map { Notice.bad(t("Lần đọc gần nhất không được."), detail: $0) })\
    \(fetches.isEmpty ? EmptyState.html(t("Nguồn này chưa được đọc lần nào."), icon: "history") : history)</div>
    """
  }

  private var address: HTML {
    switch source.kind {
    case .feed: "<a href=\"\(url: source.address)\" rel=\"noopener nofollow\" target=\"_blank\">\(source.address)</a>"
    case .folder: "<code>\(folder)</code>"
    case .upload: "–"
    }
  }

  private var history: HTML {
    let rows = fetches.map { fetch -> [HTML] in
      [
        TimeText.html(fetch.startedAt, now: now, t),
        SourceHealth.outcome(fetch.outcome, t),
        "\(fetch.outcome == .read ? SourceHealth.counts(fetch.counts, t) : "")",
        "\(fetch.bytes == 0 ? "" : "\(Figure.text((fetch.bytes + 1023) / 1024)) KB")",
        "\([fetch.fileName, fetch.message].compactMap(\.self).joined(separator: " · "))",
      ]
    }
    return Table.html(
      caption: t("Các lần đọc"),
      columns: [
        .init(t("Lúc"), .fit), .init(t("Kết quả"), .fit), .init(t("Tin")), .init(t("Dung lượng"), .figure),
        .init(t("Ghi chú")),
      ], rows: rows, showsCaption: true)
  }
}
