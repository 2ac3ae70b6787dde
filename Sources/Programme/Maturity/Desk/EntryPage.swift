import Foundation
import Hummingbird
import Kernel
import Web

/// An entry: where it stands, what is to be done by whom, its charts, and what happened.
struct EntryPage: Sendable {
  let file: EntryFile
  let principal: Principal
  let today: CivilDate
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?
  /// Whether this person scored it and nobody else of the agency may approve.
  var mayApproveAlone = false

  var entry: MaturityEntry { file.entry }
  var cycle: MaturityCycle { file.cycle }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    return DeskPage(
      title: entry.name, room: MaturityDesk.room,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\
        \(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\(stages(t))\
        \(AloneNotice.html(file, on: today, t))\(standing(t))\
        \(EntryActsPart(page: self, context: context).html)\(charts(t))\(pillars(t))\(appeals(t))\(timeline(t))</div>
        """, actions: actions(t),
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home), (cycle.title, MaturityPath.cycle(cycle.id))],
      lead: "\(MaturityDesk.state(entry.state, t, more: "\(t(entry.bloc.phrase)) · \(cycle.year)"))",
      styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func actions(_ t: Translator) -> HTML {
    """
    \(if: file.result != nil, Button.link(
      t("Giấy chứng nhận"), to: MaturityPath.act(entry.id, "giay-chung-nhan"), icon: "file-text"))\
    \(if: file.sight == .own && entry.state == .scoring && principal.may(Programme.work, in: entry.organisation), Button.link(
      t("Chấm điểm"), to: MaturityPath.act(entry.id, "cham"), style: .primary, icon: "pencil"))\
    \(if: mayAppraise && entry.state == .appraisal, Button.link(
      t("Thẩm định"), to: MaturityPath.act(entry.id, "tham-dinh"), style: .primary, icon: "pencil"))
    """
  }

  var mayAppraise: Bool { file.sight == .appraiser && Programme.appraises(cycle, principal) }

  /// The way from registration to publication, with where it is.
  private func stages(_ t: Translator) -> HTML {
    let all: [(name: String, states: [EntryState])] = [
      (t("Đăng ký"), [.registered]), (t("Tự chấm"), [.scoring]), (t("Duyệt nội bộ"), [.approval]),
      (t("Thẩm định"), [.appraisal]), (t("Kiến nghị"), [.result, .appeal, .settled]), (t("Công bố"), [.published]),
    ]
    let items = all.map { stage -> HTML in
      let isHere = stage.states.contains(entry.state)
      return "<li\(attribute: "aria-current", isHere ? "step" : nil)>\(stage.name)</li>"
    }
    return "<ol class=\"maturity-stages\">\(items)</ol>"
  }

  private func standing(_ t: Translator) -> HTML {
    let all = file.criteria.count
    let level = file.scheme.levels.level(of: file.total)
    let isHidden = file.sight == .appraiser && !entry.state.isSent
    let facts: [(String, HTML)] = [
      (
        t("Tự chấm"),
        isHidden
          ? "\(t("Cơ quan chưa gửi điểm"))"
          : "\(t("\(file.scored) trên \(all) tiêu chí đã chấm")) · <strong>\(file.selfTotal.text)</strong>"
      ),
      (
        t("Thẩm định"),
        file.showsGiven && !isHidden
          ? "\(t("\(file.appraised) trên \(all) tiêu chí đã thẩm định")) · <strong>\(file.total.text)</strong>" : .empty
      ), (t("Hạn bước này"), deadline),
      (
        t("Mức"),
        file.result.map { MaturityDesk.level($0, t) }
          ?? (file.scored == all && all > 0
            ? level.map { "\(t(level: $0.name)) \(t("(chưa công bố)"))" }
              ?? "<span class=\"quiet\">\(t("ngưỡng chưa xác minh"))</span>" : .empty)
      ),
      (t("Hạng trong khối"), file.result.map { "\($0.rank)/\($0.rankOf)" } ?? .empty),
      (
        t("Tập huấn"),
        "\([entry.isTrained ? t("Đã hoàn thành") : t("Chưa xác nhận"), entry.trainingNote].filter { !$0.isEmpty }.joined(separator: " · "))"
      ),
      (
        t("Người duyệt"),
        "\([entry.approvedByName, file.isAlone ? AloneNotice.phrase(t) : ""].filter { !$0.isEmpty }.joined(separator: " · "))"
      ),
    ]
    let lines = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return "<dl class=\"facts facts--wide\">\(lines)</dl>"
  }

  /// The last day of what is being done now.
  private var deadline: HTML {
    let day: CivilDate? =
      switch entry.state {
      case .scoring, .approval: cycle.scoreUntil
      case .appraisal: cycle.appraiseUntil
      case .result: cycle.appealUntil
      default: nil
      }
    return day.map { TimeText.day($0) } ?? .empty
  }

  private func charts(_ t: Translator) -> HTML {
    guard file.scored > 0 else { return .empty }
    let mayScore =
      file.sight == .own && entry.state == .scoring && principal.may(Programme.work, in: entry.organisation)
    let lift = LiftPart(file: file, t: t, kind: mayScore ? .own : .reading)
    return """
      <section class="section"><h2>\(t("Đang ở đâu, nâng gì"))</h2>\(EntryCharts(file: file, t: t).radar)\(lift.html)</section>
      """
  }

  private func pillars(_ t: Translator) -> HTML {
    guard file.scored > 0 else { return .empty }
    let table = Table.html(
      caption: t("Điểm theo trụ cột"),
      columns: [
        .init(t("Trụ cột")), .init(t("Tối đa"), .figure), .init(t("Tự chấm"), .figure), .init(t("Thẩm định"), .figure),
      ],
      rows: file.scheme.pillars.map { pillar in
        let own = file.of(pillar)
        return [
          "<a href=\"\(url: MaturityPath.act(entry.id, "diem") + "?tru=\(pillar.code)")\">\(pillar.name)</a>",
          "\(own.map(\.criterion.maximum).sum.text)", "\(own.compactMap { $0.score?.selfPoints }.sum.text)",
          file.showsGiven ? "\(own.compactMap { $0.score?.givenPoints }.sum.text)" : "—",
        ]
      })
    return "<section class=\"section\"><h2>\(t("Điểm theo trụ cột"))</h2>\(table)</section>"
  }

  private func appeals(_ t: Translator) -> HTML {
    let lines = file.criteria.filter { $0.score?.appealAt != nil }.map { one -> HTML in
      let score = one.score
      return """
        <li><strong>\(one.criterion.code) · \(one.criterion.text)</strong>\
        <p>\(t("Kiến nghị")) (\(score?.appealByName ?? "")): \(score?.appeal ?? "")</p>\
        \(if: score?.answerAt != nil, """
          <p>\(t("Trả lời")) (\(score?.answerByName ?? "")): \(score?.answer ?? "") \
          \(t("Điểm: \(score?.beforeAppeal?.text ?? "—") → \(score?.givenPoints?.text ?? "—")"))</p>
          """)</li>
        """
    }
    guard !lines.isEmpty else { return .empty }
    return "<section class=\"section\"><h2>\(t("Kiến nghị"))</h2><ul class=\"maturity-list\">\(lines)</ul></section>"
  }

  private func timeline(_ t: Translator) -> HTML {
    let items = file.steps.reversed().map { step -> HTML in
      """
      <li><strong>\(t(step.act.phrase))</strong> \(step.byName) · \(TimeText.absolute(step.at))\
      \(if: !step.words.isEmpty, "<p>\(step.words)</p>")</li>
      """
    }
    return "<section class=\"section\"><h2>\(t("Đã làm gì"))</h2><ol class=\"timeline\">\(items)</ol></section>"
  }
}
