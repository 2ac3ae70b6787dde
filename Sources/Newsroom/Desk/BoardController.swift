import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec`: the board of the day, where the desk begins.
struct BoardController {
  let newsroom: Newsroom
  var stream = DeskStream()

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec", use: board)
    desk.get("lam-viec/su-kien", use: events)
  }

  @Sendable func board(_ request: Request, context: StaffContext) async throws -> Response {
    let principal = context.principal
    guard let organisation = try? Newsroom.desk(of: principal, asked: request.query["co-quan"]) else {
      return await elsewhere(context)
    }
    let isMine = request.query["loc"] == "cua-toi"
    let board = try await newsroom.board(of: organisation, onlyOf: isMine ? principal.id : nil, for: principal)
    var page = BoardPage(board: board, organisation: organisation, isMine: isMine, context: context).page
    let done = request.query["xong"] == nil ? nil : Toast.html(context.translator("Đã chuyển bước."), context)
    let duties = await context.house.duties(context, .beside).html
    page.body = "\(done)\(await context.house.welcome(context))\(duties)\(page.body)"
    return page.answer(context)
  }

  /// Tells an open board that it looks different now; the page then fetches itself.
  @Sendable func events(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Newsroom.desk(of: context.principal, asked: request.query["co-quan"])
    let person = request.query["loc"] == "cua-toi" ? context.principal.id : nil
    let seen = SeenBoard(mark: BoardMark(text: request.query["dau"] ?? ""))
    return stream.answer(request, context, seen: seen) { seen, principal in
      try await newsroom.lookAtBoard(of: organisation, onlyOf: person, seen: seen, for: principal)
    }
  }

  /// Who does not write begins with what they owe today, or (an administrator) in the first room that is open to them. The
  /// newsroom's own rooms each show one agency, so they are not for somebody of none.
  private func elsewhere(_ context: StaffContext) async -> Response {
    let (principal, t) = (context.principal, context.translator)
    let duties = await context.house.duties(context, .morning)
    let card = await context.house.welcome(context)
    if !duties.html.isEmpty {
      let late: HTML =
        duties.late == 0 ? "" : " · <strong class=\"state state--bad\">\(t("\(duties.late) việc trễ hạn"))</strong>"
      return DeskPage(
        title: t("Hôm nay"), room: "today", body: "<div class=\"stack\">\(duties.html)\(card)</div>",
        lead: "\(TimeText.weekdayAndDay(newsroom.clock.today, t))\(late)"
      ).answer(context)
    }
    if !card.isEmpty {
      return DeskPage(title: t("Bàn làm việc"), room: "board", body: card).answer(context)
    }
    let room = context.house.rooms.first { room in
      guard room.path != DeskPath.board else { return false }
      guard let permission = room.permission else { return true }
      let isOfAgency = principal.organisation != nil || principal.organisations(for: permission) != nil
      return principal.mayAnywhere(permission) && (isOfAgency || Newsroom.permissions[permission] == nil)
    }
    return room.map { Answer.seeOther($0.path) }
      ?? DeskPage(
        title: context.translator("Bàn làm việc"), room: "board",
        body: EmptyState.html(context.translator("Bạn chưa có quyền ở phòng nào. Hãy hỏi người quản trị của cơ quan."))
      ).answer(context)
  }
}
