import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

extension Request {
  /// A value of the address's query as forms send it, where a space is `+`; empty where it was not sent.
  func asked(_ name: String, limit: Int = 200) -> String {
    for part in (uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name {
        return String((pair[1].replacing("+", with: " ").removingPercentEncoding ?? "").prefix(limit))
      }
    }
    return ""
  }
}

extension StaffContext {
  /// The case that the address names.
  func caseID() throws -> CaseID {
    guard let text = parameters.get("id") else { throw Failure.notFound }
    return CaseID(text)
  }
}

extension Form {
  /// The day of a field; throws what the form shows beside it.
  func day(_ name: String) throws -> CivilDate {
    guard let day = CivilDate(rawValue: self[name]) else { throw Failure.invalid([name: "Cần có ngày"]) }
    return day
  }
}
