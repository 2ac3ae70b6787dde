import Foundation
import Vietnamese

/// What text of a cell is made of.
enum CellText {
  /// Without white space at its ends, composed (NFC), lines ended by LF.
  static func tidy(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return "" }
    var text = text
    // Only where there is something to do: a table has a hundred thousand cells.
    if first <= 0x20 || last <= 0x20 || first >= 0xC2 || last >= 0x80 {
      text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    if text.utf8.contains(0x0D) { text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }
    return VietnameseText.composed(text)
  }

  /// Our own CSV sets `'` before what a spreadsheet would take for a formula; coming back it is no part of the text.
  static func unguarded(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "'"), let second = text.dropFirst().first, "=+-@".contains(second) else {
      return text
    }
    return String(text.dropFirst())
  }
}
