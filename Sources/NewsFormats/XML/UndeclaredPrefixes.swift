/// Declares the namespace prefixes a feed uses without saying what they mean: `<dc:creator>` and no `xmlns:dc`.
enum UndeclaredPrefixes {
  static func declared(_ text: [UInt8]) -> [UInt8] {
    let whole = String(decoding: text, as: UTF8.self)
    let missing = prefixes(text).filter { !whole.contains("xmlns:\($0)") }
    guard !missing.isEmpty, let place = endOfFirstName(text) else { return text }
    let declarations = missing.sorted().map { " xmlns:\($0)=\"\(customary[$0] ?? "urn:undeclared:\($0)")\"" }
    return Array(text[..<place]) + Array(declarations.joined().utf8) + Array(text[place...])
  }

  private static let customary: [String: String] = [
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/", "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  ]

  /// What stands before a colon in the names of tags and attributes; at most 32 of them.
  private static func prefixes(_ text: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    var at = 0
    var isInTag = false
    while at < text.count, found.count < 32 {
      let byte = text[at]
      if byte == UInt8(ascii: "<") { isInTag = true } else if byte == UInt8(ascii: ">") { isInTag = false }
      let begins = byte == UInt8(ascii: "<") || (isInTag && byte <= 0x20)
      guard begins else {
        at += 1
        continue
      }
      var end = at + 1
      while end < text.count, isNameByte(text[end]) { end += 1 }
      if end > at + 1, end < text.count, text[end] == UInt8(ascii: ":"), isNameStart(text[at + 1]) {
        let name = String(decoding: text[(at + 1)..<end], as: UTF8.self)
        if name != "xmlns", name != "xml" { found.insert(name) }
      }
      at = end
    }
    return found
  }

  private static func endOfFirstName(_ text: [UInt8]) -> Int? {
    var at = 0
    while at + 1 < text.count {
      if text[at] == UInt8(ascii: "<"), isNameStart(text[at + 1]) {
        var end = at + 1
        while end < text.count, isNameByte(text[end]) || text[end] == UInt8(ascii: ":") { end += 1 }
        return end
      }
      at += 1
    }
    return nil
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
