/// Addresses of what is shared between installations.
enum SharingPath {
  /// For everybody: the document that other installations read.
  static let document = "\(PublicPath.plans)/so-lieu-chia-se.json"
  static let provinces = "\(ProgrammePath.plans)/so-sanh-tinh"
  static let peers = "\(ProgrammePath.plans)/tinh-khac"
  static func peer(_ id: PeerID) -> String { "\(peers)/\(id)" }
  static func peer(_ id: PeerID, _ act: String) -> String { "\(peers)/\(id)/\(act)" }
}
