import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// What was computed for a reporting day.
  struct Computed: Sendable, Equatable {
    var targets = 0
    var parts = 0
    /// Targets of which something is missing.
    var missing = 0
  }

  /// Tính số liệu, at once and for whoever keeps the plan; the button queues it (``startCount(of:on:by:)``).
  @discardableResult
  func computeFigures(of id: PlanID, on day: CivilDate, by principal: Principal) async throws -> Computed {
    _ = try await database.read { try Self.kept(try PlanStore.find(id, on: $0), by: principal) }
    do { return try await countFigures(of: id, on: day, by: (principal.id, principal.name)) } catch is FiguresMoved {
      throw FiguresMoved.failure
    }
  }

  /// Every target of a plan for a reporting day, over the organisations alive on it. What people entered and confirmed stands
  /// in where the registers say nothing. Counting again before the freeze replaces what was counted.
  ///
  /// - Parameters:
  ///   - progress: how many targets are counted, of how many; what it throws ends the count.
  ///   - finish: in the transaction that writes the figures.
  @discardableResult
  func countFigures(
    of id: PlanID, on day: CivilDate, by who: (id: AccountID, name: String),
    progress: @Sendable (Int, Int) async throws -> Void = { _, _ in },
    finish: @escaping @Sendable (any Connection, Computed) throws -> Void = { _, _ in }
  ) async throws -> Computed {
    let (plan, targets, values) = try await database.read { connection in
      guard let plan = try PlanStore.find(id, on: connection) else { throw Failure.notFound }
      let targets = try PlanStore.targets(of: id, on: connection).filter { $0.isMeasured(on: day) }
      return (plan, targets, try PlanStore.values(of: targets.map(\.id), on: connection))
    }
    try checkDay(day, plan)
    let (entries, before) = try await database.read { connection in
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      return (
        try FigureEntryStore.confirmed(of: id, on: day, on: connection),
        try FigureStore.before(day, of: id, on: connection)
      )
    }
    var counting = FigureCounting(programme: self, plan: plan, day: day, by: who.name)
    var wholes: [TargetFigure] = []
    var parts: [FigurePart] = []
    try await progress(0, targets.count)
    for (place, target) in targets.enumerated() {
      let own = entries.filter { $0.target == target.id }
      let counted = try await counting.count(target, values[target.id] ?? [], entries: own, before: before)
      wholes.append(counted.whole)
      parts += counted.parts
      try await progress(place + 1, targets.count)
    }
    let (allWholes, allParts) = (wholes, parts)
    return try await database.write { connection in
      // A freeze that came meanwhile wins: the plan's row is held until the commit.
      guard try PlanStore.lock(id, on: connection) != nil else { throw Failure.notFound }
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      let now = try FigureEntryStore.confirmed(of: id, on: day, on: connection)
      guard now.count == entries.count else { throw FiguresMoved() }
      try FigureStore.clear(id, day, on: connection)
      try FigureStore.insert(allWholes, on: connection)
      try FigureStore.insert(allParts, on: connection)
      let result = Computed(
        targets: allWholes.count, parts: allParts.count, missing: allWholes.count { !$0.missing.isEmpty })
      try audit.record(
        AuditEntry(
          actor: who.id, action: "programme.figures.compute", subject: "plan/\(id)", organisation: plan.owner,
          detail: ["day": day.rawValue, "targets": "\(result.targets)", "missing": "\(result.missing)"]),
        on: connection)
      try finish(connection, result)
      return result
    }
  }

  /// The plan for whoever keeps it; not there for others.
  static func kept(_ plan: PlanRecord?, by principal: Principal) throws(Failure) -> PlanRecord {
    let plan = try visible(plan, to: principal)
    try require(keeping: plan, principal)
    return plan
  }

  static func isFrozen(_ day: CivilDate) -> Failure {
    .conflict("Số liệu ngày \(day.vietnamese) đã chốt. Muốn sửa, hãy điều chỉnh kèm lý do.")
  }

  func checkDay(_ day: CivilDate, _ plan: PlanRecord) throws(Failure) {
    guard day <= clock.today else { throw .invalid(["ngay": "Ngày báo cáo chưa đến"]) }
    guard day.year >= min(plan.fromYear, plan.baseYear ?? plan.fromYear) - 1 else {
      throw .invalid(["ngay": "Ngày báo cáo trước kỳ của kế hoạch"])
    }
  }
}

/// Somebody confirmed a figure while it was counted.
struct FiguresMoved: Error {
  static let failure = Failure.conflict("Có số liệu vừa được xác nhận trong lúc tính. Hãy tính lại.")
}

