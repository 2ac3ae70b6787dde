/// Text of a paper with words in bold or italics.
package struct OfficeText: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// Words set alike.
  package struct Run: Sendable, Equatable {
    /// Plain; escaped where it is written.
    package var text: String
    /// Chữ đậm.
    package var isBold: Bool
    /// Chữ nghiêng.
    package var isItalic: Bool

    /// Upright and light where nothing is said.
    package init(_ text: String, isBold: Bool = false, isItalic: Bool = false) {
      self.text = text
      self.isBold = isBold
      self.isItalic = isItalic
    }
  }

  /// In order; nothing stands between them.
  package var runs: [Run]

  /// Several runs, in order.
  package init(_ runs: [Run]) { self.runs = runs }
  /// One run, all of it set alike.
  package init(_ text: String, isBold: Bool = false, isItalic: Bool = false) {
    runs = [Run(text, isBold: isBold, isItalic: isItalic)]
  }
  /// One run, upright and light; values set in are text too.
  package init(stringLiteral value: String) { self.init(value) }

  /// One after the other.
  package static func + (left: OfficeText, right: OfficeText) -> OfficeText { OfficeText(left.runs + right.runs) }

  /// Without the settings.
  package var plain: String { runs.map(\.text).joined() }

  /// Reads what people type: `**đậm**`, `*nghiêng*`. A star without its other one stands for itself.
  package static func marked(_ text: String) -> OfficeText {
    var runs: [Run] = []
    var rest = text[...]
    while let match = rest.firstMatch(of: /\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/) {
      if match.range.lowerBound > rest.startIndex { runs.append(Run(String(rest[..<match.range.lowerBound]))) }
      if let bold = match.1 { runs.append(Run(String(bold), isBold: true)) }
      if let italic = match.2 { runs.append(Run(String(italic), isItalic: true)) }
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { runs.append(Run(String(rest))) }
    return OfficeText(runs)
  }
}

extension String {
  /// For text and attributes of XML and HTML; without characters that XML 1.0 cannot hold.
  var markup: String {
    var out = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t": out.append(scalar)
      default: if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { out.append(scalar) }
      }
    }
    return String(out)
  }
}
