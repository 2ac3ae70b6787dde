import Contracts
import Foundation
import Kernel
import Persistence

/// A figure in place of a frozen one, which stays beside it.
struct RestatementInput: Sendable {
  var day: CivilDate
  /// Whose part; nil: the whole, only where it has no parts.
  var organisation: OrganisationID?
  var numerator: Double
  var denominator: Double?
  var reason: String
  /// The paper's name, and its address, a page of ours or words; a file comes beside.
  var evidenceName = ""
  var evidence = ""
}

/// What a restatement would change, counted over what stands now.
struct RestatedFigure: Sendable {
  let freeze: Freeze
  /// Whose part; nil: the whole.
  let part: FigurePart?
  /// What stands of what is restated: the part, or the whole where it has none.
  let standing: FigureCount
  /// The whole before it and after it.
  let was: FigureCount
  let now: FigureCount
}

extension Programme {
  /// Checks a restatement against what stands: the same at its proposal and again at its confirmation.
  /// - Parameter target: as the freeze kept it, so that figures are in the unit of then.
  func restated(
    _ input: RestatementInput, of target: TargetRecord, in plan: PlanRecord, on connection: any Connection
  ) throws -> RestatedFigure {
    guard let freeze = try FreezeStore.find(plan.id, input.day, on: connection),
      let frozen = try FigureStore.whole(target.id, input.day, on: connection)
    else { throw Failure.conflict("Số liệu ngày \(input.day.vietnamese) chưa chốt: hãy sửa thẳng.") }
    if input.organisation != nil, frozen.population > 0, countsOnes(target, in: plan) {
      try Self.checkOne(input.numerator, input.denominator, target.unit)
    }
    let parts = try FigureStore.parts(FigureQuery.parts(of: target.id, on: input.day), on: connection)
    let earlier = try FreezeStore.restatements(of: target.id, on: connection).filter { $0.day == input.day }
    let standing = StandingParts(parts, earlier)
    let was = earlier.last?.count ?? frozen.count
    let now = try standing.restated(input)
    guard !standing.isUnchanged(by: input, whole: was) else {
      throw Failure.conflict("Số điều chỉnh giống hệt số đang có: không có gì để điều chỉnh.")
    }
    return RestatedFigure(
      freeze: freeze, part: parts.first { $0.organisation == input.organisation },
      standing: standing.of(input.organisation) ?? was, was: was, now: now)
  }
}

/// The parts of a frozen figure as restated so far.
struct StandingParts {
  private var counts: [OrganisationID: FigureCount] = [:]

  init(_ parts: [FigurePart], _ restatements: [Restatement]) {
    for part in parts { counts[part.organisation] = part.count }
    for one in restatements {
      if let organisation = one.organisation {
        counts[organisation] = FigureCount(one.partNumerator, one.partDenominator)
      }
    }
  }

  func of(_ organisation: OrganisationID?) -> FigureCount? { organisation.flatMap { counts[$0] } }

  /// Whether a restatement says what stands already.
  func isUnchanged(by input: RestatementInput, whole: FigureCount) -> Bool {
    let said = FigureCount(input.numerator, input.denominator)
    guard let organisation = input.organisation else {
      return said.numerator == whole.numerator && said.denominator == whole.denominator
    }
    return counts[organisation] == said
  }

  /// The whole after a restatement.
  func restated(_ input: RestatementInput) throws(Failure) -> FigureCount {
    guard !counts.isEmpty else {
      guard input.organisation == nil else { throw .notFound }
      return FigureCount(input.numerator, input.denominator)
    }
    guard let organisation = input.organisation else {
      throw .invalid(["organisation": "Số liệu này gồm phần của từng cơ quan: hãy điều chỉnh phần của một cơ quan"])
    }
    guard counts[organisation] != nil else { throw .notFound }
    var all = counts
    all[organisation] = FigureCount(input.numerator, input.denominator)
    let known = all.values.filter(\.isWhole)
    let isShare = known.contains { $0.denominator != nil }
    return FigureCount(
      known.reduce(0) { $0 + ($1.numerator ?? 0) },
      isShare ? known.reduce(0) { $0 + ($1.denominator ?? 0) } : nil, isWhole: known.count == all.count)
  }
}
