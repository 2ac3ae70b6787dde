import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/tin-nguon/quy-tac`: what is done of itself with what comes in.
struct InboxRulesController: Sendable {
  let intake: Intake

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = intake.newsroom.desk(routes)
    desk.get("/lam-viec/tin-nguon/quy-tac", use: list)
    desk.post("/lam-viec/tin-nguon/quy-tac", use: add)
    desk.post("/lam-viec/tin-nguon/quy-tac/:id/len", use: raise)
    desk.post("/lam-viec/tin-nguon/quy-tac/:id/dung", use: pause)
    desk.post("/lam-viec/tin-nguon/quy-tac/:id/chay", use: resume)
    desk.post("/lam-viec/tin-nguon/quy-tac/:id/xoa", use: remove)
    desk.post("/lam-viec/bai/:id/thoi-theo-nguon", use: convert)
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await page(request, context)
  }

  private func page(
    _ request: Request, _ context: StaffContext, draft: NewInboxRule = .init(), errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let principal = context.principal
    let organisation = try Intake.organisation(Newsroom.readInbox, of: principal, asked: request.query["co-quan"])
    return InboxRulesPage(
      organisation: organisation, rules: try await intake.rules(of: organisation, for: principal),
      sources: try await intake.sources(of: organisation, for: principal),
      sections: try await intake.newsroom.sections(of: organisation),
      people: try await intake.newsroom.people.people(in: organisation), draft: draft, errors: errors, context: context
    ).desk.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func add(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Intake.organisation(
      Newsroom.manageInbox, of: context.principal, asked: request.query["co-quan"])
    let rule = Self.rule(form)
    do {
      try await intake.addRule(rule, to: organisation, by: context.principal)
      return Answer.seeOther(InboxPath.rules)
    } catch Failure.invalid(let errors) {
      return try await page(request, context, draft: rule, errors: errors)
    }
  }

  private static func rule(_ form: Form) -> NewInboxRule {
    func some(_ name: String) -> String? { form[name].isEmpty ? nil : form[name] }
    return NewInboxRule(
      name: form["name"], source: some("source").map { InboxSourceID($0) },
      words: form["words"].split(separator: ",").map(String.init),
      categories: form["categories"].split(separator: ",").map(String.init), mostUrgency: Int(form["urgency"]),
      act: InboxRule.Act(rawValue: form["act"]) ?? .route, section: some("section").map { SectionID($0) },
      assignee: some("assignee").map { AccountID($0) })
  }

  private func raise(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await act(request, context) { try await intake.raiseRule($0, by: context.principal) }
  }

  private func pause(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await act(request, context) { try await intake.setRule($0, isActive: false, by: context.principal) }
  }

  private func resume(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await act(request, context) { try await intake.setRule($0, isActive: true, by: context.principal) }
  }

  private func remove(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await act(request, context) { try await intake.removeRule($0, by: context.principal) }
  }

  private func act(
    _ request: Request, _ context: StaffContext, _ body: (InboxRuleID) async throws -> Void
  ) async throws -> Response {
    _ = try await Form.read(request, context)
    try await body(InboxRuleID(try context.parameters.require("id")))
    return Answer.seeOther(InboxPath.rules)
  }

  private func convert(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = ItemID(try context.parameters.require("id"))
    try await intake.newsroom.convertFollowed(id, by: context.principal)
    return Answer.seeOther(DeskPath.item(id))
  }
}