extension TargetRecord {
  /// Whether it has a figure at all, and still holds on a day.
  func isMeasured(on day: CivilDate) -> Bool { unit != .statement && (endedOn.map { $0 >= day } ?? true) }
}

/// Counts the targets of one plan on one day; lists of organisations that several targets share are asked for once.
struct FigureCounting {
  let programme: Programme
  let plan: PlanRecord
  let day: CivilDate
  let by: String
  private var populations: [String: Population] = [:]

  init(programme: Programme, plan: PlanRecord, day: CivilDate, by name: String) {
    self.programme = programme
    self.plan = plan
    self.day = day
    by = name
  }

  typealias Before = (day: CivilDate, parts: [TargetID: [FigurePart]], wholes: [TargetID: TargetFigure])

  mutating func count(
    _ target: TargetRecord, _ values: [TargetValue], entries: [FigureEntry], before: Before?
  ) async throws -> (whole: TargetFigure, parts: [FigurePart]) {
    let population = try await population(of: target)
    let parts =
      if let population {
        try await computed(target, values, population, entries)
      } else {
        Self.latest(entries).map { Self.part(of: $0) }
      }
    let whole = try FigureTotal.whole(
      target, day, parts, hasPopulation: population != nil,
      explanation: try await explanation(target, parts, population, before), by: by, at: programme.clock.now)
    return (whole, parts)
  }

  private mutating func population(of target: TargetRecord) async throws -> Population? {
    let isNamed = target.populationFilter == "named"
    let key =
      "\(target.populationKind) \(target.populationFilter) \(target.indicator.prefix(6)) \(target.unit) \(isNamed ? target.id.rawValue : "")"
    if let known = populations[key] { return known }
    let found = try await programme.population(of: target, in: plan, on: day)
    populations[key] = found
    return found
  }

  private func computed(
    _ target: TargetRecord, _ values: [TargetValue], _ population: Population, _ entries: [FigureEntry]
  ) async throws -> [FigurePart] {
    let indicator = programme.indicator(for: target, values, year: day.year, in: plan)
    let asked = population.members.filter { $0.unknown == nil }.map(\.facts.id)
    let start = CivilDate(day.year, 1, 1) ?? day
    let answers =
      try await indicator?.measure(IndicatorQuestion(organisations: asked, from: start, to: day)) ?? [:]
    let entered = Dictionary(Self.latest(entries).map { ($0.organisation, $0) }, uniquingKeysWith: { $1 })
    return try population.members.map { member in
      let id = member.facts.id
      var part = FigurePart(target: target.id, day: day, organisation: id, plan: plan.id, name: member.facts.name)
      if let answer = answers[id], answer.missing == nil {
        part.numerator = Double(answer.numerator)
        part.denominator = target.unit == .count ? nil : Double(answer.denominator)
        part.source = .computed
        part.evidence = answer.evidence
      } else if let entry = entered[id] {
        part = Self.part(of: entry)
      } else {
        let why =
          member.unknown ?? answers[id]?.missing ?? (indicator == nil ? "chưa nhập số liệu" : "chưa có số liệu")
        part.missing = try KeptPhrases.text([why])
      }
      return part
    }
  }

  /// The last of each organisation.
  private static func latest(_ entries: [FigureEntry]) -> [FigureEntry] {
    var last: [OrganisationID: FigureEntry] = [:]
    for entry in entries { last[entry.organisation] = entry }
    return last.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  static func part(of entry: FigureEntry) -> FigurePart {
    FigurePart(
      target: entry.target, day: entry.day, organisation: entry.organisation, plan: entry.plan, name: entry.name,
      numerator: entry.numerator, denominator: entry.denominator, source: .entered, entry: entry.id)
  }

  private func explanation(
    _ target: TargetRecord, _ parts: [FigurePart], _ population: Population?, _ before: Before?
  ) async throws -> String {
    var notes = population?.notes ?? []
    if let before, population != nil, PlaceTarget.isOfOrganisations(target), let old = before.parts[target.id],
      !old.isEmpty
    {
      let succession = try await programme.succession(
        of: old, from: before.day, to: day,
        members: Dictionary(parts.map { ($0.organisation, $0.name) }, uniquingKeysWith: { $1 }))
      let known = parts.filter { $0.missing.isEmpty }
      let denominator = known.isEmpty ? nil : known.reduce(0) { $0 + ($1.denominator ?? 0) }
      notes += succession.words(before.wholes[target.id]?.count, now: denominator)
    }
    return try KeptPhrases.text(notes)
  }
}
