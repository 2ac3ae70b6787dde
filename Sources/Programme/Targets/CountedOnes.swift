import Contracts
import Kernel

/// Targets of which each organisation is one: it counts, it does not, or the target is not of it.
extension Programme {
  /// Whether a target is a share of organisations, or a yes or no of each. Not of what an indicator counts inside of them
  /// (people, items), and not in an agency's own plan, where there is nobody beside it.
  func countsOnes(_ target: TargetRecord, in plan: PlanRecord) -> Bool {
    guard target.unit == .percent || target.unit == .yesNo, plan.kind != .agency,
      ["press-agency", "commune", "department"].contains(target.populationKind)
    else { return false }
    return counting(target.indicator) != .things
  }

  /// One of one, none of one, or nought of nought where it is not applicable.
  static func checkOne(_ numerator: Double, _ denominator: Double?, _ unit: TargetUnit) throws(Failure) {
    let share = [numerator, denominator ?? 1]
    guard [[0, 0], [0, 1], [1, 1]].contains(share) else {
      throw .invalid(["numerator": "Mỗi cơ quan tính là một: chỉ nhận có (1/1), không (0/1) hoặc không áp dụng (0/0)"])
    }
  }
}
