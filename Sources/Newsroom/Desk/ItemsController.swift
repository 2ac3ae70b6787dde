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
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai", use: list)
    desk.post("lam-viec/bai/moi", use: create)
    desk.get("lam-viec/tim", use: find)
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Newsroom.desk(of: context.principal, asked: query["co-quan"])
    let filter = ItemFilter(
      organisation: organisation, state: query["trang-thai"].flatMap(ItemState.init(rawValue:)),
      section: query["chuyen-muc"].map { SectionID($0) },
      person: query["loc"] == "cua-toi" ? context.principal.id : nil, words: query["q"] ?? "",
      isDeleted: query["trang-thai"] == ItemsPage.deleted)
    let before = query["truoc"]
    let items = try await newsroom.items(filter, before: before, for: context.principal)
    let page = ItemsPage(
      items: items, filter: filter, isFirst: before == nil,
      sections: try await newsroom.sections(of: organisation, for: context.principal),
      holders: try await newsroom.holders(of: items.items), justDeleted: query["da-xoa"].map { ItemID($0) },
      now: newsroom.clock.now, context: context)
    return page.page.answer(context)
  }

  /// One line of the palette (Public/js/palette.js).
  private struct Hit: Encodable {
    let title: String
    let path: String
    let detail: String
  }

  /// What the palette offers while one types.
  @Sendable func find(_ request: Request, context: StaffContext) async throws -> Response {
    let t = context.translator
    let items = try await newsroom.find(String((request.query["q"] ?? "").prefix(200)), for: context.principal)
    return try Answer.json(
      items.map { item in
        Hit(title: item.name(t), path: DeskPath.item(item.id), detail: "\(t(item.state.phrase)) · \(item.authorName)")
      })
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
