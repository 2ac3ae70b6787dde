import Foundation

/// A written syllable taken apart: its letters without tone, and the tone.
struct VietnameseSyllable {
  /// As written, capitals and all, without tone: `Ho`, `a`.
  let letters: [Character]
  /// The combining mark of the tone; nil for the level tone.
  let tone: Unicode.Scalar?
  /// Which letter carries it, as written; nil for the level tone.
  let place: Int?
  /// The same letters in lower case.
  let plain: [Character]
  /// How many letters the beginning takes: `ngh`, `qu`, `gi`.
  let initial: Int
  /// The letters that sound.
  let vowels: Range<Int>

  static let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]

  /// Nil where it is not built as a Vietnamese syllable is: another language, or a slip.
  init?(_ word: some StringProtocol) {
    var letters: [Character] = []
    var tone: Unicode.Scalar?
    var place: Int?
    for character in word {
      var rest = String.UnicodeScalarView()
      for scalar in String(character).decomposedStringWithCanonicalMapping.unicodeScalars {
        if Self.tones.contains(scalar) {
          guard tone == nil else { return nil }
          tone = scalar
          place = letters.count
        } else {
          rest.append(scalar)
        }
      }
      let letter = String(rest).precomposedStringWithCanonicalMapping
      guard letter.count == 1, let only = letter.first else { return nil }
      letters.append(only)
    }
    guard letters.count <= 7 else { return nil }
    let plain = letters.map { Character($0.lowercased()) }
    guard plain.allSatisfy(Self.alphabet.contains), let (initial, vowels) = Self.parts(plain) else { return nil }
    self.letters = letters
    self.tone = tone
    self.place = place
    self.plain = plain
    self.initial = initial
    self.vowels = vowels
  }

  var rime: String { String(plain[vowels]) }
  var ending: String { String(plain[vowels.upperBound...]) }
  var beginning: String { String(plain[..<initial]) }

  /// The syllable with its tone on that letter.
  func written(tone: Unicode.Scalar?, at place: Int?, letters: [Character]? = nil) -> String {
    var result = ""
    for (index, letter) in (letters ?? self.letters).enumerated() {
      result.append(letter)
      if index == place, let tone { result.unicodeScalars.append(tone) }
    }
    return result.precomposedStringWithCanonicalMapping
  }

  /// Which letter carries the tone (QĐ 240/QĐ 1984, and the older custom for `oa`, `oe`, `uy` at the end of a word).
  func home(isNew: Bool) -> Int {
    let group = Array(plain[vowels])
    if let marked = group.lastIndex(where: { Self.marked.contains($0) }) { return vowels.lowerBound + marked }
    switch group.count {
    case 1: return vowels.lowerBound
    case 2:
      if !ending.isEmpty { return vowels.lowerBound + 1 }
      let moves = ["oa", "oe", "uy"].contains(String(group))
      return vowels.lowerBound + (moves && isNew ? 1 : 0)
    default: return vowels.lowerBound + 1
    }
  }

  private static let alphabet = Set("aăâbcdđeêghiklmnoôơpqrstuưvxy")
  static let marked = Set<Character>("ăâêôơư")
  private static let sounding = Set<Character>("aăâeêioôơuưy")
  private static let beginnings: Set<String> = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r",
    "s", "t", "th", "tr", "v", "x",
  ]
  private static let endings: Set<String> = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]
  private static let rimes: Set<String> = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iu", "oa", "oă", "oe", "oi", "oo", "ôi", "ơi", "ua", "uâ", "uă", "uê", "ui", "uô", "uơ", "uy", "ưa", "ươ",
    "ưi", "ưu", "yê", "iêu", "oai", "oao", "oay", "oeo", "uôi", "ươi", "ươu", "uây", "uya", "uyê", "uyu", "yêu", "uao",
  ]

  private static func parts(_ plain: [Character]) -> (Int, Range<Int>)? {
    var initial = plain.firstIndex(where: sounding.contains) ?? plain.count
    // `qu` and `gi` hold a letter that looks like a vowel, unless it is all the vowel there is.
    if initial == 1, plain.count > 2, sounding.contains(plain[2]) {
      if plain[0] == "q", plain[1] == "u" { initial = 2 }
      if plain[0] == "g", plain[1] == "i", plain[2] != "ê" || plain.count == 3 { initial = 2 }
    }
    let end = plain[initial...].firstIndex { !sounding.contains($0) } ?? plain.count
    guard initial < end, beginnings.contains(String(plain[..<initial])), rimes.contains(String(plain[initial..<end])),
      endings.contains(String(plain[end...]))
    else { return nil }
    return (initial, initial..<end)
  }
}
