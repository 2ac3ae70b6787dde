/// Addresses of this room on the desk.
enum CasePath {
  static let board = "/lam-viec/cai-chinh"
  static func show(_ id: CaseID) -> String { "\(board)/\(id)" }
  static func act(_ id: CaseID, _ act: String) -> String { "\(board)/\(id)/\(act)" }
}
