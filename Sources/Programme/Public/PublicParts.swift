import Foundation
import Kernel
import Vietnamese
import Web

/// How a plan goes, in words a citizen reads: parts of the page, and of what others put into theirs.
struct PublicParts: Sendable {
  let progress: PublicProgress
  let today: CivilDate
  let t: Translator

  private var plan: PlanRecord { progress.plan }
  private var targets: [ReportTarget] { progress.newest?.facts.targets ?? [] }

  /// In one sentence where it stands.
  var summary: String {
    let known = targets.count { $0.note != nil }
    guard known > 0, let day = progress.newest?.facts.day else {
      return t("Kế hoạch có \(targets.count) chỉ tiêu. Chưa có số liệu nào được chốt để công bố.")
    }
    let (reached, behind) = (progress.count(.reached), progress.count(.behind))
    return t(
      "Trong \(targets.count) chỉ tiêu, \(known) đã có số liệu (đến ngày \(day.vietnamese)): \(reached) đạt, \(behind) chưa đạt."
    )
  }

  var numbers: HTML {
    let known = targets.count { $0.note != nil }
    // Noughts without a figure behind them would read as a result.
    guard known > 0 || !progress.late.isEmpty else { return .empty }
    let all: [(Int, String)] = [
      (targets.count, t("chỉ tiêu")), (known, t("đã có số liệu")), (progress.count(.reached), t("đạt")),
      (progress.count(.behind), t("chưa đạt")), (progress.late.count, t("nhiệm vụ quá hạn")),
    ]
    let parts = all.map { "<div><dt>\($0.1)</dt><dd>\(VietnameseNumber.whole($0.0))</dd></div>" as HTML }
    return "<dl class=\"progress__numbers\">\(parts)</dl>"
  }

  /// What is promised, by when, where it stands.
  func table(_ shown: [ReportTarget], caption: String) -> HTML {
    let rows = shown.map { one -> HTML in
      """
      <tr><th scope="row">\(one.measure)</th>\
      <td data-title="\(t("Hứa hẹn"))">\(one.planned.isEmpty ? "–" : one.plannedWords)\
      \(one.plannedYear.map { " <span class=\"quiet\">(\(t("năm \($0)")))</span>" as HTML })</td>\
      <td data-title="\(t("Hiện có"))">\(figure(one))</td>\
      <td data-title="\(t("So với kế hoạch"))">\(StateWord.html(t(one.phrase), one.state.kind))</td></tr>
      """
    }
    return """
      <div class="table-frame"><table class="table progress__table"><caption>\(caption)</caption><thead><tr>\
      <th scope="col">\(t("Chỉ tiêu"))</th><th scope="col">\(t("Hứa hẹn"))</th><th scope="col">\(t("Hiện có"))</th>\
      <th scope="col">\(t("So với kế hoạch"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func figure(_ one: ReportTarget) -> HTML {
    if one.isHidden == true { return "<span class=\"quiet\">\(t("Số liệu về doanh thu không công bố"))</span>" }
    guard !one.share.isEmpty else { return "<span class=\"quiet\">\(t("Chưa có số liệu"))</span>" }
    let value: HTML = one.percent.isEmpty ? "\(one.share)" : "<b>\(one.percent)</b> (\(one.share))"
    return
      "\(value)\(if: !one.explanation.isEmpty, "<br><span class=\"quiet\">\(KeptPhrases.explanation(one.explanation, t))</span>")"
  }

  var withFigures: [ReportTarget] { targets.filter { $0.note != nil } }
  var withoutFigures: [ReportTarget] { targets.filter { $0.note == nil } }

  var chart: HTML {
    guard let facts = progress.newest?.facts, let year = progress.newest?.year else { return .empty }
    let sentences = ReportSentences(facts: facts, year: year)
    guard let svg = ReportChart(targets: sentences.charted).svg else { return .empty }
    return """
      <figure class="report__chart"><figcaption lang="vi">\(sentences.finding)</figcaption>\
      <div class="report__drawing" role="img" tabindex="0" aria-label="\(sentences.finding)">\(HTML(raw: svg))</div></figure>
      """
  }

  var late: HTML {
    guard !progress.late.isEmpty else { return "<p>\(t("Không có nhiệm vụ nào quá hạn trong số đang theo dõi."))</p>" }
    let lines = progress.late.map { task -> HTML in
      let lead: HTML = task.lead.isEmpty ? .empty : ". \(t("Chủ trì: \(task.lead)"))"
      return "<li>\(task.title): \(t("quá hạn \(task.daysLate) ngày"))\(lead)</li>"
    }
    return "<ul>\(lines)</ul>"
  }

  var changed: HTML {
    let all = progress.newest?.facts.restatements ?? []
    guard !all.isEmpty else { return .empty }
    let lines = all.map { one -> HTML in
      "<li>\(one.measure): \(t("từ \(one.was) thành \(one.now), ngày \(one.day.vietnamese)")).</li>"
    }
    return "<section><h2>\(t("Số liệu đã điều chỉnh"))</h2><ul>\(lines)</ul></section>"
  }

  var next: HTML {
    guard let due = progress.nextReport else { return "<p>\(t("Chưa có kỳ báo cáo nào sắp tới."))</p>" }
    return "<p>\(due.title): \(t("chậm nhất \(TimeText.weekdayAndDay(due.last, t))")).</p>"
  }

  /// Which paper it is.
  var paper: String {
    let number = plan.number.isEmpty ? "" : " \(t("số \(plan.number)"))"
    return "\(plan.document)\(number), \(plan.issuer), \(plan.fromYear)–\(plan.toYear)"
  }
}
