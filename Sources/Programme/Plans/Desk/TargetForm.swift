import Contracts
import Kernel
import Web

/// The fields of a target, with one for each year of the plan.
enum TargetForm {
  static func html(
    _ draft: TargetDraft, plan: PlanRecord, indicators: [IndicatorChoice], errors: [String: Phrase],
    _ t: Translator
  ) -> HTML {
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let units = TargetUnit.allCases.map { (value: $0.rawValue, label: t(PlanWords.unit($0))) }
    let directions = TargetDirection.allCases.map { (value: $0.rawValue, label: t(PlanWords.direction($0))) }
    let populations = TargetDraft.populations.map { (value: $0, label: t(PlanWords.population($0))) }
    let years = Self.years(of: plan, draft).map { year in
      Field.text(
        "year-\(year)", label: t("Năm \(year)"), value: draft.values[year] ?? "", error: error("year-\(year)"),
        maxLength: 300)
    }
    return """
      \(Field.text("measure", label: t("Chỉ tiêu"), value: draft.measure, error: error("measure"), isRequired: true,
        maxLength: 500))\
      \(Field.area("text", label: t("Nguyên văn"), value: draft.text, rows: 3, error: error("text"), maxLength: 5000))\
      <div class="form__row">\
      \(Field.text("section", label: t("Chỗ trong văn bản"), value: draft.section, maxLength: 300, placeholder: "II.1"))\
      \(Field.text("goal", label: t("Mục tiêu của QĐ 348"), value: draft.goal, error: error("goal"), maxLength: 2,
        placeholder: "G1"))</div>\
      <div class="form__row">\
      \(Field.select("unit", label: t("Đơn vị"), options: units, selected: draft.unit.rawValue))\
      \(Field.select("direction", label: t("Đạt khi"), options: directions, selected: draft.direction.rawValue))\
      \(Field.text("base", label: t("Năm gốc"), value: draft.baseYear.map { "\($0)" } ?? "", type: "number",
        error: error("base")))</div>\
      \(Field.group(
        t("Giá trị theo năm"), hint: t("Viết như văn bản: 67%, 10 - 15%, có. Năm không đặt chỉ tiêu thì để trống."),
        error: error("values"), "<div class=\"form__row plan-years\">\(years)</div>"))\
      \(Field.text("numerator", label: t("Tử số"), value: draft.numerator, maxLength: 2000))\
      \(Field.text("denominator", label: t("Mẫu số"), value: draft.denominator, maxLength: 2000))\
      <div class="form__row">\
      \(Field.select("population-kind", label: t("Tính trên"), options: populations, selected: draft.populationKind,
        error: error("population-kind")))\
      \(Field.text("population-text", label: t("Tính trên, như văn bản ghi"), value: draft.populationText,
        maxLength: 2000))</div>\
      \(Field.select(
        "indicator", label: t("Số liệu"), options: [("", t("Nhập tay, kèm minh chứng"))] + own(draft, indicators, t),
        groups: IndicatorChoice.Source.allCases.map { source in
          (t(source.phrase), indicators.filter { $0.source == source }.map { ($0.id, said($0, t)) })
        }, selected: draft.indicator,
        hint: t("Số tự tính lấy từ sổ và từ việc hằng ngày; nhập tay thì phải có minh chứng và người thứ hai xác nhận."),
        error: error("indicator")))\
      \(Field.area("note", label: t("Ghi chú"), value: draft.note, rows: 2, maxLength: 2000))\
      <input type="hidden" name="population-filter" value="\(draft.populationFilter)">
      """
  }

  /// What an indicator measures, and what its numerator and denominator count.
  private static func said(_ indicator: IndicatorChoice, _ t: Translator) -> String {
    "\(t(indicator.name)): \(t(indicator.counts))"
  }

  /// An indicator that the plan's paper needs and nothing here computes stays chosen.
  private static func own(
    _ draft: TargetDraft, _ indicators: [IndicatorChoice], _ t: Translator
  ) -> [(value: String, label: String)] {
    let isKnown = draft.indicator.isEmpty || indicators.contains { $0.id == draft.indicator }
    return isKnown ? [] : [(draft.indicator, t("Như kế hoạch gốc (\(draft.indicator)): chưa tính được, nhập tay"))]
  }

  /// Of the plan, its vision, and what has a value already.
  static func years(of plan: PlanRecord, _ draft: TargetDraft) -> [Int] {
    var years = Set(draft.values.keys)
    years.formUnion(plan.fromYear...min(plan.toYear, plan.fromYear + 30))
    if let vision = plan.visionYear { years.insert(vision) }
    return years.sorted()
  }

  static func draft(_ form: Form) -> TargetDraft {
    var draft = TargetDraft()
    draft.measure = form["measure"]
    draft.text = form["text"]
    draft.section = form["section"]
    draft.goal = form["goal"]
    draft.indicator = form["indicator"]
    draft.unit = TargetUnit(rawValue: form["unit"]) ?? .statement
    draft.direction = TargetDirection(rawValue: form["direction"]) ?? .up
    draft.baseYear = form.number("base")
    draft.populationKind = form.optional("population-kind") ?? "none"
    draft.populationFilter = form.optional("population-filter") ?? "all"
    draft.populationText = form["population-text"]
    draft.numerator = form["numerator"]
    draft.denominator = form["denominator"]
    draft.note = form["note"]
    for year in 1990...2150 {
      if let shown = form.optional("year-\(year)") { draft.values[year] = shown }
    }
    return draft
  }
}

extension PlanWords {
  static func population(_ kind: String) -> Phrase {
    switch kind {
    case "press-agency": "Cơ quan báo chí"
    case "person": "Người"
    case "commune": "Xã, phường"
    case "district": "Cấp huyện (đến 30/6/2025)"
    case "department": "Sở, ban, ngành"
    case "website": "Cổng, trang thông tin điện tử"
    case "printer": "Cơ sở in"
    case "household": "Hộ gia đình"
    case "citizen": "Người dân"
    case "broadcast-channel": "Kênh phát thanh, truyền hình"
    case "item": "Tin, bài"
    case "publication": "Xuất bản phẩm"
    default: "Không tính trên đối tượng nào"
    }
  }
}
