import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// Giao việc: gives one coverage of an accepted plan to a person, or to a desk. Somebody who is away that day may be
  /// given it only by saying so.
  @discardableResult
  func assign(
    _ id: CoverageID, to person: AccountID?, desk: PlanningDeskID?, evenIfAway: Bool = false,
    by principal: Principal
  ) async throws -> Assignment {
    let now = clock.now
    guard person != nil || desk != nil else {
      throw Failure.invalid(["person": "Cần chọn người hoặc ban, phòng"])
    }
    let coverage = try await database.read { connection in
      try Self.seen(try CoverageStore.find([id], on: connection).first, \.organisation, by: principal)
    }
    try principal.require(Self.manage, in: coverage.organisation)
    let name = try await colleague(person, in: coverage.organisation)
    return try await database.write { connection in
      guard let plan = try PlanStore.lock(coverage.plan, on: connection),
        let coverage = try CoverageStore.lock(id, on: connection)
      else { throw Failure.notFound }
      guard plan.state == .accepted else { throw Failure.conflict("Hãy duyệt đề tài trước khi giao việc.") }
      let others = try AssignmentStore.of([id], on: connection)
      guard others.count < 50 else { throw Failure.invalid(["": "Phần việc này đã giao quá nhiều lần"]) }
      if let person, others.contains(where: { $0.person == person && $0.state.isOpen }) {
        throw Failure.invalid(["person": "Người này đã được giao phần việc này"])
      }
      if let desk {
        let desks = try AssignmentStore.desks(of: plan.organisation, on: connection)
        guard desks.contains(where: { $0.id == desk && !$0.isClosed }) else {
          throw Failure.invalid(["desk": "Không có ban, phòng này"])
        }
      }
      if let person, let day = coverage.deadline.map({ CivilDate($0) }) ?? plan.day, !evenIfAway {
        if let away = try AvailabilityStore.away(person, on: day, in: plan.organisation, connection) {
          throw Failure.invalid([
            "person": "\(name ?? "") vắng đến hết \(away.toDay.vietnamese). Đánh dấu “Vẫn giao” nếu chắc chắn."
          ])
        }
      }
      let assignment = Assignment(
        organisation: plan.organisation, coverage: id, desk: desk, person: person, personName: name,
        madeBy: principal.id, at: now)
      try AssignmentStore.insert(assignment, on: connection)
      if let person, person != principal.id {
        try notifier.notify(
          NoticeDraft(
            people: [person], kind: "planning.assigned",
            text: "\(principal.name) giao bạn việc ở “\(plan.title)”", path: PlanningPath.plan(plan.id),
            organisation: plan.organisation, by: principal.id, key: "planning-assignment/\(assignment.id)"),
          on: connection)
      }
      try record(
        action: "planning.assignment.make", "planning-plan/\(plan.id)", in: plan.organisation, by: principal.id,
        detail: ["assignment": assignment.id.rawValue, "person": person?.rawValue ?? ""], on: connection)
      return assignment
    }
  }

  /// The name of somebody who works for the agency; throws where nobody of that ID does.
  func colleague(_ person: AccountID?, in organisation: OrganisationID) async throws -> String? {
    guard let person else { return nil }
    guard let found = try await people.people(in: organisation).first(where: { $0.id == person }) else {
      throw Failure.invalid(["person": "Người này không làm việc ở cơ quan"])
    }
    return found.name
  }

  /// Makes a desk, or opens one again that was closed.
  func openDesk(_ name: String, in organisation: OrganisationID, by principal: Principal) async throws {
    try principal.require(Self.manage, in: organisation)
    let name = Words.line(name, 100)
    guard !name.isEmpty else { throw Failure.invalid(["name": "Cần có tên ban, phòng"]) }
    try await database.write { connection in
      guard try AssignmentStore.desks(of: organisation, on: connection).count < 100 else {
        throw Failure.invalid(["name": "Đã có quá nhiều ban, phòng"])
      }
      try connection.execute(
        """
        INSERT INTO planning_desk (id, organisation, name, closed)
        VALUES (\(PlanningDeskID.new()), \(organisation), \(name), \(false))
        ON CONFLICT (organisation, name) DO UPDATE SET closed = excluded.closed
        """)
      try record(
        action: "planning.desk.open", "planning-desk/\(name)", in: organisation, by: principal.id, on: connection)
    }
  }

  /// Closes a desk: nothing new is given to it.
  func closeDesk(_ id: PlanningDeskID, by principal: Principal) async throws {
    try await database.write { connection in
      let desk = try connection.first(
        "SELECT id, organisation, name, closed FROM planning_desk WHERE id = \(id)\(SQL.forUpdate)",
        as: PlanningDesk.self)
      let found = try Self.seen(desk, \.organisation, by: principal)
      try principal.require(Self.manage, in: found.organisation)
      try connection.execute("UPDATE planning_desk SET closed = \(true) WHERE id = \(id)")
      try record(
        action: "planning.desk.close", "planning-desk/\(found.name)", in: found.organisation, by: principal.id,
        on: connection)
    }
  }

  func desks(of organisation: OrganisationID, for principal: Principal) async throws -> [PlanningDesk] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { try AssignmentStore.desks(of: organisation, on: $0) }
  }
}
