import Kernel
import Web

/// Bars drawn by the server: no script, prints as it looks, and every value is in its title and in the table beside it.
struct BarChart {
  struct Bar {
    let label: String
    /// What the whole bar says when one points at it.
    let title: String
    let value: Int
  }

  let title: String
  let bars: [Bar]
  /// Names lie beside their bars, whole; hours and days stand in a row, as time runs.
  var isLying = false

  private static let height = 160
  private static let foot = 22
  private static let head = 16

  /// Nothing where there is nothing to see.
  var html: HTML {
    let most = bars.map(\.value).max() ?? 0
    guard most > 0 else { return .empty }
    return isLying ? lying(most) : standing(most)
  }

  /// Words and figures are text, so they are read, found, enlarged and printed as any; the bar only repeats them.
  private func lying(_ most: Int) -> HTML {
    let lines = bars.filter { $0.value > 0 }.map { bar -> HTML in
      """
      <li><span class="lying-bars__label">\(bar.label)</span>\
      <svg class="lying-bars__bar" aria-hidden="true" focusable="false">\
      <rect class="bars__bar" width="\(max(1, bar.value * 100 / most))%" height="100%"/></svg>\
      <span class="lying-bars__value figures">\(Figure.text(bar.value))</span></li>
      """
    }
    return """
      <figure class="chart"><figcaption>\(title)</figcaption><ol class="lying-bars">\(lines)</ol></figure>
      """
  }

  private func standing(_ most: Int) -> HTML {
    let step = max(8, min(40, 960 / max(1, bars.count)))
    let width = step * bars.count
    let every = max(1, 56 / step)
    let drawn = bars.enumerated().map { place, bar -> HTML in
      let height = bar.value * Self.height / most
      let (x, y) = (place * step, Self.head + Self.height - height)
      return """
        <g><title>\(bar.title)</title><rect class="bars__bar" x="\(x + 1)" y="\(y)" width="\(step - 2)" height="\(height)"/>\
        \(if: bar.value > 0 && step >= 16, "<text class=\"bars__value\" x=\"\(x + step / 2)\" y=\"\(y - 4)\">\(bar.value)</text>")\
        \(if: place % every == 0, "<text class=\"bars__label\" x=\"\(x + step / 2)\" y=\"\(Self.head + Self.height + 16)\">\(bar.label)</text>")</g>
        """
    }
    let all = Self.head + Self.height + Self.foot
    return """
      <figure class="chart"><figcaption>\(title)</figcaption>\
      <div class="bars" role="region" tabindex="0" aria-label="\(title)"><svg viewBox="-8 0 \(width + 16) \(all)" width="\(width + 16)" height="\(all)" role="img" \
      aria-label="\(title)">\(drawn)\
      <line class="bars__base" x1="-8" x2="\(width + 8)" y1="\(Self.head + Self.height)" y2="\(Self.head + Self.height)"/></svg></div></figure>
      """
  }
}
