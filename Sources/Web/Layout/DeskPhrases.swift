import Foundation
import Kernel

/// What the desk's scripts say, in the language of the page; `js/phrases.js` reads it from `<body data-phrases>`.
enum DeskPhrases {
  static func json(_ t: Translator) -> String {
    let phrases = [
      "now": t("vừa xong"), "soon": t("trong một phút nữa"),
      "minutesAgo": t("{n} phút trước"), "minutesLeft": t("còn {n} phút"), "hoursAgo": t("{n} giờ trước"),
      "today": t("hôm nay {n}"), "yesterday": t("hôm qua {n}"), "tomorrow": t("ngày mai {n}"),
      "find": t("Tìm phòng, bài, kế hoạch, cơ quan, việc cần làm"), "nothing": t("Không thấy gì khớp."),
      "count": t("{n} mục"), "countOf": t("{n} trên {m} mục"),
      "undo": t("Hoàn tác"), "close": t("Đóng"), "sending": t("Đang gửi"),
      "failed": t("Chưa gửi được. Nội dung vẫn còn đây, hãy thử lại."),
      "unsaved": t("Có thay đổi chưa lưu."), "characters": t("{n} ký tự"),
      "keys": t("Phím tắt"), "keyPalette": t("Tìm và làm mọi việc"), "keyFilter": t("Lọc danh sách"),
      "keyMove": t("Xuống, lên trong danh sách"), "keyOpen": t("Mở mục đang chọn"), "keyHelp": t("Xem phím tắt"),
      "keyClose": t("Đóng, quay lại"), "goTo": t("Đi đến"), "act": t("Làm"), "found": t("Tìm thấy"),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(phrases)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
