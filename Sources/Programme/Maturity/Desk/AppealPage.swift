import Hummingbird
import Kernel
import Web

/// Appealing against points of the appraisal, and answering.
struct AppealPage: Sendable {
  enum Kind: Sendable {
    case appeal
    case answer
  }

  let kind: Kind
  let file: EntryFile
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    let path = MaturityPath.act(file.entry.id, kind == .appeal ? "kien-nghi" : "tra-loi")
    let rows = kind == .appeal ? appealable.map { ask($0, t) } : file.openAppeals.map { reply($0, t) }
    return DeskPage(
      title: kind == .appeal ? t("Kiến nghị") : t("Trả lời kiến nghị"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\
        \(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(rows.isEmpty ? EmptyState.html(t("Không có tiêu chí nào để kiến nghị hoặc trả lời.")) : """
          <form class="form maturity-form" method="post" action="\(url: path)">\(context.csrfField)\(rows)\
          <div class="form__acts">\(Button.submit(kind == .appeal ? t("Gửi kiến nghị") : t("Gửi trả lời")))</div></form>
          """)</div>
        """,
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (file.entry.shortName, MaturityPath.entry(file.entry.id)),
      ],
      lead: kind == .appeal
        ? "\(t("Ghi lý do ở tiêu chí cần xem lại; gửi một lần cho cả hồ sơ, hạn \(file.cycle.appealUntil.vietnamese)"))"
        : "\(t("Trả lời từng tiêu chí; điểm ở đây là điểm được tính"))",
      styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  /// Criteria that were given less than they may have, and were not appealed before.
  private var appealable: [ScoredCriterion] {
    file.criteria.filter { one in
      guard let score = one.score, let given = score.givenPoints else { return false }
      return file.showsGiven && given < one.criterion.maximum && score.appealAt == nil
    }
  }

  private func head(_ one: ScoredCriterion, _ t: Translator) -> HTML {
    """
    <section class="criterion"><h2 class="criterion__name">\(one.criterion.code) · \(one.criterion.text)</h2>\
    <p>\(t("Tự chấm")): \(one.score?.selfPoints?.text ?? "—") · \(t("Thẩm định")): \
    \(one.score?.givenPoints?.text ?? "—")/\(one.criterion.maximum.text) \(one.score?.givenReason ?? "")</p>
    """
  }

  private func ask(_ one: ScoredCriterion, _ t: Translator) -> HTML {
    let field = "appeal-\(one.criterion.id)"
    return """
      \(head(one, t))\(Field.area(
        field, label: t("Lý do kiến nghị, \(one.criterion.code)"), value: sent?[field] ?? "", rows: 2,
        error: errors[field].map { t($0) }, maxLength: 4000))</section>
      """
  }

  private func reply(_ one: ScoredCriterion, _ t: Translator) -> HTML {
    let (points, words) = ("points-\(one.criterion.id)", "words-\(one.criterion.id)")
    return """
      \(head(one, t))<p><strong>\(t("Kiến nghị")):</strong> \(one.score?.appeal ?? "")</p>\
      <div class="form__row">\(Field.text(
        points, label: t("Điểm được tính, \(one.criterion.code)"), value: sent?[points] ?? one.score?.givenPoints?.text ?? "",
        error: errors[points].map { t($0) }, isRequired: true, inputMode: "decimal"))\
      \(Field.area(
        words, label: t("Trả lời, \(one.criterion.code)"), value: sent?[words] ?? "", rows: 2,
        error: errors[words].map { t($0) }, isRequired: true, maxLength: 4000))</div></section>
      """
  }
}
