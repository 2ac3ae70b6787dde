import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/ke-hoach/de-tai`: plans, their forms and what is decided on them.
struct PlansController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/de-tai", use: list)
    desk.get("lam-viec/ke-hoach/de-tai/moi") { request, context in try await adding(Sent(), request, context) }
    desk.post("lam-viec/ke-hoach/de-tai/moi", use: add)
    desk.get("lam-viec/ke-hoach/de-tai/:id", use: show)
    desk.get("lam-viec/ke-hoach/de-tai/:id/sua") { _, context in try await changing(Sent(), context) }
    desk.post("lam-viec/ke-hoach/de-tai/:id/sua", use: change)
    desk.get("lam-viec/ke-hoach/de-tai/:id/tu-choi") { _, context in try await declining(Sent(), context) }
    desk.post("lam-viec/ke-hoach/de-tai/:id/tu-choi", use: decline)
    for (path, act) in [("duyet", PlanState.Act.accept), ("xong", .finish), ("mo-lai", .reopen)] {
      desk.post("lam-viec/ke-hoach/de-tai/:id/\(path)") { request, context in
        _ = try await Form.read(request, context, limit: 16_384)
        let id: PlanID = try context.recordID()
        try await planning.decide(act, id, by: context.principal)
        return Answer.seeOther(PlanningPath.plan(id))
      }
    }
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let filter = PlanFilter(
      organisation: organisation, state: request.asked("trang-thai").flatMap(PlanState.init(rawValue:)),
      isWaiting: request.asked("loc") == "cho", proposer: request.asked("loc") == "cua-toi" ? context.principal.id : nil
    )
    let before = request.asked("truoc")
    let plans = try await planning.plans(filter, before: before, for: context.principal)
    return PlansPage(
      plans: plans, filter: filter, isFirst: before == nil, today: planning.clock.today, now: planning.clock.now,
      context: context
    ).page.answer(context)
  }

  private func adding(_ sent: Sent, _ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    try context.principal.require(Planning.pitch, in: organisation)
    let t = context.translator
    var fields: [String: [String]] = ["day": [request.asked("ngay") ?? ""]]
    if sent.isFresh, let text = request.asked("su-kien") {
      let (event, _) = try await planning.event(PlanningEventID(text), for: context.principal)
      let time = request.asked("lan").flatMap { ICalText.time($0, zone: nil) } ?? event.startsAt
      fields = [
        "title": [event.title], "day": [CivilDate(time).rawValue], "event": [event.id.rawValue],
        "time": [ICalText.utc(time)],
      ]
    }
    let form = PlanForm(
      form: sent.isFresh ? Form(fields: fields) : sent.form, sent: sent,
      sections: try await planning.items.sections(of: organisation),
      editions: try await planning.editions(of: organisation, for: context.principal), t: t)
    let manages = context.principal.may(Planning.manage, in: organisation)
    let accepted = Field.check(
      "accepted", label: t("Duyệt luôn"), isOn: sent.isFresh ? true : sent.form.isOn("accepted"))
    return FormPage(
      title: t("Đề xuất đề tài"), action: "\(PlanningPath.plans)/moi", submit: t("Gửi đề tài"),
      back: (t("Đề tài"), PlanningPath.plans), fields: "\(form.html)\(if: manages, accepted)", sent: sent
    ).answer(context)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await adding($0, request, context) }) { form in
      let organisation = try Planning.desk(of: context.principal, asked: form.optional("co-quan"))
      let plan = try await planning.propose(
        try PlanForm.read(form), in: organisation, accepted: form.isOn("accepted"), by: context.principal)
      return PlanningPath.plan(plan.id)
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let plan = try await planning.plan(try context.recordID(), for: context.principal)
    guard Planning.mayWrite(plan, context.principal) else { throw Failure.forbidden(Planning.manage) }
    let t = context.translator
    let form = PlanForm(
      form: sent.isFresh ? Form(fields: PlanForm.fields(of: plan)) : sent.form, sent: sent,
      sections: try await planning.items.sections(of: plan.organisation),
      editions: try await planning.editions(of: plan.organisation, for: context.principal), t: t)
    let version = sent.isFresh ? String(plan.version) : sent.form["version"]
    return FormPage(
      title: t("Sửa đề tài"), action: PlanningPath.plan(plan.id, "sua"), submit: t("Lưu"),
      back: (plan.title, PlanningPath.plan(plan.id)),
      fields: "<input type=\"hidden\" name=\"version\" value=\"\(version)\">\(form.html)", sent: sent
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await changing($0, context) }) { form in
      let id: PlanID = try context.recordID()
      try await planning.changePlan(
        id, try PlanForm.read(form), version: Int(form["version"]) ?? 0, by: context.principal)
      return PlanningPath.plan(id)
    }
  }

  private func declining(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let plan = try await planning.plan(try context.recordID(), for: context.principal)
    try context.principal.require(Planning.manage, in: plan.organisation)
    let t = context.translator
    return FormPage(
      title: t("Không làm đề tài này"), lead: t("Việc đã giao sẽ được hủy và người nhận được báo."),
      action: PlanningPath.plan(plan.id, "tu-choi"), submit: t("Không làm"), isDanger: true,
      back: (plan.title, PlanningPath.plan(plan.id)),
      fields: Field.text(
        "reason", label: t("Vì sao"), value: sent.form["reason"], error: sent.error("reason", t), isRequired: true,
        maxLength: 500, hasFocus: true), sent: sent
    ).answer(context)
  }

  @Sendable func decline(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await declining($0, context) }) { form in
      let id: PlanID = try context.recordID()
      try await planning.decide(.decline, id, reason: form["reason"], by: context.principal)
      return PlanningPath.plan(id)
    }
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let view = try await planning.planView(try context.recordID(), for: context.principal)
    return PlanPage(view: view, now: planning.clock.now, context: context).page.answer(context)
  }
}

/// A plan with everything that hangs on it.
struct PlanView: Sendable {
  let plan: Plan
  let coverages: [Coverage]
  let assignments: [CoverageID: [Assignment]]
  let items: [ItemID: ItemBrief]
  let event: PlanningEvent?
  let edition: Edition?
  let section: String?
  let desks: [PlanningDeskID: String]
}

extension Planning {
  func planView(_ id: PlanID, for principal: Principal) async throws -> PlanView {
    let view = try await database.read { connection in
      let plan = try Self.seen(try PlanStore.find(id, on: connection), \.organisation, by: principal)
      let coverages = try CoverageStore.of([id], on: connection)
      return PlanView(
        plan: plan, coverages: coverages,
        assignments: Dictionary(
          grouping: try AssignmentStore.of(coverages.map(\.id), on: connection), by: \.coverage), items: [:],
        event: try plan.event.flatMap { try EventStore.find($0, on: connection) },
        edition: try plan.edition.flatMap { try EditionStore.find($0, on: connection) }, section: nil,
        desks: Dictionary(
          try AssignmentStore.desks(of: plan.organisation, on: connection).map { ($0.id, $0.name) },
          uniquingKeysWith: { first, _ in first }))
    }
    let ids = Set(view.coverages.compactMap(\.item))
    let briefs = ids.isEmpty ? [:] : try await items.briefs(ids.sorted(), for: principal)
    let sections = view.plan.section == nil ? [] : try await items.sections(of: view.plan.organisation)
    return PlanView(
      plan: view.plan, coverages: view.coverages, assignments: view.assignments, items: briefs, event: view.event,
      edition: view.edition, section: sections.first { $0.id == view.plan.section }?.name, desks: view.desks)
  }
}
