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
    _ values: WorkForm.Values, _ context: StaffContext, errors: [String: Phrase] = [:],
    doubts: Set<WorkDoubt> = [], conflict: Phrase? = nil
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
      errors: errors, doubts: doubts, conflict: conflict
    ).answer(context)
  }

  private func make(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 262_144)
    var (faults, doubts): ([String: Phrase], Set<WorkDoubt>) = ([:], [])
    do {
      let leads = try await programme.organisations(named: sent.all("leads"), field: "lead", &faults)
      let draft = try await draft(sent, lead: leads.first ?? OrganisationID(""), &faults)
      let found = try await programme.doubts(due: draft.dueOn, leads: leads)
      (doubts, faults) = Self.ask(found, sent, faults)
      let made = try await programme.make(draft, for: leads, known: faults, once: sent.number, by: context.principal)
      guard made.count == 1 else { return Answer.seeOther(ProgrammePath.tasks) }
      return Answer.seeOther("\(ProgrammePath.work(made[0]))?moi=1")
    } catch Failure.invalid(let errors) {
      return try await form(Self.values(sent), context, errors: errors, doubts: doubts)
    } catch Failure.conflict(let why) {
      return try await form(Self.values(sent), context, conflict: why)
    }
  }

  /// What is asked about: it stands beside its field until its box is ticked.
  static func ask(
    _ found: [WorkDoubt: Phrase], _ sent: Form, _ faults: [String: Phrase]
  ) -> (Set<WorkDoubt>, [String: Phrase]) {
    var faults = faults
    for (doubt, words) in found where !sent.isOn(doubt.rawValue) { faults.add([doubt.field: words]) }
    return (Set(found.keys), faults)
  }

  private func draft(
    _ sent: Form, lead: OrganisationID, _ faults: inout [String: Phrase]
  ) async throws -> WorkDraft {
    var draft = WorkDraft(lead: lead)
    draft.plan = sent.optional("plan").map { PlanID($0) }
    draft.planTask = sent.optional("muc").map { PlanTaskID($0) }
    draft.parent = sent.optional("parent").map { WorkID($0) }
    draft.title = sent["title"]
    draft.detail = sent["detail"]
    draft.partners = try await programme.organisations(named: sent.all("partners"), field: "partners", &faults)
    draft.responsible = sent.optional("responsible").map { AccountID($0) }
    draft.funding = sent["funding"]
    draft.deliverables = sent["deliverables"]
    draft.startsOn = TaskQuery.day("starts-on", sent, &faults)
    draft.dueOn = TaskQuery.day("due-on", sent, &faults)
    draft.every = WorkRhythm(rawValue: sent["every"])
    draft.until = TaskQuery.day("until", sent, &faults)
    return draft
  }

  private static func values(_ sent: Form) -> WorkForm.Values {
    WorkForm.Values(
      plan: sent["plan"], planTask: sent["muc"], parent: sent["parent"], title: sent["title"], detail: sent["detail"],
      leads: lines(sent, "leads"), partners: lines(sent, "partners"), responsible: sent["responsible"],
      funding: sent["funding"], deliverables: sent["deliverables"], startsOn: TaskQuery.written(sent["starts-on"]),
      dueOn: TaskQuery.written(sent["due-on"]), every: sent["every"], until: TaskQuery.written(sent["until"]),
      base: sent["base"], accepted: Set(WorkDoubt.allCases.filter { sent.isOn($0.rawValue) }))
  }

  private static func lines(_ sent: Form, _ name: String) -> String {
    sent.all(name).filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
  }

  private func editing(
    _ id: WorkID, _ context: StaffContext, _ sent: Form?, _ errors: [String: Phrase], _ conflict: Phrase?,
    doubts: Set<WorkDoubt> = []
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
    let isWhole = file.work.mayKeep(principal)
    return WorkForm(
      values: values, id: id, plans: [], planTask: file.planTask, parent: file.parent,
      organisations: isWhole ? try await programme.organisationsToday() : [], colleagues: file.colleagues,
      isWhole: isWhole, errors: errors, doubts: doubts, conflict: conflict
    ).answer(context)
  }

  private func change(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try TaskQuery.work(context)
    let sent = try await Form.read(request, context, limit: 262_144)
    let file = try await programme.file(id, for: context.principal)
    var (faults, doubts): ([String: Phrase], Set<WorkDoubt>) = ([:], [])
    do {
      var draft = try await draft(sent, lead: file.record.lead, &faults)
      if file.work.mayKeep(context.principal) {
        let isMoved = draft.dueOn != file.record.dueOn
        let found = try await programme.doubts(due: isMoved ? draft.dueOn : nil, leads: [])
        (doubts, faults) = Self.ask(found, sent, faults)
      } else {
        // Those who do not keep it send only who is responsible.
        draft.title = file.record.title
      }
      try await programme.change(id, draft, base: Int(sent["base"]) ?? 0, known: faults, by: context.principal)
      return Answer.seeOther(ProgrammePath.work(id))
    } catch Failure.invalid(let errors) {
      return try await editing(id, context, sent, errors, nil, doubts: doubts)
    } catch Failure.conflict(let why) {
      return try await editing(id, context, sent, [:], why)
    }
  }
}
