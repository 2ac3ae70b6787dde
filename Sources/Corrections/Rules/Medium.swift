import Kernel

/// Where a work ran: the law times its corrections by this.
enum Medium: String, Codable, Sendable, CaseIterable {
  case online
  case social
  case daily
  case weekly
  case magazine
  case radio
  case tv

  var phrase: Phrase {
    switch self {
    case .online: "Báo điện tử"
    case .social: "Mạng xã hội"
    case .daily: "Báo in hằng ngày"
    case .weekly: "Báo in hằng tuần"
    case .magazine: "Tạp chí in"
    case .radio: "Phát thanh"
    case .tv: "Truyền hình"
    }
  }

  /// Whether it can be taken away from readers.
  var isRemovable: Bool { self == .online || self == .social }
  var isPrint: Bool { self == .daily || self == .weekly || self == .magazine }
  var isAired: Bool { self == .radio || self == .tv }
}
