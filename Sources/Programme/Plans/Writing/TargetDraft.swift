import Foundation
import Kernel
import Persistence

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
