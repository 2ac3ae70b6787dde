import Contracts
import Foundation
import Hummingbird
import Kernel
import Persistence
import Vietnamese
import Web

/// Writing work down: from a plan's task, by hand, as a part of other work; and changing it.
struct TaskFormController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/nhiem-vu`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("moi", use: start)
    staff.post("moi", use: make)
    staff.get(":id/sua") { request, context in
      try await editing(try TaskQuery.work(context), context, nil, [:], nil)
    }
    staff.post(":id/sua", use: change)
  }

  private func start(_ request: Request, context: StaffContext) async throws -> Response {
    var values = WorkForm.Values()
    values.plan = TaskQuery.value("ke-hoach", request)
    values.planTask = TaskQuery.value("muc", request)
    values.parent = TaskQuery.value("cha", request)
    return try await form(try await programme.proposed(values, for: context.principal), context)
  }

  private func form(
    _ values: WorkForm.Values, _ context: StaffContext, errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    let principal = context.principal
    let parent = values.parent.isEmpty ? nil : try await programme.file(WorkID(values.parent), for: principal)
    let mayMake = parent.map { $0.work.mayKeep(principal) || $0.work.mayWork(principal) }
    guard mayMake ?? Programme.mayWritePlans(principal) else { throw Failure.forbidden(Programme.manage) }
    let task =
      values.planTask.isEmpty
      ? nil : try await programme.database.read { try PlanStore.task(PlanTaskID(values.planTask), on: $0) }
    return WorkForm(
      values: values, id: nil, plans: try await programme.runningPlans(for: principal), planTask: task,
      parent: parent?.record,
      organisations: try await programme.organisationsToday(), colleagues: parent?.colleagues ?? [], isWhole: true,
      errors: errors, conflict: conflict
    ).answer(context)
  }

  private func make(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 262_144)
    do {
      let leads = try await programme.organisations(named: sent["leads"], field: "lead")
      guard let first = leads.first else { throw Failure.invalid(["lead": "Cần tên đơn vị chủ trì"]) }
      let draft = try await draft(sent, lead: first)
      let made = try await programme.make(draft, for: leads, by: context.principal)
      guard made.count == 1 else { return Answer.seeOther(ProgrammePath.tasks) }
      return Answer.seeOther("\(ProgrammePath.work(made[0]))?moi=1")
    } catch Failure.invalid(let errors) {
      return try await form(Self.values(sent), context, errors: errors)
    } catch Failure.conflict(let why) {
      return try await form(Self.values(sent), context, conflict: why)
    }
  }

  private func draft(_ sent: Form, lead: OrganisationID) async throws -> WorkDraft {
    var draft = WorkDraft(lead: lead)
    draft.plan = sent.optional("plan").map { PlanID($0) }
    draft.planTask = sent.optional("muc").map { PlanTaskID($0) }
    draft.parent = sent.optional("parent").map { WorkID($0) }
    draft.title = sent["title"]
    draft.detail = sent["detail"]
    draft.partners = try await programme.organisations(named: sent["partners"], field: "partners")
    draft.responsible = sent.optional("responsible").map { AccountID($0) }
    draft.funding = sent["funding"]
    draft.deliverables = sent["deliverables"]
    draft.startsOn = try TaskQuery.day("starts-on", sent)
    draft.dueOn = try TaskQuery.day("due-on", sent)
    draft.every = WorkRhythm(rawValue: sent["every"])
    draft.until = try TaskQuery.day("until", sent)
    return draft
  }

  private static func values(_ sent: Form) -> WorkForm.Values {
    WorkForm.Values(
      plan: sent["plan"], planTask: sent["muc"], parent: sent["parent"], title: sent["title"], detail: sent["detail"],
      leads: sent["leads"], partners: sent["partners"], responsible: sent["responsible"], funding: sent["funding"],
      deliverables: sent["deliverables"], startsOn: CivilDate(rawValue: sent["starts-on"]),
      dueOn: CivilDate(rawValue: sent["due-on"]), every: sent["every"], until: CivilDate(rawValue: sent["until"]),
      base: sent["base"])
  }

  private func editing(
    _ id: WorkID, _ context: StaffContext, _ sent: Form?, _ errors: [String: Phrase], _ conflict: Phrase?
  ) async throws -> Response {
    let file = try await programme.file(id, for: context.principal)
    let (record, principal) = (file.record, context.principal)
    guard file.work.mayKeep(principal) || file.work.mayWork(principal) else {
      throw Failure.forbidden(Programme.manage)
    }
    let values =
      sent.map(Self.values)
      ?? WorkForm.Values(
        plan: record.plan?.rawValue ?? "", title: record.title, detail: record.detail,
        partners: file.work.partners.compactMap { file.names[$0] }.joined(separator: "\n"),
        responsible: record.responsible?.rawValue ?? "", funding: record.funding, deliverables: record.deliverables,
        startsOn: record.startsOn, dueOn: record.dueOn, base: "\(record.version)")
    return WorkForm(
      values: values, id: id, plans: [], planTask: file.planTask, parent: file.parent, organisations: [],
      colleagues: file.colleagues, isWhole: file.work.mayKeep(principal), errors: errors, conflict: conflict
    ).answer(context)
  }

  private func change(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try TaskQuery.work(context)
    let sent = try await Form.read(request, context, limit: 262_144)
    let file = try await programme.file(id, for: context.principal)
    do {
      var draft = try await draft(sent, lead: file.record.lead)
      // Those who do not keep it send only who is responsible.
      if !file.work.mayKeep(context.principal) { draft.title = file.record.title }
      try await programme.change(id, draft, base: Int(sent["base"]) ?? 0, by: context.principal)
      return Answer.seeOther(ProgrammePath.work(id))
    } catch Failure.invalid(let errors) {
      return try await editing(id, context, sent, errors, nil)
    } catch Failure.conflict(let why) {
      return try await editing(id, context, sent, [:], why)
    }
  }
}
