import Contracts
import Foundation
import Kernel
import Web

/// How an item stands, in words: `Chờ duyệt · Lan · còn 25 phút`.
struct ItemStateText {
  let item: Item
  let holder: String?
  let now: Date
  let t: Translator

  var html: HTML {
    let parts = [gateText, holderText, timeText].compactMap(\.self)
    var more: HTML = ""
    for (index, part) in parts.enumerated() {
      more += index > 0 ? " · \(part)" : part
    }
    return StateWord.html(word, kind, more: parts.isEmpty ? nil : more)
  }

  private var word: String {
    if item.scheduledFor != nil { return t("Đã hẹn giờ") }
    if item.hasUnpublishedChanges { return t("Đã xuất bản · có sửa chưa đưa lên") }
    return t(item.state.phrase)
  }

  private var kind: StateWord.Kind {
    switch item.state {
    case .draft, .editing: .draft
    case .approval: .waiting
    case .ready: .ready
    case .published: .done
    case .withdrawn: .off
    }
  }

  /// What holds it back, before anything else.
  private var gateText: HTML? {
    item.gate.reason(at: now).map { _ in
      "\(item.isNotForPublication ? t("Không đăng") : t("Giữ tới \(item.embargo.map(VietnamTime.dateAndClock) ?? "")"))"
    }
  }

  private var holderText: HTML? {
    switch item.state {
    case .published, .withdrawn: nil
    case .draft, .editing, .approval, .ready:
      if let holder { "\(holder)" } else { "\(t("chưa ai nhận"))" }
    }
  }

  private var timeText: HTML? {
    if let time = item.scheduledFor { return TimeText.html(time, now: now, t) }
    switch item.state {
    case .published: return item.readerUpdatedAt.map { TimeText.html($0, now: now, t) }
    case .withdrawn: return TimeText.html(item.updatedAt, now: now, t)
    case .draft, .editing, .approval, .ready:
      guard let deadline = item.deadline else { return nil }
      let time = TimeText.html(deadline, now: now, t)
      return deadline < now ? "\(t("trễ hạn")) (\(time))" : time
    }
  }
}

extension Item {
  /// What it is called while it has no headline yet.
  func name(_ t: Translator) -> String { title.isEmpty ? t("Bài chưa đặt tiêu đề") : title }
}

/// Addresses of the desk.
enum DeskPath {
  static let board = "/lam-viec"
  static let items = "/lam-viec/bai"
  static let newItem = "/lam-viec/bai/moi"
  static let bulk = "/lam-viec/bai/nhieu"
  static let highlights = "/lam-viec/diem-tin"
  static let archive = "/lam-viec/kho-bai"
  static let figures = "/lam-viec/so-lieu"
  static func live(_ id: ItemID) -> String { "/lam-viec/tuong-thuat/\(id)" }
  static func package(_ id: ItemID) -> String { item(id, "chum-bai") }
  static let home = "/lam-viec/trang-chu"
  static let sections = "/lam-viec/chuyen-muc"
  static func item(_ id: ItemID, _ act: String = "") -> String {
    act.isEmpty ? "/lam-viec/bai/\(id)" : "/lam-viec/bai/\(id)/\(act)"
  }
}
