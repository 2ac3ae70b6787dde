/// Long work: how far it is, and how long it may still take.
package enum Progress {
  /// `of` is nil where the end is not known. `rest` is words: `còn 2 phút`. `key` lets the server move it while the page is
  /// open (see `data-live` in docs/design-system.md).
  package static func html(
    _ label: String, done: Int, of total: Int?, rest: String? = nil, key: String? = nil
  ) -> HTML {
    let percent = total.map { $0 > 0 ? min(100, done * 100 / $0) : 0 }
    return """
      <div class="progress"><p class="progress__label"><span>\(label)</span><span class="progress__figures figures"\
      \(attribute: "data-live", key.map { "\($0)-text" })>\
      \(total.map { "\(Figure.text(done)) / \(Figure.text($0))" } ?? Figure.text(done))\(percent.map { " · \($0)%" } ?? "")\
      \(rest.map { " · \($0)" } ?? "")</span></p>\
      <progress aria-label="\(label)" max="100"\(attribute: "value", percent.map(String.init))\
      \(attribute: "data-live", key)></progress></div>
      """
  }
}

/// Numbers as Vietnamese text writes them.
package enum Figure {
  /// `1.234.567`.
  package static func text(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    var result = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "." }
      result.append(digit)
    }
    return result
  }
}

/// The shape of what is being loaded; never a spinner alone.
package enum Skeleton {
  /// Lines of text.
  package static func lines(_ count: Int) -> HTML {
    "<div class=\"skeleton\" aria-hidden=\"true\">\((0..<count).map { _ in "<span class=\"skeleton__line\"></span>" as HTML })</div>"
  }

  /// Rows of a list or table.
  package static func rows(_ count: Int) -> HTML {
    "<div class=\"skeleton skeleton--rows\" aria-hidden=\"true\">\((0..<count).map { _ in "<span class=\"skeleton__row\"></span>" as HTML })</div>"
  }
}
