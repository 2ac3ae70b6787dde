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
}
