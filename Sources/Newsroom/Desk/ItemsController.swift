import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai`: every item, and a new one.
struct ItemsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/bai", use: list)
    desk.post("lam-viec/bai/moi", use: create)
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Newsroom.desk(of: context.principal, asked: query["co-quan"])
    let filter = ItemFilter(
      organisation: organisation, state: query["trang-thai"].flatMap(ItemState.init(rawValue:)),
      section: query["chuyen-muc"].map { SectionID($0) },
      person: query["loc"] == "cua-toi" ? context.principal.id : nil, words: query["q"] ?? "")
    let before = query["truoc"]
    let items = try await newsroom.items(filter, before: before, for: context.principal)
    let page = ItemsPage(
      items: items, filter: filter, isFirst: before == nil,
      sections: try await newsroom.sections(of: organisation, for: context.principal),
      holders: try await newsroom.holders(of: items.items), now: newsroom.clock.now, context: context)
    return page.page.answer(context)
  }

  @Sendable func create(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
    let byline = BylineProfile(name: context.principal.name)
    let item = try await newsroom.create(
      .init(
        organisation: organisation,
        text: ItemText(title: form["title"], metadata: ItemMetadata(bylines: [byline]))),
      by: context.principal)
    return Answer.seeOther(DeskPath.item(item.id))
  }
}
