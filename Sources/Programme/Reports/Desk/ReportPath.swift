import Foundation

/// Addresses of the reports on the desk.
enum ReportPath {
  static let calendar = ProgrammePath.reports
  static func show(_ id: ReportID) -> String { "\(calendar)/\(id)" }
  static func act(_ id: ReportID, _ act: String) -> String { "\(calendar)/\(id)/\(act)" }
}
