import Kernel
import Vietnamese
import Web

/// Figures in words, as people here write them.
enum FigureText {
  /// `2`, `18,5`.
  static func number(_ value: Double) -> String { VietnameseNumber.decimal(value, places: 2) }

  /// `66,7%`.
  static func percent(_ value: Double) -> String { "\(VietnameseNumber.decimal(value, places: 1))%" }

  /// `2/3`.
  static func share(_ count: FigureCount) -> String? {
    guard let numerator = count.numerator, let denominator = count.denominator else { return nil }
    return "\(number(numerator))/\(number(denominator))"
  }

  static func value(_ value: Double, _ unit: TargetUnit) -> String {
    unit == .percent ? percent(value) : number(value)
  }

  /// `66,7% (2/3)`, `18`, `Có`, `Không áp dụng (0/0)`, `Chưa có số`.
  static func count(_ count: FigureCount, _ unit: TargetUnit, _ t: Translator) -> String {
    switch count.state {
    case .missing: return t("Chưa có số")
    case .notApplicable: return t("Không áp dụng") + (share(count).map { " (\($0))" } ?? "")
    case .counted:
      guard let value = count.value(unit) else { return t("Chưa có số") }
      if unit == .yesNo, count.denominator == nil { return value >= 1 ? t("Có") : t("Không") }
      guard let share = share(count) else { return number(value) }
      return unit == .percent ? "\(percent(value)) (\(share))" : share
    }
  }
}

/// How a target stands in a year.
enum FigureStanding: String, Sendable, CaseIterable {
  case reached
  case behind
  /// The year is not over and it is not reached yet.
  case underWay = "under-way"
  case unknown
  case notApplicable = "not-applicable"
  /// A figure without anything in the plan to measure it by.
  case unmeasured

  var phrase: Phrase {
    switch self {
    case .reached: "Đạt"
    case .behind: "Chậm"
    case .underWay: "Đang thực hiện"
    case .unknown: "Chưa có số"
    case .notApplicable: "Không áp dụng"
    case .unmeasured: "Không có mức kế hoạch"
    }
  }

  var kind: StateWord.Kind {
    switch self {
    case .reached: .done
    case .behind: .bad
    case .underWay: .live
    case .unknown: .waiting
    case .notApplicable, .unmeasured: .off
    }
  }

  /// - Parameter isOver: whether the year has ended on the reporting day.
  static func of(
    _ count: FigureCount?, _ planned: TargetValue?, _ target: TargetRecord, isOver: Bool
  ) -> FigureStanding {
    guard let count else { return .unknown }
    switch count.state {
    case .missing: return .unknown
    case .notApplicable: return .notApplicable
    case .counted: break
    }
    guard let value = count.value(target.unit) else { return .unknown }
    guard let planned, let fits = fits(asPlanned(value, count, planned, target.unit), planned, target.direction) else {
      return .unmeasured
    }
    return fits ? .reached : isOver ? .behind : .underWay
  }

  /// A plan's 67% of three agencies means two of them: where no count gives the percentage exactly, the nearest count that
  /// rounds to it is it.
  private static func asPlanned(
    _ value: Double, _ count: FigureCount, _ planned: TargetValue, _ unit: TargetUnit
  ) -> Double {
    guard unit == .percent, let wanted = planned.value, let numerator = count.numerator,
      let denominator = count.denominator, denominator > 0
    else { return value }
    let exact = wanted * denominator / 100
    let nearest = exact.rounded()
    let isRounded = abs(nearest - exact) > 1e-9 && (nearest / denominator * 100).rounded() == wanted
    return isRounded && abs(numerator - nearest) < 1e-9 ? wanted : value
  }

  private static func fits(_ value: Double, _ planned: TargetValue, _ direction: TargetDirection) -> Bool? {
    let slack = 1e-9
    if let low = planned.low {
      // A range is reached from its lower end, unless the plan means to stay within it.
      let isAbove = value >= low - slack
      return direction == .range ? isAbove && value <= (planned.high ?? .infinity) + slack : isAbove
    }
    guard let wanted = planned.value else { return nil }
    switch direction {
    case .up: return value >= wanted - slack
    case .down: return value <= wanted + slack
    case .range, .equal: return abs(value - wanted) < 1e-6
    }
  }
}
