import Hummingbird
import Kernel
import Web

/// Entering a result from before the platform by hand.
struct PastForm {
  static let pointsError: Phrase = "Cần số điểm, nhiều nhất hai chữ số thập phân: 86,94"

  let agencies: [(id: OrganisationID, name: String, until: Int?)]
  let pillars: [IndexPillar]
  let year: Int
  let sent: Form?
  let errors: [String: Phrase]

  /// What was typed; throws every field that is no number or day, by its name.
  static func draft(_ form: Form, pillars: [IndexPillar]) throws -> PastDraft {
    var errors: [String: Phrase] = [:]
    func whole(_ name: String) -> Int? {
      guard let text = form.optional(name) else { return nil }
      if Int(text) == nil { errors[name] = "Cần một số nguyên" }
      return Int(text)
    }
    let total = Points(text: form["total"])
    if total == nil { errors["total"] = pointsError }
    let bloc = Bloc(rawValue: form["bloc"])
    if bloc == nil { errors["bloc"] = "Chọn khối của năm đó" }
    if form["organisation"].isEmpty { errors["organisation"] = "Chọn cơ quan" }
    let year = whole("year")
    if year == nil { errors["year"] = "Cần một số nguyên" }
    var parts: [PastPart] = []
    for pillar in pillars {
      guard let text = form.optional("part-\(pillar.code)") else { continue }
      guard let points = Points(text: text) else {
        errors["part-\(pillar.code)"] = pointsError
        continue
      }
      parts.append(PastPart(code: pillar.code, name: pillar.name, points: points))
    }
    let (rank, rankOf) = (whole("rank"), whole("rank-of"))
    var decidedOn: CivilDate?
    if let text = form.optional("decided-on") {
      decidedOn = CivilDate(rawValue: text)
      if decidedOn == nil { errors["decided-on"] = "Cần có ngày" }
    }
    guard errors.isEmpty, let total, let bloc, let year else { throw Failure.invalid(errors) }
    return PastDraft(
      organisation: OrganisationID(form["organisation"]), name: form["name"], year: year, bloc: bloc, total: total,
      levelName: form["level"], rank: rank, rankOf: rankOf, parts: parts, decision: form["decision"],
      decidedOn: decidedOn, address: form["address"])
  }

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let choices = agencies.map { one in
      (value: one.id.rawValue, label: one.until.map { "\(one.name) (\(t("đến năm \($0)")))" } ?? one.name)
    }
    return """
      <form class="form maturity-past" method="post" enctype="multipart/form-data" action="\(MaturityPath.past)" data-guard>\
      \(context.csrfField)\
      \(Field.select(
        "organisation", label: t("Cơ quan"), options: [(value: "", label: t("Chọn cơ quan"))] + choices,
        selected: value("organisation"), hint: t("Kết quả của cơ quan đã hợp nhất đứng dưới tên cơ quan đó, không chuyển sang cơ quan mới."),
        error: error("organisation", t), isRequired: true))\
      \(text("name", t("Tên như đã công bố"), t, isRequired: true))\
      <div class="form__row">\(Field.text(
        "year", label: t("Năm"), value: sent?["year"] ?? String(year - 1), type: "number", error: error("year", t),
        isRequired: true))\
      \(Field.select(
        "bloc", label: t("Khối của năm đó"),
        options: [(value: "", label: t("Chọn khối"))] + Bloc.allCases.map { (value: $0.rawValue, label: t($0.phrase)) },
        selected: value("bloc"), error: error("bloc", t), isRequired: true))</div>\
      <div class="form__row">\(points("total", t("Tổng điểm"), nil, t, isRequired: true))\
      \(Field.select(
        "level", label: t("Mức như đã công bố"),
        options: [(value: "", label: t("Nguồn không nói"))] + PastDraft.levels.map { (value: $0, label: t(level: $0)) },
        selected: value("level"), error: error("level", t)))</div>\
      <div class="form__row">\(text("rank", t("Hạng trong khối (nếu có)"), t, mode: "numeric"))\
      \(text("rank-of", t("Số cơ quan trong khối"), t, mode: "numeric"))</div>\
      \(Field.group(
        t("Điểm theo trụ cột (nếu nguồn có)"), hint: t("Để trống trụ cột nào nguồn không nói; đủ cả năm thì phải cộng đúng tổng điểm."),
        "<div class=\"maturity-parts\">\(pillars.map { points("part-\($0.code)", "\($0.code) · \($0.name)", $0.maximum, t) })</div>"))\
      <div class="form__row">\(text("decision", t("Quyết định công bố"), t, hint: t("Số, ký hiệu: 4765/QĐ-BVHTTDL")))\
      \(Field.date(
        "decided-on", label: t("Ngày quyết định"), value: CivilDate(rawValue: value("decided-on")),
        error: error("decided-on", t)))</div>\
      \(Field.text(
        "address", label: t("Địa chỉ trang công bố"), value: value("address"), type: "url", error: error("address", t),
        maxLength: 1000))\
      \(Field.file("file", label: t("Tệp nguồn"), hint: t("Bản quét quyết định, bảng kết quả; nhiều nhất 50 MB."), error: error("evidence", t)))\
      <div class="form__acts">\(Button.submit(t("Gửi người thứ hai xác nhận")))</div></form>
      """
  }

  private func value(_ name: String) -> String { sent?[name] ?? "" }
  private func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }

  private func text(
    _ name: String, _ label: String, _ t: Translator, hint: String? = nil, isRequired: Bool = false,
    mode: String? = nil
  ) -> HTML {
    Field.text(
      name, label: label, value: value(name), hint: hint, error: error(name, t), isRequired: isRequired,
      maxLength: 300, inputMode: mode)
  }

  private func points(
    _ name: String, _ label: String, _ maximum: Points?, _ t: Translator, isRequired: Bool = false
  ) -> HTML {
    Field.text(
      name, label: label, value: value(name), hint: maximum.map { t("Từ 0 đến \($0.text)") }, error: error(name, t),
      isRequired: isRequired, inputMode: "decimal")
  }
}
