import Contracts
import Foundation
import Kernel
import Web

/// Why something is missing, and of whom.
struct MissingNote: Sendable, Equatable {
  var why: Phrase
  /// At most eight; then how many more.
  var names: [String] = []
  var more = 0
  /// The names are of places, not of organisations.
  var isOfPlaces = false

  /// `chưa có số liệu doanh thu năm 2025 của Báo A, Đài B và 3 cơ quan khác`.
  func text(_ t: Translator) -> String {
    guard !names.isEmpty else { return t(why) }
    let names = names.joined(separator: ", ")
    guard more > 0 else { return t("\(t(why)) của \(names)") }
    return isOfPlaces
      ? t("\(t(why)) của \(names) và \(more) nơi khác") : t("\(t(why)) của \(names) và \(more) cơ quan khác")
  }
}

/// Sentences as a column keeps them: each by its phrase and its values, so that everybody reads them in their own language.
/// What was kept as one Vietnamese sentence before stays that sentence; so do the bytes of what is frozen.
enum KeptPhrases {
  private struct Kept: Codable {
    let phrase: String
    let values: [String]
    var names: [String]?
    var more: Int?
    var places: Bool?
  }

  static func text(_ phrases: [Phrase]) throws -> String {
    try kept(phrases.map { Kept(phrase: $0.key, values: $0.values) })
  }

  static func text(_ notes: [MissingNote]) throws -> String {
    try kept(
      notes.map { note in
        Kept(
          phrase: note.why.key, values: note.why.values, names: note.names.isEmpty ? nil : note.names,
          more: note.more == 0 ? nil : note.more,
          places: note.isOfPlaces ? true : nil)
      })
  }

  private static func kept(_ all: [Kept]) throws -> String { all.isEmpty ? "" : try CanonicalJSON.text(all) }

  static func phrases(_ text: String) -> [Phrase] { notes(text).map(\.why) }

  static func notes(_ text: String) -> [MissingNote] {
    guard !text.isEmpty else { return [] }
    guard text.hasPrefix("["), let kept = try? JSONDecoder().decode([Kept].self, from: Data(text.utf8)) else {
      return [MissingNote(why: Phrase(key: text, values: []))]
    }
    return kept.map {
      MissingNote(
        why: Phrase(key: $0.phrase, values: $0.values), names: $0.names ?? [], more: $0.more ?? 0,
        isOfPlaces: $0.places ?? false)
    }
  }

  /// What is missing, in one line.
  static func missing(_ text: String, _ t: Translator) -> String {
    notes(text).map { $0.text(t) }.joined(separator: "; ")
  }

  /// What a reader must know, sentence by sentence.
  static func explanation(_ text: String, _ t: Translator) -> String {
    phrases(text).map { t($0) }.joined(separator: " ")
  }
}

extension FigurePart {
  func missingText(_ t: Translator) -> String { KeptPhrases.missing(missing, t) }
}

extension TargetFigure {
  func missingText(_ t: Translator) -> String { KeptPhrases.missing(missing, t) }
  func explanationText(_ t: Translator) -> String { KeptPhrases.explanation(explanation, t) }
}
