import Foundation
import Kernel
import Web

/// Tasks along the time, drawn by the server: no script, prints as it looks; every bar is a row of the table behind it.
struct Timeline: Sendable {
  struct Bar: Sendable {
    let id: WorkID
    let title: String
    /// What the whole bar says when one points at it.
    let words: String
    let start: CivilDate
    let end: CivilDate
    let percent: Int
    let state: WorkState
    let isLate: Bool
    /// 0 for a task, 1 for a part of one.
    let depth: Int
  }

  let bars: [Bar]
  /// Who waits for whom, by their places among the bars.
  let joints: [(waits: Int, needs: Int)]
  let today: CivilDate
  let label: String
  let todayLabel: String
  let yearLabel: String
  let quarterLabels: [String]

  private static let row = 44
  private static let head = 58
  private static let quarter = 56

  /// Quarters since the year 0, from that of the first bar to that of the last and of today; at most twelve years.
  private var quarters: ClosedRange<Int> {
    func quarter(_ day: CivilDate) -> Int { day.year * 4 + (day.month - 1) / 3 }
    let first = min(bars.map { quarter($0.start) }.min() ?? quarter(today), quarter(today))
    let last = max(bars.map { quarter($0.end) }.max() ?? first, quarter(today))
    return first...min(last, first + 47)
  }

  private func begin(_ quarter: Int) -> CivilDate { CivilDate(quarter / 4, quarter % 4 * 3 + 1, 1) ?? today }

  private var first: Int { begin(quarters.lowerBound).daysSince1970 }
  private var days: Int { begin(quarters.upperBound + 1).daysSince1970 - first }
  private var width: Int { max(960, quarters.count * Self.quarter) }
  private var height: Int { Self.head + bars.count * Self.row + 8 }

  private func x(_ day: CivilDate) -> Int { min(width, max(0, (day.daysSince1970 - first) * width / max(1, days))) }

  var html: HTML {
    guard !bars.isEmpty else { return .empty }
    // Names stand in the page, not in the drawing: they stay in sight while one moves along the time, and cover the lines.
    let names = bars.map { bar -> HTML in
      """
      <li><a class="timeline__link" href="\(url: ProgrammePath.work(bar.id))">\(bar.depth > 0 ? "↳ " : "")\(bar.title)</a></li>
      """
    }
    return """
      <div class="timeline" role="region" tabindex="0" aria-label="\(label)" data-today="\(x(today))">\
      <div class="timeline__field"><svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
      aria-label="\(label)">\(grid)\(drawn)\(lines)\(now)</svg><ol class="timeline__names">\(names)</ol></div></div>
      """
  }

  private var grid: HTML {
    let parts = quarters.map { quarter -> HTML in
      let at = x(begin(quarter))
      let isYear = quarter % 4 == 0
      let year: HTML =
        isYear || quarter == quarters.lowerBound
        ? "<text class=\"timeline__head\" x=\"\(at + 4)\" y=\"15\">\(yearLabel) \(quarter / 4)</text>" : .empty
      return """
        <line class="timeline__\(isYear ? "year" : "quarter")" x1="\(at)" x2="\(at)" y1="\(isYear ? 0 : 22)" y2="\(height)"/>\
        \(year)<text class="timeline__sub" x="\(at + 4)" y="36">\(quarterLabels[quarter % 4])</text>
        """
    }
    return "\(parts)"
  }

  private var drawn: HTML {
    let parts = bars.enumerated().map { place, bar -> HTML in
      let top = Self.head + place * Self.row
      let (left, right) = (x(bar.start), x(bar.end.adding(days: 1)))
      let wide = max(4, right - left)
      let text = String(bar.title.prefix(90))
      // On paper the name stands over its bar, from where there is room for it.
      let at = min(left, max(0, width - text.count * 7))
      return """
        <g><title>\(bar.words)</title><text class="timeline__name" x="\(at + 2)" y="\(top + 15)">\(bar.depth > 0 ? "↳ " : "")\(text)</text>\
        <rect class="timeline__bar timeline__bar--\(bar.isLate ? "late" : bar.state.rawValue)" x="\(left)" y="\(top + 26)" \
        width="\(wide)" height="14" rx="2"/>\
        \(if: bar.percent > 0, "<rect class=\"timeline__done\" x=\"\(left)\" y=\"\(top + 30)\" width=\"\(max(1, wide * bar.percent / 100))\" height=\"6\"/>")</g>
        """
    }
    return "\(parts)"
  }

  private var lines: HTML {
    let parts = joints.filter { bars.indices.contains($0.waits) && bars.indices.contains($0.needs) }.map {
      joint -> HTML in
      let (from, to) = (bars[joint.needs], bars[joint.waits])
      let (x1, y1) = (x(from.end.adding(days: 1)), Self.head + joint.needs * Self.row + 33)
      let (x2, y2) = (x(to.start), Self.head + joint.waits * Self.row + 33)
      let turn = x2 > x1 + 12 ? x2 - 6 : min(width - 2, x1 + 6)
      return """
        <path class="timeline__joint" d="M\(x1) \(y1) H\(turn) V\(y2) H\(x2)"/><circle class="timeline__end" cx="\(x2)" cy="\(y2)" r="3"/>
        """
    }
    return "\(parts)"
  }

  private var now: HTML {
    let at = x(today)
    let isRight = at > width - 90
    return """
      <line class="timeline__today" x1="\(at)" x2="\(at)" y1="42" y2="\(height)"/>\
      <text class="timeline__now\(isRight ? " timeline__now--end" : "")" x="\(isRight ? at - 4 : at + 4)" y="52">\(todayLabel)</text>
      """
  }
}
