import Foundation
import Kernel

/// Words and phrases of our own, beside the dictionary's.
struct SpellingData: Sendable {
  struct Phrase: Sendable {
    let words: [String]
    let right: String
  }

  /// Words of others that Vietnamese papers write: `online`, `karaoke`; and Vietnamese that the dictionary lacks.
  let words: Set<String>
  /// Parts of names that are no words otherwise, in lower case: `Đắk`, `Krông`.
  let names: Set<String>
  /// What is often mistaken, by its first word in the dictionary's writing.
  let phrases: [String: [Phrase]]

  /// `words.txt`, `names.txt`: a word on each line; `phrases.txt`: `wrong = right`. `#` begins a remark.
  init(folder: URL, names more: Set<String>) throws {
    func lines(_ name: String) throws -> [String] {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(whereSeparator: \.isNewline)
        .map { $0.split(separator: "#", omittingEmptySubsequences: false).first ?? "" }
        .map { $0.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping }
        .filter { !$0.isEmpty }
    }
    words = Set(try lines("words.txt").map { $0.lowercased() })
    names = Set(try lines("names.txt").map { $0.lowercased() }).union(more)
    let ours = HouseStyle(tone: .sounding)
    var phrases: [String: [Phrase]] = [:]
    for line in try lines("phrases.txt") {
      let parts = line.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { throw Failure.invalid(["phrases.txt": "\(line)"]) }
      let words = parts[0].split(separator: " ").map { word in
        ours.corrected(word.lowercased()) ?? word.lowercased()
      }
      guard words.count >= 2, let first = words.first else { throw Failure.invalid(["phrases.txt": "\(line)"]) }
      phrases[first, default: []].append(Phrase(words: words, right: parts[1]))
    }
    self.phrases = phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }

  /// Whether a name may be written so: `Đắk`, `Krông`.
  func isAllowed(_ text: String) -> Bool {
    text.first?.isUppercase == true && names.contains(text.lowercased())
  }
}

extension Speller {
  /// The words with a capital in the names of a table (`data/units/units.csv`), in lower case.
  package static func syllables(ofNames table: String) -> Set<String> {
    var found: Set<String> = []
    for line in table.split(whereSeparator: \.isNewline).dropFirst() {
      let columns = line.split(separator: ",", maxSplits: 2)
      guard columns.count > 1 else { continue }
      for word in columns[1].split(whereSeparator: { !$0.isLetter }) where word.first?.isUppercase == true {
        found.insert(word.lowercased().precomposedStringWithCanonicalMapping)
      }
    }
    return found
  }
}
