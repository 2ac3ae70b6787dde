import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Persistence
import Web

/// `/lam-viec/thong-bao`: what a person should know; and the count that the bell shows.
///
/// Nobody needs a permission: everything is asked for by the account of the session, so there is nothing of others to see.
struct NoticeController: Sendable {
  let collaboration: Collaboration

  private static let limit = 50

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/thong-bao", use: show)
    desk.get("lam-viec/thong-bao/:id", use: open)
    desk.post("lam-viec/thong-bao", use: read)
    desk.get("api/v1/notices", use: list)
    desk.get("api/v1/notices/count", use: count)
    desk.post("api/v1/notices/read", use: readByProgram)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let account = context.principal.id
    let unreadOnly = request.asked("loc") != "tat-ca"
    let before = request.asked("truoc")
    let (page, unread) = try await collaboration.database.read { connection in
      (
        try NoticeStore.page(
          of: account, unreadOnly: unreadOnly, before: before, limit: Self.limit, on: connection),
        try NoticeStore.unread(of: account, on: connection)
      )
    }
    return NoticesPage(
      part: page, unread: unread, unreadOnly: unreadOnly, isFirst: before == nil,
      days: collaboration.policies.on(collaboration.clock.today).noticeDays, now: collaboration.clock.now,
      context: context
    ).page.answer(context)
  }

  /// Leads to what a notice is about. That it has been read is written down on the way; a link that changes nothing else,
  /// and nothing that anybody but the person sees, may do so.
  @Sendable func open(_ request: Request, context: StaffContext) async throws -> Response {
    let id = NoticeID(try context.parameters.require("id"))
    let (account, now) = (context.principal.id, collaboration.clock.now)
    let path = try await collaboration.database.write { connection in
      guard let notice = try NoticeStore.find(id, of: account, on: connection) else { throw Failure.notFound }
      try NoticeStore.read([id], of: account, at: now, on: connection)
      return notice.path
    }
    return Answer.seeOther(SafeURL.local(path) ?? NoticePath.page)
  }

  @Sendable func read(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let (account, now) = (context.principal.id, collaboration.clock.now)
    let ids = form.all("id").prefix(500).map { NoticeID($0) }
    let act = form["act"]
    try await collaboration.database.write { connection in
      switch act {
      case "all": try NoticeStore.read(nil, of: account, at: now, on: connection)
      case "unread": for id in ids { try NoticeStore.unread(id, of: account, on: connection) }
      default: try NoticeStore.read(ids, of: account, at: now, on: connection)
      }
    }
    return Answer.seeOther(NoticePath.page + (form["loc"] == "tat-ca" ? "?loc=tat-ca" : ""))
  }

  private struct Count: Encodable {
    let unread: Int
  }

  /// One look at an index; asked for by each browser about twice a minute.
  @Sendable func count(_ request: Request, context: StaffContext) async throws -> Response {
    let account = context.principal.id
    let unread = try await collaboration.database.read { try NoticeStore.unread(of: account, on: $0) }
    var answer = try Answer.json(Count(unread: unread))
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  private struct Line: Encodable {
    let id: String
    let kind: String
    let text: String
    let path: String
    let at: Date
    let isRead: Bool
  }

  private struct List: Encodable {
    let items: [Line]
    let next: String?
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let account = context.principal.id
    let (unreadOnly, before) = (request.asked("unread") == "true", request.asked("before"))
    let page = try await collaboration.database.read {
      try NoticeStore.page(of: account, unreadOnly: unreadOnly, before: before, limit: Self.limit, on: $0)
    }
    let t = context.translator
    let lines = page.items.map {
      Line(id: $0.id.rawValue, kind: $0.kind, text: $0.text(t), path: $0.path, at: $0.madeAt, isRead: $0.isRead)
    }
    return try Answer.json(List(items: lines, next: page.next))
  }

  private struct Read: Decodable {
    let ids: [String]?
    let all: Bool?
  }

  /// `{"ids": […]}` or `{"all": true}`.
  @Sendable func readByProgram(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await JSONBody.read(request, as: Read.self, limit: 65_536)
    let (account, now) = (context.principal.id, collaboration.clock.now)
    let ids = sent.all == true ? nil : (sent.ids ?? []).prefix(500).map { NoticeID($0) }
    let unread = try await collaboration.database.write { connection in
      try NoticeStore.read(ids, of: account, at: now, on: connection)
      return try NoticeStore.unread(of: account, on: connection)
    }
    return try Answer.json(Count(unread: unread))
  }
}
