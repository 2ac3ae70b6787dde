package import Foundation
import Synchronization

/// The languages of the interface. Vietnamese is the source.
package enum Language: String, CaseIterable, Codable, Sendable {
  case vietnamese = "vi"
  case english = "en"
  case chinese = "zh"

  /// Its own name for itself.
  package var name: String {
    switch self {
    case .vietnamese: "Tiếng Việt"
    case .english: "English"
    case .chinese: "中文"
    }
  }

  /// The best of ours for an `Accept-Language` header (RFC 9110 §12.5.4), by the order of its q-values.
  package init(accepting header: String?) {
    let wishes = (header ?? "").split(separator: ",").prefix(16).compactMap { part -> (Language, Double)? in
      let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let tag = pieces.first?.prefix(2).lowercased(), let language = Language(rawValue: tag) else { return nil }
      let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return quality > 0 ? (language, quality) : nil
    }
    self = wishes.max { $0.1 < $1.1 }?.0 ?? .vietnamese
  }
}

/// Says phrases in one language: `t("Gửi duyệt")`.
package struct Translator: Sendable {
  /// The language spoken; a phrase without a translation is said in Vietnamese.
  package let language: Language
  private let table: [String: String]

  /// - Parameter table: `key` of a phrase → pattern in this language; empty for Vietnamese, which is the key itself.
  package init(_ language: Language, table: [String: String] = [:]) {
    self.language = language
    self.table = table
  }

  /// The phrase in this language with its values set in, not escaped.
  package func callAsFunction(_ phrase: Phrase) -> String {
    Phrase.fill(table[phrase.key] ?? phrase.key, with: phrase.values)
  }
}

/// The translations shipped with the program: `data/locale/<language>/<room>.json`, each `{ "Vietnamese": "theirs" }`.
package struct Catalogue: Sendable {
  private let tables: [Language: [String: String]]

  /// Only Vietnamese.
  package static let source = Catalogue(tables: [:])

  /// Tables that are at hand already: for tests, and for ``source``.
  package init(tables: [Language: [String: String]]) {
    self.tables = tables
  }

  /// Reads every file of a folder. Throws where a file is not a flat JSON object of strings.
  package init(folder: URL) throws {
    var tables: [Language: [String: String]] = [:]
    for language in Language.allCases where language != .vietnamese {
      let place = folder.appendingPathComponent(language.rawValue)
      let files = (try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? []
      for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
        let entries = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        tables[language, default: [:]].merge(entries) { first, _ in first }
      }
    }
    self.tables = tables
  }

  /// For one language; Vietnamese needs no table.
  package func translator(_ language: Language) -> Translator {
    Translator(language, table: tables[language] ?? [:])
  }

  /// Which of these keys a language lacks; empty is what a test asks for.
  package func missing(_ keys: some Sequence<String>, in language: Language) -> [String] {
    guard language != .vietnamese else { return [] }
    return keys.filter { tables[language]?[$0] == nil }
  }
}
