import Foundation
import Kernel

/// How long things are kept, by day.
struct CollaborationPolicies: Sendable {
  struct Policy: Sendable, Equatable {
    /// Days for which a notice is kept, read or not.
    var noticeDays = 90
    /// Days for which a mail is kept after it was written.
    var mailDays = 30
  }

  private let rules: [String: [Dated<Int>]]

  private struct Line: Decodable {
    let rule: String
    let value: Int
    let from: CivilDate
    let to: CivilDate?
    let source: String
  }

  /// Throws where the file is missing, or holds a rule that is not one of ours or makes no sense.
  init(file: URL) throws {
    var rules: [String: [Dated<Int>]] = [:]
    for line in try JSONDecoder().decode([Line].self, from: Data(contentsOf: file)) {
      guard ["notice.days", "mail.days"].contains(line.rule), line.value > 0, !line.source.isEmpty else {
        throw PolicyInvalid(description: "\(file.lastPathComponent): \(line.rule)")
      }
      rules[line.rule, default: []].append(Dated(line.value, Validity(from: line.from, to: line.to)))
    }
    self.rules = rules
  }

  func on(_ day: CivilDate) -> Policy {
    var policy = Policy()
    if let days = rules["notice.days"]?.value(on: day) { policy.noticeDays = days }
    if let days = rules["mail.days"]?.value(on: day) { policy.mailDays = days }
    return policy
  }
}

/// A file of facts that cannot be used; the program does not start with it.
struct PolicyInvalid: Error, CustomStringConvertible {
  let description: String
}
