import Contracts
import Foundation
import Kernel

/// A letter of a case, ready to print, copy or send: to a republisher (CO7), or to a responder who is refused (FB3).
///
/// Always Vietnamese: it leaves the house.
struct CaseLetter: Sendable {
  let subject: String
  let to: String
  let email: String?
  let text: String

  /// Asks a republisher to run the correction as well.
  static func republisher(_ place: Follow, _ file: CaseFile, site: String, on day: CivilDate) -> CaseLetter? {
    guard let work = file.record.work, let rule = file.regime.rule(.tellRepublishers, .online) else { return nil }
    let notice = file.notices.last
    let lines = (notice?.lines ?? file.writer().lines).map { "\($0.field.label.vietnamese): \($0.text)" }
    let address = notice.map { "\(site)\($0.path)" } ?? ""
    let title = notice?.title ?? NoticeWriter.correctionTitle
    let ask: Phrase =
      "\(name(file)) đã đăng, phát tác phẩm “\(work.title)” ngày \(work.date.vietnamese). Tác phẩm có nội dung thông tin sai."
    let law = "\(file.regime.name), \(rule.article)"
    let ran = [place.place, place.email == nil ? place.address : ""].filter { !$0.isEmpty }.joined(separator: ", ")
    let must: Phrase =
      ran.isEmpty
      ? "Đề nghị \(place.name) gỡ phần sai ở nơi đã đăng lại và đăng lại toàn văn tin dưới đây (\(law))."
      : "Đề nghị \(place.name) gỡ phần sai ở nơi đã đăng lại (\(ran)) và đăng lại toàn văn tin dưới đây (\(law))."
    return CaseLetter(
      subject: "\(title): \(work.title)", to: place.name, email: place.email,
      text: framed(
        file, on: day, to: place.name,
        [ask.vietnamese, must.vietnamese, title, lines.joined(separator: "\n"), address]))
  }

  /// Says why a response is not published.
  static func refusal(_ round: ResponseRound, _ file: CaseFile, on day: CivilDate) -> CaseLetter? {
    guard round.state == .refused, let rule = file.regime.rule(.refuseResponse, file.record.medium) else { return nil }
    let work = file.record.work
    let title = work?.title ?? ""
    let first: Phrase =
      "\(name(file)) đã nhận phản hồi ngày \(round.receivedOn.vietnamese) về tác phẩm “\(title)”."
    let second: Phrase = "Chúng tôi không đăng phản hồi này (\(file.regime.name), \(rule.article)), vì:"
    let subject: Phrase = "Về phản hồi tác phẩm “\(title)”"
    return CaseLetter(
      subject: subject.vietnamese, to: file.record.detail.who, email: nil,
      text: framed(
        file, on: day, to: file.record.detail.who, [first.vietnamese, second.vietnamese, round.reason]))
  }

  private static func name(_ file: CaseFile) -> String { file.agency?.name ?? "" }

  private static func framed(_ file: CaseFile, on day: CivilDate, to: String, _ paragraphs: [String]) -> String {
    let head: Phrase = "Ngày \(day.vietnamese)"
    let dear: Phrase = "Kính gửi: \(to)"
    let label: Phrase = "Hồ sơ số \(file.record.label)"
    let imprint = file.agency?.imprint
    let foot = [imprint?.headTitle, imprint?.headName, imprint?.address, imprint?.phone, imprint?.email]
      .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
    return ([name(file), "\(head.vietnamese) · \(label.vietnamese)", dear.vietnamese] + paragraphs + [foot])
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// As a message that a mail program opens to be sent (RFC 5322, RFC 2047).
  func message(from sender: String, at now: Date, id: String) -> String {
    var lines = ["X-Unsent: 1", "Date: \(Self.date(now))", "Message-ID: <\(id)@hoitu.invalid>"]
    if !sender.isEmpty, sender.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { lines.append("From: <\(sender)>") }
    lines.append("To: \(Self.words(to))\(email.map { " <\($0)>" } ?? " <undisclosed@invalid>")")
    lines += [
      "Subject: \(Self.words(subject))", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64", "",
    ]
    let body = Data(text.replacing("\n", with: "\r\n").utf8).base64EncodedString()
    var rest = body[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// Encoded words of at most 75 characters, cut between letters.
  private static func words(_ text: String) -> String {
    var words: [String] = []
    var part = ""
    for character in text.filter({ !$0.isNewline }) {
      if (part + String(character)).utf8.count > 42 {
        words.append(part)
        part = ""
      }
      part.append(character)
    }
    words.append(part)
    return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  private static func date(_ now: Date) -> String {
    let day = CivilDate(now)
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month =
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]
    return "\(weekday), \(day.day) \(month) \(day.year) \(VietnamTime.clock(now)):00 +0700"
  }
}
