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
}

extension Programme {
  /// Điều chỉnh số liệu đã chốt: a new figure beside the frozen one, with its reason; never silently.
  func restateFigure(
    _ id: TargetID, _ input: RestatementInput, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    guard !input.reason.isEmpty, input.reason.count <= 4000 else {
      throw Failure.invalid(["reason": "Cần lý do, tối đa 4000 chữ"])
    }
    let (target, plan) = try await target(id, for: principal)
    guard Self.mayManage(plan, principal) else { throw Failure.notFound }
    try principal.require(Self.freeze, in: plan.owner)
    var checked = FigureInput(
      organisation: input.organisation ?? OrganisationID(""), day: input.day, numerator: input.numerator,
      denominator: input.denominator)
    checked.evidence = input.reason
    try Self.check(checked, target, hasFile: false)
    let witnesses = try await witnesses(of: input.organisation, in: plan, by: principal)
    try await database.write(once: once, at: clock.now) { connection in
      _ = try PlanStore.lock(plan.id, on: connection)
      guard let freeze = try FreezeStore.find(plan.id, input.day, on: connection),
        let frozen = try FigureStore.whole(id, input.day, on: connection)
      else { throw Failure.conflict("Số liệu ngày \(input.day.vietnamese) chưa chốt: hãy sửa thẳng.") }
      if input.organisation != nil, frozen.population > 0, countsOnes(target, in: plan) {
        try Self.checkOne(input.numerator, input.denominator, target.unit)
      }
      let parts = try FigureStore.parts(FigureQuery.parts(of: id, on: input.day), on: connection)
      let earlier = try FreezeStore.restatements(of: id, on: connection).filter { $0.day == input.day }
      let standing = StandingParts(parts, earlier)
      let was = earlier.last?.count ?? frozen.count
      let now = try standing.restated(input)
      guard try !standing.isUnchanged(by: input, whole: was) else {
        throw Failure.conflict("Số điều chỉnh giống hệt số đang có: không có gì để điều chỉnh.")
      }
      let part = parts.first { $0.organisation == input.organisation }
      let restatement = Restatement(
        freeze: freeze, target: id, organisation: part?.organisation, name: part?.name ?? "",
        part: part == nil ? nil : FigureCount(input.numerator, input.denominator), was: was, now: now,
        reason: input.reason, by: principal, at: clock.now)
      try FreezeStore.insert(restatement, on: connection)
      try tell(restatement, of: target, in: plan, to: witnesses, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.figure.restate", subject: "target/\(id)", organisation: plan.owner,
          detail: [
            "day": input.day.rawValue, "organisation": input.organisation?.rawValue ?? "",
            "was": FigureText.share(was) ?? was.numerator.map(FigureText.number) ?? "",
            "now": FigureText.share(now) ?? now.numerator.map(FigureText.number) ?? "",
          ]), on: connection)
    }
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

  /// Whether a restatement says what stands already.
  func isUnchanged(by input: RestatementInput, whole: FigureCount) throws(Failure) -> Bool {
    let said = FigureCount(input.numerator, input.denominator)
    guard let organisation = input.organisation else {
      return said.numerator == whole.numerator && said.denominator == whole.denominator
    }
    return counts[organisation] == said
  }

  /// The whole after a restatement.
  func restated(_ input: RestatementInput) throws(Failure) -> FigureCount {
    guard !counts.isEmpty else { return FigureCount(input.numerator, input.denominator) }
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
