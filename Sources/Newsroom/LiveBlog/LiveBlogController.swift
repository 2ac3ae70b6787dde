import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/tuong-thuat/:id`: a live blog while it goes on, made for a phone: one box, one key, the list below.
struct LiveBlogController {
  let newsroom: Newsroom
  var stream = DeskStream()

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/tuong-thuat/:id", use: show)
    desk.post("lam-viec/tuong-thuat/:id", use: write)
    desk.get("lam-viec/tuong-thuat/:id/su-kien", use: events)
    desk.post("lam-viec/tuong-thuat/:id/ket-thuc", use: close)
    desk.post("lam-viec/tuong-thuat/:id/dien-bien/:entry", use: change)
    desk.get("lam-viec/tuong-thuat/:id/dien-bien/:entry") { _, context in
      Answer.seeOther(DeskPath.live(try context.itemID))
    }
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let view = try await newsroom.liveView(of: try context.itemID, for: context.principal)
    guard view.item.kind == .liveBlog else { return Answer.seeOther(DeskPath.item(view.item.id)) }
    return LiveBlogDeskPage(view: view, context: context).page.answer(context)
  }

  /// Scripts ask for JSON and get the number of the entry; forms are led back to the list.
  @Sendable func write(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    do {
      let fate = try Self.fate(form)
      let entry = try await newsroom.writeEntry(
        Self.text(form, over: nil), in: id, fate: fate, by: context.principal)
      return Answer.seeOther(DeskPath.live(id) + "#e-\(entry.id)")
    } catch Failure.invalid(let errors) {
      return try await refused(id, form, errors, context)
    } catch Failure.conflict(let why) {
      return try await refused(id, form, ["": why], context)
    }
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let entry = LiveEntryID(try context.parameters.require("entry"))
    let form = try await Form.read(request, context)
    let principal = context.principal
    do {
      switch form["act"] {
      case "dang": try await newsroom.publishEntry(entry, of: id, by: principal)
      case "bo": try await newsroom.removeEntry(entry, of: id, by: principal)
      case "lay-lai": try await newsroom.removeEntry(entry, of: id, false, by: principal)
      case "ghim": try await newsroom.markEntry(entry, of: id, isPinned: true, by: principal)
      case "bo-ghim": try await newsroom.markEntry(entry, of: id, isPinned: false, by: principal)
      case "chinh": try await newsroom.markEntry(entry, of: id, isKey: true, by: principal)
      case "bo-chinh": try await newsroom.markEntry(entry, of: id, isKey: false, by: principal)
      default: try await edit(entry, of: id, form, principal)
      }
      return Answer.seeOther(DeskPath.live(id) + "#e-\(entry)")
    } catch Failure.invalid(let errors) {
      return try await refused(id, form, errors, context)
    } catch Failure.conflict(let why) {
      return try await refused(id, form, ["": why], context)
    }
  }

  private func edit(_ entry: LiveEntryID, of id: ItemID, _ form: Form, _ principal: Principal) async throws {
    let view = try await newsroom.liveView(of: id, for: principal)
    guard let known = view.entries.first(where: { $0.id == entry }) else { throw Failure.notFound }
    try await newsroom.editEntry(
      entry, of: id, Self.text(form, over: known), seen: Int(form["version"]) ?? 0, by: principal)
  }

  @Sendable func close(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    try await newsroom.closeLive(id, form["act"] != "mo-lai", by: context.principal)
    return Answer.seeOther(DeskPath.live(id))
  }

  /// Tells an open page that somebody else has written; it then fetches itself.
  @Sendable func events(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    return stream.answer(request, context, seen: request.query["dau"] ?? "") { seen, principal in
      let mark = try await newsroom.liveView(of: id, for: principal).mark
      return mark == seen ? .unchanged(seen) : .changed(mark, ServerEvent(name: "live", data: mark))
    }
  }

  private static func fate(_ form: Form) throws -> Newsroom.EntryFate {
    switch form["act"] {
    case "cho": return .keep
    case "hen":
      guard let time = LocalTime.date(form["at"]) else { throw Failure.invalid(["at": "Giờ hẹn chưa đúng"]) }
      return .schedule(time)
    default: return .publish
    }
  }

  /// The words of the box; a picture that was sent up stands below them.
  private static func text(_ form: Form, over old: LiveEntry?) -> Newsroom.EntryText {
    var body = old?.body.applying(plainForm: form["body"]) ?? StoryBody(plainForm: form["body"])
    if let picture = form.optional("picture") {
      let figure = StoryBody.Figure(
        picture: PictureID(picture), caption: form["caption"], credit: form["credit"], alt: form["alt"])
      body = StoryBody(blocks: body.blocks + [.init(.figure(figure))])
    }
    return .init(title: form["title"], body: body, isKey: form.isOn("key"), isPinned: form.isOn("pin"))
  }

  private func refused(
    _ id: ItemID, _ form: Form, _ errors: [String: Phrase], _ context: StaffContext
  ) async throws -> Response {
    var view = try await newsroom.liveView(of: id, for: context.principal)
    view.problems = errors
    if form.optional("version") == nil { view.typed = (form["title"], form["body"]) }
    return LiveBlogDeskPage(view: view, context: context).page.answer(context, status: errors[""] == nil ? 422 : 409)
  }
}

/// Everything the page of a live blog shows.
struct LiveBlogView: Sendable {
  let item: Item
  let entries: [LiveEntry]
  let state: LiveBlogState
  let pictures: [PictureID: PictureProfile]
  let now: Date
  var problems: [String: Phrase] = [:]
  /// What was typed, where it was refused.
  var typed: (title: String, body: String)?

  /// What it looks like, in few letters.
  var mark: String {
    let newest = entries.map { $0.editedAt ?? $0.publishedAt ?? $0.madeAt }.max()?.milliseconds ?? 0
    let versions = entries.reduce(0) { $0 + $1.version }
    return
      "\(state.change)-\(entries.count)-\(versions)-\(newest)-\(state.closedAt == nil ? 0 : 1)-\(item.state.rawValue)"
  }
}

extension Newsroom {
  func liveView(of id: ItemID, for principal: Principal) async throws -> LiveBlogView {
    let (item, entries, state) = try await database.read { connection in
      (
        try Self.visible(try ItemStore.find(id, on: connection), to: principal),
        try LiveStore.all(of: id, on: connection), try LiveStore.state(of: id, on: connection)
      )
    }
    let pictures = Array(Set(entries.flatMap(\.body.pictures)))
    return LiveBlogView(
      item: item, entries: entries, state: state,
      pictures: pictures.isEmpty ? [:] : try await self.pictures.pictures(pictures), now: clock.now)
  }
}
