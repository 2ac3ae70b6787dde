import Foundation
import Kernel

/// Turns the bytes of a feed into UTF-8: by byte order mark, then what the sender and the file say (RFC 7303 §3), and then
/// by what the bytes are, since both are often wrong.
enum SourceText {
  static func decode(_ data: Data, charset: String?) throws(FormatRefusal) -> (text: [UInt8], notes: [Phrase]) {
    let bytes = [UInt8](data)
    if let marked = byMark(bytes) {
      guard let text = string(Data(marked.rest), marked.encoding) else { throw unreadable(marked.name) }
      return (body(text), [])
    }
    let declared = declaredEncoding(bytes)
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    let names = [charset, declared, "utf-8"].compactMap { $0?.lowercased() }
    let wished = names.first ?? "utf-8"
    if isUTF8 {
      // Bytes above ASCII that happen to be UTF-8 are UTF-8, whatever anybody says.
      let isPlain = wished.hasPrefix("utf-8") || wished == "us-ascii" || !bytes.contains { $0 >= 0x80 }
      return (
        body(String(decoding: bytes, as: UTF8.self)),
        isPlain ? [] : ["Nguồn ghi bảng mã \(wished) nhưng chữ là UTF-8; đã đọc theo UTF-8."]
      )
    }
    for name in names where !name.hasPrefix("utf-8") && name != "us-ascii" {
      if let text = LegacyEncoding.text(bytes, named: name) { return (body(text), []) }
    }
    let text = LegacyEncoding.text(bytes, named: "windows-1252") ?? String(decoding: bytes, as: UTF8.self)
    return (body(text), ["Nguồn ghi bảng mã \(wished) nhưng có chữ không đúng bảng mã; đã đọc theo windows-1252."])
  }

  /// The text without white space or stray output before its first tag.
  static func withoutJunkAround(_ text: [UInt8]) -> [UInt8] {
    guard let start = text.firstIndex(of: UInt8(ascii: "<")), start < 4_096 else { return text }
    return start == 0 ? text : Array(text[start...])
  }

  private static func byMark(_ bytes: [UInt8]) -> (rest: ArraySlice<UInt8>, encoding: String.Encoding, name: String)? {
    let marks: [([UInt8], Int, String.Encoding, String)] = [
      ([0xEF, 0xBB, 0xBF], 3, .utf8, "UTF-8"), ([0xFF, 0xFE, 0, 0], 4, .utf32LittleEndian, "UTF-32"),
      ([0, 0, 0xFE, 0xFF], 4, .utf32BigEndian, "UTF-32"), ([0xFF, 0xFE], 2, .utf16LittleEndian, "UTF-16"),
      ([0xFE, 0xFF], 2, .utf16BigEndian, "UTF-16"), ([0x3C, 0, 0x3F, 0], 0, .utf16LittleEndian, "UTF-16"),
      ([0, 0x3C, 0, 0x3F], 0, .utf16BigEndian, "UTF-16"), ([0x3C, 0, 0x72, 0], 0, .utf16LittleEndian, "UTF-16"),
      ([0, 0x3C, 0, 0x72], 0, .utf16BigEndian, "UTF-16"),
    ]
    for (mark, skip, encoding, name) in marks where bytes.starts(with: mark) {
      return (bytes[skip...], encoding, name)
    }
    return nil
  }

  private static func string(_ data: Data, _ encoding: String.Encoding) -> String? {
    encoding == .utf8 ? String(decoding: data, as: UTF8.self) : String(data: data, encoding: encoding)
  }

  /// Without its XML declaration, which names an encoding that no longer holds.
  private static func body(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "<")), bytes[start...].starts(with: Array("<?xml".utf8)),
      let end = bytes[start...].prefix(512).firstIndex(of: UInt8(ascii: ">"))
    else { return bytes }
    return Array(bytes[(end + 1)...])
  }

  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let start = String(decoding: bytes.prefix(512), as: UTF8.self)
    guard let declaration = start.range(of: "<?xml"), let end = start.range(of: "?>"),
      declaration.upperBound < end.lowerBound
    else { return nil }
    let inside = start[declaration.upperBound..<end.lowerBound]
    guard let name = inside.range(of: "encoding") else { return nil }
    let value = inside[name.upperBound...].drop { " =\t\r\n\"'".contains($0) }
    let encoding = value.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
    return encoding.isEmpty ? nil : encoding.lowercased()
  }

  private static func unreadable(_ name: String) -> FormatRefusal {
    FormatRefusal(reason: "Tệp tự nhận là \(name) nhưng không đọc được theo bảng mã đó.")
  }
}
