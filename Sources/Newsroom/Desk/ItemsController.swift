import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/bai`: every item, and a new one.
struct ItemsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai", use: list)
    desk.post("lam-viec/bai/moi", use: create)
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let filter = try Self.filter(query, for: context.principal)
    let view = try await newsroom.itemsView(
      filter, before: query["truoc"], justDeleted: query["da-xoa"].map { ItemID($0) },
      justDone: query["xong"].flatMap { Int($0) }, for: context.principal)
    return ItemsPage(view: view, context: context).page.answer(context)
  }

  private static func filter(_ query: [String: String], for principal: Principal) throws -> ItemFilter {
    let organisation = try Newsroom.desk(of: principal, asked: query["co-quan"])
    let asked = query["nguoi"].map { AccountID($0) }
    var filter = ItemFilter(
      organisation: organisation, state: query["trang-thai"].flatMap(ItemState.init(rawValue:)),
      section: query["chuyen-muc"].map { SectionID($0) },
      person: query["loc"] == "cua-toi" ? principal.id : asked, words: query["q"] ?? "",
      isDeleted: query["trang-thai"] == ItemsPage.deleted)
    filter.kind = query["loai"].flatMap(ItemKind.init(rawValue:))
    filter.markedFor = query["loc"] == "danh-dau" ? principal.id : nil
    filter.isMarkedForDesk = query["loc"] == "danh-dau-ban"
    filter.from = query["tu"].flatMap(CivilDate.init(rawValue:))
    filter.to = query["den"].flatMap(CivilDate.init(rawValue:))
    return filter
  }

  @Sendable func create(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
    let byline = BylineProfile(name: context.principal.name)
    var new = Newsroom.NewItem(
      organisation: organisation, text: ItemText(title: form["title"], metadata: ItemMetadata(bylines: [byline])))
    new.kind = form.optional("loai").flatMap(ItemKind.init(rawValue:)) ?? .article
    let item = try await newsroom.create(new, by: context.principal)
    return Answer.seeOther(DeskPath.item(item.id))
  }
}

extension Newsroom {
  /// The list, and what its rows and its acts need to know.
  func itemsView(
    _ filter: ItemFilter, before: String?, justDeleted: ItemID? = nil, justDone: Int? = nil, for principal: Principal
  ) async throws -> ItemsView {
    let items = try await items(filter, before: before, for: principal)
    let ids = items.items.map(\.id)
    let today = clock.today
    let lists = try await database.read { try HighlightStore.all(of: filter.organisation, on: today, $0) }
    return ItemsView(
      items: items, filter: filter, isFirst: before == nil,
      sections: try await sections(of: filter.organisation, for: principal),
      colleagues: try await people.people(in: filter.organisation), holders: try await holders(of: items.items),
      flags: try await flags(of: ids), marks: try await openMarks(on: ids),
      spikes: filter.isDeleted ? try await spikes(of: ids) : [:], highlights: lists, justDeleted: justDeleted,
      justDone: justDone, now: clock.now)
  }
}
