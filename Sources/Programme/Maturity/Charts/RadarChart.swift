import Foundation
import Kernel
import Web

/// A net with an axis for each pillar, drawn by the server: prints in grey, and every value stands in the table behind it.
struct RadarChart {
  struct Axis {
    let name: String
    /// Short, for the end of the axis.
    let label: String
    let maximum: Points
    let own: Points
    /// What the appraisal gave; nil: not yet.
    let given: Points?
  }

  /// States what is to be seen.
  let title: String
  let axes: [Axis]
  let ownName: String
  let givenName: String

  private static let radius = 120.0
  private static let (width, height) = (400.0, 320.0)

  func html(_ t: Translator) -> HTML {
    guard axes.count > 2 else { return .empty }
    let rings = [0.25, 0.5, 0.75, 1.0].map { part -> HTML in
      "<polygon class=\"radar__ring\" points=\"\(polygon { _ in part })\"/>"
    }
    let spokes = axes.indices.map { place -> HTML in
      let end = point(place, 1)
      return """
        <line class="radar__spoke" x1="\(Self.text(Self.width / 2))" y1="\(Self.text(Self.height / 2))" \
        x2="\(Self.text(end.x))" y2="\(Self.text(end.y))"/>\(label(place))
        """
    }
    let hasGiven = axes.allSatisfy { $0.given != nil }
    return """
      <figure class="chart maturity-chart"><figcaption>\(title)</figcaption>\
      <svg class="radar" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(title)">\
      \(rings)\(spokes)\
      <polygon class="radar__own" points="\(polygon { share(axes[$0].own, axes[$0].maximum) })"/>\
      \(if: hasGiven, "<polygon class=\"radar__given\" points=\"\(polygon { share(axes[$0].given ?? .zero, axes[$0].maximum) })\"/>")\
      </svg>\(if: hasGiven, """
        <p class="maturity-keys"><span class="maturity-key maturity-key--own">\(ownName)</span> \
        <span class="maturity-key maturity-key--given">\(givenName)</span></p>
        """)\(table(t, hasGiven))</figure>
      """
  }

  private func table(_ t: Translator, _ hasGiven: Bool) -> HTML {
    let columns: [Table.Column] =
      [.init(t("Trụ cột")), .init(t("Tối đa"), .figure), .init(ownName, .figure)]
      + (hasGiven ? [.init(givenName, .figure)] : [])
    return """
      <details class="maturity-table"><summary>\(t("Bảng số liệu"))</summary>\(Table.html(
        caption: title, columns: columns,
        rows: axes.map { axis in
          ["\(axis.name)", "\(axis.maximum.text)", "\(axis.own.text)"] + (hasGiven ? ["\(axis.given?.text ?? "—")"] : [])
        }))</details>
      """
  }

  private func label(_ place: Int) -> HTML {
    let end = point(place, 1.13)
    let anchor = abs(end.x - Self.width / 2) < 8 ? "middle" : end.x < Self.width / 2 ? "end" : "start"
    return """
      <text class="radar__label" x="\(Self.text(end.x))" y="\(Self.text(end.y + 4))" text-anchor="\(anchor)">\
      \(axes[place].label)</text>
      """
  }

  private func share(_ points: Points, _ maximum: Points) -> Double {
    maximum.hundredths == 0 ? 0 : min(1, Double(points.hundredths) / Double(maximum.hundredths))
  }

  private func point(_ place: Int, _ part: Double) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(place) / Double(axes.count) - Double.pi / 2
    return (Self.width / 2 + Self.radius * part * cos(angle), Self.height / 2 + Self.radius * part * sin(angle))
  }

  private func polygon(_ part: (Int) -> Double) -> String {
    axes.indices.map { place in
      let at = point(place, part(place))
      return "\(Self.text(at.x)),\(Self.text(at.y))"
    }.joined(separator: " ")
  }

  private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}
