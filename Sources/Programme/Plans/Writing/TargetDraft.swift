import Foundation
import Kernel
import Persistence
import Vietnamese

/// A target as somebody writes or imports it.
struct TargetDraft: Sendable, Codable, Equatable {
  var measure = ""
  var text = ""
  var section = ""
  var goal = ""
  var indicator = ""
  var unit = TargetUnit.percent
  var direction = TargetDirection.up
  var populationKind = "none"
  var populationFilter = "all"
  var populationText = ""
  var numerator = ""
  var denominator = ""
  var baseYear: Int?
  var note = ""
  /// What is to be reached, by year, as people write it: `67%`, `10 - 15%`, `có`.
  var values: [Int: String] = [:]

  /// The kinds a population may be of; `none` where nothing is counted.
  static let populations = [
    "none", "press-agency", "person", "commune", "district", "department", "website", "printer", "household", "citizen",
    "broadcast-channel", "item", "publication",
  ]

  init() {}

  init(_ target: TargetRecord, _ values: [TargetValue]) {
    measure = target.measure
    text = target.text
    section = target.section
    goal = target.goal
    indicator = target.indicator
    unit = target.unit
    direction = target.direction
    populationKind = target.populationKind
    populationFilter = target.populationFilter
    populationText = target.populationText
    numerator = target.numerator
    denominator = target.denominator
    baseYear = target.baseYear
    note = target.note
    self.values = Dictionary(values.map { ($0.year, $0.shown) }, uniquingKeysWith: { first, _ in first })
  }

  /// What does not hold, by the field of the form.
  func problems(in plan: PlanRecord, indicators: Set<String>) -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    if measure.isEmpty { errors["measure"] = "Cần tên chỉ tiêu" }
    if measure.count > 500 { errors["measure"] = "Dài quá \(500) chữ" }
    if text.count > 5000 { errors["text"] = "Dài quá \(5000) chữ" }
    if !goal.isEmpty, goal.wholeMatch(of: /G[1-8]/) == nil {
      errors["goal"] = "Mục tiêu quốc gia từ G1 đến G8, hoặc để trống"
    }
    if !indicator.isEmpty, !indicators.contains(indicator) { errors["indicator"] = "Không có chỉ số này" }
    if !Self.populations.contains(populationKind) { errors["population-kind"] = "Chọn một loại" }
    if unit == .percent, direction != .range, values.isEmpty { errors["values"] = "Cần giá trị của ít nhất một năm" }
    if let base = baseYear, !(1990...2100).contains(base) { errors["base"] = "Năm từ 1990 đến 2100" }
    let last = plan.visionYear ?? plan.toYear
    for (year, shown) in values {
      if !(plan.fromYear - 1...last).contains(year) {
        errors["year-\(year)"] = "Năm \(year) ngoài thời kỳ của kế hoạch"
      } else if shown.count > 300 {
        errors["year-\(year)"] = "Dài quá \(300) chữ"
      } else if unit.isNumber, ShownValue(shown, unit).isWords {
        errors["year-\(year)"] = "Năm \(year) cần một con số, như 67% hoặc 10 - 15%"
      } else if unit == .percent, let value = ShownValue(shown, unit).value, !(0...1000).contains(value) {
        errors["year-\(year)"] = "Năm \(year): tỷ lệ không hợp lý"
      } else if ShownValue(shown, unit).numbers.contains(where: { $0 > ShownValue.most }) {
        errors["year-\(year)"] = "Năm \(year): số lớn quá"
      }
    }
    let rest = [section, populationText, numerator, denominator, note, populationFilter]
    if rest.contains(where: { $0.count > 2000 }) { errors[""] = "Một ô dài quá 2000 chữ" }
    return errors
  }

  func fill(_ target: inout TargetRecord) {
    target.measure = measure
    target.text = text.isEmpty ? measure : text
    target.section = section
    target.goal = goal
    target.indicator = indicator
    target.unit = unit
    target.direction = direction
    target.populationKind = populationKind
    target.populationFilter = populationFilter.isEmpty ? "all" : populationFilter
    target.populationText = populationText
    target.numerator = numerator
    target.denominator = denominator
    target.baseYear = baseYear
    target.note = note
  }

  func records(_ target: TargetID) -> [TargetValue] {
    values.sorted { $0.key < $1.key }.map { year, shown in
      let read = ShownValue(shown, unit)
      var value = TargetValue(target: target, year: year, value: read.value, shown: shown)
      value.low = read.low
      value.high = read.high
      value.growth = read.growth
      value.section = section
      return value
    }
  }
}

extension TargetUnit {
  var isNumber: Bool { self != .statement && self != .yesNo }
}

/// What a value as people write it says as numbers.
struct ShownValue: Sendable, Equatable {
  var value: Double?
  var low: Double?
  var high: Double?
  /// In `33% cơ quan báo chí tăng doanh thu 20%`, the 20.
  var growth: Double?

  /// More than any programme counts, and exact as whole numbers wherever they are written.
  static let most = 1e12

  var isWords: Bool { value == nil && low == nil }
  var numbers: [Double] { [value, low, high, growth].compactMap(\.self) }

  init(_ text: String, _ unit: TargetUnit) {
    guard unit.isNumber else { return }
    let numbers = text.matches(of: /\d{1,3}(\.\d{3})+(,\d+)?|\d+([.,]\d+)?/).compactMap { match in
      Self.number(String(match.output.0)).map { (value: $0, range: match.range) }
    }
    guard let first = numbers.first else { return }
    guard numbers.count > 1 else {
      value = first.value
      return
    }
    let second = numbers[1]
    let between = text[first.range.upperBound..<second.range.lowerBound].filter { !$0.isWhitespace && $0 != "%" }
    if ["-", "–", "đến", "/"].contains(String(between)), unit != .ratio {
      low = first.value
      high = second.value
    } else {
      value = first.value
      if text.localizedCaseInsensitiveContains("tăng") { growth = second.value }
    }
  }

  /// `1.234,5`, `12,5`, `12.5`.
  private static func number(_ text: String) -> Double? {
    let isGrouped = text.wholeMatch(of: /\d{1,3}(\.\d{3})+(,\d+)?/) != nil
    return Double((isGrouped ? text.replacing(".", with: "") : text).replacing(",", with: "."))
  }
}
