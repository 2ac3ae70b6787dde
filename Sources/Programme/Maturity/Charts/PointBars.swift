import Kernel
import Web

/// Lying bars of points or counts, the words and figures as text; drawn by the server, printing in grey.
struct PointBars {
  struct Bar {
    let label: String
    let value: Int
    /// As it is read: `6,50`, `28`.
    let shown: String
    /// More beside the value: `của 24,00`.
    var more = ""
    /// Of something else than what the chart is about: drawn lighter.
    var isQuiet = false
  }

  let title: String
  let bars: [Bar]
  /// What a bar of the whole width is; nil: the longest.
  var full: Int?

  /// The list is the table behind the bars: every label and figure is text.
  var html: HTML {
    let most = full ?? bars.map(\.value).max() ?? 0
    guard most > 0 else { return .empty }
    let lines = bars.map { bar -> HTML in
      """
      <li><span class="lying-bars__label">\(bar.label)</span>\
      <svg class="lying-bars__bar" aria-hidden="true" focusable="false">\
      <rect class="bars__bar\(bar.isQuiet ? " bars__bar--quiet" : "")" width="\(bar.value > 0 ? max(1, bar.value * 100 / most) : 0)%" height="100%"/></svg>\
      <span class="lying-bars__value figures">\(bar.shown)\
      \(if: !bar.more.isEmpty, " <span class=\"quiet\">\(bar.more)</span>")</span></li>
      """
    }
    return """
      <figure class="chart maturity-chart"><figcaption>\(title)</figcaption><ol class="lying-bars">\(lines)</ol></figure>
      """
  }
}
