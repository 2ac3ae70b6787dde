import Contracts
import Kernel
import Web

/// What was entered, with the acts of the second person.
struct FigureEntriesPart: Sendable {
  let view: TargetView
  let principal: Principal
  /// Entries that this person confirms in place of an organisation that has nobody else.
  let standsIn: Set<FigureEntryID>

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !view.entries.isEmpty else { return .empty }
    return """
      <section class="stack"><h2>\(t("Số liệu nhập"))</h2>\(Table.html(
        caption: t("Số liệu nhập, mới nhất trước"),
        columns: [
          .init(t("Cơ quan")), .init(t("Ngày báo cáo"), .fit), .init(t("Số liệu"), .fit), .init(t("Người nhập")),
          .init(t("Minh chứng")), .init(t("Trạng thái")),
        ], rows: view.entries.map { row($0, context) }))</section>
      """
  }

  private func row(_ entry: FigureEntry, _ context: StaffContext) -> [HTML] {
    let t = context.translator
    let proofs = (view.proofs[entry.id.rawValue] ?? []).map { "<li>\(TargetPartsPart.proof($0))</li>" as HTML }
    return [
      "\(entry.name)", TimeText.day(entry.day),
      "<span class=\"figures\">\(FigureText.count(FigureCount(entry.numerator, entry.denominator), view.unit(on: entry.day), t))</span>",
      "\(entry.enteredByName), \(VietnamTime.dateAndClock(entry.enteredAt))\(if: !entry.note.isEmpty, "<br>\(entry.note)")",
      "<ul class=\"kpi-proofs\">\(proofs)</ul>", state(entry, context),
    ]
  }

  private func state(_ entry: FigureEntry, _ context: StaffContext) -> HTML {
    let t = context.translator
    switch entry.state {
    case .confirmed:
      return "\(StateWord.html(t(entry.state.phrase), .done)) <span class=\"kpi__note\">\(entry.decidedByName)</span>"
    case .returned where entry.isWithdrawn:
      return
        "\(StateWord.html(t("Đã rút"), .off)) <span class=\"kpi__note\">\(entry.decidedByName)\(if: !entry.reason.isEmpty, ": \(entry.reason)")</span>"
    case .returned:
      return
        "\(StateWord.html(t(entry.state.phrase), .bad)) <span class=\"kpi__note\">\(entry.decidedByName): \(entry.reason)</span>"
    case .waiting:
      let told = view.told[FigureTold.entry(entry.id)].map {
        t("đã báo \($0.people), lúc \(VietnamTime.dateAndClock($0.at))")
      }
      let word: HTML = """
        \(StateWord.html(t(entry.state.phrase), .waiting)) \
        <span class="kpi__note">\(told ?? t("chưa có ai ở cơ quan xác nhận được, sẽ báo khi có"))</span>
        """
      guard !view.isFrozen(entry.day) else { return word }
      return "\(word)\(acts(entry, context))"
    }
  }

  private func acts(_ entry: FigureEntry, _ context: StaffContext) -> HTML {
    let t = context.translator
    let path = ProgrammePath.target(view.target.id)
    if entry.enteredBy == principal.id {
      return Button.post(
        t("Rút số liệu"), to: "\(path)/rut", context, style: .plain, fields: ["entry": entry.id.rawValue])
    }
    let isSecond = principal.may(Programme.confirm, in: entry.organisation)
    let isInPlace = !isSecond && standsIn.contains(entry.id)
    guard isSecond || isInPlace || view.mayManage else { return .empty }
    let note =
      isInPlace
      ? t("Cơ quan này không có người thứ hai xác nhận được: bạn xác nhận thay với tư cách cơ quan giữ kế hoạch.") : ""
    return """
      \(if: isInPlace, "<p class=\"kpi__note\">\(note)</p>")\
      \(if: isSecond || isInPlace, Button.post(t("Xác nhận"), to: "\(path)/xac-nhan", context, icon: "check", fields: ["entry": entry.id.rawValue]))\
      <form class="inline-form" method="post" action="\(url: "\(path)/tra-lai")">\(context.csrfField)\
      <input type="hidden" name="entry" value="\(entry.id.rawValue)">\
      <label class="field__label" for="reason-\(entry.id.rawValue)">\(t("Lý do trả lại"))</label>\
      <input class="field__control" id="reason-\(entry.id.rawValue)" name="reason" required maxlength="2000">\
      \(Button.submit(t("Trả lại"), style: .plain))</form>
      """
  }
}

