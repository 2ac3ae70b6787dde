import Contracts
import Foundation
import Kernel
import Web

/// What a mail says, in the language of the one who gets it.
struct MailWords: Sendable {
  let subject: String
  let text: String
  let html: String

  /// So many duties stand in a mail; the page has them all.
  private static let mostDuties = 20

  /// One line of a mail with where it leads.
  private struct Line {
    let text: String
    let more: String
    let link: String

    var plain: [String] { ["- \(text)", "  \(more)", "  \(link)", ""] }
    var html: HTML { "<li><a href=\"\(url: link)\">\(text)</a><br><small>\(more)</small></li>" }
  }

  /// What the person owes today, and the notices of one mail, newest first; each leading to its place on the desk.
  static func notices(
    _ notices: [StaffNotice], _ duties: [OwedDuty] = [], to person: MailPerson, isDigest: Bool, _ t: Translator
  ) -> MailWords {
    let subject = subject(notices, duties, isDigest: isDigest, t)
    let foot = t("Chọn việc nào báo bằng thư: \(person.origin + NoticePath.settings)")
    let owed = duties.prefix(mostDuties).map { duty in
      let words = [t(duty.words), duty.due.map { "\(t("hạn")) \($0.vietnamese)" }, duty.detail]
      return Line(
        text: "\(t(duty.kind)): \(duty.title)",
        more: words.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "), link: person.origin + duty.path)
    }
    let news = notices.map { notice in
      Line(
        text: notice.text(t), more: VietnamTime.dateAndClock(notice.madeAt),
        link: person.origin + NoticePath.open(notice.id))
    }
    let rest = duties.count > mostDuties ? t("Còn \(duties.count - mostDuties) việc nữa") : nil
    let heads = owed.isEmpty || news.isEmpty ? nil : (t("Trễ, chờ bạn, sắp đến hạn"), t("Thông báo chưa đọc"))
    let plain =
      [t("Chào \(person.name),"), ""] + [heads?.0, heads == nil ? nil : ""].compactMap(\.self) + owed.flatMap(\.plain)
      + [rest].compactMap(\.self) + [heads?.1, heads == nil ? nil : ""].compactMap(\.self) + news.flatMap(\.plain)
      + ["-- ", foot, ""]
    let html: HTML = """
      <!doctype html><html lang="\(t.language.rawValue)"><meta charset="utf-8"><title>\(subject)</title>
      <p>\(t("Chào \(person.name),"))</p>\(heads.map { "<h2>\($0.0)</h2>" as HTML })\(list(owed))\
      \(rest.map { "<p>\($0)</p>" as HTML })\(heads.map { "<h2>\($0.1)</h2>" as HTML })\(list(news))
      <p><small>\(foot)</small></p></html>
      """
    return MailWords(subject: subject, text: plain.joined(separator: "\n"), html: html.text)
  }

  private static func list(_ lines: [Line]) -> HTML {
    lines.isEmpty ? .empty : "<ul>\(lines.map(\.html))</ul>"
  }

  private static func subject(
    _ notices: [StaffNotice], _ duties: [OwedDuty], isDigest: Bool, _ t: Translator
  ) -> String {
    guard duties.isEmpty else {
      func count(_ urgency: OwedDuty.Urgency) -> Int { duties.count { $0.urgency == urgency } }
      return t("Hôm nay: \(count(.late)) việc trễ, \(count(.waiting)) chờ bạn, \(count(.soon)) sắp đến hạn")
    }
    if isDigest { return t("\(notices.count) thông báo chưa đọc của bạn") }
    return notices.count == 1 ? notices[0].text(t).prefixed(120) : t("\(notices.count) thông báo mới")
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
