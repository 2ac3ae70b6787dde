import Foundation
import Kernel

/// All rules with the days on which they hold.
struct SecurityPolicies: Sendable {
  private let rules: [PolicyRule: [Dated<Int>]]

  private struct Line: Decodable {
    let rule: PolicyRule
    let value: Int
    let from: CivilDate
    let to: CivilDate?
    /// Present in each line, so that nobody adds a rule without saying where it comes from.
    let source: String
    let confidence: String
  }

  init(rules: [PolicyRule: [Dated<Int>]]) {
    self.rules = rules
  }

  /// Reads `security.json`. Throws where a rule is missing, unknown or without a source.
  init(file: URL) throws {
    var rules: [PolicyRule: [Dated<Int>]] = [:]
    for line in try JSONDecoder().decode([Line].self, from: Data(contentsOf: file)) {
      guard !line.source.isEmpty, !line.confidence.isEmpty else {
        throw PolicyError.incomplete("\(line.rule.rawValue) has no source")
      }
      rules[line.rule, default: []].append(Dated(line.value, Validity(from: line.from, to: line.to)))
    }
    for rule in PolicyRule.allCases where rules[rule] == nil {
      throw PolicyError.incomplete("\(rule.rawValue) is missing in \(file.lastPathComponent)")
    }
    self.rules = rules
  }

  /// The rules of a day; before the first known day, the first known value.
  func on(_ day: CivilDate) -> SecurityPolicy {
    SecurityPolicy(
      values: rules.compactMapValues { dated in
        dated.value(on: day) ?? dated.min { $0.validity.from < $1.validity.from }?.value
      })
  }
}

/// A policy file that cannot be used; the program does not start with it.
package enum PolicyError: Error, Equatable, Sendable {
  case incomplete(String)
}
