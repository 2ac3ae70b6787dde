import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/cua-toi`: a place that nobody else sees.
struct PersonalController: Sendable {
  let collaboration: Collaboration

  private var database: Database { collaboration.database }

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/cua-toi", use: show)
    desk.post("lam-viec/cua-toi", use: saveNote)
    desk.post("lam-viec/cua-toi/ghim", use: pin)
    desk.post("lam-viec/cua-toi/ghim/:id/bo", use: unpin)
    desk.put("api/v1/note", use: saveByScript)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(context)
  }

  @Sendable func saveNote(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: PersonalNote.limit * 9)
    let body = form.all("note").first ?? ""
    do {
      _ = try await collaboration.saveNote(body, over: Int(form["base"]) ?? 0, of: context.principal.id)
      return Answer.seeOther(PersonalPath.home)
    } catch let stale as StaleNote {
      return try await page(context, typed: body, stale: stale.current)
    } catch Failure.invalid(let errors) {
      return try await page(context, typed: body, errors: errors)
    }
  }

  private struct Sent: Decodable {
    let body: String
    let base: Int
  }

  private struct Saved: Encodable {
    let revision: Int
    let body: String?
    let at: Date?
  }

  /// 200 once it is kept; 409 with what stands there where another tab was first.
  @Sendable func saveByScript(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await JSONBody.read(request, as: Sent.self, limit: PersonalNote.limit * 6)
    do {
      let note = try await collaboration.saveNote(sent.body, over: sent.base, of: context.principal.id)
      return try Answer.json(Saved(revision: note.revision, body: nil, at: note.changedAt))
    } catch let stale as StaleNote {
      let now = stale.current
      return try Answer.json(
        Saved(revision: now.revision, body: now.body, at: now.changedAt), status: .conflict)
    }
  }

  @Sendable func pin(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      try await collaboration.pin(form["address"], as: form["title"], by: context.principal)
      return Answer.seeOther(SafeURL.local(form.optional("ve")) ?? PersonalPath.home)
    } catch Failure.invalid(let errors) {
      return try await page(context, errors: errors, pinning: (form["address"], form["title"]))
    }
  }

  @Sendable func unpin(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let (id, account) = (try context.parameters.require("id"), context.principal.id)
    try await database.write { try PersonalStore.unpin(id, of: account, on: $0) }
    return Answer.seeOther(PersonalPath.home)
  }

  private func page(
    _ context: StaffContext, typed: String? = nil, stale: PersonalNote? = nil, errors: [String: Phrase] = [:],
    pinning: (address: String, title: String) = ("", "")
  ) async throws -> Response {
    let principal = context.principal
    let account = principal.id
    let (note, pins, notices) = try await database.read { connection in
      (
        try PersonalStore.note(of: account, on: connection), try PersonalStore.pins(of: account, on: connection),
        try NoticeStore.page(of: account, unreadOnly: true, before: nil, limit: 8, on: connection)
      )
    }
    let items = try await collaboration.items.briefs(pins.compactMap(\.item), for: principal)
    let drafts = try await collaboration.own.drafts(of: principal, limit: 10)
    let card = await collaboration.firstStepsCard(context, evenIfHidden: false)
    let duties = await collaboration.duties(context, .own)
    return PersonalPage(
      note: note, typed: typed, stale: stale, pins: pins, items: items, drafts: drafts, notices: notices,
      errors: errors, pinning: pinning, card: card, duties: duties, now: collaboration.clock.now, context: context
    ).page.answer(context, status: errors.isEmpty && stale == nil ? 200 : stale == nil ? 422 : 409)
  }
}
