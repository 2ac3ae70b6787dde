import Contracts
import Kernel
import Web

/// The fields of a task, and of a deadline.
enum TaskForm {
  static func html(
    _ draft: TaskDraft, whole: PlanWhole, own: PlanTaskID?, organisations: [OrganisationProfile],
    errors: [String: Phrase], _ t: Translator
  ) -> HTML {
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let kinds = PlanTaskRecord.Kind.allCases.map { (value: $0.rawValue, label: t(PlanWords.kind($0))) }
    let headings =
      [("", t("Không thuộc nhiệm vụ nào"))]
      + whole.tasks.filter { $0.kind != .duty && $0.id != own }.map { ($0.code, String($0.title.prefix(120))) }
    let targets = whole.targets.filter { $0.endedOn == nil }.map { target in
      Field.check(
        "targets", label: target.measure, isOn: draft.targets.contains(target.code), value: target.code,
        id: "targets-\(target.code)")
    }
    return """
      \(OrganisationPicker.names(organisations))<div class="form__row">\
      \(Field.select("kind", label: t("Loại"), options: kinds, selected: draft.kind.rawValue))\
      \(Field.select("parent", label: t("Thuộc nhiệm vụ"), options: headings, selected: draft.parent,
        error: error("parent")))</div>\
      \(Field.area("title", label: t("Nhiệm vụ"), value: draft.title, rows: 2, error: error("title"), isRequired: true,
        maxLength: 2000))\
      \(Field.area("text", label: t("Nội dung"), value: draft.text, rows: 5, error: error("text"), maxLength: 20_000))\
      <div class="form__row">\
      \(OrganisationPicker.several("leads", label: t("Chủ trì"), lineLabel: { t("Cơ quan chủ trì \($0)") },
        value: draft.leads.joined(separator: "\n"), hint: asWritten(t), error: error("leads")))\
      \(OrganisationPicker.several("partners", label: t("Phối hợp"), lineLabel: { t("Cơ quan phối hợp \($0)") },
        value: draft.partners.joined(separator: "\n"), error: error("partners")))</div>\
      <div class="form__row">\
      \(Field.text("from", label: t("Từ năm"), value: draft.fromYear.map { "\($0)" } ?? "", type: "number",
        error: error("from")))\
      \(Field.text("to", label: t("Đến năm"), value: draft.toYear.map { "\($0)" } ?? "", type: "number",
        error: error("to")))\
      \(Field.check("yearly", label: t("Làm hằng năm"), isOn: draft.isYearly))</div>\
      <div class="form__row">\
      \(Field.text("funding", label: t("Nguồn kinh phí"), value: draft.funding, maxLength: 1000))\
      \(Field.text("section", label: t("Chỗ trong văn bản"), value: draft.section, maxLength: 300, placeholder: "III.2"))\
      </div>\(if: !targets.isEmpty, Field.group(t("Phục vụ chỉ tiêu"), "\(targets)"))
      """
  }

  private static func asWritten(_ t: Translator) -> String {
    t(
      "Gõ vài chữ trong tên rồi chọn. Tên không có trong sổ cơ quan được giữ như văn bản ghi và hiện là “chưa gắn với tổ chức nào”."
    )
  }

  static func draft(_ form: Form) -> TaskDraft {
    var draft = TaskDraft()
    draft.kind = PlanTaskRecord.Kind(rawValue: form["kind"]) ?? .task
    draft.parent = form["parent"]
    draft.title = form["title"]
    draft.text = form["text"]
    draft.leads = TaskDraft.names(form.all("leads").joined(separator: "\n"))
    draft.partners = TaskDraft.names(form.all("partners").joined(separator: "\n"))
    draft.fromYear = form.number("from")
    draft.toYear = form.number("to")
    draft.isYearly = form.isOn("yearly")
    draft.funding = form["funding"]
    draft.section = form["section"]
    draft.targets = form.all("targets").filter { !$0.isEmpty && !$0.contains(" ") }
    return draft
  }
}

/// The fields of a deadline.
enum DeadlineForm {
  static func html(_ draft: DeadlineDraft, errors: [String: Phrase], _ t: Translator) -> HTML {
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let periods = DeadlineDraft.periods.map { (value: $0, label: t(PlanWords.every($0))) }
    return """
      \(Field.area("text", label: t("Báo cáo gì"), value: draft.text, rows: 2, error: error("text"), isRequired: true,
        maxLength: 2000))\
      \(Field.area("who", label: t("Ai báo cáo"), value: draft.who.replacing("; ", with: "\n"), rows: 2,
        hint: t("Mỗi dòng một cơ quan."), error: error("who"), isRequired: true))\
      <div class="form__row">\(Field.text("to-whom", label: t("Gửi ai"), value: draft.toWhom, maxLength: 500))\
      \(Field.text("via", label: t("Qua cơ quan"), value: draft.via, maxLength: 500))</div>\
      <div class="form__row">\
      \(Field.select("every", label: t("Kỳ"), options: periods, selected: draft.every, error: error("every")))\
      \(Field.text("day", label: t("Ngày"), value: draft.day.map { "\($0)" } ?? "", type: "number", error: error("day")))\
      \(Field.text("month", label: t("Tháng"), value: draft.month.map { "\($0)" } ?? "", type: "number",
        error: error("month")))\
      \(Field.check("before", label: t("“Trước ngày”: hạn cuối là ngày liền trước"), isOn: draft.isBefore))</div>\
      \(Field.select("maker", label: t("Lập báo cáo ở đây"),
        options: DeadlineDraft.makers.map { (value: $0, label: t(maker($0))) }, selected: draft.maker,
        hint: t("Hạn lập ở đây có trong lịch báo cáo và được nhắc."), error: error("maker")))\
      \(Field.text("section", label: t("Chỗ trong văn bản"), value: draft.section, maxLength: 300))
      """
  }

  private static func maker(_ maker: String) -> Phrase {
    switch maker {
    case "agency": "Mỗi cơ quan báo chí của tỉnh lập báo cáo năm"
    case "department": "Cơ quan giữ kế hoạch lập báo cáo năm"
    default: "Không lập ở đây"
    }
  }

  static func draft(_ form: Form) -> DeadlineDraft {
    var draft = DeadlineDraft()
    draft.text = form["text"]
    draft.who = form["who"]
    draft.toWhom = form["to-whom"]
    draft.via = form["via"]
    draft.every = form["every"]
    draft.month = form.number("month")
    draft.day = form.number("day")
    draft.isBefore = form.isOn("before")
    draft.maker = form["maker"]
    draft.section = form["section"]
    return draft
  }
}
