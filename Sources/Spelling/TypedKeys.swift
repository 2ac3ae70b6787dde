import Foundation

/// What the keys of an input method leave behind where it was off: `tieengs` (Telex), `tie61ng` (VNI).
enum TypedKeys {
  /// The syllable that was meant; nil where the word is not of such keys. Only what has both a letter's mark and a tone,
  /// or a doubled `d` at its head, since `too` and `test` are words of others.
  static func meant(_ word: String) -> String? {
    let lower = word.lowercased()
    guard lower.utf8.count == lower.count, (3...9).contains(lower.count) else { return nil }
    return lower.contains(where: \.isNumber) ? vni(lower) : telex(lower)
  }

  private static func telex(_ word: String) -> String? {
    let tones: [Character: Unicode.Scalar] = [
      "f": "\u{300}", "s": "\u{301}", "r": "\u{309}", "x": "\u{303}", "j": "\u{323}",
    ]
    var letters = Array(word)
    let tone = letters.last.flatMap { tones[$0] }
    if tone != nil { letters.removeLast() }
    var text = String(letters)
    let hasD = text.hasPrefix("dd")
    for (keys, letter) in [
      ("dd", "đ"), ("uow", "ươ"), ("uwow", "ươ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"),
      ("uw", "ư"),
    ] { text = text.replacing(keys, with: letter) }
    // `w` after the end of the syllable: `nguoiw`.
    if text.hasSuffix("w") { text = String(text.dropLast()).replacing("uo", with: "ươ") }
    guard text != String(letters), tone != nil || hasD else { return nil }
    return with(tone, text)
  }

  private static func vni(_ word: String) -> String? {
    let tones: [Character: Unicode.Scalar] = [
      "1": "\u{301}", "2": "\u{300}", "3": "\u{309}", "4": "\u{303}", "5": "\u{323}",
    ]
    var tone: Unicode.Scalar?
    var text = ""
    var isMarked = false
    for character in word {
      if let found = tones[character] {
        guard tone == nil else { return nil }
        tone = found
      } else if let last = text.last, let better = quality(last, character) {
        text.removeLast()
        if character == "7", last == "o", text.last == "u" {
          text.removeLast()
          text += "ư"
        }
        text.append(better)
        isMarked = true
      } else if character.isNumber {
        return nil
      } else {
        text.append(character)
      }
    }
    guard isMarked, tone != nil || text.first == "đ" else { return nil }
    return with(tone, text)
  }

  private static func quality(_ letter: Character, _ key: Character) -> Character? {
    switch (letter, key) {
    case ("a", "6"): "â"
    case ("e", "6"): "ê"
    case ("o", "6"): "ô"
    case ("o", "7"): "ơ"
    case ("u", "7"): "ư"
    case ("a", "8"): "ă"
    case ("d", "9"): "đ"
    default: nil
    }
  }

  private static func with(_ tone: Unicode.Scalar?, _ text: String) -> String? {
    guard let syllable = VietnameseSyllable(text), syllable.tone == nil else { return nil }
    return syllable.written(tone: tone, at: syllable.home(isNew: true))
  }
}
