import Kernel
import Web

/// A criterion with what is asked, what was given and what proves it.
struct CriterionPart {
  let one: ScoredCriterion
  let file: EntryFile
  let today: CivilDate
  let t: Translator

  /// Without its end, for the fields that follow.
  func head(_ attributes: HTML = .empty) -> HTML {
    let criterion = one.criterion
    let path = MaturityPath.act(file.entry.id, "minh-chung/\(criterion.id)")
    return """
      <section class="criterion" id="c-\(criterion.id.rawValue)"\(attributes)>\
      <h2 class="criterion__name">\(criterion.code) · \(criterion.text)</h2>\
      <p class="quiet">\(criterion.component) · \(t("tối đa \(criterion.maximum.text) điểm"))</p>\
      \(if: !criterion.evidence.isEmpty, "<p><strong>\(t("Minh chứng cần có")):</strong> \(criterion.evidence)</p>")\
      \(if: !criterion.rule.isEmpty, "<p><strong>\(t("Cách chấm")):</strong> \(criterion.rule)</p>")\
      \(given)\(ScoreEvidenceList(evidence: one.evidence, today: today, t: t).html)\
      <p class="criterion__more"><a href="\(url: path)">\(one.evidence.isEmpty ? t("Thêm minh chứng") : t("Minh chứng (\(one.evidence.count))"))\
      <span class="visually-hidden"> \(criterion.code)</span></a></p>
      """
  }

  var html: HTML { "\(head())</section>" }

  private var given: HTML {
    guard let score = one.score else { return .empty }
    let own = score.selfPoints.map { points -> HTML in
      """
      <p>\(t("Tự chấm")): <strong class="figures">\(points.text)</strong> <span class="quiet">· \(score.selfByName)</span>\
      \(if: !score.selfNote.isEmpty, "<br>\(score.selfNote)")</p>
      """
    }
    let appraised = score.givenPoints.map { points -> HTML in
      """
      <p>\(t("Thẩm định")): <strong class="figures">\(points.text)</strong> <span class="quiet">· \(score.givenByName)</span>\
      \(if: !score.givenReason.isEmpty, "<br>\(score.givenReason)")</p>
      """
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
