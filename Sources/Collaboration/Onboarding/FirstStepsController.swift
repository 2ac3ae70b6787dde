import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/bat-dau`: the first acts of whoever is new, as a list that ticks itself and can be put away and taken out
/// again.
struct FirstStepsController: Sendable {
  let collaboration: Collaboration

  static let path = "/lam-viec/bat-dau"
  /// Stands among the steps when the list was put away.
  static let hidden = "an"

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/bat-dau", use: show)
    desk.post("lam-viec/bat-dau", use: change)
    desk.get("lam-viec/bat-dau/:id", use: go)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let card = await collaboration.firstStepsCard(context, evenIfHidden: true)
    let t = context.translator
    let body = card.isEmpty ? EmptyState.html(t("Không có bước đầu nào cho vai trò của bạn.")) : card
    return DeskPage(
      title: t("Bắt đầu"), room: "own", body: "<div class=\"stack\">\(body)</div>"
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let (account, now, hides) = (context.principal.id, collaboration.clock.now, form["act"] == "hide")
    try await collaboration.database.write { connection in
      if hides {
        try FirstStepStore.mark(Self.hidden, of: account, at: now, on: connection)
      } else {
        try FirstStepStore.unmark(Self.hidden, of: account, on: connection)
      }
    }
    return Answer.seeOther(hides ? "/lam-viec" : Self.path)
  }

  /// Leads to where a step is done, and keeps that the person went there.
  @Sendable func go(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.parameters.require("id")
    guard let track = collaboration.steps.track(of: context.principal),
      let step = track.steps.first(where: { $0.id == id })
    else { throw Failure.notFound }
    let (account, now) = (context.principal.id, collaboration.clock.now)
    try await collaboration.database.write {
      try FirstStepStore.mark("\(track.id).\(step.id)", of: account, at: now, on: $0)
    }
    return Answer.seeOther(step.path)
  }
}

/// All SQL about first steps.
enum FirstStepStore {
  static func marks(of account: AccountID, on connection: any Connection) throws -> Set<String> {
    Set(
      try connection.values(
        "SELECT step FROM first_step WHERE account = \(account) LIMIT 200", as: String.self))
  }

  static func mark(_ step: String, of account: AccountID, at now: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO first_step (account, step, made_at) VALUES (\(account), \(step), \(now))
      ON CONFLICT (account, step) DO NOTHING
      """)
  }

  static func unmark(_ step: String, of account: AccountID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM first_step WHERE account = \(account) AND step = \(step)")
  }
}
