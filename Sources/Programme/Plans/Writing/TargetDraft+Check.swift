import Foundation
import Kernel

extension TargetDraft {
  /// What does not hold, by the field of the form.
  func problems(in plan: PlanRecord, indicators: Set<String>) -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    if measure.isEmpty { errors["measure"] = "Cần tên chỉ tiêu" }
    if measure.isLonger(than: 500) { errors["measure"] = "Dài quá \(500) chữ" }
    if text.isLonger(than: 5000) { errors["text"] = "Dài quá \(5000) chữ" }
    if !goal.isEmpty, goal.wholeMatch(of: /G[1-8]/) == nil {
      errors["goal"] = "Mục tiêu quốc gia từ G1 đến G8, hoặc để trống"
    }
    if !indicator.isEmpty, !indicators.contains(indicator) { errors["indicator"] = "Không có chỉ số này" }
    if !Self.populations.contains(populationKind) { errors["population-kind"] = "Chọn một loại" }
    if unit == .percent, direction != .range, values.isEmpty { errors["values"] = "Cần giá trị của ít nhất một năm" }
    if let base = baseYear, !(1990...2100).contains(base) { errors["base"] = "Năm từ 1990 đến 2100" }
    let last = plan.visionYear ?? plan.toYear
    for (year, shown) in values {
      let isInside = (plan.fromYear - 1...last).contains(year)
      errors["year-\(year)"] = isInside ? problem(shown, year) : "Năm \(year) ngoài thời kỳ của kế hoạch"
    }
    let rest = [section, populationText, numerator, denominator, note, populationFilter]
    if rest.contains(where: { $0.isLonger(than: 2000) }) { errors[""] = "Một ô dài quá 2000 chữ" }
    PlainName.check(
      [
        ("measure", measure), ("text", text), ("section", section), ("population-text", populationText),
        ("numerator", numerator), ("denominator", denominator), ("note", note),
      ], &errors)
    return errors
  }

  /// What is wrong with a value: a share above the whole that is no growth, a part of something that is counted in ones,
  /// more hours than a day has.
  private func problem(_ shown: String, _ year: Int) -> Phrase? {
    if shown.isLonger(than: 300) { return "Dài quá \(300) chữ" }
    guard unit.isNumber else { return PlainName.problem(shown) }
    let read = ShownValue(shown, unit)
    if read.isWords { return "Năm \(year) cần một con số, như 67% hoặc 10 - 15%" }
    if let first = shown.first, "-−–".contains(first) { return "Năm \(year): không nhận số âm" }
    if let low = read.low, let high = read.high, low > high { return "Năm \(year): số đầu lớn hơn số cuối" }
    let numbers = [read.value, read.low, read.high].compactMap(\.self)
    switch unit {
    case .percent where numbers.contains { $0 > 1000 }: return "Năm \(year): tỷ lệ không hợp lý"
    case .percent where !isGrowth(shown) && numbers.contains { $0 > 100 }:
      return "Năm \(year): tỷ lệ không quá 100%. Nếu là mức tăng, ghi chữ “tăng” vào tên chỉ tiêu hoặc giá trị"
    case .count where numbers.contains { $0 != $0.rounded() }:
      return "Năm \(year): số lượng phải là số nguyên, như 1.234"
    case .hoursPerDay where numbers.contains { $0 > 24 }: return "Năm \(year): một ngày có 24 giờ"
    default: break
    }
    if read.numbers.contains(where: { $0 > ShownValue.most }) { return "Năm \(year): số lớn quá" }
    return PlainName.problem(shown)
  }

  /// Only what grows goes beyond the whole of it.
  private func isGrowth(_ shown: String) -> Bool {
    indicator == "press.revenue-growth"
      || [shown, measure].contains { $0.localizedCaseInsensitiveContains("tăng") }
  }
}

extension String {
  /// By letters as people count them; most texts are told by their bytes alone.
  func isLonger(than limit: Int) -> Bool { utf8.count > limit && count > limit }
}
