/// Text of a paper with words in bold or italics.
package struct OfficeText: Sendable, Equatable, ExpressibleByStringInterpolation {
  package struct Run: Sendable, Equatable {
    package var text: String
    package var isBold: Bool
    package var isItalic: Bool

    package init(_ text: String, isBold: Bool = false, isItalic: Bool = false) {
      self.text = text
      self.isBold = isBold
      self.isItalic = isItalic
    }
  }

  package var runs: [Run]

  package init(_ runs: [Run]) { self.runs = runs }
  package init(_ text: String, isBold: Bool = false, isItalic: Bool = false) {
    runs = [Run(text, isBold: isBold, isItalic: isItalic)]
  }
  package init(stringLiteral value: String) { self.init(value) }

  package static func + (left: OfficeText, right: OfficeText) -> OfficeText { OfficeText(left.runs + right.runs) }

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
