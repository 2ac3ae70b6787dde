import Foundation
import Kernel

/// A body that goes by another name from a day on.
struct BodyName: Decodable, Sendable {
  let was: String
  let becomes: String
  let from: String
  let mark: String
  let source: String
}

/// A name of which nobody has said for certain what it became.
struct DoubtfulName: Decodable, Sendable {
  let words: String
  let from: String
  let note: String
}

/// The letters of a body in the symbol of its papers.
struct BodySymbol: Decodable, Sendable {
  let name: String
  let short: String
}

/// The provincial department that the press belonged to, by day.
struct PressDepartment: Decodable, Sendable {
  let name: String
  let from: String?
  let until: String?
}

/// What bodies are called on a day. Only changes with a primary source are made; others are pointed out.
struct BodyNames: Sendable {
  let names: [BodyName]
  let doubtful: [DoubtfulName]
  let symbols: [BodySymbol]
  let departments: [PressDepartment]

  /// The words of a plan with the names of that day.
  func on(_ day: CivilDate, _ text: String) -> String {
    names.filter { $0.mark == "A" && $0.from <= day.rawValue }.reduce(text) { $0.replacing($1.was, with: $1.becomes) }
  }

  /// What a person should look up in a line of a plan.
  func doubts(_ day: CivilDate, _ text: String) -> String? {
    doubtful.first { $0.from <= day.rawValue && text.contains($0.words) }?.note
  }

  /// `Sở Văn hóa, Thể thao và Du lịch` since 01/3/2025.
  func department(on day: CivilDate) -> String {
    departments.last { ($0.from.map { $0 <= day.rawValue } ?? true) && ($0.until.map { day.rawValue <= $0 } ?? true) }?
      .name ?? ""
  }

  /// `SVHTTDL`; empty where nobody has entered it.
  func symbol(of body: String) -> String { symbols.first { body.hasPrefix($0.name) }?.short ?? "" }
}
