/// Whether what was typed as a name can be read as one by people: in a list, on a screen reader, on paper.
package enum PlainName {
  /// Why it cannot; nil where it can, and for an empty text, which is the form's own business.
  ///
  /// Marks that turn the direction of writing (UAX #9) make one name look like another; text of nothing but marks that
  /// nobody sees looks like no name at all; control characters do either.
  package static func problem(_ text: String) -> Phrase? {
    var isSeen = text.isEmpty
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        return "Có ký tự ẩn đổi chiều chữ; hãy xóa đi gõ lại"
      case 0x09, 0x0A, 0x0D: continue
      default: break
      }
      if scalar.properties.generalCategory == .control { return "Có ký tự điều khiển; hãy xóa đi gõ lại" }
      if !isHidden(scalar) { isSeen = true }
    }
    return isSeen ? nil : "Chỉ có ký tự không nhìn thấy; hãy gõ lại"
  }

  /// Adds what is wrong with the names of a form, by field; what was found before stays.
  package static func check(_ fields: [(name: String, text: String)], _ errors: inout [String: Phrase]) {
    for field in fields where errors[field.name] == nil { errors[field.name] = problem(field.text) }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .unassigned
      // A blank of Braille, and Hangul fillers, are letters by their category and blank to the eye.
      || [0x2800, 0x3164, 0xFFA0, 0x115F, 0x1160].contains(scalar.value)
  }
}
