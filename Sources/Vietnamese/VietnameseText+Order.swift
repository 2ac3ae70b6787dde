extension VietnameseText {
  /// A key that sorts as Vietnamese dictionaries do: a ă â b c d đ e ê …, then ngang huyền hỏi ngã sắc nặng, syllable by
  /// syllable; numbers by their value. Only `0-9a-z`, so that every engine and collation agrees; store it in a column.
  package static func sortKey(_ text: String) -> String {
    let letters = lettersByWord(text)
    var key: [UInt8] = []
    for word in letters {
      if case .number(let digits) = word {
        append(number: digits, to: &key)
      } else if case .syllable(let letters, let tone) = word {
        for letter in letters { append(letter, to: &key) }
        key.append(UInt8(ascii: "0") + tone.rawValue)
      }
    }
    return String(decoding: key, as: UTF8.self)
  }

  private enum Word {
    case syllable([UInt16], Tone)
    case number([UInt8])
  }

  private static func lettersByWord(_ text: String) -> [Word] {
    let table = LetterTable.shared
    var words: [Word] = []
    var letters: [UInt16] = []
    var digits: [UInt8] = []
    var tone = Tone.level
    func close() {
      if !letters.isEmpty { words.append(.syllable(letters, tone)) }
      if !digits.isEmpty { words.append(.number(digits)) }
      letters = []
      digits = []
      tone = .level
    }
    for scalar in composed(text).unicodeScalars {
      let value = Int(scalar.value)
      if value >= 0x30, value <= 0x39 {
        if !letters.isEmpty { close() }
        digits.append(UInt8(value))
        continue
      }
      let letter: Letter? =
        value < LetterTable.lowEnd
        ? table.low[value]
        : LetterTable.highStart..<LetterTable.highEnd ~= value ? table.high[value - LetterTable.highStart] : nil
      guard let letter, letter.isWord, letter.folded >= 0x61, letter.folded <= 0x7A else {
        close()
        continue
      }
      if !digits.isEmpty { close() }
      letters.append(letter.plain)
      if letter.tone != .level { tone = letter.tone }
    }
    close()
    return words
  }

  /// A number is sorted by how many digits it has, then by them: `0`, the length as a letter, the digits.
  private static func append(number digits: [UInt8], to key: inout [UInt8]) {
    let significant = digits.drop { $0 == UInt8(ascii: "0") }.prefix(25)
    key.append(UInt8(ascii: "0"))
    key.append(UInt8(ascii: "a") + UInt8(significant.count))
    key.append(contentsOf: significant)
  }

  /// The letters that share a bare form carry a digit, so that `a ă â` stay beside each other and before `b`.
  private static func append(_ letter: UInt16, to key: inout [UInt8]) {
    switch letter {
    case 0x61: key += "a0".utf8
    case 0x103: key += "a1".utf8
    case 0xE2: key += "a2".utf8
    case 0x64: key += "d0".utf8
    case 0x111: key += "d1".utf8
    case 0x65: key += "e0".utf8
    case 0xEA: key += "e1".utf8
    case 0x6F: key += "o0".utf8
    case 0xF4: key += "o1".utf8
    case 0x1A1: key += "o2".utf8
    case 0x75: key += "u0".utf8
    case 0x1B0: key += "u1".utf8
    default: key.append(UInt8(truncatingIfNeeded: letter))
    }
  }
}
