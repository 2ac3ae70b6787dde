import Foundation
import Kernel
import Web

/// Shared figures and where they come from, in words.
enum SharedWords {
  /// `66,7% (2/3)`
  static func value(_ figure: SharedFigure, _ t: Translator) -> String {
    FigureText.count(figure.count, figure.measuredIn, t)
  }

  static func status(_ figure: SharedFigure, _ t: Translator) -> HTML {
    figure.status == .frozen ? StateWord.html(t("Đã chốt"), .done) : StateWord.html(t("Tạm tính"), .draft)
  }

  static func state(_ peer: Peer, _ t: Translator) -> HTML {
    switch peer.state {
    case .reading where peer.lastError == nil: StateWord.html(t("Đang đọc lần đầu"), .live)
    case .reading: StateWord.html(t("Chưa đọc được"), .bad)
    case .waiting: StateWord.html(t("Chờ xem trước"), .waiting)
    case .suspended: StateWord.html(t("Tạm dừng"), .off)
    case .active where peer.failures > 0: StateWord.html(t("Lỗi \(peer.failures) lần liền"), .bad)
    case .active: StateWord.html(t("Đang dùng"), .done)
    }
  }

  /// What it was before, and whether its publisher says why.
  static func change(_ change: PeerChange, _ t: Translator) -> HTML {
    let was = value(change.was, t)
    let line: HTML = """
      <span class="kpi__note">\(t(change.kind.phrase)): \
      \(t("trước là \(was), thấy ngày \(CivilDate(change.seenAt).vietnamese)"))</span>
      """
    let reason = change.now?.restated?.reason ?? ""
    return "\(line)\(if: change.kind == .restated && !reason.isEmpty, "<span class=\"kpi__note\">\(reason)</span>")"
  }
}
