import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// The cycles, one's own part in each, and how the country stood as published.
struct MaturityHomePage: Sendable {
  let list: CycleList
  let distributions: [IndexFile.Distribution]
  let today: CivilDate
  let principal: Principal

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let mayOpen = principal.may(Programme.appraise, in: principal.organisation)
    return DeskPage(
      title: t("Chỉ số trưởng thành"), room: MaturityDesk.room,
      body: "<div class=\"stack\">\(cycles(t, mayOpen))\(published(t))</div>",
      actions: """
        \(Button.link(t("Các bộ chỉ số"), to: MaturityPath.versions, icon: "list"))\
        \(Button.link(t("Kết quả các năm trước"), to: MaturityPath.past, icon: "archive"))\
        \(if: !mayOpen && principal.organisation != nil, Button.link(
          t("Qua các năm"), to: MaturityPath.history(principal.organisation ?? OrganisationID("")), icon: "history"))\
        \(if: mayOpen, Button.link(t("Mở đợt đánh giá"), to: MaturityPath.newCycle, style: .primary, icon: "plus"))
        """,
      lead: "\(t("Mức độ trưởng thành chuyển đổi số của cơ quan báo chí, mỗi năm một đợt"))",
      styles: MaturityDesk.styles
    ).answer(context)
  }

  private func cycles(_ t: Translator, _ mayOpen: Bool) -> HTML {
    guard !list.cycles.isEmpty else {
      return EmptyState.html(
        t("Chưa có đợt đánh giá nào."),
        act: mayOpen ? Button.link(t("Mở đợt đánh giá"), to: MaturityPath.newCycle, icon: "plus") : .empty, icon: "list"
      )
    }
    let rows = list.cycles.map { cycle -> [HTML] in
      let own = list.own.first { $0.cycle == cycle.id }
      let counts = list.counts[cycle.id]
      return [
        "<a href=\"\(url: MaturityPath.cycle(cycle.id))\">\(cycle.title)</a>", "\(cycle.year)",
        cycle.isPublished
          ? StateWord.html(t("Đã công bố"), .done)
          : StateWord.html(t("Đang đánh giá"), .live, more: "\(MaturityDesk.nextDeadline(cycle, today, t))"),
        own.map { entry in
          "<a href=\"\(url: MaturityPath.entry(entry.id))\">\(MaturityDesk.state(entry.state, t))</a>"
        } ?? counts.map { counts in
          "\(t("\(counts.values.reduce(0, +)) cơ quan, \((counts[.appraisal] ?? 0) + (counts[.appeal] ?? 0)) chờ thẩm định, trả lời"))"
        } ?? "—",
      ]
    }
    return Table.html(
      caption: t("Các đợt đánh giá, mới nhất trước"),
      columns: [.init(t("Đợt")), .init(t("Năm"), .figure), .init(t("Trạng thái")), .init(t("Cơ quan mình"))], rows: rows
    )
  }

  private func published(_ t: Translator) -> HTML {
    let charts = distributions.map { one -> HTML in
      let names: [Phrase] = ["Yếu", "Trung bình", "Khá", "Tốt", "Xuất sắc"]
      let most = one.byLevel.enumerated().max { $0.element < $1.element }
      let title = t(
        "Cả nước năm \(one.year): nhiều nhất là mức \(most.map { t(names[$0.offset]) } ?? "") với \(most?.element ?? 0) trên \(one.assessed) cơ quan được đánh giá"
      )
      return """
        \(PointBars(title: title, bars: zip(names, one.byLevel).reversed().map { name, count in
        .init(label: t(name), value: count, shown: String(count)) }).html)\
        <p class="quiet">\(one.invited.map { t("\(one.assessed) trên \($0) cơ quan báo chí được đánh giá.") } ?? "") \
        \(t("Nguồn")): \(one.source) (\(t(SourceMark.words(one.mark))))</p>
        """
    }
    return """
      <section class="section"><h2>\(t("Kết quả cả nước đã công bố"))</h2><div class="maturity-pair">\(charts.map { "<div>\($0)</div>" as HTML })</div></section>
      """
  }
}

/// What the pages of the index share.
enum MaturityDesk {
  static let room = "maturity"
  static let styles = ["figures.css", "board.css", "maturity.css", "maturity-form.css"]

  static func state(_ state: EntryState, _ t: Translator, more: HTML? = nil) -> HTML {
    let kind: StateWord.Kind =
      switch state {
      case .registered, .approval, .appraisal, .appeal: .waiting
      case .scoring: .live
      case .result: .ready
      case .settled, .published: .done
      case .unranked, .withdrawn: .off
      }
    return StateWord.html(t(state.phrase), kind, more: more)
  }

  /// What the cycle waits for next.
  static func nextDeadline(_ cycle: MaturityCycle, _ today: CivilDate, _ t: Translator) -> String {
    if today <= cycle.registerUntil { return t("đăng ký đến \(cycle.registerUntil.vietnamese)") }
    if today <= cycle.scoreUntil { return t("tự chấm đến \(cycle.scoreUntil.vietnamese)") }
    if today <= cycle.appraiseUntil { return t("thẩm định đến \(cycle.appraiseUntil.vietnamese)") }
    if today <= cycle.appealUntil { return t("kiến nghị đến \(cycle.appealUntil.vietnamese)") }
    return t("đã qua các hạn, chờ công bố")
  }

  /// `+3,19`, `−1,00`, `0,00`.
  static func change(from before: Points, to now: Points) -> String {
    let change = now - before
    return change > .zero ? "+\(change.text)" : change.text
  }

  /// A level as it was published, or why there is none.
  static func level(_ line: MaturityHistory.Line, _ t: Translator) -> HTML {
    if !line.levelName.isEmpty { return "\(t(level: line.levelName))" }
    return "<span class=\"quiet\">\(line.past == nil ? t("ngưỡng chưa xác minh") : t("nguồn không nói mức"))</span>"
  }

  /// A level, or why there is none.
  static func level(_ result: MaturityResult, _ t: Translator) -> HTML {
    result.level == nil ? "<span class=\"quiet\">\(t("ngưỡng chưa xác minh"))</span>" : "\(t(level: result.levelName))"
  }
}

extension Translator {
  /// The name of a level, which is data, in the reader's language where it is one of the five known.
  func callAsFunction(level name: String) -> String {
    switch name {
    case "Yếu": self("Yếu")
    case "Trung bình": self("Trung bình")
    case "Khá": self("Khá")
    case "Tốt": self("Tốt")
    case "Xuất sắc": self("Xuất sắc")
    default: name
    }
  }
}
