import Kernel
import Persistence

/// A target the demo department counts by hand, with its figures year by year.
struct DemoTarget: Decodable, Sendable {
  struct Figure: Decodable, Sendable {
    /// Nil: of today.
    let year: Int?
    let numerator: Double
    let denominator: Double?
    /// Left for the department's head to confirm.
    let waits: Bool?
  }

  let measure, evidence: String
  let unit: TargetUnit
  /// By year, as people write it.
  let planned: [String: String]
  let figures: [Figure]

  var draft: TargetDraft {
    var draft = TargetDraft()
    draft.measure = measure
    draft.unit = unit
    for (year, shown) in planned { if let year = Int(year) { draft.values[year] = shown } }
    return draft
  }

  /// The figures of years that have ended.
  func enter(until year: Int, _ target: TargetID, _ programme: Programme, _ cast: Programme.DemoCast) async throws {
    for figure in figures {
      guard let of = figure.year, of <= year, let day = CivilDate(of, 12, 31) else { continue }
      try await enter(figure, on: day, target, programme, cast)
    }
  }

  /// The figures so far this year.
  func enterToday(_ target: TargetID, _ programme: Programme, _ cast: Programme.DemoCast) async throws {
    for figure in figures where figure.year == nil {
      try await enter(figure, on: programme.clock.today, target, programme, cast)
    }
  }

  private func enter(
    _ figure: Figure, on day: CivilDate, _ target: TargetID, _ programme: Programme, _ cast: Programme.DemoCast
  ) async throws {
    var input = FigureInput(
      organisation: cast.department, day: day, numerator: figure.numerator, denominator: figure.denominator)
    input.evidence = evidence
    let entry = try await programme.enterFigure(target, input, by: cast.keeper)
    if figure.waits != true { try await programme.confirmFigure(entry, by: cast.head) }
  }
}

/// What the demo province itself planned on the way to a national target.
struct DemoMilestone: Decodable, Sendable {
  let measure, shown: String
  let year: Int

  func write(into plan: PlanRecord, _ programme: Programme, by keeper: Principal) async throws {
    let known = try await programme.database.read { connection -> (TargetRecord, [TargetValue])? in
      let target = try PlanStore.targets(of: plan.id, on: connection).first { $0.measure == measure }
      return try target.map { ($0, try PlanStore.values(of: [$0.id], on: connection)[$0.id] ?? []) }
    }
    guard let (target, values) = known else { return }
    var draft = TargetDraft(target, values)
    draft.values[year] = shown
    try await programme.changeTarget(plan.id.rawValue, target.id, draft, by: keeper)
  }
}
