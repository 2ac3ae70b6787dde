import Foundation
import Kernel

/// One mail, as text and as HTML, for one person.
struct MailMessage: Sendable {
  let id: String
  let from: MailAddress
  let fromName: String
  let to: MailAddress
  let subject: String
  let text: String
  let html: String
  let date: Date

  /// The whole message (RFC 5322, RFC 2045), lines ended by CRLF, none longer than 998 bytes.
  var bytes: String {
    let boundary = "hoitu-\(id)"
    let sender = fromName.isEmpty ? from.description : "\(Self.encoded(fromName)) <\(from)>"
    let headers = [
      "From: \(sender)", "To: \(to)", "Subject: \(Self.encoded(subject))", "Date: \(Self.date(date))",
      "Message-ID: <\(id)@\(from.domain)>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
    ]
    return
      (headers + [""] + part("text/plain", text, boundary) + part("text/html", html, boundary)
      + ["--\(boundary)--", ""])
      .joined(separator: "\r\n")
  }

  /// Base64 carries any line and any letter through any server.
  private func part(_ type: String, _ body: String, _ boundary: String) -> [String] {
    let lines = Data(body.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn])
      .split(whereSeparator: \.isNewline).map(String.init)
    return ["--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""] + lines
      + [""]
  }

  /// Text of a header: as it is where it is plain ASCII, in encoded words otherwise (RFC 2047), each at most 75 letters and
  /// of whole characters. No line end passes, so nothing can begin a header of its own.
  static func encoded(_ text: String) -> String {
    let line = String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    let isPlain =
      line.utf8.allSatisfy { $0 < 0x7F } && line.utf8.count <= 60 && !line.contains("=?")
      && !line.contains { "<>@,;:\\\"()[]".contains($0) }
    if isPlain { return line }
    var words: [String] = []
    var bytes: [UInt8] = []
    func end() {
      if !bytes.isEmpty { words.append("=?UTF-8?B?\(Data(bytes).base64EncodedString())?=") }
      bytes = []
    }
    for character in line {
      // 45 bytes are 60 letters of base64, 72 with the frame.
      if bytes.count + character.utf8.count > 45 { end() }
      bytes += character.utf8
    }
    end()
    return words.joined(separator: "\r\n ")
  }

  /// `Sat, 21 Nov 2026 10:42:00 +0700` (RFC 5322 §3.3).
  static func date(_ date: Date) -> String {
    let day = CivilDate(date)
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let second = (Int(date.timeIntervalSince1970.rounded(.down)) % 60 + 60) % 60
    return "\(names[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year) "
      + "\(VietnamTime.clock(date)):\(second < 10 ? "0" : "")\(second) +0700"
  }
}
