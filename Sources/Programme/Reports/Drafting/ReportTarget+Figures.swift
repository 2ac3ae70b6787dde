import Contracts
import Foundation
import Kernel
import Persistence
import Web

extension TargetRecord {
  /// Of what agencies earn (goal 4 of QĐ 348): confidential by role, never public.
  var isOfRevenue: Bool { Self.isOfRevenue(goal: goal, indicator: indicator) }

  static func isOfRevenue(goal: String, indicator: String) -> Bool {
    goal == "G4" || indicator == "press.revenue-growth"
  }
}

extension ReportTarget {
  init(
    _ target: TargetRecord, _ values: [TargetValue],
    _ figure: (count: FigureCount, source: FigureSource, missing: String, explanation: String)?,
    _ restated: Restatement?, year: Int
  ) {
    code = target.code
    section = target.section
    measure = target.measure
    unit = target.unit
    of = Self.population(target)
    let value = Self.value(for: year, values)
    planned = value?.shown ?? ""
    plannedYear = value?.year
    plannedValue = value?.value ?? value?.low
    let count = restated?.count ?? figure?.count
    let isKnown = count.map { $0.state != .missing } ?? false
    numerator = isKnown ? count?.numerator : nil
    denominator = isKnown ? count?.denominator : nil
    share = isKnown ? count.flatMap { FigureText.share($0) ?? $0.numerator.map(FigureText.number) } ?? "" : ""
    percent =
      count.flatMap { $0.value(target.unit) }.map { target.unit == .percent ? FigureText.percent($0) : "" } ?? ""
    // The report closes the year: what is not reached by then is behind.
    let attainment = Attainment.of(count, value, target, isOver: value.map { $0.year <= year } ?? false)
    standing = attainment.standing.rawValue
    isRounded = attainment.isRounded ? true : nil
    source = figure?.source.phrase.vietnamese ?? ""
    missing = figure?.missing ?? ""
    let notes = KeptPhrases.phrases(figure?.explanation ?? "")
    explanation =
      (try? KeptPhrases.text(notes + (restated == nil ? [] : ["Số đã điều chỉnh sau khi chốt."]))) ?? ""
  }

  /// The plan for the year; else for the next year it names one for; else the last it named.
  static func value(for year: Int, _ values: [TargetValue]) -> TargetValue? {
    values.first { $0.year == year } ?? values.first { $0.year > year } ?? values.last
  }

  private static func population(_ target: TargetRecord) -> String {
    guard target.unit == .percent else { return "" }
    let words = target.populationText
    return words.hasPrefix("tổng số ") ? String(words.dropFirst("tổng số ".count)) : words
  }
}
