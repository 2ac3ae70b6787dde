import Foundation

/// Text of the days before Unicode, taken for Latin letters: `Céng hßa` (TCVN3, the fonts `.VnTime`), `Coäng hoøa` (VNI).
enum LegacyEncoding: CaseIterable {
  case tcvn3
  case vni

  /// The same text in Unicode; nil where nothing of it is of that encoding.
  func decoded(_ text: some StringProtocol) -> String? {
    switch self {
    case .tcvn3: Self.decode(String(text), pairs: false)
    case .vni: Self.decode(String(text), pairs: true)
    }
  }

  /// Letters that a text of our days hardly has: cheap to look for before anything is decoded.
  static func isSuspect(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      (0xA1...0xBF).contains(scalar.value)
        || [0xC6, 0xCB, 0xCE, 0xCF, 0xD1, 0xD6, 0xD7, 0xD8, 0xDB, 0xDC, 0xDE, 0xDF]
          .contains(scalar.value)
        || [0xE4, 0xE5, 0xE6, 0xE7, 0xEB, 0xEE, 0xEF, 0xF1, 0xF6, 0xF8, 0xFB, 0xFC, 0xFE]
          .contains(scalar.value)
    }
  }

  private static func decode(_ text: String, pairs: Bool) -> String? {
    var result = ""
    var isChanged = false
    let scalars = Array(text.unicodeScalars)
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      if pairs {
        if at < scalars.count, let base = bases[scalar], let mark = marks[lower(scalars[at])],
          let made = compose(base, mark)
        {
          result.append(made)
          isChanged = true
          at += 1
        } else if let single = singles[scalar] {
          result.append(single)
          isChanged = true
        } else {
          result.unicodeScalars.append(scalar)
        }
      } else if let letter = table[scalar] {
        result.append(letter)
        isChanged = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return isChanged ? result : nil
  }

  /// TCVN 5712:1993, table 3.
  private static let table: [Unicode.Scalar: Character] = {
    let codes: [UInt8] = [
      0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xA8, 0xBB, 0xBE, 0xBC, 0xBD, 0xC6, 0xA9, 0xC7, 0xCA, 0xC8, 0xC9, 0xCB, 0xAE, 0xCC,
      0xD0, 0xCE, 0xCF, 0xD1, 0xAA, 0xD2, 0xD5, 0xD3, 0xD4, 0xD6, 0xD7, 0xDD, 0xD8, 0xDC, 0xDE, 0xDF, 0xE3, 0xE1, 0xE2,
      0xE4, 0xAB, 0xE5, 0xE8, 0xE6, 0xE7, 0xE9, 0xAC, 0xEA, 0xED, 0xEB, 0xEC, 0xEE, 0xEF, 0xF3, 0xF1, 0xF2, 0xF4, 0xAD,
      0xF5, 0xF8, 0xF6, 0xF7, 0xF9, 0xFA, 0xFD, 0xFB, 0xFC, 0xFE, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7,
    ]
    let letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
    return Dictionary(uniqueKeysWithValues: zip(codes.map { Unicode.Scalar($0) }, letters))
  }()

  /// VNI sets one mark after the letter: `aâ` is â, `aá` is ấ.
  private static let bases: [Unicode.Scalar: Character] = [
    "a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "A": "A", "E": "E", "O": "O", "U": "U", "Y": "Y", "ô": "ơ",
    "ö": "ư", "Ô": "Ơ", "Ö": "Ư",
  ]
  private static let marks: [Unicode.Scalar: [Unicode.Scalar]] = [
    "ø": ["\u{300}"], "ù": ["\u{301}"], "û": ["\u{309}"], "õ": ["\u{303}"], "ï": ["\u{323}"], "â": ["\u{302}"],
    "à": ["\u{302}", "\u{300}"], "á": ["\u{302}", "\u{301}"], "å": ["\u{302}", "\u{309}"],
    "ã": ["\u{302}", "\u{303}"], "ä": ["\u{302}", "\u{323}"], "ê": ["\u{306}"], "è": ["\u{306}", "\u{300}"],
    "é": ["\u{306}", "\u{301}"], "ú": ["\u{306}", "\u{309}"], "ü": ["\u{306}", "\u{303}"],
    "ë": ["\u{306}", "\u{323}"],
  ]
  private static let singles: [Unicode.Scalar: Character] = [
    "ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "Ô": "Ơ", "Ö": "Ư", "Ñ": "Đ", "Æ": "Ỉ",
    "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ",
  ]

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  }

  private static func compose(_ base: Character, _ marks: [Unicode.Scalar]) -> Character? {
    var text = String(base)
    text.unicodeScalars.append(contentsOf: marks)
    let made = text.precomposedStringWithCanonicalMapping
    return made.unicodeScalars.count == 1 ? made.first : nil
  }
}
