import Foundation

/// How header fields and bodies of messages write what is not ASCII.
enum MailFields {
  /// `text/plain; charset="utf-8"` → `["charset": "utf-8"]`; names in lower case.
  static func parameters(_ value: String) -> [String: String] {
    var found: [String: String] = [:]
    for part in split(value).dropFirst().prefix(64) {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = part[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
      var text = part[part.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
        text = String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
      }
      if found[name] == nil { found[name] = text }
    }
    return found
  }

  /// At semicolons outside quotation marks.
  private static func split(_ value: String) -> [Substring] {
    var parts: [Substring] = []
    var start = value.startIndex
    var isQuoted = false
    for index in value.indices {
      if value[index] == "\"" { isQuoted.toggle() }
      if value[index] == ";", !isQuoted {
        parts.append(value[start..<index])
        start = value.index(after: index)
      }
    }
    return parts + [value[start...]]
  }

  /// `utf-8'vi'B%C3%A3o` (RFC 2231 §4).
  static func extended(_ value: String) -> String {
    let pieces = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard pieces.count == 3 else { return value.removingPercentEncoding ?? value }
    return text(percent(pieces[2].utf8), charset: pieces[0].lowercased())
  }

  private static func percent(_ bytes: some Collection<UInt8>) -> [UInt8] {
    hexed(Array(bytes), mark: UInt8(ascii: "%"), underscoreIsSpace: false)
  }

  /// `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` read (RFC 2047); white space between two of them is nothing.
  static func decoded(_ value: String) -> String {
    guard value.contains("=?") else { return value }
    var out = ""
    var rest = value[...]
    var lastWasWord = false
    while let open = rest.range(of: "=?") {
      let before = rest[..<open.lowerBound]
      guard let word = word(rest[open.upperBound...]) else {
        out += rest[..<open.upperBound]
        rest = rest[open.upperBound...]
        lastWasWord = false
        continue
      }
      if !(lastWasWord && before.allSatisfy(\.isWhitespace)) { out += before }
      out += word.text
      rest = rest[word.end...]
      lastWasWord = true
    }
    return out + rest
  }

  private static func word(_ text: Substring) -> (text: String, end: Substring.Index)? {
    guard let first = text.firstIndex(of: "?") else { return nil }
    let charset = text[..<first].prefix { $0 != "*" }.lowercased()
    let afterCharset = text.index(after: first)
    guard afterCharset < text.endIndex, let second = text[afterCharset...].firstIndex(of: "?") else { return nil }
    let encoding = text[afterCharset..<second].uppercased()
    let start = text.index(after: second)
    guard charset.count <= 40, encoding.count == 1, let end = text[start...].range(of: "?=") else { return nil }
    let content = text[start..<end.lowerBound]
    let bytes: [UInt8]
    switch encoding {
    case "B": bytes = Array(Data(base64Encoded: String(content), options: .ignoreUnknownCharacters) ?? Data())
    case "Q": bytes = quotedPrintable(Array(content.utf8)[...], underscoreIsSpace: true)
    default: return nil
    }
    return (self.text(bytes, charset: charset), end.upperBound)
  }

  /// RFC 2045 §6.7; what is no escape stays as it is.
  static func quotedPrintable(_ bytes: ArraySlice<UInt8>, underscoreIsSpace: Bool) -> [UInt8] {
    hexed(Array(bytes), mark: UInt8(ascii: "="), underscoreIsSpace: underscoreIsSpace)
  }

  private static func hexed(_ bytes: [UInt8], mark: UInt8, underscoreIsSpace: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == mark {
        if at + 2 < bytes.count, let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2]) {
          out.append(high << 4 | low)
          at += 3
          continue
        }
        // A soft line break: `=` at the end of a line.
        var end = at + 1
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
        if end < bytes.count, bytes[end] == 0x0A {
          at = end + 1
          continue
        }
      }
      out.append(underscoreIsSpace && byte == UInt8(ascii: "_") ? 0x20 : byte)
      at += 1
    }
    return out
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }

  /// The text of some bytes in a charset; by what they are where the name is unknown or wrong.
  static func text(_ bytes: [UInt8], charset: String) -> String {
    if charset.hasPrefix("utf-8") || charset == "us-ascii" || charset.isEmpty,
      let text = String(validating: bytes, as: UTF8.self)
    {
      return text
    }
    if !charset.hasPrefix("utf-8"), let text = LegacyEncoding.text(bytes, named: charset) { return text }
    return String(validating: bytes, as: UTF8.self) ?? LegacyEncoding.text(bytes, named: "windows-1252")
      ?? String(decoding: bytes, as: UTF8.self)
  }
}
