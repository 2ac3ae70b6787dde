import Foundation

/// What a letter is made of: its bare form, its Vietnamese form without tone, and its tone.
struct Letter {
  /// Lower-case, without any mark: `ằ` → `a`, `Đ` → `d`.
  var folded: UInt16
  /// Lower-case, with the marks that make it another letter but without tone: `ằ` → `ă`, `Đ` → `đ`. Marks that
  /// Vietnamese does not have (`ü`, `ç`) are left out.
  var plain: UInt16
  var tone: Tone
  /// Whether it is part of a word.
  var isWord: Bool
}

/// Thanh điệu, in the order of dictionaries.
enum Tone: UInt8 {
  case level = 1
  case falling
  case asking
  case tumbling
  case rising
  case heavy

  /// The combining mark that writes it (Unicode chapter 7.9).
  var mark: UInt16? {
    switch self {
    case .level: nil
    case .falling: 0x300
    case .asking: 0x309
    case .tumbling: 0x303
    case .rising: 0x301
    case .heavy: 0x323
    }
  }

  init?(mark: UInt16) {
    switch mark {
    case 0x300: self = .falling
    case 0x301: self = .rising
    case 0x303: self = .tumbling
    case 0x309: self = .asking
    case 0x323: self = .heavy
    default: return nil
    }
  }
}

/// Every letter below U+0530 (Latin, Greek, Cyrillic) and in U+1E00…U+1FFF (their extensions; most of Vietnamese), worked
/// out once from the Unicode data of Foundation rather than typed in.
struct LetterTable: Sendable {
  static let shared = LetterTable()
  static let lowEnd = 0x530
  static let highStart = 0x1E00
  static let highEnd = 0x2000
  /// U+0300…U+036F, the combining diacritical marks.
  static let marks = 0x300..<0x370

  let low: [Letter]
  let high: [Letter]

  private init() {
    low = (0..<Self.lowEnd).map(Self.letter)
    high = (Self.highStart..<Self.highEnd).map(Self.letter)
  }

  private static func letter(_ value: Int) -> Letter {
    let itself = UInt16(value)
    guard let scalar = Unicode.Scalar(itself) else {
      return Letter(folded: itself, plain: itself, tone: .level, isWord: false)
    }
    let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    var bare: UInt16?
    var tone = Tone.level
    var marks: [UInt16] = []
    for part in String(Character(scalar)).decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
      guard let unit = UInt16(exactly: part.value) else { continue }
      if Self.marks.contains(Int(unit)) {
        marks.append(unit)
      } else if bare == nil {
        bare = unit
      } else {
        return Letter(folded: itself, plain: itself, tone: .level, isWord: isWord)
      }
    }
    // A few capitals (Ⱥ) have small letters far away that take more bytes: they stay, so that folding never lengthens.
    let lower = bare.map { value < 0x800 && $0 >= 0x800 ? itself : $0 } ?? itself
    var plain = lower == 0xF0 ? 0x111 : lower  // Ð is typed for Đ where a keyboard has no other.
    let folded = unmarked[plain] ?? plain
    if plain != 0x111 { plain = folded }
    for mark in marks {
      if let better = Self.quality(plain, mark) {
        plain = better
      } else if Self.isVowel(folded), let found = Tone(mark: mark) {
        tone = found
      }
    }
    return Letter(folded: folded, plain: plain, tone: tone, isWord: isWord)
  }

  /// Letters that Unicode does not take apart.
  private static let unmarked: [UInt16: UInt16] = [
    0x111: 0x64, 0xF8: 0x6F, 0x142: 0x6C, 0x127: 0x68, 0x167: 0x74, 0x131: 0x69,
  ]

  /// The letter that a mark makes of another: `a` and a circumflex are `â`.
  static func quality(_ letter: UInt16, _ mark: UInt16) -> UInt16? {
    switch (letter, mark) {
    case (0x61, 0x302): 0xE2
    case (0x61, 0x306): 0x103
    case (0x65, 0x302): 0xEA
    case (0x6F, 0x302): 0xF4
    case (0x6F, 0x31B): 0x1A1
    case (0x75, 0x31B): 0x1B0
    default: nil
    }
  }

  /// Whether a letter without tone, with its quality, may carry one.
  static func carriesTone(_ letter: UInt16) -> Bool {
    switch letter {
    case 0xE2, 0x103, 0xEA, 0xF4, 0x1A1, 0x1B0: true
    default: isVowel(letter)
    }
  }

  /// The bare letters that carry tones.
  static func isVowel(_ letter: UInt16) -> Bool {
    switch letter {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    default: false
    }
  }
}
