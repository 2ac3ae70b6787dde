import Contracts
import Kernel
import Web

/// The fields of a plan's head.
enum PlanForm {
  static func html(
    _ draft: PlanDraft, kinds: [PlanKind], owners: [(value: String, label: String)], isNew: Bool,
    errors: [String: Phrase], _ t: Translator
  ) -> HTML {
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let day = PaperDay.read(draft.issued).flatMap { CivilDate(rawValue: $0) }
    let levels = kinds.map { (value: $0.rawValue, label: t($0.phrase)) }
    return """
      <div class="form__row">\
      \(Field.select("kind", label: t("Cấp"), options: levels, selected: draft.kind.rawValue,
        error: error("kind"), isRequired: true))\
      \(if: isNew, Field.select(
        "owner", label: t("Cơ quan quản lý kế hoạch"), options: owners, selected: draft.owner?.rawValue ?? "",
        hint: t("Người quản lý kế hoạch của cơ quan này thấy số liệu của mọi cơ quan trong kế hoạch."),
        error: error("owner")))</div>\
      \(Field.area("title", label: t("Tên kế hoạch"), value: draft.title, rows: 3, error: error("title"),
        isRequired: true, maxLength: 1000))\
      \(Field.text("short-title", label: t("Tên gọi ngắn"), value: draft.shortTitle, error: error("short-title"),
        isRequired: true, maxLength: 200))\
      <div class="form__row">\
      \(Field.text("document", label: t("Loại văn bản"), value: draft.document, maxLength: 100))\
      \(Field.text("number", label: t("Số, ký hiệu"), value: draft.number, maxLength: 100, placeholder: "614/QĐ-UBND"))\
      \(Field.date("issued", label: t("Ngày ban hành"), value: day, error: error("issued")))\
      \(Field.text("issued-part", label: t("Chỉ biết tháng, năm"), value: day == nil ? part(draft.issued) : "",
        maxLength: 10, placeholder: "03/2026"))</div>\
      <div class="form__row">\
      \(Field.text("issuer", label: t("Cơ quan ban hành"), value: draft.issuer, maxLength: 300))\
      \(Field.text("province", label: t("Tỉnh, thành phố"), value: draft.provinceName, maxLength: 100))</div>\
      <div class="form__row">\
      \(Field.text("from", label: t("Từ năm"), value: year(draft.fromYear), type: "number", error: error("from"),
        isRequired: true))\
      \(Field.text("to", label: t("Đến năm"), value: year(draft.toYear), type: "number", error: error("to"),
        isRequired: true))\
      \(Field.text("vision", label: t("Tầm nhìn đến năm"), value: year(draft.visionYear ?? 0), type: "number",
        error: error("vision")))\
      \(Field.text("base", label: t("Năm gốc"), value: year(draft.baseYear ?? 0), type: "number", error: error("base")))\
      </div>
      """
  }

  /// A month as people write it; what else was typed as it was.
  private static func part(_ issued: String) -> String {
    let parts = (PaperDay.read(issued) ?? issued).split(separator: "-")
    return parts.count == 2 ? "\(parts[1])/\(parts[0])" : issued
  }

  private static func year(_ year: Int) -> String { year == 0 ? "" : "\(year)" }

  static func draft(_ form: Form) -> PlanDraft {
    var draft = PlanDraft()
    draft.kind = PlanKind(rawValue: form["kind"]) ?? .provincial
    draft.owner = form.optional("owner").map { OrganisationID($0) }
    draft.title = form["title"]
    draft.shortTitle = form["short-title"]
    draft.document = form["document"]
    draft.number = form["number"]
    draft.issued = form.optional("issued") ?? form["issued-part"]
    draft.issuer = form["issuer"]
    draft.provinceName = form["province"]
    draft.fromYear = form.number("from") ?? 0
    draft.toYear = form.number("to") ?? 0
    draft.visionYear = form.number("vision")
    draft.baseYear = form.number("base")
    return draft
  }
}
