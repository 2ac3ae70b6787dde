import Kernel
import Web

/// That frozen figures are said in the unit of then, where an amendment of the plan changed it.
enum KeptUnit {
  /// `đơn vị khi chốt: Tỷ lệ phần trăm`; nothing where the unit is still the same.
  static func note(_ unit: TargetUnit, _ now: TargetUnit, _ t: Translator) -> HTML {
    guard unit != now else { return .empty }
    return " <span class=\"kpi__note\">\(t("đơn vị khi chốt: \(t(PlanWords.unit(unit)))"))</span>"
  }

  /// Why years are left out of chart and forecast; nil where none is.
  static func noForecast(_ years: [Int], _ t: Translator) -> String? {
    guard !years.isEmpty else { return nil }
    let names = years.map(String.init).joined(separator: ", ")
    return t("Năm \(names) chốt theo đơn vị khác: không so sánh, không đưa vào dự báo.")
  }
}
