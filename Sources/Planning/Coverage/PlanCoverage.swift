import Contracts
import Foundation
import Kernel
import Persistence

/// What a person says of one coverage.
struct CoverageWords: Sendable, Equatable {
  var kind = CoverageKind.text
  var length: Int?
  var note = ""
  var deadline: Date?
}

extension Planning {
  /// Says in which form a plan is covered.
  @discardableResult
  func addCoverage(_ words: CoverageWords, to id: PlanID, by principal: Principal) async throws -> Coverage {
    try Self.check(words)
    return try await database.write { connection in
      let plan = try Self.seen(try PlanStore.lock(id, on: connection), \.organisation, by: principal)
      guard Self.mayWrite(plan, principal) else { throw Failure.forbidden(Self.manage) }
      guard try CoverageStore.of([id], on: connection).count < 30 else {
        throw Failure.invalid(["": "Một đề tài có nhiều nhất 30 phần việc"])
      }
      let coverage = Coverage(
        organisation: plan.organisation, plan: id, kind: words.kind, length: words.length,
        note: Words.line(words.note, 500), deadline: words.deadline?.wholeMilliseconds)
      try CoverageStore.insert(coverage, on: connection)
      try record(
        action: "planning.coverage.add", "planning-plan/\(id)", in: plan.organisation, by: principal.id,
        detail: ["coverage": coverage.id.rawValue], on: connection)
      return coverage
    }
  }

  /// Changes form, length, note and deadline; whoever works on it is told of another deadline.
  func changeCoverage(_ id: CoverageID, _ words: CoverageWords, by principal: Principal) async throws {
    try Self.check(words)
    try await withCoverage(id, action: "planning.coverage.change", by: principal) { coverage, plan, connection in
      let deadline = words.deadline?.wholeMilliseconds
      let isOther = coverage.deadline != deadline
      coverage.kind = words.kind
      coverage.length = words.length
      coverage.note = Words.line(words.note, 500)
      coverage.deadline = deadline
      try CoverageStore.update(coverage, on: connection)
      if isOther { try tellDeadline(coverage, plan, by: principal, on: connection) }
    }
  }

  /// Moves a deadline to another day, at the same time of day; where there was none, to the end of the working day.
  func moveDeadline(_ id: CoverageID, to day: CivilDate, by principal: Principal) async throws {
    try Self.checkDay(day)
    try await withCoverage(id, action: "planning.coverage.move", by: principal) { coverage, plan, connection in
      let clock = coverage.deadline.map { $0.timeIntervalSince(CivilDate($0).start) } ?? 17 * 3600
      coverage.deadline = day.start.addingTimeInterval(clock)
      try CoverageStore.update(coverage, on: connection)
      try tellDeadline(coverage, plan, by: principal, on: connection)
    }
  }

  /// Takes a coverage away; not once somebody works on it.
  func dropCoverage(_ id: CoverageID, by principal: Principal) async throws {
    try await withCoverage(id, action: "planning.coverage.drop", by: principal) { coverage, _, connection in
      let busy = try AssignmentStore.of([id], on: connection).contains { $0.state.isWorking }
      guard coverage.item == nil, !busy else {
        throw Failure.conflict("Phần việc này đã có người làm. Hãy hủy việc trước.")
      }
      try CoverageStore.delete(id, on: connection)
    }
  }

  /// Leads a coverage to an item there is already; nil leads it nowhere again. One that is public finishes the work.
  func linkItem(_ item: ItemID?, to id: CoverageID, by principal: Principal) async throws {
    try await withCoverage(id, action: "planning.coverage.link", by: principal, needsManager: false) {
      coverage, plan, connection in
      let isOwn = try AssignmentStore.of([id], on: connection).contains {
        $0.person == principal.id && $0.state.isOpen
      }
      guard isOwn || principal.may(Self.manage, in: plan.organisation) else { throw Failure.forbidden(Self.manage) }
      if let item {
        let brief = try items.brief(item, for: principal, on: connection)
        guard brief.organisation == plan.organisation else { throw Failure.notFound }
      }
      coverage.item = item
      try CoverageStore.update(coverage, on: connection)
    }
    guard let item, let brief = try await items.briefs([item], for: principal)[item], brief.publicPath != nil else {
      return
    }
    try await itemPublished(item, in: brief.organisation)
  }

  private func withCoverage(
    _ id: CoverageID, action: String, by principal: Principal, needsManager: Bool = true,
    _ body: @Sendable @escaping (inout Coverage, Plan, any Connection) throws -> Void
  ) async throws {
    try await database.write { connection in
      guard let first = try CoverageStore.find([id], on: connection).first else { throw Failure.notFound }
      // The plan first: everybody who changes what hangs on a plan takes it in this order.
      let plan = try Self.seen(try PlanStore.lock(first.plan, on: connection), \.organisation, by: principal)
      guard var coverage = try CoverageStore.lock(id, on: connection) else { throw Failure.notFound }
      if needsManager, !Self.mayWrite(plan, principal) { throw Failure.forbidden(Self.manage) }
      try body(&coverage, plan, connection)
      try record(
        action: action, "planning-plan/\(plan.id)", in: plan.organisation, by: principal.id,
        detail: ["coverage": id.rawValue], on: connection)
    }
  }

  private func tellDeadline(
    _ coverage: Coverage, _ plan: Plan, by principal: Principal, on connection: any Connection
  ) throws {
    let people = try AssignmentStore.of([coverage.id], on: connection).filter { $0.state.isOpen }
      .compactMap(\.person).filter { $0 != principal.id }
    guard !people.isEmpty else { return }
    let text: Phrase =
      coverage.deadline.map { "Hạn mới của “\(plan.title)”: \(VietnamTime.dateAndClock($0))" }
      ?? "“\(plan.title)” không còn hạn"
    try notifier.notify(
      NoticeDraft(
        people: people, kind: "planning.deadline", text: text, path: PlanningPath.plan(plan.id),
        organisation: plan.organisation, by: principal.id, key: "planning-deadline/\(coverage.id)"), on: connection)
  }

  private static func check(_ words: CoverageWords) throws(Failure) {
    if let length = words.length, !(1...100_000).contains(length) {
      throw .invalid(["length": "Độ dài phải từ 1 đến 100.000"])
    }
    if let deadline = words.deadline { try checkDay(CivilDate(deadline)) }
  }
}
