import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/tin-nguon`: what came in, to be taken or passed over.
struct InboxController: Sendable {
  let intake: Intake

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = intake.newsroom.desk(routes)
    desk.get("/lam-viec/tin-nguon", use: list)
    desk.post("/lam-viec/tin-nguon/:id/chuyen-bai", use: take)
    desk.post("/lam-viec/tin-nguon/:id/bo", use: drop)
    desk.post("/lam-viec/tin-nguon/:id/khoi-phuc", use: restore)
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.query
    let principal = context.principal
    let organisation = try Intake.organisation(Newsroom.readInbox, of: principal, asked: query["co-quan"])
    var wanted = InboxStore.Query(
      organisation: organisation, state: InboxPage.state(query["trang-thai"]), before: query["truoc"])
    wanted.source = query["nguon"].map { InboxSourceID($0) }
    if query["cua-toi"] != nil { wanted.assignee = principal.id }
    let (page, counts) = try await intake.inbox(wanted, for: principal)
    let sources = try await intake.sources(of: organisation, for: principal)
    var shown: InboxItem?
    if let id = query["xem"] { shown = try await intake.inboxItem(InboxItemID(id), for: principal) }
    return InboxPage(
      query: wanted, page: page, counts: counts, sources: sources, shown: shown, done: query["xong"],
      now: intake.newsroom.clock.now, context: context
    ).desk.answer(context)
  }

  private func take(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let item = try await intake.takeItem(InboxItemID(try context.parameters.require("id")), by: context.principal)
    return Answer.seeOther(DeskPath.item(item.id))
  }

  private func drop(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let id = InboxItemID(try context.parameters.require("id"))
    try await intake.setItem(id, .dropped, by: context.principal)
    return Answer.seeOther(Self.back(form, done: id))
  }

  private func restore(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    try await intake.setItem(InboxItemID(try context.parameters.require("id")), .new, by: context.principal)
    return Answer.seeOther(Self.back(form, done: nil))
  }

  /// The list one came from, with the way to undo what was done.
  private static func back(_ form: Form, done: InboxItemID?) -> String {
    let place = SafeURL.local(form["ve"]) ?? InboxPath.inbox
    guard let done, place.hasPrefix(InboxPath.inbox) else { return place }
    return "\(place)\(place.contains("?") ? "&" : "?")xong=\(done)"
  }
}
