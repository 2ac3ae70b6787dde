import Foundation
package import Kernel
import Persistence

/// Marks the IDs of pieces of work.
package enum WorkMark {}
/// Names a piece of work; each turn of a rule has a name of its own.
package typealias WorkID = ID<WorkMark>

/// A piece of work (công việc): what an organisation does because a plan says so, or because somebody laid it on it.
struct WorkRecord: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, plan_task, parent, rule, turn, title, detail, lead, assigned_on, keeper, responsible, funding, deliverables,
    starts_on, due_on, state, percent, submitted_by, submitted_on, done_on, made_by, made_at, updated_at, version
    """

  var id: WorkID
  var plan: PlanID?
  var planTask: PlanTaskID?
  var parent: WorkID?
  /// The rule that makes it anew each year, quarter or month, and which turn of it this is.
  var rule: WorkRuleID?
  var turn: String
  var title: String
  var detail: String
  /// Who answers for it.
  var lead: OrganisationID
  /// The day the lead got it: it lived then.
  var assignedOn: CivilDate
  /// Whose people confirm it, beside those who keep the plan.
  var keeper: OrganisationID?
  var responsible: AccountID?
  var funding: String
  var deliverables: String
  var startsOn: CivilDate?
  var dueOn: CivilDate?
  var state: WorkState
  var percent: Int
  /// Who reported it as finished: another person confirms.
  var submittedBy: AccountID?
  var submittedOn: CivilDate?
  var doneOn: CivilDate?
  var madeBy: AccountID
  var madeAt: Date
  var updatedAt: Date
  var version: Int

  init(
    id: WorkID = .new(), _ draft: WorkDraft, rule: WorkRuleID? = nil, turn: String = "", keeper: OrganisationID?,
    on day: CivilDate, by account: AccountID, at time: Date
  ) {
    self.id = id
    plan = draft.plan
    planTask = draft.planTask
    parent = draft.parent
    self.rule = rule
    self.turn = turn
    title = draft.title
    detail = draft.detail
    lead = draft.lead
    assignedOn = day
    self.keeper = keeper
    responsible = draft.responsible
    funding = draft.funding
    deliverables = draft.deliverables
    startsOn = draft.startsOn
    dueOn = draft.dueOn
    state = .notStarted
    percent = 0
    madeBy = account
    madeAt = time
    updatedAt = time
    version = 1
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    planTask = try row["plan_task"]
    parent = try row["parent"]
    rule = try row["rule"]
    turn = try row["turn"]
    title = try row["title"]
    detail = try row["detail"]
    lead = try row["lead"]
    assignedOn = try row["assigned_on"]
    keeper = try row["keeper"]
    responsible = try row["responsible"]
    funding = try row["funding"]
    deliverables = try row["deliverables"]
    startsOn = try row["starts_on"]
    dueOn = try row["due_on"]
    state = try row["state"]
    percent = try row["percent"]
    submittedBy = try row["submitted_by"]
    submittedOn = try row["submitted_on"]
    doneOn = try row["done_on"]
    madeBy = try row["made_by"]
    madeAt = try row["made_at"]
    updatedAt = try row["updated_at"]
    version = try row["version"]
  }
}

/// What somebody writes down of a piece of work.
struct WorkDraft: Sendable {
  var plan: PlanID?
  var planTask: PlanTaskID?
  var parent: WorkID?
  var title = ""
  var detail = ""
  var lead: OrganisationID
  var partners: [OrganisationID] = []
  /// Targets of its plan that it serves, beside those that the plan's task names.
  var targets: [TargetID] = []
  var responsible: AccountID?
  var funding = ""
  var deliverables = ""
  var startsOn: CivilDate?
  var dueOn: CivilDate?
  /// Makes itself anew; nil: once.
  var every: WorkRhythm?
  /// The last day on which a turn may begin.
  var until: CivilDate?
}
