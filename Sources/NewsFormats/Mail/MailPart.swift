import Foundation
import Kernel

/// A MIME entity (RFC 2045, 2046): its header fields and its bytes, or the parts it is made of.
struct MailPart {
  /// Lower-case names, unfolded values as they stand, in order.
  let fields: [(name: String, value: String)]
  let body: ArraySlice<UInt8>

  private static let mostFields = 400
  private static let mostHeader = 131_072
  /// Bytes of one field, folded lines included: an encoded word that never ends must not be looked for all over.
  private static let mostField = 8_192

  /// Splits a message into header and body at the first empty line.
  init(_ bytes: ArraySlice<UInt8>) {
    var fields: [(name: String, value: String)] = []
    var at = bytes.startIndex
    while at < bytes.endIndex, at - bytes.startIndex < Self.mostHeader, fields.count < Self.mostFields {
      let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[at..<end].last == 0x0D ? bytes[at..<(end - 1)] : bytes[at..<end]
      at = min(end + 1, bytes.endIndex)
      if line.isEmpty { break }
      if line.first == 0x20 || line.first == 0x09 {
        guard let last = fields.last, last.value.utf8.count < Self.mostField else { continue }
        fields[fields.count - 1].value += " " + Self.text(line.drop { $0 == 0x20 || $0 == 0x09 })
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: line[..<colon], as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
        fields.append((name, Self.text(line[(colon + 1)...]).trimmingCharacters(in: .whitespaces)))
      }
    }
    self.fields = fields
    body = bytes[at...]
  }

  /// Header bytes above ASCII are UTF-8 (RFC 6532), else what old programs write.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let bytes = bytes.prefix(mostField)
    return String(validating: bytes, as: UTF8.self) ?? LegacyEncoding.text(Array(bytes), named: "windows-1252")
      ?? String(decoding: bytes, as: UTF8.self)
  }

  func field(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

  /// `text/html`, in lower case; plain text where nothing is said (RFC 2045 §5.2).
  var type: String {
    let type = field("content-type").prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    return type.contains("/") ? type : "text/plain"
  }

  /// A parameter of a field: `charset`, `boundary`, `filename`, also written in the ways of RFC 2231.
  func parameter(_ name: String, of field: String) -> String? {
    let parameters = MailFields.parameters(self.field(field))
    if let value = parameters[name] { return MailFields.decoded(value) }
    if let value = parameters[name + "*"] { return MailFields.extended(value) }
    var whole = ""
    for index in 0..<16 {
      if let value = parameters["\(name)*\(index)"] {
        whole += value
      } else if let value = parameters["\(name)*\(index)*"] {
        whole += index == 0 ? MailFields.extended(value) : value.removingPercentEncoding ?? value
      } else {
        break
      }
    }
    return whole.isEmpty ? nil : whole
  }

  var fileName: String? { parameter("filename", of: "content-disposition") ?? parameter("name", of: "content-type") }

  var isAttachment: Bool {
    field("content-disposition").lowercased().hasPrefix("attachment") || (fileName != nil && !type.hasPrefix("text/"))
  }

  /// The bytes after their transfer encoding is undone (RFC 2045 §6).
  var decodedBody: [UInt8] {
    switch field("content-transfer-encoding").trimmingCharacters(in: .whitespaces).lowercased() {
    case "base64": Array(Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters) ?? Data())
    case "quoted-printable": MailFields.quotedPrintable(body, underscoreIsSpace: false)
    default: Array(body)
    }
  }

  /// The text of a text part in its charset.
  var text: String {
    let bytes = decodedBody
    let charset = (parameter("charset", of: "content-type") ?? "utf-8").lowercased()
    return MailFields.text(bytes, charset: charset)
  }

  /// The parts between its boundaries (RFC 2046 §5.1.1); lines that only look like one belong to a part.
  func parts(limit: Int) -> [MailPart] {
    guard let boundary = parameter("boundary", of: "content-type"), !boundary.isEmpty, boundary.utf8.count <= 200 else {
      return []
    }
    let mark = Array("--\(boundary)".utf8)
    var parts: [MailPart] = []
    var start: Int?
    var at = body.startIndex
    while at < body.endIndex, parts.count < limit {
      let end = body[at...].firstIndex(of: 0x0A) ?? body.endIndex
      if end - at >= mark.count, body[at..<(at + mark.count)].elementsEqual(mark) {
        let rest = body[(at + mark.count)..<end]
        let isLast = rest.starts(with: Array("--".utf8))
        if isLast || rest.allSatisfy({ $0 <= 0x20 }) {
          if let start { parts.append(MailPart(Self.withoutLineEnd(body[start..<at]))) }
          start = end < body.endIndex ? end + 1 : nil
          if isLast { return parts }
        }
      }
      at = end + 1
    }
    if let start, start < body.endIndex, parts.count < limit { parts.append(MailPart(body[start...])) }
    return parts
  }

  /// The line end before a boundary belongs to the boundary.
  private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    if bytes.last == 0x0A { bytes = bytes.dropLast() }
    if bytes.last == 0x0D { bytes = bytes.dropLast() }
    return bytes
  }
}
