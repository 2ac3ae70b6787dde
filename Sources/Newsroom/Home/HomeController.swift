import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/trang-chu`: the order of the front page. Every move is a form of its own; dragging sends the same order.
struct HomeController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/trang-chu", use: show)
    desk.post("lam-viec/trang-chu", use: arrange)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try organisation(context, asked: request.query["co-quan"])
    return try await page(
      organisation, context, notice: request.query["xong"] == nil ? nil : .done("Đã sắp xếp"), status: 200)
  }

  @Sendable func arrange(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try organisation(context, asked: form.optional("co-quan"))
    let seen = form["seen"].split(separator: " ").map { ItemID(String($0)) }
    let order = HomeOrder(seen, limit: Newsroom.homePlaces).after(form["act"], dragged: form.optional("order"))
    do {
      try await newsroom.arrangeHome(order, seen: seen, of: organisation, by: context.principal)
      return Answer.seeOther("\(DeskPath.home)?co-quan=\(organisation)&xong=1")
    } catch Failure.conflict(let why) {
      return try await page(organisation, context, notice: .failed(why), status: 409)
    } catch Failure.invalid(let errors) {
      return try await page(
        organisation, context, notice: .failed(errors.values.first ?? "Có chỗ chưa đúng"), status: 422)
    }
  }

  private func organisation(_ context: StaffContext, asked: String?) throws -> OrganisationID {
    let organisation = try Newsroom.desk(of: context.principal, asked: asked)
    try context.principal.require(Newsroom.arrangeHome, in: organisation)
    return organisation
  }

  private func page(
    _ organisation: OrganisationID, _ context: StaffContext, notice: EditorNotice?, status: Int
  ) async throws -> Response {
    let placed = try await newsroom.homeOrder(of: organisation, for: context.principal)
    let latest = try await newsroom.stories.latest(of: organisation, section: nil, author: nil, before: nil, limit: 40)
    return HomePage(
      organisation: organisation, placed: try await newsroom.stories.summaries(placed), latest: latest.items,
      notice: notice, now: newsroom.clock.now, context: context
    ).page.answer(context, status: status)
  }
}

/// An order of items, and what one press of a button makes of it.
struct HomeOrder {
  let items: [ItemID]
  let limit: Int

  init(_ items: [ItemID], limit: Int) {
    self.items = items
    self.limit = limit
  }

  /// `up <id>`, `down <id>`, `out <id>`, `lead <id>`, `in <id>`; or a whole order that was dragged. What makes no sense
  /// changes nothing.
  func after(_ act: String, dragged: String?) -> [ItemID] {
    if let dragged { return dragged.split(separator: " ").map { ItemID(String($0)) } }
    let parts = act.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return items }
    let id = ItemID(parts[1])
    var order = items
    let place = order.firstIndex(of: id)
    switch (parts[0], place) {
    case ("up", let place?) where place > 0: order.swapAt(place, place - 1)
    case ("down", let place?) where place < order.count - 1: order.swapAt(place, place + 1)
    case ("out", let place?): order.remove(at: place)
    case ("lead", nil): order.insert(id, at: 0)
    case ("in", nil): order.append(id)
    default: break
    }
    // The newcomer pushes the last one out, never itself.
    while order.count > limit { order.remove(at: parts[0] == "in" ? limit - 1 : order.count - 1) }
    return order
  }
}
