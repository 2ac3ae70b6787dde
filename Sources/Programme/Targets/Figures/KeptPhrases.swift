import Foundation
import Kernel

/// Sentences as a column keeps them: each by its phrase and its values, so that everybody reads them in their own language.
/// What was kept as one Vietnamese sentence before stays that sentence.
enum KeptPhrases {
  private struct Kept: Codable {
    let phrase: String
    let values: [String]
  }

  static func text(_ phrases: [Phrase]) throws -> String {
    guard !phrases.isEmpty else { return "" }
    return try CanonicalJSON.text(phrases.map { Kept(phrase: $0.key, values: $0.values) })
  }

  static func phrases(_ text: String) -> [Phrase] {
    guard !text.isEmpty else { return [] }
    guard text.hasPrefix("["), let kept = try? JSONDecoder().decode([Kept].self, from: Data(text.utf8)) else {
      return [Phrase(key: text, values: [])]
    }
    return kept.map { Phrase(key: $0.phrase, values: $0.values) }
  }
}
