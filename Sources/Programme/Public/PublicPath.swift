import Contracts

/// Addresses for everybody.
enum PublicPath {
  static let plans = PublicPaths.plans
  static let dictionary = "/tien-do/tu-dien-du-lieu"
  static func plan(_ code: String) -> String { "\(plans)/\(code)" }
  static func embedded(_ code: String) -> String { "\(plans)/\(code)/nhung" }
  static func data(_ code: String, _ ending: String) -> String { "\(plans)/\(code)/du-lieu.\(ending)" }
}
