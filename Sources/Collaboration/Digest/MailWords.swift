import Foundation
import Kernel
import Web

/// What a mail says, in the language of the one who gets it.
struct MailWords: Sendable {
  let subject: String
  let text: String
  let html: String

  /// The notices of one mail, newest first, each leading to its place on the desk.
  static func notices(_ notices: [StaffNotice], to person: MailPerson, isDigest: Bool, _ t: Translator) -> MailWords {
    let count = notices.count
    let subject =
      isDigest
      ? t("\(count) thông báo chưa đọc của bạn")
      : count == 1 ? notices[0].text(t).prefixed(120) : t("\(count) thông báo mới")
    let foot = t("Chọn việc nào báo bằng thư: \(person.origin + NoticePath.settings)")
    let lines = notices.map { notice in
      let link = person.origin + NoticePath.open(notice.id)
      return (text: notice.text(t), time: VietnamTime.dateAndClock(notice.madeAt), link: link)
    }
    let text =
      (["\(t("Chào \(person.name),"))", ""] + lines.flatMap { ["- \($0.text)", "  \($0.time)", "  \($0.link)", ""] }
      + ["-- ", foot, ""]).joined(separator: "\n")
    let items = lines.map { line -> HTML in
      """
      <li><a href="\(url: line.link)">\(line.text)</a><br><small>\(line.time)</small></li>
      """
    }
    let html: HTML = """
      <!doctype html><html lang="\(t.language.rawValue)"><meta charset="utf-8"><title>\(subject)</title>
      <p>\(t("Chào \(person.name),"))</p><ul>\(items)</ul>
      <p><small>\(foot)</small></p></html>
      """
    return MailWords(subject: subject, text: text, html: html.text)
  }

  /// The code that shows an address to be the person's own.
  static func code(_ code: String, to name: String, _ t: Translator) -> MailWords {
    let subject = t("Mã xác nhận địa chỉ thư: \(code)")
    let lines = [
      t("Chào \(name),"), t("Mã xác nhận địa chỉ thư của bạn ở Hội Tụ là \(code). Mã dùng được trong 30 phút."),
      t("Nếu bạn không yêu cầu, hãy bỏ qua thư này: không có gì thay đổi."),
    ]
    let html: HTML = """
      <!doctype html><html lang="\(t.language.rawValue)"><meta charset="utf-8"><title>\(subject)</title>
      \(lines.map { "<p>\($0)</p>" as HTML })</html>
      """
    return MailWords(subject: subject, text: lines.joined(separator: "\n\n") + "\n", html: html.text)
  }
}

extension String {
  /// Its beginning, with `…` where something was left out.
  fileprivate func prefixed(_ limit: Int) -> String { count > limit ? prefix(limit) + "…" : self }
}
