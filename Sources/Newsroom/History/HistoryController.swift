import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai/:id/lich-su`: what an item was, who did what, and the way back.
struct HistoryController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai/:id/lich-su", use: show)
    desk.post("lam-viec/bai/:id/khoi-phuc", use: restore)
    desk.get("lam-viec/bai/:id/khoi-phuc", use: EditorController.backToItem)
    desk.post("lam-viec/bai/:id/dat-ten", use: name)
    desk.get("lam-viec/bai/:id/dat-ten", use: EditorController.backToItem)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let principal = context.principal
    let query = request.query
    let item = try await newsroom.item(id, for: principal)
    let heads = try await newsroom.revisions(
      of: id, before: query["truoc"].flatMap { Int($0) }, limit: HistoryPage.limit + 1, for: principal)
    let shown = query["ban"].flatMap { Int($0) } ?? heads.first?.number ?? item.currentRevision
    let against = query["so-voi"].flatMap { Int($0) } ?? HistoryPage.before(shown, in: heads)
    let new = try await newsroom.revision(shown, of: id, for: principal)
    let old = against > 0 ? try await newsroom.revision(against, of: id, for: principal) : nil
    var pictures = try await newsroom.library(of: new.text, for: item.organisation)
    if let old {
      pictures.merge(try await newsroom.library(of: old.text, for: item.organisation)) { first, _ in first }
    }
    let page = HistoryPage(
      item: item, heads: heads, events: try await newsroom.events(of: id, for: principal), shown: new, against: old,
      sections: try await newsroom.sections(of: item.organisation, for: principal), pictures: pictures,
      now: newsroom.clock.now, context: context)
    return page.page.answer(context)
  }

  @Sendable func restore(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    _ = try await newsroom.restore(
      Int(form["number"]) ?? 0, of: id, base: Int(form["base"]) ?? 0, by: context.principal)
    return Answer.seeOther(DeskPath.item(id) + "?xong=\(DoneAct.restored.rawValue)")
  }

  @Sendable func name(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    let number = Int(form["number"]) ?? 0
    try await newsroom.nameVersion(number, form["name"], of: id, by: context.principal)
    return Answer.seeOther(DeskPath.item(id, "lich-su") + "?ban=\(number)")
  }
}
