import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/kho-bai`: everything the agency has ever written, found while one types.
struct ArchiveController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/kho-bai", use: show)
    desk.get("lam-viec/kho-bai/xuat", use: export)
    desk.post("lam-viec/kho-bai/tim-kiem", use: save)
    desk.post("lam-viec/kho-bai/tim-kiem/:id", use: change)
    desk.get("lam-viec/bai/:id/dung-o-dau", use: uses)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(request.query, context)
  }

  private func page(
    _ query: [String: String], _ context: StaffContext, problem: Phrase? = nil
  ) async throws -> Response {
    let principal = context.principal
    let organisation = try Newsroom.desk(of: principal, asked: query["co-quan"])
    let asked = ArchiveQuery(query)
    let found = try await newsroom.searchArchive(asked, of: organisation, before: query["truoc"], for: principal)
    return ArchivePage(
      query: asked, found: found, isFirst: query["truoc"] == nil,
      sections: try await newsroom.sections(of: organisation, for: principal),
      colleagues: try await newsroom.people.people(in: organisation),
      searches: try await newsroom.savedSearches(of: organisation, for: principal), problem: problem,
      now: newsroom.clock.now, context: context
    ).page.answer(context, status: problem == nil ? 200 : 422)
  }

  /// The whole answer as a file, up to the most that goes into one.
  @Sendable func export(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let principal = context.principal
    let organisation = try Newsroom.desk(of: principal, asked: query["co-quan"])
    var ids: [ItemID] = []
    var before: String?
    repeat {
      let part = try await newsroom.searchArchive(
        ArchiveQuery(query), of: organisation, before: before, limit: 200, for: principal)
      ids += part.items.map(\.id)
      before = part.next
    } while before != nil && ids.count < Newsroom.mostExported
    return try await newsroom.export(ids, as: query["dang"] ?? "xuat-csv", for: principal)
  }

  @Sendable func save(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let principal = context.principal
    let organisation = try Newsroom.desk(of: principal, asked: form.optional("co-quan"))
    let names = [
      "q", "loai", "trang-thai", "chuyen-muc", "nguoi", "but-danh", "tu-khoa", "noi", "tu", "den",
    ]
    let query = ArchiveQuery(
      Dictionary(uniqueKeysWithValues: names.compactMap { name in form.optional(name).map { (name, $0) } }))
    do {
      try await newsroom.saveSearch(
        query, named: form["name"], isShared: form.isOn("shared"), alerts: form.isOn("alerts"), of: organisation,
        by: principal)
      return Answer.seeOther(DeskPath.archive + QueryText.of(query.parts))
    } catch Failure.invalid(let errors) {
      return try await page(
        Dictionary(query.parts, uniquingKeysWith: { first, _ in first }), context, problem: errors.values.first)
    }
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let id = try context.parameters.require("id")
    switch form["act"] {
    case "bao": try await newsroom.alertOnSearch(id, true, by: context.principal)
    case "thoi-bao": try await newsroom.alertOnSearch(id, false, by: context.principal)
    default: try await newsroom.forgetSearch(id, by: context.principal)
    }
    return Answer.seeOther(DeskPath.archive)
  }

  @Sendable func uses(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let principal = context.principal
    let opened = try await newsroom.open(id, for: principal)
    let near = try await newsroom.nearDuplicates(of: opened)
    return UsedInPage(
      item: opened.item, uses: try await newsroom.uses(of: id, for: principal),
      lists: try await newsroom.highlightLists(with: id), near: near,
      briefs: try await newsroom.briefs(near.map(\.item), for: principal), context: context
    ).page.answer(context)
  }
}
