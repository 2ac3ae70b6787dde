import Foundation

/// Words of a text with their places, as a speller wants them: addresses, numbers and tags left out.
struct WordScanner {
  struct Word {
    let text: String
    /// UTF-16 units.
    let start: Int
    let length: Int
    /// Whether a digit touches it, or stands in it.
    let hasDigits: Bool
  }

  /// Words in order. Letters with marks of their own (decomposed text) are one word.
  static func words(of text: String) -> [Word] {
    var words: [Word] = []
    for chunk in chunks(of: text) where !isAddress(chunk.text) {
      var word = ""
      var start = chunk.start
      var at = chunk.start
      var hasDigits = false
      func end() {
        let hasLetter = word.contains(where: \.isLetter)
        if hasLetter { words.append(Word(text: word, start: start, length: at - start, hasDigits: hasDigits)) }
        word = ""
        hasDigits = false
      }
      for character in chunk.text {
        let isNumber = character.isNumber
        if character.isLetter || isNumber {
          if word.isEmpty { start = at }
          word.append(character)
          if isNumber { hasDigits = true }
        } else if !word.isEmpty {
          end()
        }
        at += character.utf16.count
      }
      if !word.isEmpty { end() }
    }
    return words
  }

  /// What stands between white space.
  static func chunks(of text: String) -> [(text: Substring, start: Int)] {
    var chunks: [(Substring, Int)] = []
    var from: String.Index?
    var start = 0
    var at = 0
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      if character.isWhitespace {
        if let begun = from { chunks.append((text[begun..<index], start)) }
        from = nil
      } else if from == nil {
        from = index
        start = at
      }
      at += character.utf16.count
      index = text.index(after: index)
    }
    if let begun = from { chunks.append((text[begun...], start)) }
    return chunks
  }

  /// `https://…`, `lan@bao.example`, `#tag`, `bao.example/tin`, `ten_tep`.
  private static func isAddress(_ chunk: Substring) -> Bool {
    if chunk.contains("@") || chunk.contains("_") || chunk.contains("://") || chunk.hasPrefix("#")
      || chunk.lowercased().hasPrefix("www.")
    {
      return true
    }
    // A dot between small letters, as no sentence ends: `chinhphu.vn`.
    let utf8 = Array(chunk.utf8)
    for index in utf8.indices.dropFirst().dropLast() where utf8[index] == UInt8(ascii: ".") {
      if isLower(utf8[index - 1]), isLower(utf8[index + 1]) { return true }
    }
    return false
  }

  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
