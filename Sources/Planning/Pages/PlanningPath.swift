import Foundation
import Hummingbird
import Kernel

/// Addresses of this room.
enum PlanningPath {
  static let board = "/lam-viec/ke-hoach"
  static let mine = "/lam-viec/viec-cua-toi"
  static let agenda = "/lam-viec/ke-hoach/lich"
  static let plans = "/lam-viec/ke-hoach/de-tai"
  static let events = "/lam-viec/ke-hoach/su-kien"
  static let editions = "/lam-viec/ke-hoach/so-bao"
  static let templates = "/lam-viec/ke-hoach/mau"
  static let handovers = "/lam-viec/ke-hoach/ban-giao"
  static let people = "/lam-viec/ke-hoach/nhan-su"
  static let move = "/lam-viec/ke-hoach/chuyen"

  static func day(_ day: CivilDate) -> String { "\(board)/ngay/\(day.rawValue)" }
  static func plan(_ id: PlanID, _ act: String = "") -> String { path(plans, id.rawValue, act) }
  static func assignment(_ id: AssignmentID, _ act: String) -> String { path("\(board)/viec", id.rawValue, act) }
  static func coverage(_ id: CoverageID, _ act: String) -> String { path("\(board)/phan-viec", id.rawValue, act) }
  static func edition(_ id: EditionID, _ act: String = "") -> String { path(editions, id.rawValue, act) }
  static func template(_ id: TemplateID, _ act: String = "") -> String { path(templates, id.rawValue, act) }
  static func event(_ id: PlanningEventID, _ act: String = "", at original: Date? = nil) -> String {
    path(events, id.rawValue, act) + (original.map { "?lan=\(ICalText.utc($0))" } ?? "")
  }

  private static func path(_ base: String, _ id: String, _ act: String) -> String {
    act.isEmpty ? "\(base)/\(id)" : "\(base)/\(id)/\(act)"
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")

  /// A path with its query; parts without a value are left out.
  static func with(_ path: String, _ parts: [(String, String?)]) -> String {
    let given = parts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(name)=\($0.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
    }
    return given.isEmpty ? path : "\(path)?\(given.joined(separator: "&"))"
  }
}

extension Request {
  /// A value of the address's query as forms send it; nil where it was not sent or is empty.
  func asked(_ name: String) -> String? {
    for part in (uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, pair[0] == name else { continue }
      let value = pair[1].replacing("+", with: " ").removingPercentEncoding ?? ""
      return value.isEmpty ? nil : String(value.prefix(500))
    }
    return nil
  }
}
