/// XML text that escapes what is set in, and leaves out what XML 1.0 cannot hold (§2.2). The sister of `HTML`.
struct XML: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  static let empty: XML = ""
  static let declaration: XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    mutating func appendInterpolation(_ part: XML) { text += part.text }
    mutating func appendInterpolation(_ part: XML?) { text += part?.text ?? "" }
    mutating func appendInterpolation(_ parts: some Sequence<XML>) { for part in parts { text += part.text } }
    mutating func appendInterpolation(_ value: String) { XML.append(value, to: &text) }
  }

  private static func append(_ value: String, to result: inout String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
