import Contracts
import Foundation
import Hummingbird
import Kernel
import Persistence
import Web

/// The list of plans, a plan's page, and the acts on the plan as a whole.
struct PlanController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: list)
    staff.get("moi") { request, context in try await createForm(nil, [:], context) }
    staff.post("moi", use: create)
    staff.get(":plan", use: show)
    staff.get(":plan/sua") { _, context in try await editForm(nil, [:], nil, context) }
    staff.post(":plan/sua", use: edit)
    staff.post(":plan/trang-thai", use: setState)
    staff.post(":plan/giao", use: give)
    staff.get(":plan/bat-dau") { _, context in try await startPage(nil, context) }
    staff.post(":plan/bat-dau", use: start)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let lines = try await programme.plans(for: context.principal)
    return PlanListPage(
      lines: lines, today: programme.clock.today, principal: context.principal,
      mayWrite: Programme.mayWritePlans(context.principal)
    ).answer(context)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(
      try context.planName(), PlanTab(rawValue: request.asked("xem")) ?? .overview,
      day: CivilDate(rawValue: request.asked("ngay")), isSaved: request.asked("da-ghi") == "1", context)
  }

  func page(
    _ name: String, _ tab: PlanTab, day: CivilDate? = nil, problem: Phrase? = nil, isSaved: Bool = false,
    _ context: StaffContext
  ) async throws -> Response {
    let today = programme.clock.today
    let view = try await programme.plan(named: name, for: context.principal)
    let owner = try await view.record.owner.asyncMap { id in
      try await programme.organisations.organisation(id, on: today)?.name ?? ""
    }
    // Whoever may everywhere gives plans to those who keep them.
    let mayGive = context.principal.organisations(for: Programme.manage) == nil && tab == .overview
    return PlanPage(
      view: view, tab: tab, day: day ?? today, today: today, owner: owner,
      owners: mayGive ? try await owners(context) : [],
      known: tab == .tasks && view.mayManage ? try await programme.namesToday() : nil,
      standing: tab == .overview && view.record.state != .draft
        ? (try await programme.standing(of: view.record, for: context.principal), programme.calendar) : nil,
      problem: problem,
      status: problem == nil ? 200 : 409, isSaved: isSaved
    ).answer(context)
  }

  // MARK: Head

  /// Organisations for which this person may write plans; nobody where only the administrator may.
  private func owners(_ context: StaffContext) async throws -> [(value: String, label: String)] {
    let t = context.translator
    let all = try await programme.organisations.organisations(kind: nil, on: programme.clock.today)
    guard context.principal.organisations(for: Programme.manage) != nil else {
      return [("", t("Chưa giao cơ quan nào"))] + all.map { ($0.id.rawValue, $0.name) }
    }
    return all.filter { Programme.mayKeep(.agency, of: $0.id, context.principal) }.map { ($0.id.rawValue, $0.name) }
  }

  /// Kinds of plans that this person writes.
  private static func kinds(_ principal: Principal) -> [PlanKind] {
    principal.mayAnywhere(Programme.manage) ? PlanKind.allCases : [.agency]
  }

  private func createForm(
    _ sent: PlanDraft?, _ errors: [String: Phrase], _ context: StaffContext
  ) async throws -> Response {
    guard Programme.mayWritePlans(context.principal) else { throw Failure.forbidden(Programme.manage) }
    let t = context.translator
    var draft = PlanDraft()
    let kinds = Self.kinds(context.principal)
    draft.kind = kinds.contains(draft.kind) ? draft.kind : .agency
    draft.fromYear = programme.clock.today.year
    draft.toYear = programme.clock.today.year + 4
    return PlanFormPage(
      title: t("Viết kế hoạch"), action: "\(ProgrammePath.plans)/moi", back: ProgrammePath.plans, plan: nil,
      submit: t("Ghi dự thảo"),
      fields: PlanForm.html(
        sent ?? draft, kinds: kinds, owners: try await owners(context), isNew: true, errors: errors, t),
      errors: errors
    ).answer(context)
  }

  private func create(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 131_072)
    let draft = PlanForm.draft(form)
    do {
      let record = try await programme.createPlan(draft, once: form.number, by: context.principal)
      return Answer.seeOther(PlanPage.path(record.id, .targets))
    } catch Failure.invalid(let errors) {
      return try await createForm(draft, errors, context)
    }
  }

  private func editForm(
    _ sent: PlanDraft?, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    return PlanFormPage(
      title: t("Sửa kế hoạch"), action: "\(ProgrammePath.plan(view.record.id))/sua",
      back: ProgrammePath.plan(view.record.id), plan: view.record, submit: t("Ghi thay đổi"),
      fields: PlanForm.html(
        sent ?? PlanDraft(view.record),
        kinds: PlanKind.allCases.filter {
          Programme.mayKeep($0, of: view.record.owner, context.principal)
        }, owners: [], isNew: false, errors: errors, t),
      errors: errors, conflict: conflict
    ).answer(context)
  }

  private func edit(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 131_072)
    let draft = PlanForm.draft(form)
    do {
      try await programme.changePlan(name, draft, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)")
    } catch Failure.invalid(let errors) {
      return try await editForm(draft, errors, nil, context)
    } catch Failure.conflict(let why) {
      return try await editForm(draft, [:], why, context)
    }
  }

  // MARK: State

  private func startPage(_ problem: Phrase?, _ context: StaffContext) async throws -> Response {
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    guard view.record.state == .draft else { return Answer.seeOther(ProgrammePath.plan(view.record.id)) }
    return PlanStartPage(
      plan: view.record, readiness: try await programme.readiness(of: view.whole), problem: problem
    ).answer(context)
  }

  private func start(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 16_384)
    guard form.isOn("confirmed") else {
      return try await startPage("Đánh dấu ô xác nhận rồi mới bắt đầu thực hiện.", context)
    }
    do {
      try await programme.setState(name, .active, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)")
    } catch Failure.conflict(let why) {
      return try await startPage(why, context)
    }
  }

  private func setState(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 16_384)
    guard let state = PlanState(rawValue: form["state"]) else {
      throw Failure.invalid(["state": "Chọn một trạng thái"])
    }
    // A draft is put into force only from the page that says what that does.
    let now = try await programme.database.read { try Programme.seen(name, by: context.principal, on: $0) }.state
    if now == .draft {
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)/bat-dau")
    }
    do {
      try await programme.setState(name, state, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)")
    } catch Failure.conflict(let why) {
      return try await page(name, .overview, problem: why, context)
    }
  }

  private func give(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 16_384)
    try await programme.givePlan(
      name, to: form.optional("owner").map { OrganisationID($0) }, by: context.principal)
    return Answer.seeOther("\(ProgrammePath.plans)/\(name)")
  }
}

extension Optional where Wrapped: Sendable {
  /// `map` with a closure that waits.
  fileprivate func asyncMap<Value: Sendable>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