/// Entering a figure, and proposing to restate a frozen one.
struct TargetForms: Sendable {
  let view: TargetView
  let today: CivilDate
  let principal: Principal
  let mayEnter: [(id: OrganisationID, name: String)]
  let sent: Form?
  let errors: [String: Phrase]
  var isOfOnes = false

  func html(_ context: StaffContext) -> HTML {
    "\(enter(context))\(RestatementForm(forms: self).html(context))"
  }

  func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }

  private func enter(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !mayEnter.isEmpty, view.target.unit != .statement else { return .empty }
    let day = sent.flatMap { CivilDate(rawValue: $0["ngay"]) } ?? view.days.last ?? today
    return """
      <section class="stack" id="nhap"><h2>\(t("Nhập số liệu"))</h2>\
      <p class="quiet">\(t("Chỉ nhập khi số liệu không tính được từ sổ và công việc. Số liệu được tính vào chỉ tiêu sau khi một người khác của cơ quan xác nhận."))</p>\
      <form class="stack" method="post" enctype="multipart/form-data" action="\(url: "\(ProgrammePath.target(view.target.id))/nhap")">\
      \(context.csrfField)\
      \(Field.select(
        "organisation", label: t("Cơ quan"), options: mayEnter.map { ($0.id.rawValue, $0.name) },
        selected: sent?["organisation"] ?? "", error: error("organisation", t), isRequired: true))\
      \(Field.date("ngay", label: t("Ngày báo cáo"), value: day, error: error("ngay", t), isRequired: true, to: today))\
      \(numbers(t, prefix: "", units: [view.target.unit]))\
      \(Field.file("file", label: t("Tệp minh chứng"), hint: t("pdf, docx, xlsx, ảnh, chữ ký số; tối đa 50 MB")))\
      \(Field.text(
        "evidence", label: t("Hoặc địa chỉ, số văn bản"), value: sent?["evidence"] ?? "", error: error("evidence", t),
        maxLength: 4000))\
      \(Field.area("note", label: t("Ghi chú"), value: sent?["note"] ?? "", rows: 2, error: error("note", t), maxLength: 4000))\
      <p>\(Button.submit(t("Gửi xác nhận")))</p></form></section>
      """
  }

  /// Two boxes, or one choice where each organisation is one.
  /// - Parameter units: in which figures may be said; of a restatement those of the freezes, which an amendment of the plan
  ///   does not change.
  func numbers(_ t: Translator, prefix: String, units: Set<TargetUnit>) -> HTML {
    let wrong = error("\(prefix)share", t) ?? error("\(prefix)numerator", t)
    if isOfOnes, units == [view.target.unit] {
      return Field.select(
        "\(prefix)share", label: t("Số liệu"),
        options: [
          ("", t("Chọn")), ("1/1", t("Có (1/1)")), ("0/1", t("Không (0/1)")), ("0/0", t("Không áp dụng (0/0)")),
        ],
        selected: sent?["\(prefix)share"] ?? "", hint: t("Mỗi cơ quan tính là một."), error: wrong, isRequired: true)
    }
    let shares: Set<TargetUnit> = [.percent, .ratio]
    let isShare = units.isSubset(of: shares)
    let label = isShare ? t("Tử số") : units == [.yesNo] ? t("Có (1) hay không (0)") : t("Số liệu")
    return """
      \(Field.text(
        "\(prefix)numerator", label: label, value: sent?["\(prefix)numerator"] ?? "",
        hint: view.target.numerator.isEmpty ? nil : view.target.numerator, error: wrong, isRequired: true,
        inputMode: "decimal"))\
      \(if: !units.isDisjoint(with: shares), Field.text(
        "\(prefix)denominator", label: t("Mẫu số"), value: sent?["\(prefix)denominator"] ?? "",
        hint: view.target.denominator.isEmpty ? nil : view.target.denominator,
        error: error("\(prefix)denominator", t), isRequired: isShare, inputMode: "decimal"))
      """
  }
}
