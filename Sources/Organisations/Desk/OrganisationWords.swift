import Contracts
import Kernel

extension OrganisationKind {
  /// Its name for people.
  var phrase: Phrase {
    switch self {
    case .pressAgency: "Cơ quan báo chí"
    case .governingBody: "Cơ quan chủ quản"
    case .department: "Sở, ban, ngành"
    case .commune: "Ủy ban nhân dân cấp xã"
    }
  }
}

extension SuccessionKind {
  var phrase: Phrase {
    switch self {
    case .merge: "Hợp nhất"
    case .split: "Chia tách"
    case .rename: "Đổi tên"
    case .transfer: "Chuyển cơ quan chủ quản hoặc địa bàn"
    }
  }
}

extension UnitSuccessionKind {
  var phrase: Phrase {
    switch self {
    case .continue: "Toàn bộ, không nhập với đơn vị khác"
    case .merge: "Toàn bộ, nhập với đơn vị khác"
    case .split: "Một phần"
    }
  }
}

extension UnitLevel {
  var phrase: Phrase {
    switch self {
    case .province: "Cấp tỉnh"
    case .district: "Cấp huyện"
    case .commune: "Cấp xã"
    }
  }
}

extension Validity {
  /// `từ 01/7/2025 đến 31/12/2026`.
  func text(_ t: Translator) -> String {
    guard let to else { return t("từ \(from.vietnamese) đến nay") }
    return t("từ \(from.vietnamese) đến \(to.vietnamese)")
  }
}
