import Contracts
import Foundation
import Kernel
import NewsFormats
import Web

/// What must be seen of a piece at a glance: that its source holds it back, that it is nearly known.
enum InboxMarks {
  static func html(_ item: InboxItem, now: Date, _ t: Translator) -> HTML {
    var marks: [HTML] = []
    switch item.status {
    case .cancelled: marks.append(StateWord.html(t("Nguồn đã rút"), .bad))
    case .withheld: marks.append(StateWord.html(t("Nguồn chưa cho đăng"), .waiting))
    case .usable: break
    }
    if let embargo = item.embargo, embargo > now {
      marks.append(StateWord.html(t("Cấm đăng trước \(VietnamTime.dateAndClock(embargo))"), .waiting))
    }
    if item.details.isMachineMade { marks.append(StateWord.html(t("Nguồn ghi do AI làm"), .waiting)) }
    if let near = item.near { marks.append(StateWord.html(t("Gần giống \(near.percent)%"), .off)) }
    if item.publishRefusal != nil { marks.append(StateWord.html(t("Không tự đăng được"), .bad)) }
    if let urgency = item.details.urgency, urgency <= 2 {
      marks.append(StateWord.html(t("Gấp \(urgency)"), .waiting))
    }
    return "\(marks)"
  }
}

/// What a source says of a piece beside its words, as lines of the preview.
struct InboxFacts {
  let item: InboxItem
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let details = item.details
    let lines: [(String, String?)] = [
      (t("Tên việc"), details.slugline), (t("Ghi nguồn"), details.creditLine), (t("Nơi viết"), details.located),
      (t("Độ gấp"), details.urgency.map { "\($0)" }), (t("Bản của nguồn"), details.sourceVersion),
      (t("Bản quyền"), details.copyright), (t("Điều kiện dùng"), details.usageTerms),
      (t("Quy tắc đã áp dụng"), item.rule),
    ]
    return "\(lines.compactMap { label, value in value.map { "<div><dt>\(label)</dt><dd>\($0)</dd></div>" as HTML } })"
  }

  func notices(at now: Date) -> HTML {
    var notices: [HTML] = []
    switch item.status {
    case .cancelled: notices.append(Notice.bad(t("Nguồn đã rút tin này, không dùng được nữa.")))
    case .withheld: notices.append(Notice.warn(t("Nguồn chưa cho đăng. Bài tạo từ tin này được đánh dấu không đăng.")))
    case .usable: break
    }
    if let embargo = item.embargo, embargo > now {
      notices.append(
        Notice.warn(
          t("Cấm đăng trước \(VietnamTime.dateAndClock(embargo))"),
          detail: t("Bài tạo từ tin này bị giữ tới giờ đó.")))
    }
    if let note = item.details.editorNote { notices.append(Notice.info(t("Nguồn nhắn riêng tòa soạn"), detail: note)) }
    if let near = item.near { notices.append(self.near(near)) }
    if let why = item.publishRefusal { notices.append(Notice.bad(t("Không tự đăng được"), detail: why)) }
    return "\(notices)"
  }

  private func near(_ near: InboxItem.Near) -> HTML {
    let path = near.item.map { DeskPath.item($0) } ?? near.incoming.map { "\(InboxPath.inbox)?xem=\($0)" } ?? ""
    let words =
      near.item == nil
      ? t("Gần giống một tin nguồn khác, \(near.percent)%") : t("Gần giống bài đã có của cơ quan, \(near.percent)%")
    return Notice.warn(words, detail: near.title, acts: Button.link(t("Mở để so"), to: path, icon: "file-text"))
  }
}
