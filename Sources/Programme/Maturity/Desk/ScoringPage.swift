import Hummingbird
import Kernel
import Web

/// The criteria of one pillar: to score oneself, to appraise, or only to read.
struct ScoringPage: Sendable {
  enum Kind: Sendable {
    case own
    case appraisal
    case reading

    var path: String {
      switch self {
      case .own: "cham"
      case .appraisal: "tham-dinh"
      case .reading: "diem"
      }
    }
  }

  let kind: Kind
  let file: EntryFile
  let pillar: IndexPillar
  let today: CivilDate
  let isSaved: Bool
  /// What was typed, where it did not hold.
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    let title =
      switch kind {
      case .own: t("Tự chấm điểm")
      case .appraisal: t("Thẩm định")
      case .reading: t("Điểm theo tiêu chí")
      }
    let progress =
      kind == .appraisal
      ? t("\(file.appraised) trên \(file.criteria.count) tiêu chí đã thẩm định")
      : t("\(file.scored) trên \(file.criteria.count) tiêu chí đã chấm")
    return DeskPage(
      title: title, room: MaturityDesk.room,
      body: """
        <div class="stack">\(if: isSaved && errors.isEmpty, Notice.ok(t("Đã lưu."), detail: progress))\
        \(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(Progress.html(progress, done: kind == .appraisal ? file.appraised : file.scored, of: file.criteria.count))\
        \(tabs(t))\(kind == .reading ? list(t) : form(context))</div>
        """,
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (file.cycle.title, MaturityPath.cycle(file.cycle.id)),
        (file.entry.shortName, MaturityPath.entry(file.entry.id)),
      ], lead: "\(pillar.code) · \(pillar.name)", styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func tabs(_ t: Translator) -> HTML {
    Tabs.html(
      file.scheme.pillars.map { one in
        let own = file.of(one)
        let done = own.count { kind == .appraisal ? $0.score?.givenPoints != nil : $0.score?.selfPoints != nil }
        return .init(
          "\(one.code) \(one.name) (\(done)/\(own.count))",
          "\(MaturityPath.act(file.entry.id, kind.path))?tru=\(one.code)", isCurrent: one.code == pillar.code)
      }, label: t("Trụ cột"))
  }

  private func list(_ t: Translator) -> HTML {
    "\(file.of(pillar).map { CriterionPart(one: $0, file: file, today: today, t: t).html })"
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    let rows = file.of(pillar).map { one -> HTML in
      """
      \(CriterionPart(one: one, file: file, today: today, t: t).head)\(fields(one, t))</section>
      """
    }
    return """
      <form class="form maturity-form" method="post" action="\(url: MaturityPath.act(file.entry.id, kind.path))">\
      \(context.csrfField)<input type="hidden" name="tru" value="\(pillar.code)">\(rows)\
      <div class="form__acts">\(Button.submit(t("Lưu và sang phần sau")))\
      \(Button.submit(t("Lưu phần này"), style: .plain, name: "stay", value: "1"))</div></form>
      """
  }

  private func fields(_ one: ScoredCriterion, _ t: Translator) -> HTML {
    let id = one.criterion.id
    let (points, words) = ("points-\(id)", "words-\(id)")
    let known = kind == .own ? one.score?.selfPoints : one.score?.givenPoints ?? one.score?.selfPoints
    let said = kind == .own ? one.score?.selfNote : one.score?.givenReason
    return """
      <input type="hidden" name="base-\(id.rawValue)" value="\(sent?["base-\(id)"] ?? String(one.score?.version ?? 0))">\
      <div class="form__row">\(Field.text(
        points, label: kind == .own ? t("Điểm tự chấm, \(one.criterion.code)") : t("Điểm thẩm định, \(one.criterion.code)"),
        value: sent?[points] ?? known?.text ?? "",
        hint: t("Từ 0 đến \(one.criterion.maximum.text)"), error: errors[points].map { t($0) }, inputMode: "decimal"))\
      \(Field.area(
        words, label: kind == .own ? t("Giải trình, \(one.criterion.code)") : t("Lý do, \(one.criterion.code)"),
        value: sent?[words] ?? said ?? "", rows: 2, error: errors[words].map { t($0) }, maxLength: 4000))</div>
      """
  }
}

/// A criterion with what is asked, what was given and what proves it.
struct CriterionPart {
  let one: ScoredCriterion
  let file: EntryFile
  let today: CivilDate
  let t: Translator

  /// Without its end, for the fields that follow.
  var head: HTML {
    let criterion = one.criterion
    let path = MaturityPath.act(file.entry.id, "minh-chung/\(criterion.id)")
    return """
      <section class="criterion" id="c-\(criterion.id.rawValue)"><h2 class="criterion__name">\(criterion.code) · \(criterion.text)</h2>\
      <p class="quiet">\(criterion.component) · \(t("tối đa \(criterion.maximum.text) điểm"))</p>\
      \(if: !criterion.evidence.isEmpty, "<p><strong>\(t("Minh chứng cần có")):</strong> \(criterion.evidence)</p>")\
      \(if: !criterion.rule.isEmpty, "<p><strong>\(t("Cách chấm")):</strong> \(criterion.rule)</p>")\
      \(given)\(ScoreEvidenceList(evidence: one.evidence, today: today, t: t).html)\
      <p><a href="\(url: path)">\(one.evidence.isEmpty ? t("Thêm minh chứng") : t("Minh chứng (\(one.evidence.count))"))\
      <span class="visually-hidden"> \(criterion.code)</span></a></p>
      """
  }

  var html: HTML { "\(head)</section>" }

  private var given: HTML {
    guard let score = one.score else { return .empty }
    let own = score.selfPoints.map { points -> HTML in
      "<p>\(t("Tự chấm")): <strong class=\"figures\">\(points.text)</strong> · \(score.selfByName) \(score.selfNote)</p>"
    }
    let appraised = score.givenPoints.map { points -> HTML in
      "<p>\(t("Thẩm định")): <strong class=\"figures\">\(points.text)</strong> · \(score.givenByName) \(score.givenReason)</p>"
    }
    return "\(own)\(if: file.showsGiven, appraised ?? .empty)"
  }
}

/// Pieces of evidence, with how long each holds.
struct ScoreEvidenceList {
  let evidence: [ScoreEvidence]
  let today: CivilDate
  let t: Translator

  var html: HTML {
    guard !evidence.isEmpty else { return .empty }
    return "<ul class=\"maturity-list\">\(evidence.map { "<li>\(item($0))</li>" as HTML })</ul>"
  }

  func item(_ one: ScoreEvidence) -> HTML {
    let paper = one.evidence
    let name: HTML =
      switch paper.kind {
      case .file: "<a href=\"\(url: ProgrammePath.evidence(paper.id))\">\(paper.name)</a>"
      case .address, .page: "<a href=\"\(url: paper.value)\">\(paper.name)</a>"
      case .words: "\(paper.value)"
      }
    let until: HTML =
      one.validUntil.map { day in
        one.isValid(on: today)
          ? " <span class=\"quiet\">· \(t("còn hiệu lực đến \(day.vietnamese)"))</span>"
          : " \(StateWord.html(t("hết hiệu lực từ \(day.vietnamese)"), .bad))"
      } ?? .empty
    return """
      \(name)\(if: !one.indicator.isEmpty, " <span class=\"quiet\">· \(t("hệ thống tính"))</span>")\(until) \
      <span class="quiet">· \(paper.addedByName) \(TimeText.absolute(paper.addedAt))</span>
      """
  }
}
