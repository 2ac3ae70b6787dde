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
      isWide: true, styles: ["editor.css", "newsroom.css", "acts.css"])
  }

  private var actions: HTML {
    NewItemMenu(context: context).html
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
    \(column(.writing, t("Đang viết"), board.writing, none: t("Không có bài đang viết.")))\
    \(column(.approval, t("Chờ duyệt"), board.approval, none: t("Không có bài chờ duyệt.")))\
    \(column(.ready, t("Sẵn sàng"), board.ready, none: t("Không có bài chờ xuất bản.")))\
    \(column(.published, t("Xuất bản hôm nay"), board.published, none: t("Hôm nay chưa xuất bản bài nào.")))\
    </div>
    """
  }

  private func column(_ column: BoardColumn, _ title: String, _ lines: [Board.Line], none: String) -> HTML {
    let items: HTML =
      lines.isEmpty
      ? "<p class=\"quiet\">\(none)</p>" : "<ul class=\"board__items\" data-keys>\(lines.map(line))</ul>"
    return """
      <section class="board__column" data-column="\(column.rawValue)"><h2>\(title) <span class="count">\(lines.count)</span></h2>\(items)</section>
      """
  }

  private func line(_ line: Board.Line) -> HTML {
    let isLate = line.isLate(at: board.now) && line.item.state != .published
    let item = line.item
    let state = ItemStateText(item: item, holder: line.holder, now: board.now, t: t).html
    let flags = line.flags.map { "<span class=\"flag flag--\($0.rawValue)\">\(t($0.phrase))</span> " as HTML }
    return """
      <li class="board__item\(isLate ? " board__item--late" : "")" data-item="\(item.id.rawValue)">\(flags)\
      <a href="\(url: DeskPath.item(item.id))">\(item.name(t))</a>\(state)\
      \(line.reason.map { "<p class=\"board__reason\">\($0)</p>" as HTML })\
      \(BoardMenu(item: item, back: back, context: context).html)</li>
      """
  }

  private var back: String { DeskPath.board + (isMine ? "?loc=cua-toi" : "") }
}

/// The columns of the board.
enum BoardColumn: String {
  case writing, approval, ready, published
}

/// Where an item can go from here, for those who do not drag: the same acts, each with its name. A script presses these
/// buttons for those who do.
struct BoardMenu {
  let item: Item
  /// The board as it was seen.
  let back: String
  let context: StaffContext

  private var t: Translator { context.translator }
  private func may(_ permission: Permission) -> Bool { context.principal.may(permission, in: item.organisation) }

  var html: HTML {
    let acts = self.acts
    guard !acts.isEmpty else { return .empty }
    return """
      <details class="drop board__menu"><summary class="button button--icon button--quiet" \
      aria-label="\(t("Chuyển bước: \(item.name(t))"))" title="\(t("Chuyển bước"))">\(Icon.html("ellipsis"))</summary>\
      <form class="drop__form" method="post" action="\(DeskPath.bulk)">\(context.csrfField)\
      <input type="hidden" name="item" value="\(item.id.rawValue) \(item.currentRevision)">\
      <input type="hidden" name="ve" value="\(back)">\(acts)</form></details>
      """
  }

  private var acts: [HTML] {
    let isHandling = Newsroom.mayHandle(item, context.principal)
    switch item.state {
    case .draft, .editing:
      return isHandling ? [button(t("Gửi duyệt"), "gui-duyet", .approval)] : []
    case .approval:
      return may(Newsroom.approve) ? [button(t("Duyệt"), "duyet", .ready), sendBack] : []
    case .ready:
      return (may(Newsroom.publish) ? [button(t("Xuất bản"), "xuat-ban", .published)] : [])
        + (may(Newsroom.approve) ? [sendBack] : [])
    case .published, .withdrawn: return []
    }
  }

  private func button(_ label: String, _ act: String, _ column: BoardColumn) -> HTML {
    """
    <button type="submit" class="button" name="act" value="\(act)" data-to="\(column.rawValue)">\(label)</button>
    """
  }

  private var sendBack: HTML {
    """
    <label class="field__label" for="tra-\(item.id.rawValue)">\(t("Lý do trả lại"))</label>\
    <textarea class="field__control" id="tra-\(item.id.rawValue)" name="ly-do-tra" rows="2" maxlength="1000" \
    data-reason-for="writing"></textarea>\(button(t("Trả lại cho tác giả"), "tra-lai", .writing))
    """
  }
}
