import Contracts
import Foundation
import Kernel
import Persistence

/// The file of the demo province's plan.
struct DemoPlan: Decodable, Sendable {
  struct Work: Decodable, Sendable {
    let title, lead, funding, deliverables, words: String
    let partners: [String]
    let from, to, start, due, percent: Int
  }
  struct Deadline: Decodable, Sendable {
    let text, who, toWhom, section: String
    let month, day: Int
  }
  let counted: [DemoTarget]
  let deadline: Deadline
  let milestones: [DemoMilestone]
  let title, shortTitle, number, issued, issuer, province, national: String
  let from, to, base: Int
  let tasks: [Work]

  func write(_ programme: Programme, telling: Programme, _ cast: Programme.DemoCast) async throws {
    var draft = PlanDraft()
    draft.owner = cast.department
    draft.title = title
    draft.shortTitle = shortTitle
    draft.number = number
    draft.issued = issued
    draft.issuer = issuer
    draft.provinceName = province
    draft.fromYear = from
    draft.toYear = to
    draft.baseYear = base
    let plan = try await programme.createPlan(draft, by: cast.keeper)
    try await adopt(plan, programme, cast)
    try await add(plan, programme, cast)
    let own = try await addCounted(plan, programme, cast)
    try await addDeadline(plan, programme, cast)
    for milestone in milestones { try await milestone.write(into: plan, programme, by: cast.keeper) }
    try await programme.setState(plan.id.rawValue, .active, by: cast.keeper)
    for (work, task) in try await begun(plan, programme) { try await begin(work, task, plan, telling, cast) }
    let lastYear = programme.clock.today.year - 1
    for (target, counted) in own { try await counted.enter(until: lastYear, target, programme, cast) }
    if lastYear >= from, let day = CivilDate(lastYear, 12, 31) {
      try await programme.computeFigures(of: plan.id, on: day, by: cast.keeper)
      _ = try await programme.freezeFigures(of: plan.id, on: day, by: cast.head)
    }
    try await programme.computeFigures(of: plan.id, on: programme.clock.today, by: cast.keeper)
    for (target, counted) in own { try await counted.enterToday(target, programme, cast) }
  }

  /// By when the agencies report to the department.
  private func addDeadline(_ plan: PlanRecord, _ programme: Programme, _ cast: Programme.DemoCast) async throws {
    var draft = DeadlineDraft()
    draft.text = deadline.text
    draft.who = deadline.who
    draft.toWhom = deadline.toWhom
    draft.month = deadline.month
    draft.day = deadline.day
    draft.section = deadline.section
    draft.maker = "agency"
    try await programme.addDeadline(plan.id.rawValue, draft, by: cast.keeper)
  }

  /// Targets of the department's own, that no population counts.
  private func addCounted(
    _ plan: PlanRecord, _ programme: Programme, _ cast: Programme.DemoCast
  ) async throws -> [(TargetID, DemoTarget)] {
    var added: [(TargetID, DemoTarget)] = []
    for one in counted {
      added.append((try await programme.addTarget(plan.id.rawValue, one.draft, by: cast.keeper), one))
    }
    return added
  }

  private func adopt(_ plan: PlanRecord, _ programme: Programme, _ cast: Programme.DemoCast) async throws {
    let code = national
    let ids = try await programme.database.read { connection -> [TargetID] in
      guard let source = try PlanStore.find(code: code, on: connection) else { return [] }
      return try PlanStore.targets(of: source.id, on: connection).filter { $0.goal != "G7" && $0.goal != "G8" }.map(
        \.id)
    }
    guard !ids.isEmpty else { return }
    _ = try await programme.adopt(plan.id.rawValue, targets: ids, by: cast.keeper)
  }

  private func add(_ plan: PlanRecord, _ programme: Programme, _ cast: Programme.DemoCast) async throws {
    for work in tasks {
      var task = TaskDraft()
      task.title = work.title
      task.funding = work.funding
      task.fromYear = work.from
      task.toYear = work.to
      task.leads = [try await name(of: organisation(work.lead, cast), programme)]
      for partner in work.partners { task.partners.append(try await name(of: organisation(partner, cast), programme)) }
      try await programme.addTask(plan.id.rawValue, task, by: cast.keeper)
    }
  }

  private func begun(_ plan: PlanRecord, _ programme: Programme) async throws -> [(Work, PlanTaskID)] {
    let known = try await programme.database.read { try PlanStore.tasks(of: plan.id, on: $0) }
    return tasks.compactMap { work in known.first { $0.title == work.title }.map { (work, $0.id) } }
  }

  private func begin(
    _ work: Work, _ task: PlanTaskID, _ plan: PlanRecord, _ programme: Programme, _ cast: Programme.DemoCast
  ) async throws {
    let today = programme.clock.today
    var draft = WorkDraft(lead: organisation(work.lead, cast))
    draft.plan = plan.id
    draft.planTask = task
    draft.title = work.title
    draft.partners = work.partners.map { organisation($0, cast) }
    draft.funding = work.funding
    draft.deliverables = work.deliverables
    draft.startsOn = today.adding(days: work.start)
    draft.dueOn = today.adding(days: work.due)
    let id = try await programme.make(draft, by: cast.keeper)
    guard work.percent > 0 else { return }
    let who = work.lead == "department" ? cast.keeper : cast.editor
    try await programme.report(id, percent: work.percent, words: work.words, by: who)
  }

  private func organisation(_ name: String, _ cast: Programme.DemoCast) -> OrganisationID {
    switch name {
    case "newspaper": cast.newspaper
    case "magazine": cast.magazine
    default: cast.department
    }
  }

  private func name(of id: OrganisationID, _ programme: Programme) async throws -> String {
    try await programme.organisations.organisation(id, on: programme.clock.today)?.name ?? ""
  }
}
