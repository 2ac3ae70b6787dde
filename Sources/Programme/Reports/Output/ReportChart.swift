import Foundation
import Kernel

/// Shares beside their plan, as an SVG that stands by itself: for the page and for the paper. It prints in grey.
struct ReportChart: Sendable {
  let targets: [ReportTarget]
  private static let row = 46
  private static let label = 300
  private static let bar = 300
  private static let width = 740

  /// Nil where there is nothing to draw.
  var svg: String? {
    guard !targets.isEmpty else { return nil }
    let shown = targets.prefix(16)
    let height = shown.count * Self.row + 34
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" \
      height="\(height)" font-family="Times New Roman, Tinos, Liberation Serif, serif" font-size="14">
      """
    ]
    for (index, target) in shown.enumerated() { parts.append(line(target, at: index * Self.row + 6)) }
    let foot = shown.count * Self.row + 10
    parts.append(
      """
      <rect x="\(Self.label)" y="\(foot)" width="14" height="10" fill="#4a4a4a"/>\
      <text x="\(Self.label + 20)" y="\(foot + 10)" fill="#1c1c1c">\(Self.done)</text>\
      <path d="M\(Self.label + 110) \(foot - 2)v14" stroke="#a3161f" stroke-width="3"/>\
      <text x="\(Self.label + 120)" y="\(foot + 10)" fill="#1c1c1c">\(Self.plan)</text></svg>
      """)
    return parts.joined()
  }

  private static let done = "Thực hiện"
  private static let plan = "Kế hoạch"

  private func line(_ target: ReportTarget, at top: Int) -> String {
    let value = min(100, max(0, target.value ?? 0))
    let length = Int((value * Double(Self.bar) / 100).rounded())
    let lines = Self.wrapped(target.measure, at: 50)
    let words = lines.enumerated().map { index, text in
      "<text x=\"0\" y=\"\(top + 14 + index * 16)\" fill=\"#1c1c1c\">\(Self.escaped(text))</text>"
    }
    let mark = target.plannedValue.map { plan -> String in
      let x = Self.label + Int((min(100, max(0, plan)) * Double(Self.bar) / 100).rounded())
      return "<path d=\"M\(x) \(top)v26\" stroke=\"#a3161f\" stroke-width=\"3\"/>"
    }
    let end = Self.label + Self.bar + 8
    return """
      \(words.joined())<rect x="\(Self.label)" y="\(top + 4)" width="\(Self.bar)" height="18" fill="#e7e7e7"/>\
      <rect x="\(Self.label)" y="\(top + 4)" width="\(length)" height="18" fill="#4a4a4a"/>\(mark ?? "")\
      <text x="\(end)" y="\(top + 18)" fill="#1c1c1c">\(Self.escaped(target.percent)) (\(Self.escaped(target.share)))</text>
      """
  }

  /// At most two lines of about so many letters.
  static func wrapped(_ text: String, at limit: Int) -> [String] {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = String(word)
      } else if lines[last].count + word.count < limit {
        lines[last] += " \(word)"
      } else if lines.count < 2 {
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
