/// A piece of HTML as it stands in the text.
enum HTMLToken: Equatable {
  /// With references read.
  case text(String)
  /// Name and attribute names in lower case; of attributes given twice, the first.
  case start(String, [String: String])
  case end(String)
}

/// Cuts HTML of any quality into tokens. Never fails: what is no tag is text. What may hold code (scripts, styles, embedded
/// documents, comments) never comes out at all.
struct HTMLTokenizer: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var at = 0

  init(_ html: String) {
    bytes = Array(html.utf8)
  }

  /// Elements whose content is no text for people, dropped with everything up to their end.
  private static let opaque: Set<String> = [
    "script", "style", "noscript", "iframe", "noembed", "noframes", "textarea", "title", "template", "xmp", "svg",
    "math", "object", "select", "applet",
  ]

  mutating func next() -> HTMLToken? {
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count else { return text() }
      switch bytes[at + 1] {
      case UInt8(ascii: "!"): skipDeclaration()
      case UInt8(ascii: "?"): skip(past: ">")
      case UInt8(ascii: "/"):
        guard at + 2 < bytes.count, Self.isLetter(bytes[at + 2]) else {
          skip(past: ">")
          continue
        }
        at += 2
        let name = name()
        skip(past: ">")
        return .end(name)
      case let byte where Self.isLetter(byte):
        at += 1
        let name = name()
        let attributes = attributes()
        guard Self.opaque.contains(name) else { return .start(name, attributes) }
        skipContent(of: name)
      default: return text()
      }
    }
    return nil
  }

  private mutating func text() -> HTMLToken {
    let start = at
    at += 1
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count {
        let next = bytes[at + 1]
        if Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
          break
        }
      }
      at += 1
    }
    return .text(HTMLText.readingReferences(bytes[start..<at]))
  }

  private mutating func name() -> String {
    let start = at
    while at < bytes.count, !Self.isSpace(bytes[at]), bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") {
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
  }

  /// Reads to the end of the tag.
  private mutating func attributes() -> [String: String] {
    var found: [String: String] = [:]
    while at < bytes.count {
      while at < bytes.count, Self.isSpace(bytes[at]) || bytes[at] == UInt8(ascii: "/") { at += 1 }
      guard at < bytes.count else { break }
      if bytes[at] == UInt8(ascii: ">") {
        at += 1
        break
      }
      let start = at
      at += 1
      while at < bytes.count, !Self.isSpace(bytes[at]),
        ![UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/")].contains(bytes[at])
      {
        at += 1
      }
      let name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
      while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
      let value = value()
      if found.count < 64, found[name] == nil { found[name] = value }
    }
    return found
  }

  private mutating func value() -> String {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return "" }
    at += 1
    while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
    guard at < bytes.count else { return "" }
    let quote = bytes[at]
    let start: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      at += 1
      start = at
      while at < bytes.count, bytes[at] != quote { at += 1 }
      defer { at += 1 }
      return HTMLText.readingReferences(bytes[start..<at])
    }
    start = at
    while at < bytes.count, !Self.isSpace(bytes[at]), bytes[at] != UInt8(ascii: ">") { at += 1 }
    return HTMLText.readingReferences(bytes[start..<at])
  }

  private mutating func skipDeclaration() {
    let rest = bytes[at...]
    if rest.starts(with: Array("<!--".utf8)) {
      at = XMLRepair.find("-->", in: bytes, from: at + 4) ?? bytes.count
    } else if rest.starts(with: Array("<![CDATA[".utf8)) {
      at = XMLRepair.find("]]>", in: bytes, from: at + 9) ?? bytes.count
    } else {
      skip(past: ">")
    }
  }

  private mutating func skip(past byte: Unicode.Scalar) {
    while at < bytes.count, bytes[at] != UInt8(ascii: byte) { at += 1 }
    at = Swift.min(at + 1, bytes.count)
  }

  /// Past `</name`; to the end of the text where it never comes.
  private mutating func skipContent(of name: String) {
    let wanted = Array("</\(name)".utf8)
    while at + wanted.count <= bytes.count {
      if bytes[at] == wanted[0], wanted.indices.allSatisfy({ Self.lower(bytes[at + $0]) == wanted[$0] }) {
        skip(past: ">")
        return
      }
      at += 1
    }
    at = bytes.count
  }

  private static func isLetter(_ byte: UInt8) -> Bool { lower(byte) >= 0x61 && lower(byte) <= 0x7A }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
