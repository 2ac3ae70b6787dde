import Foundation
import Hummingbird
import Kernel
import Web

/// Forms for targets, tasks and deadlines of a plan.
struct PlanEntryController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    add(.targets(programme), to: staff)
    add(.tasks(programme), to: staff)
    add(.deadlines(programme), to: staff)
  }

  private func add<Draft>(_ kind: PlanEntryKind<Draft>, to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/them-\(kind.path)") { request, context in
      try await form(kind, nil, isSaved: request.asked("da-ghi") == "1", context)
    }
    staff.post(":plan/them-\(kind.path)") { try await save(kind, nil, $0, $1) }
    staff.get(":plan/sua-\(kind.path)/:entry") { _, context in try await form(kind, try entry(context), context) }
    staff.post(":plan/sua-\(kind.path)/:entry") { try await save(kind, try entry($1), $0, $1) }
    staff.post(":plan/bo-\(kind.path)/:entry") { try await end(kind, $0, $1) }
  }

  private func entry(_ context: StaffContext) throws -> String {
    guard let entry = context.parameters.get("entry") else { throw Failure.notFound }
    return entry
  }

  /// The plan for whoever keeps it.
  private func kept(_ context: StaffContext) async throws -> Programme.PlanView {
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    return view
  }

  private func form<Draft>(
    _ kind: PlanEntryKind<Draft>, _ id: String?, sent: Draft? = nil, errors: [String: Phrase] = [:],
    conflict: Phrase? = nil, isSaved: Bool = false, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await kept(context)
    let before = id.map { kind.find(view, $0) }
    if case .some(nil) = before { throw Failure.notFound }
    let plan = ProgrammePath.plan(view.record.id)
    let remove = id.map { id in
      Button.post(
        t(kind.removeTitle), to: "\(plan)/bo-\(kind.path)/\(id)", context, style: .danger, icon: "trash-2")
    }
    return PlanFormPage(
      title: t(id == nil ? kind.addTitle : kind.changeTitle),
      action: id.map { "\(plan)/sua-\(kind.path)/\($0)" } ?? "\(plan)/them-\(kind.path)",
      back: PlanPage.path(view.record.id, kind.tab), plan: view.record, submit: t("Ghi"),
      fields: try await kind.fields(sent ?? before.flatMap(\.self) ?? kind.blank, view, id, errors, t),
      after: remove ?? .empty, errors: errors, conflict: conflict, goesOn: id == nil, isSaved: isSaved
    ).answer(context)
  }

  /// Saves, and back to the plan or to the next one; or the form again with what does not hold.
  private func save<Draft>(
    _ kind: PlanEntryKind<Draft>, _ id: String?, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let name = try context.planName()
    let sent = try await Form.read(request, context, limit: 262_144)
    let draft = kind.read(sent)
    do {
      if let id {
        try await kind.change(name, id, draft, context.principal)
      } else {
        try await kind.add(name, draft, sent.number, context.principal)
      }
      let plan = "\(ProgrammePath.plans)/\(name)"
      return Answer.seeOther(
        sent.isOn("next") && id == nil
          ? "\(plan)/them-\(kind.path)?da-ghi=1" : "\(plan)?xem=\(kind.tab.rawValue)&da-ghi=1")
    } catch Failure.invalid(let errors) {
      return try await form(kind, id, sent: draft, errors: errors, context)
    } catch Failure.conflict(let why) {
      return try await form(kind, id, sent: draft, conflict: why, context)
    }
  }

  /// Takes something out of the plan, and back to its part of the page.
  private func end<Draft>(
    _ kind: PlanEntryKind<Draft>, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let name = try context.planName()
    let id = try entry(context)
    _ = try await Form.read(request, context, limit: 16_384)
    do {
      try await kind.end(name, id, context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(kind.tab.rawValue)")
    } catch Failure.conflict(let why) {
      return try await PlanController(programme: programme).page(name, kind.tab, problem: why, context)
    }
  }
}
