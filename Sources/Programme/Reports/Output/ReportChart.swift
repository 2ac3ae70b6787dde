import Foundation
import Kernel

/// Shares beside their plan, as an SVG that stands by itself: for the page and for the paper. It is made for paper without
/// colour: a light bar, and a dark mark for the plan that is seen on it and beside it.
struct ReportChart: Sendable {
  let targets: [ReportTarget]
  private static let row = 54
  private static let label = 236
  private static let bar = 220
  private static let width = 600
  private static let ink = "#1c1c1c"
  private static let done = "#a6a6a6"

  /// Nil where there is nothing to draw.
  var svg: String? {
    guard !targets.isEmpty else { return nil }
    let shown = targets.prefix(16)
    let height = shown.count * Self.row + 36
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" \
      height="\(height)" font-family="Times New Roman, Tinos, Liberation Serif, serif" font-size="16">
      """
    ]
    for (index, target) in shown.enumerated() { parts.append(line(target, at: index * Self.row + 4)) }
    let foot = shown.count * Self.row + 14
    parts.append(
      """
      <rect x="\(Self.label)" y="\(foot)" width="22" height="12" fill="\(Self.done)" stroke="\(Self.ink)"/>\
      <text x="\(Self.label + 28)" y="\(foot + 12)" fill="\(Self.ink)">Thực hiện</text>\
      \(mark(at: Self.label + 118, from: foot - 4, to: foot + 16))\
      <text x="\(Self.label + 126)" y="\(foot + 12)" fill="\(Self.ink)">Kế hoạch</text></svg>
      """)
    return parts.joined()
  }

  private func line(_ target: ReportTarget, at top: Int) -> String {
    let lines = Self.wrapped(target.measure, at: 32, most: 3)
    let words = lines.enumerated().map { index, text in
      let y = top + 26 - (lines.count - 1) * 8 + index * 16
      return "<text x=\"0\" y=\"\(y)\" font-size=\"15\" fill=\"\(Self.ink)\">\(Self.escaped(text))</text>"
    }
    let plan = target.plannedValue.map { mark(at: Self.label + Self.length($0), from: top + 5, to: top + 37) }
    return """
      \(words.joined())<rect x="\(Self.label)" y="\(top + 10)" width="\(Self.bar)" height="22" fill="none" \
      stroke="#8c8c8c"/><rect x="\(Self.label)" y="\(top + 10)" width="\(Self.length(target.value ?? 0))" height="22" \
      fill="\(Self.done)" stroke="\(Self.ink)"/>\(plan ?? "")\
      <text x="\(Self.label + Self.bar + 10)" y="\(top + 27)" fill="\(Self.ink)">\(Self.escaped(target.percent)) \
      (\(Self.escaped(target.share)))</text>
      """
  }

  private static func length(_ percent: Double) -> Int {
    Int((min(100, max(0, percent)) * Double(bar) / 100).rounded())
  }

  private func mark(at x: Int, from top: Int, to bottom: Int) -> String {
    "<path d=\"M\(x) \(top)V\(bottom)\" stroke=\"\(Self.ink)\" stroke-width=\"4\"/>"
  }

  /// At most so many lines of about so many letters.
  static func wrapped(_ text: String, at limit: Int, most: Int) -> [String] {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = String(word)
      } else if lines[last].count + word.count < limit {
        lines[last] += " \(word)"
      } else if lines.count < most {
        lines.append(String(word))
      } else {
        lines[last] += "…"
        break
      }
    }
    return lines
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
