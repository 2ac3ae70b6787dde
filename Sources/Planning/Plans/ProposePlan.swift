import Contracts
import Foundation
import Kernel
import Persistence

/// What a person says of a plan.
struct PlanWords: Sendable, Equatable {
  var title = ""
  var angle = ""
  var isUrgent = false
  var section: SectionID?
  var day: CivilDate?
  var event: PlanningEventID?
  var eventTime: Date?
  var edition: EditionID?
  var editionDay: CivilDate?
}

extension Planning {
  /// Puts a plan before the editors; who manages may accept it in the same breath.
  @discardableResult
  func propose(
    _ words: PlanWords, in organisation: OrganisationID, accepted: Bool = false, by principal: Principal
  ) async throws -> Plan {
    try principal.require(accepted ? Self.manage : Self.pitch, in: organisation)
    let sections = try await items.sections(of: organisation)
    let now = clock.now
    return try await database.write { connection in
      var plan = Plan(
        organisation: organisation, title: "", proposer: principal.id, proposerName: principal.name, at: now)
      try fill(&plan, words, sections, on: connection)
      if accepted {
        plan.state = .accepted
        plan.decider = principal.id
      }
      try PlanStore.insert(plan, on: connection)
      try record(
        action: "planning.plan.propose", "planning-plan/\(plan.id)", in: organisation, by: principal.id,
        detail: ["state": plan.state.rawValue], on: connection)
      return plan
    }
  }

  /// Changes what a plan says; its proposer while it is a pitch, who manages as long as it is open.
  @discardableResult
  func changePlan(_ id: PlanID, _ words: PlanWords, version: Int, by principal: Principal) async throws -> Plan {
    let organisation = try await plan(id, for: principal).organisation
    let sections = try await items.sections(of: organisation)
    let now = clock.now
    return try await database.write { connection in
      var plan = try Self.seen(try PlanStore.lock(id, on: connection), \.organisation, by: principal)
      guard Self.mayWrite(plan, principal) else { throw Failure.forbidden(Self.manage) }
      guard plan.version == version else {
        throw Failure.conflict("Người khác vừa sửa đề tài này. Hãy xem bản mới rồi sửa tiếp.")
      }
      try fill(&plan, words, sections, on: connection)
      plan.version += 1
      plan.updatedAt = now
      try PlanStore.update(plan, on: connection)
      try record(
        action: "planning.plan.change", "planning-plan/\(id)", in: plan.organisation, by: principal.id, on: connection)
      return plan
    }
  }

  static func mayWrite(_ plan: Plan, _ principal: Principal) -> Bool {
    guard plan.state.isOpen else { return false }
    return principal.may(manage, in: plan.organisation)
      || (principal.may(pitch, in: plan.organisation) && plan.proposer == principal.id && plan.state == .proposed)
  }

  func plan(_ id: PlanID, for principal: Principal) async throws -> Plan {
    try await database.read { try Self.seen(try PlanStore.find(id, on: $0), \.organisation, by: principal) }
  }

  /// An agency's plans, newest first.
  func plans(
    _ filter: PlanFilter, before: String? = nil, limit: Int = 50, for principal: Principal
  ) async throws -> Page<Plan> {
    try principal.require(Self.read, in: filter.organisation)
    let limit = min(max(limit, 1), 200)
    let rows = try await database.read {
      try PlanStore.list(filter, before: before.map { PlanID($0) }, limit: limit + 1, on: $0)
    }
    return Page(fetched: rows, limit: limit) { $0.id.rawValue }
  }

  private func fill(
    _ plan: inout Plan, _ words: PlanWords, _ sections: [SectionProfile], on connection: any Connection
  ) throws {
    let title = Words.line(words.title, 300)
    guard !title.isEmpty else { throw Failure.invalid(["title": "Cần có tên đề tài"]) }
    if let day = words.day { try Self.checkDay(day) }
    if let section = words.section, !sections.contains(where: { $0.id == section }) {
      throw Failure.invalid(["section": "Không có chuyên mục này"])
    }
    if let id = words.event {
      guard let event = try EventStore.find(id, on: connection), event.organisation == plan.organisation else {
        throw Failure.invalid(["event": "Không có sự kiện này"])
      }
    }
    if plan.edition != words.edition || plan.editionDay != words.editionDay {
      try put(&plan, into: words.edition, on: words.editionDay, connection)
    }
    plan.title = title
    plan.angle = Words.text(words.angle, 10_000)
    plan.isUrgent = words.isUrgent
    plan.section = words.section
    plan.day = words.day
    plan.event = words.event
    plan.eventTime = words.event == nil ? nil : words.eventTime
  }

  /// Gives a plan to an edition of a day, or to its backlog; not to one that has closed.
  func put(
    _ plan: inout Plan, into id: EditionID?, on day: CivilDate?, _ connection: any Connection
  ) throws {
    guard let id else {
      plan.edition = nil
      plan.editionDay = nil
      return
    }
    guard let edition = try EditionStore.find(id, on: connection), edition.organisation == plan.organisation else {
      throw Failure.invalid(["edition": "Không có số hay bản tin này"])
    }
    if let day {
      guard edition.appears(on: day) else { throw Failure.invalid(["edition-day": "Ngày này không có số hay bản tin"]) }
      guard edition.closing(of: day) > clock.now else {
        throw Failure.conflict("Số này đã đóng. Hãy chọn số sau.")
      }
    }
    plan.edition = id
    plan.editionDay = day
  }
}
