import Contracts
import Foundation
import Kernel

/// An assignment as programs see it.
struct AssignmentResponse: Encodable {
  let id: AssignmentID
  let coverage: CoverageID
  let person: AccountID?
  let personName: String?
  let desk: PlanningDeskID?
  let state: AssignmentState
  let reason: String?
  let updatedAt: Date

  init(_ assignment: Assignment) {
    id = assignment.id
    coverage = assignment.coverage
    person = assignment.person
    personName = assignment.personName
    desk = assignment.desk
    state = assignment.state
    reason = assignment.reason
    updatedAt = assignment.updatedAt
  }
}

/// A coverage with those who have it.
struct CoverageResponse: Encodable {
  let id: CoverageID
  let plan: PlanID
  let kind: CoverageKind
  let length: Int?
  let note: String
  let deadline: Date?
  let item: ItemID?
  let assignments: [AssignmentResponse]

  init(_ coverage: Coverage, _ assignments: [Assignment]) {
    id = coverage.id
    plan = coverage.plan
    kind = coverage.kind
    length = coverage.length
    note = coverage.note
    deadline = coverage.deadline
    item = coverage.item
    self.assignments = assignments.map { AssignmentResponse($0) }
  }
}

/// A plan; with its coverage where it was asked for alone.
struct PlanResponse: Encodable {
  let id: PlanID
  let organisation: OrganisationID
  let title: String
  let angle: String
  let state: PlanState
  let urgent: Bool
  let section: SectionID?
  let day: CivilDate?
  let event: PlanningEventID?
  let edition: EditionID?
  let editionDay: CivilDate?
  let proposer: AccountID
  let proposerName: String
  let reason: String?
  let version: Int
  let updatedAt: Date
  let coverages: [CoverageResponse]?

  init(_ plan: Plan, _ coverages: [Coverage]? = nil, _ assignments: [CoverageID: [Assignment]] = [:]) {
    id = plan.id
    organisation = plan.organisation
    title = plan.title
    angle = plan.angle
    state = plan.state
    urgent = plan.isUrgent
    section = plan.section
    day = plan.day
    event = plan.event
    edition = plan.edition
    editionDay = plan.editionDay
    proposer = plan.proposer
    proposerName = plan.proposerName
    reason = plan.reason
    version = plan.version
    updatedAt = plan.updatedAt
    self.coverages = coverages?.map { CoverageResponse($0, assignments[$0.id] ?? []) }
  }
}

struct PlanListResponse: Encodable {
  let items: [PlanResponse]
  /// What to ask with for the next part (`?before=`); null at the end.
  let next: String?
}

/// An event, or one time of it.
struct EventResponse: Encodable {
  let id: PlanningEventID
  let title: String
  let place: String
  let state: PlanningEvent.State
  let allDay: Bool
  let start: Date
  let end: Date
  /// When the series has it; null where the event itself is meant.
  let original: Date?
  let rule: String?

  init(_ occurrence: EventOccurrence) {
    id = occurrence.event.id
    title = occurrence.title
    place = occurrence.place
    state = occurrence.event.state
    allDay = occurrence.event.isAllDay
    start = occurrence.startsAt
    end = occurrence.endsAt
    original = occurrence.original
    rule = occurrence.event.rule?.text
  }

  init(_ event: PlanningEvent) {
    id = event.id
    title = event.title
    place = event.place
    state = event.state
    allDay = event.isAllDay
    start = event.startsAt
    end = event.endsAt
    original = nil
    rule = event.rule?.text
  }
}

struct EditionResponse: Encodable {
  let id: EditionID
  let name: String
  let weekdays: String
  let closes: String
  let daysBefore: Int

  init(_ edition: Edition) {
    id = edition.id
    name = edition.name
    weekdays = edition.weekdays
    closes = Words.clock(edition.closesMinute)
    daysBefore = edition.daysBefore
  }
}

/// The board of some days.
struct BoardResponse: Encodable {
  struct Closing: Encodable {
    let edition: EditionResponse
    let day: CivilDate
    let closesAt: Date
    let plans: [PlanID]
  }

  let organisation: OrganisationID
  let mark: Int
  let events: [EventResponse]
  let plans: [PlanResponse]
  let waiting: [PlanResponse]
  let closings: [Closing]

  init(_ board: PlanningBoard) {
    organisation = board.organisation
    mark = board.pulse
    events = board.occurrences.map { EventResponse($0) }
    plans = board.plans.map { PlanResponse($0, board.coverages[$0.id] ?? [], board.assignments) }
    waiting = board.waiting.map { PlanResponse($0, board.coverages[$0.id] ?? [], board.assignments) }
    closings = board.closings.map {
      Closing(edition: EditionResponse($0.edition), day: $0.day, closesAt: $0.closesAt, plans: $0.plans.map(\.id))
    }
  }
}

/// What one person has to do.
struct MyWorkResponse: Encodable {
  struct Line: Encodable {
    let assignment: AssignmentResponse
    let coverage: CoverageResponse
    let plan: PlanResponse
    let itemState: String?
  }

  let open: [Line]
  let untaken: [Line]
  let pitches: [PlanResponse]

  init(_ work: MyWork) {
    func lines(_ lines: [AssignmentLine]) -> [Line] {
      lines.map { line in
        Line(
          assignment: AssignmentResponse(line.assignment), coverage: CoverageResponse(line.coverage, []),
          plan: PlanResponse(line.plan), itemState: line.coverage.item.flatMap { work.items[$0]?.state })
      }
    }
    open = lines(work.open)
    untaken = lines(work.untaken)
    pitches = work.pitches.map { PlanResponse($0) }
  }
}
