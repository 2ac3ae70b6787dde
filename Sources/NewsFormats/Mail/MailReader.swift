import Foundation
import Kernel

/// Reads a message (RFC 5322, MIME) as news: its subject is the headline, its text the story, its attachments are listed.
enum MailReader {
  /// How deep parts may lie in parts; more is a bomb.
  private static let depth = 12
  private static let mostParts = 300

  /// What was found in a message on the way through its parts.
  private struct Found {
    var html: String?
    var plain: String?
    var attachments: [NewsStory.Enclosure] = []
    var count = 0
  }

  static func read(_ data: Data) throws(FormatRefusal) -> Delivery {
    var bytes = [UInt8](data)[...]
    // The `From ` line of a mailbox file is no field.
    if bytes.starts(with: Array("From ".utf8)), let end = bytes.firstIndex(of: 0x0A) { bytes = bytes[(end + 1)...] }
    let message = MailPart(bytes)
    guard !message.fields.isEmpty else { throw FormatRefusal(reason: "Tệp không phải thư điện tử đúng.") }
    var found = Found()
    try gather(message, depth: 0, into: &found)
    var delivery = Delivery()
    delivery.format = .mail
    var story = story(message, found)
    story.tidy()
    if story.isEmpty {
      delivery.failures.append("Thư không có tiêu đề hay nội dung.")
    } else {
      delivery.items.append(story)
    }
    return delivery
  }

  private static func gather(_ part: MailPart, depth: Int, into found: inout Found) throws(FormatRefusal) {
    guard depth <= self.depth else {
      throw FormatRefusal(reason: "Thư lồng quá \(self.depth) lớp nên bị từ chối.")
    }
    found.count += 1
    guard found.count <= mostParts else {
      throw FormatRefusal(reason: "Thư có quá \(mostParts) phần nên bị từ chối.")
    }
    if part.type.hasPrefix("multipart/") {
      for inner in part.parts(limit: mostParts + 1) { try gather(inner, depth: depth + 1, into: &found) }
    } else if part.isAttachment || !part.type.hasPrefix("text/") {
      let name = part.fileName.map { NewsStory.line($0, 200) } ?? part.type
      if found.attachments.count < 40 {
        found.attachments.append(.init(url: "", type: part.type, title: name))
      }
    } else if part.type == "text/html", found.html == nil {
      found.html = part.text
    } else if part.type == "text/plain", found.plain == nil {
      found.plain = part.text
    }
  }

  private static func story(_ message: MailPart, _ found: Found) -> NewsStory {
    var story = NewsStory()
    let identifier = message.field("message-id").trimmingCharacters(in: CharacterSet(charactersIn: "<> "))
    story.title = MailFields.decoded(message.field("subject"))
    story.published = NewsDate.read(withoutComment(message.field("date")))
    story.guid = identifier.isEmpty ? "\(message.field("date")) \(story.title)" : identifier
    let sender = MailFields.decoded(message.field("from"))
    story.author = name(sender)
    story.creditLine = story.author
    story.language = message.field("content-language")
    story.categories = MailFields.decoded(message.field("keywords")).split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    story.html = found.html ?? found.plain.map { PlainText.html(unflowed($0)) } ?? ""
    story.summary = String(HTMLText.plain(String(story.html.prefix(20_000))).prefix(300))
    story.enclosures = found.attachments
    return story
  }

  /// `Sat, 21 Nov 2026 08:00:00 +0700 (ICT)`: what is in brackets is for people.
  private static func withoutComment(_ text: String) -> String { String(text.prefix { $0 != "(" }) }

  /// The name in `"Nguyễn Lan" <lan@bao.example>`; the address where there is no name.
  static func name(_ sender: String) -> String {
    guard let open = sender.firstIndex(of: "<") else { return sender.trimmingCharacters(in: .whitespaces) }
    let name = sender[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
    return name.isEmpty ? String(sender[sender.index(after: open)...].prefix { $0 != ">" }) : name
  }

  /// Lines broken for the width of a screen are one line (RFC 3676): those that end in a space, or are long.
  private static func unflowed(_ text: String) -> String {
    var out = ""
    for line in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      let isSoft = line.hasSuffix(" ") && line != "-- "
      out += isSoft ? String(line) : "\(line)\n"
    }
    return out
  }
}
