import Contracts
import Kernel
import Web

/// The paper itself, where its words are from and how sure they are, what it aims at, who pays, who receives it.
struct PlanOverviewPart: Sendable {
  let view: Programme.PlanView
  var owner: String?
  var owners: [(value: String, label: String)] = []

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let plan = view.record
    return """
      <section class="section"><h2>\(t("Văn bản"))</h2><p class="plan-title">\(plan.title)</p>\
      <dl class="facts facts--wide">\(facts(plan, t))</dl></section>\
      \(texts(.aim, t("Mục đích, yêu cầu, mục tiêu chung"), t))\(texts(.funding, t("Kinh phí"), t))\(recipients(t))\
      \(if: !owners.isEmpty, give(context))
      """
  }

  private func give(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Giao kế hoạch"))</h2>\
      <form method="post" action="\(url: "\(ProgrammePath.plan(view.record.id))/giao")" class="form">\(context.csrfField)\
      \(Field.select(
        "owner", label: t("Cơ quan quản lý kế hoạch"), options: owners, selected: view.record.owner?.rawValue ?? "",
        hint: t("Người quản lý kế hoạch của cơ quan này thấy số liệu của mọi cơ quan trong kế hoạch.")))\
      <div class="form__acts">\(Button.submit(t("Giao"), style: .plain, icon: "check"))</div></form></section>
      """
  }

  private func facts(_ plan: PlanRecord, _ t: Translator) -> [HTML] {
    let paper = [plan.document, plan.number].filter { !$0.isEmpty }.joined(separator: " ")
    var rows: [(String, HTML)] = [
      (t("Số văn bản"), "\(plan.number.isEmpty ? t("\(plan.document), không số") : paper)"),
      (t("Ngày ban hành"), "\(plan.issued.isEmpty ? "—" : PlanWords.day(plan.issued, t))"),
      (t("Cơ quan ban hành"), "\(plan.issuer.isEmpty ? "—" : plan.issuer)"),
      (t("Thời kỳ"), "\(period(plan, t))"),
    ]
    if !plan.provinceName.isEmpty { rows.append((t("Tỉnh"), "\(plan.provinceName)")) }
    if let base = plan.baseYear { rows.append((t("Năm gốc"), "\(base)")) }
    rows.append((t("Cơ quan quản lý"), "\(owner ?? t("chưa giao"))"))
    rows.append((t("Nguồn của lời văn"), origin(plan, t)))
    if !plan.sourceNote.isEmpty { rows.append((t("Ghi chú về nguồn"), "\(plan.sourceNote)")) }
    if let last = view.whole.amendments.last {
      rows.append(
        (t("Sửa đổi gần nhất"), "\(last.number), \(t("có hiệu lực từ \(last.effectiveOn.vietnamese)"))"))
    }
    return rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
  }

  /// Where the words are from; what "dòng" beside each of them counts, for whoever looks it up.
  private func origin(_ plan: PlanRecord, _ t: Translator) -> HTML {
    let copy = t("Số dòng ghi cạnh từng mục là dòng của bản chép \(plan.sourceFile) đi kèm phần mềm.")
    return """
      <span class="plan-origin">\(t(SourceMark.words(plan.sourceMark)))</span>\
      \(if: !plan.sourceFile.isEmpty, "<span class=\"plan-place\">\(copy)</span>")
      """
  }

  private func period(_ plan: PlanRecord, _ t: Translator) -> String {
    let years = PlanListPage.period(plan)
    return plan.visionYear.map { t("\(years), tầm nhìn \($0)") } ?? years
  }

  private func texts(_ kind: PlanText.Kind, _ title: String, _ t: Translator) -> HTML {
    let found = view.whole.texts(kind)
    guard !found.isEmpty else { return .empty }
    let lines = found.map { one -> HTML in
      "<li><p>\(PlanProse.html(one.text))</p>\(PlanWords.place(one.section, one.lines, t))</li>"
    }
    return "<section class=\"section\"><h2>\(title)</h2><ul class=\"plan-list\">\(lines)</ul></section>"
  }

  private func recipients(_ t: Translator) -> HTML {
    let found = view.whole.texts(.recipient)
    guard let first = found.first else { return .empty }
    return """
      <section class="section"><h2>\(t("Nơi nhận"))</h2><ul>\(found.map { "<li>\($0.text)</li>" as HTML })</ul>\
      \(PlanWords.place("", first.lines, t))</section>
      """
  }
}
