import Kernel

/// Addresses of the index of maturity.
enum MaturityPath {
  static let home = ProgrammePath.maturity
  static let versions = "\(home)/bo-chi-so"
  static let newCycle = "\(home)/dot/moi"
  static let past = "\(home)/nam-truoc"

  static func version(_ id: String) -> String { "\(versions)/\(id)" }
  static func criteriaImport(_ id: CriteriaImportID) -> String { "\(home)/nhap-tieu-chi/\(id)" }
  static func cycle(_ id: MaturityCycleID) -> String { "\(home)/dot/\(id)" }
  static func entry(_ id: MaturityEntryID) -> String { "\(home)/ho-so/\(id)" }
  static func act(_ id: MaturityEntryID, _ act: String) -> String { "\(home)/ho-so/\(id)/\(act)" }
  static func history(_ id: OrganisationID) -> String { "\(home)/co-quan/\(id)" }
  static func past(_ id: PastResultID, _ act: String) -> String { "\(past)/\(id)/\(act)" }
  static func pastImport(_ id: PastImportID) -> String { "\(past)/nhap/\(id)" }
}
