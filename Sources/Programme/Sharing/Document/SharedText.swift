import Kernel

/// Texts that go from one installation to another: one line, of a length that is known, without characters that write
/// over what stands beside them.
enum SharedText {
  enum Limit {
    static let name = 300
    static let text = 2_000
    static let code = 120
  }

  /// As it is published.
  static func clean(_ text: String, _ limit: Int) -> String {
    let words = String(String.UnicodeScalarView(text.unicodeScalars.map { isFit($0) ? $0 : " " }))
      .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(limit)))
  }

  /// What is wrong with a text of somebody else's; nil where nothing is.
  static func problem(_ text: String, _ field: String, _ limit: Int) -> Phrase? {
    // Scalars, not letters: one letter can carry a thousand marks.
    if text.unicodeScalars.count > limit { return "Trường \(field) dài quá \(limit) ký tự." }
    if !text.unicodeScalars.allSatisfy(isFit) { return "Trường \(field) có ký tự điều khiển." }
    return nil
  }

  /// No control characters, no line ends, and none of the marks that turn the direction of writing (UAX #9).
  private static func isFit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB:
      false
    default: true
    }
  }
}
