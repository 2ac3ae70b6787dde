import Foundation
import Vietnamese

/// How an agency writes what may be written in two ways.
package struct HouseStyle: Sendable, Equatable, Codable {
  /// Where the tone stands in `oa`, `oe`, `uy` at the end of a syllable.
  package enum Tone: String, Sendable, Codable, CaseIterable {
    /// As whoever writes likes it; only what is wrong in both is seen.
    case free
    /// `hòa`, `thúy`: over the first letter.
    case first
    /// `hoà`, `thuý`: over the one that sounds most.
    case sounding
  }

  /// `i` or `y` where it is all that sounds.
  package enum Ending: String, Sendable, Codable, CaseIterable {
    case free
    /// `kỹ`, `lý`, `mỹ`, `quý`.
    case y
    /// `kĩ`, `lí`, `mĩ`, `quí`.
    case i
  }

  /// Where the tone stands.
  package var tone: Tone
  /// `i` or `y` where it is all that sounds.
  package var ending: Ending

  /// Where nothing is chosen, both ways are right.
  package init(tone: Tone = .free, ending: Ending = .free) {
    self.tone = tone
    self.ending = ending
  }

  /// A word as this house writes it; nil where it is written so already, or is no Vietnamese syllable.
  package func corrected(_ word: some StringProtocol) -> String? {
    guard let syllable = VietnameseSyllable(word) else { return nil }
    var letters = syllable.letters
    var isChanged = false
    if let letter = lone(syllable) {
      letters[syllable.vowels.lowerBound] = letter
      isChanged = true
    }
    var place = syllable.place
    if let written = place {
      let (new, old) = (syllable.home(isNew: true), syllable.home(isNew: false))
      let right: Int =
        switch tone {
        case .sounding: new
        case .first: old
        case .free: written == new || written == old ? written : new
        }
      if right != written {
        place = right
        isChanged = true
      }
    }
    guard isChanged else { return nil }
    return syllable.written(tone: syllable.tone, at: place, letters: letters)
  }

  /// The letter that this house writes for a lone `i` or `y`; nil where it stands as it is. Names (capitals) keep what
  /// their bearers write.
  private func lone(_ syllable: VietnameseSyllable) -> Character? {
    guard ending != .free, syllable.ending.isEmpty, syllable.letters == syllable.plain else { return nil }
    let beginning = syllable.beginning
    switch (ending, syllable.rime) {
    case (.i, "y") where ["h", "k", "l", "m", "s", "t", "v", "qu"].contains(beginning): return "i"
    case (.y, "i"):
      let isTumbling = syllable.tone == "\u{303}"
      let isRising = syllable.tone == "\u{301}"
      switch beginning {
      case "k": return syllable.tone == nil ? nil : "y"
      case "l": return isRising ? "y" : nil
      case "m": return isTumbling ? "y" : nil
      case "qu": return "y"
      default: return nil
      }
    default: return nil
    }
  }
}
