import Foundation
import Hummingbird
import Kernel
import Web

/// What pages of the index read from addresses and forms.
enum MaturityRequest {
  /// A value of the address's query as forms send it; empty where it was not sent.
  static func asked(_ name: String, _ request: Request, limit: Int = 200) -> String {
    for part in (request.uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name {
        return String((pair[1].replacing("+", with: " ").removingPercentEncoding ?? "").prefix(limit))
      }
    }
    return ""
  }

  static func entry(_ context: StaffContext) throws -> MaturityEntryID { MaturityEntryID(try part("entry", context)) }
  static func cycle(_ context: StaffContext) throws -> MaturityCycleID { MaturityCycleID(try part("cycle", context)) }

  static func past(_ context: StaffContext) throws -> PastResultID { PastResultID(try part("past", context)) }

  static func part(_ name: String, _ context: StaffContext) throws -> String {
    guard let text = context.parameters.get(name) else { throw Failure.notFound }
    return text
  }

  /// A day of a form; throws what the form shows beside it.
  static func day(_ name: String, _ form: Form) throws -> CivilDate {
    guard let day = CivilDate(rawValue: form[name]) else { throw Failure.invalid([name: "Cần có ngày"]) }
    return day
  }

  /// Points and words of these criteria, as a form has them.
  static func scores(_ form: Form, of criteria: [ScoredCriterion]) -> [TypedScore] {
    criteria.compactMap { one in
      let id = one.criterion.id
      guard form.isOn("points-\(id)") else { return nil }
      return TypedScore(
        criterion: id, points: form["points-\(id)"], words: form["words-\(id)"], base: Int(form["base-\(id)"]))
    }
  }
}
