import Kernel
import Web

/// Actual figures by year beside what the plan wants, with the forecast and its band; drawn by the server. Title states
/// the finding, values stand at their points, and the table below says the same. Grey prints as well as colour.
struct FigureChart: Sendable {
  struct Point: Sendable {
    let year: Int
    let value: Double
  }

  let title: String
  let actual: [Point]
  let planned: [Point]
  let forecast: [Forecast.Point]
  let unit: TargetUnit

  private static let width = 720
  private static let height = 240
  private static let left = 16
  private static let top = 28
  private static let plot = 170

  func html(_ t: Translator) -> HTML {
    let years = Set(actual.map(\.year) + planned.map(\.year) + forecast.map(\.year)).sorted()
    guard let first = years.first, let last = years.last, !actual.isEmpty else { return .empty }
    let top =
      ([unit == .percent ? 100 : 1] + actual.map(\.value) + planned.map(\.value) + forecast.map(\.high)).max() ?? 1
    let scale = Scale(first: first, last: max(last, first + 1), top: top)
    let labels = years.map { year -> HTML in
      "<text class=\"kpi-chart__label\" x=\"\(scale.x(year))\" y=\"\(Self.top + Self.plot + 20)\">\(year)</text>"
    }
    return """
      <figure class="chart"><figcaption>\(title)</figcaption>\
      <div class="kpi-chart" role="region" tabindex="0" aria-label="\(title)"><svg viewBox="0 0 \(Self.width) \(Self.height)" \
      width="\(Self.width)" height="\(Self.height)" role="img" aria-label="\(title)">\
      <line class="kpi-chart__base" x1="\(Self.left)" x2="\(Self.width - Self.left)" y1="\(scale.y(0))" y2="\(scale.y(0))"/>\
      \(band(scale, t))\(plannedMarks(scale, t))\(line(scale))\(points(scale, t))\(labels)</svg></div></figure>
      """
  }

  private struct Scale {
    let first: Int
    let last: Int
    let top: Double

    func x(_ year: Int) -> Int {
      let room = FigureChart.width - 2 * FigureChart.left - 64
      return FigureChart.left + 32 + (year - first) * room / max(1, last - first)
    }

    func y(_ value: Double) -> Int {
      FigureChart.top + FigureChart.plot - Int((max(0, value) / top * Double(FigureChart.plot)).rounded())
    }
  }

  private func line(_ scale: Scale) -> HTML {
    let path = actual.map { "\(scale.x($0.year)),\(scale.y($0.value))" }.joined(separator: " ")
    return "<polyline class=\"kpi-chart__line\" points=\"\(path)\"/>"
  }

  /// A value stands on the side away from the plan's mark, so that the two never cover each other.
  private func points(_ scale: Scale, _ t: Translator) -> [HTML] {
    actual.map { point in
      let (x, y) = (scale.x(point.year), scale.y(point.value))
      let isBelow =
        y + 20 < scale.y(0) && planned.contains { $0.year == point.year && $0.value >= point.value }
      return """
        <g><title>\(t("Thực hiện \(point.year)")): \(FigureText.value(point.value, unit))</title>\
        <circle class="kpi-chart__point" cx="\(x)" cy="\(y)" r="4"/>\
        <text class="kpi-chart__value" x="\(x)" y="\(isBelow ? y + 18 : y - 10)">\
        \(FigureText.value(point.value, unit))</text></g>
        """
    }
  }

  private func plannedMarks(_ scale: Scale, _ t: Translator) -> [HTML] {
    planned.map { point in
      let (x, y) = (scale.x(point.year), scale.y(point.value))
      let isAbove = !actual.contains { $0.year == point.year && $0.value > point.value }
      // Where a forecast stands in the middle, the label stands aside.
      let isAside = forecast.contains { $0.year == point.year }
      let place = isAside ? (x: x - 22, y: y + 4) : (x: x, y: isAbove ? y - 6 : y + 14)
      return """
        <g><title>\(t("Kế hoạch \(point.year)")): \(FigureText.value(point.value, unit))</title>\
        <line class="kpi-chart__plan" x1="\(x - 18)" x2="\(x + 18)" y1="\(y)" y2="\(y)"/>\
        <text class="kpi-chart__label\(if: isAside, " kpi-chart__label--aside")" x="\(place.x)" y="\(place.y)">\
        \(t("KH")) \(FigureText.value(point.value, unit))</text></g>
        """
    }
  }

  private func band(_ scale: Scale, _ t: Translator) -> [HTML] {
    forecast.map { point in
      let (x, high, low) = (scale.x(point.year), scale.y(point.high), scale.y(point.low))
      return """
        <g><title>\(t("Dự báo \(point.year)")): \(FigureText.value(point.value, unit)) \
        (\(FigureText.value(point.low, unit))–\(FigureText.value(point.high, unit)))</title>\
        <rect class="kpi-chart__band" x="\(x - 6)" y="\(high)" width="12" height="\(max(1, low - high))"/>\
        <circle class="kpi-chart__forecast" cx="\(x)" cy="\(scale.y(point.value))" r="4"/></g>
        """
    }
  }
}

/// Organisations beside one another, each with its own bar, all against the same whole.
struct ComparisonChart: Sendable {
  let title: String
  let bars: [(name: String, value: Double, shown: String)]
  let unit: TargetUnit

  var html: HTML {
    let most = unit == .percent ? 100 : bars.map(\.value).max() ?? 0
    guard most > 0, bars.count > 1 else { return .empty }
    let lines = bars.map { bar -> HTML in
      """
      <li><span class="lying-bars__label">\(bar.name)</span>\
      <svg class="lying-bars__bar" aria-hidden="true" focusable="false">\
      <rect class="bars__bar" width="\(max(0, Int((bar.value / most * 100).rounded())))%" height="100%"/></svg>\
      <span class="lying-bars__value figures">\(bar.shown)</span></li>
      """
    }
    return "<figure class=\"chart\"><figcaption>\(title)</figcaption><ol class=\"lying-bars\">\(lines)</ol></figure>"
  }
}
