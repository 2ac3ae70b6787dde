import Foundation
import Kernel

/// What the acts in the log are called, from `data/policies/audit-actions.json`: every room records its own, and people
/// read them in one place. An act without a name is shown by its code.
struct ActionNames: Sendable {
  let all: [String: Phrase]

  init(file: URL) throws {
    all = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
      .mapValues { Phrase(stringLiteral: $0) }
  }

  func name(of action: String, _ t: Translator) -> String { all[action].map { t($0) } ?? action }
}
