/// Addresses of the room on the desk.
enum ProgrammePath {
  static let plans = "/lam-viec/ke-hoach-tinh"
  static let tasks = "/lam-viec/nhiem-vu"
  static let maturity = "/lam-viec/truong-thanh"
  static let reports = "/lam-viec/bao-cao"

  static func plan(_ id: PlanID) -> String { "\(plans)/\(id)" }
  static func targets(_ id: PlanID) -> String { "\(plans)/\(id)/chi-tieu" }
  static func target(_ id: TargetID) -> String { "\(plans)/chi-tieu/\(id)" }
  static func restatements(_ id: TargetID) -> String { "\(target(id))#dieu-chinh" }
  static func evidence(_ id: EvidenceID) -> String { "\(plans)/minh-chung/\(id)" }
  static func work(_ id: WorkID) -> String { "\(tasks)/\(id)" }
  static func work(_ id: WorkID, _ act: String) -> String { "\(tasks)/\(id)/\(act)" }
  static func task(_ id: PlanTaskID) -> String { "\(tasks)/\(id)" }
}
