import Foundation
import Kernel
import Web

/// The day at a glance: columns by how far things are, each line with its state in words.
struct BoardPage {
  let board: Board
  let organisation: OrganisationID
  let isMine: Bool
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Bảng ngày"), room: "board", body: body, actions: actions, scripts: ["board.js"], lead: lead,
      isWide: true,
      styles: ["editor.css", "newsroom.css"])
  }

  private var actions: HTML {
    Button.post(t("Viết bài"), to: DeskPath.newItem, context, style: .primary, icon: "pencil", command: true)
  }

  private var lead: HTML {
    let day = CivilDate(board.now)
    let late: HTML =
      board.late == 0 ? "" : " · <strong class=\"state state--bad\">\(t("\(board.late) bài trễ hạn"))</strong>"
    return "\(TimeText.weekdayAndDay(day, t)) · \(t("\(board.working.count) bài đang làm"))\(late)"
  }

  private var body: HTML {
    """
    <div class="stack" id="board" data-source="\(url: source)" data-mark="\(BoardMark(board).text)">
    <p class="notice notice--info" id="board-still" hidden>\(t("Bảng không còn tự cập nhật. Hãy tải lại trang để xem mới nhất."))</p>
    \(Tabs.html([
      .init(t("Cả tòa soạn"), DeskPath.board, isCurrent: !isMine),
      .init(t("Của tôi"), DeskPath.board + "?loc=cua-toi", isCurrent: isMine),
    ], label: t("Xem bài của ai")))
    \(board.isEmpty ? empty : columns)
    </div>
    """
  }

  /// Where the page is told that there is something new.
  private var source: String {
    let mine = isMine ? [("loc", "cua-toi")] : []
    return DeskPath.board + "/su-kien" + QueryText.of([("co-quan", organisation.rawValue)] + mine)
  }

  private var empty: HTML {
    EmptyState.html(
      isMine
        ? t("Bạn chưa có bài nào trong tay. Viết bài đầu tiên của hôm nay.")
        : t("Hôm nay chưa có bài nào. Viết bài đầu tiên."),
      act: Button.post(t("Viết bài"), to: DeskPath.newItem, context, icon: "pencil"), icon: "calendar-days")
  }

  private var columns: HTML {
    """
    <div class="board">\
    \(column(t("Đang viết"), board.writing, none: t("Không có bài đang viết.")))\
    \(column(t("Chờ duyệt"), board.approval, none: t("Không có bài chờ duyệt.")))\
    \(column(t("Sẵn sàng"), board.ready, none: t("Không có bài chờ xuất bản.")))\
    \(column(t("Xuất bản hôm nay"), board.published, none: t("Hôm nay chưa xuất bản bài nào.")))\
    </div>
    """
  }

  private func column(_ title: String, _ lines: [Board.Line], none: String) -> HTML {
    let items: HTML =
      lines.isEmpty
      ? "<p class=\"quiet\">\(none)</p>" : "<ul class=\"board__items\" data-keys>\(lines.map(line))</ul>"
    return """
      <section class="board__column"><h2>\(title) <span class="count">\(lines.count)</span></h2>\(items)</section>
      """
  }

  private func line(_ line: Board.Line) -> HTML {
    let isLate = line.isLate(at: board.now) && line.item.state != .published
    let state = ItemStateText(item: line.item, holder: line.holder, now: board.now, t: t).html
    return """
      <li class="board__item\(isLate ? " board__item--late" : "")">\
      <a href="\(url: DeskPath.item(line.item.id))">\(line.item.name(t))</a>\(state)\
      \(line.reason.map { "<p class=\"board__reason\">\($0)</p>" as HTML })</li>
      """
  }
}
