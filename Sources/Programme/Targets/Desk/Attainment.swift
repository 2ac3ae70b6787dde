import Foundation
import Kernel
import Web

/// How a figure stands to what the plan wants: one answer for pages, charts, files, programs and papers.
///
/// **Rounding.** A plan that wants 67% of three agencies means two of them, though 2/3 is 66,7%. So where no whole number of
/// the denominator gives the plan's percentage exactly, the whole number nearest to it counts as it, if it rounds to the
/// plan's figure at the decimals in which the plan writes it (ADR 18). Then the gap is nought, and every page says why.
/// Where some whole number gives it exactly (134 of 200), nothing is rounded: 133 is behind.
struct Attainment: Sendable, Equatable {
  let standing: FigureStanding
  /// Actual less plan, in the target's unit; nil where one of them is not there.
  let gap: Double?
  /// It is the plan's figure only as the plan rounds.
  let isRounded: Bool

  static func of(
    _ count: FigureCount?, _ planned: TargetValue?, _ target: TargetRecord, isOver: Bool
  ) -> Attainment {
    func bare(_ standing: FigureStanding) -> Attainment { .init(standing: standing, gap: nil, isRounded: false) }
    guard let count else { return bare(.unknown) }
    switch count.state {
    case .missing: return bare(.unknown)
    case .notApplicable: return bare(.notApplicable)
    case .counted: break
    }
    guard let value = count.value(target.unit) else { return bare(.unknown) }
    guard let planned else { return bare(.unmeasured) }
    let isRounded = isAsPlanned(value, count, planned, target.unit)
    let wanted = planned.value ?? planned.low
    let gap = isRounded ? 0 : wanted.map { value - $0 }
    guard let fits = fits(isRounded ? planned.value ?? value : value, planned, target.direction) else {
      return .init(standing: .unmeasured, gap: gap, isRounded: false)
    }
    return .init(standing: fits ? .reached : isOver ? .behind : .underWay, gap: gap, isRounded: isRounded)
  }

  private static func isAsPlanned(
    _ value: Double, _ count: FigureCount, _ planned: TargetValue, _ unit: TargetUnit
  ) -> Bool {
    guard unit == .percent, let wanted = planned.value, let numerator = count.numerator,
      let denominator = count.denominator, denominator > 0, denominator == denominator.rounded()
    else { return false }
    let exact = wanted * denominator / 100
    let nearest = exact.rounded()
    guard abs(nearest - exact) > 1e-9, abs(numerator - nearest) < 1e-9 else { return false }
    let scale = pow(10, Double(decimals(wanted)))
    return abs((value * scale).rounded() - (wanted * scale).rounded()) < 1e-9
  }

  /// In how many decimals the plan writes its figure: 67 in none, 66,7 in one; at most two.
  static func decimals(_ value: Double) -> Int {
    (0...1).first { places in
      let scaled = value * pow(10, Double(places))
      return abs(scaled - scaled.rounded()) < 1e-9
    } ?? 2
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

  var phrase: Phrase {
    isRounded && standing == .reached ? "Đạt khi làm tròn như kế hoạch" : standing.phrase
  }

  /// `0,7`, `−12,5`; nought where it rounds to nought, so that no page shows a gap beside "Đạt".
  var gapText: String? { gap.map { FigureText.number(($0 * 10).rounded() / 10) } }

  /// Why a figure that is not the plan's counts as it; nil where it is not rounded.
  func why(_ count: FigureCount, _ planned: TargetValue, _ t: Translator) -> String? {
    guard isRounded, let value = count.value(.percent), let share = FigureText.share(count),
      let denominator = count.denominator, let numerator = count.numerator
    else { return nil }
    let (of, own) = (FigureText.number(denominator), FigureText.number(numerator))
    return t(
      "\(share) là \(FigureText.percent(value)), kế hoạch viết \(planned.shown). Trong \(of) không có số nguyên nào cho đúng mức đó; \(own) là số gần nhất và làm tròn như kế hoạch viết thì bằng mức kế hoạch. Vì vậy tính là đạt, chênh lệch 0."
    )
  }
}

extension CivilDate {
  /// Whether a figure of this day is of a whole year: of its last day, or of a year that is past.
  func closesYear(on today: CivilDate) -> Bool { year < today.year || month == 12 && day == 31 }
}
