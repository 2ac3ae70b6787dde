/// Mends what feeds get wrong in XML, leaving CDATA sections and comments as they are.
enum XMLRepair {
  /// Names the document declared, and names of HTML characters (`&nbsp;`), become what they stand for; XML knows only five.
  static func namedReferences(_ text: [UInt8], declared: [String: String]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "&")) else { return text }
    return rewrite(text) { at, out in
      guard text[at] == UInt8(ascii: "&"), let (name, end) = reference(text, at), HTMLEntities.basic[name] == nil else {
        return nil
      }
      if let value = declared[name] {
        out.append(contentsOf: FeedElement.escaped(value).utf8)
      } else if let scalar = HTMLEntities.character(name) {
        out.append(contentsOf: String(scalar).utf8)
      } else {
        return nil
      }
      return end
    }
  }

  /// Control characters are dropped; a `&` or `<` that begins nothing stands for itself.
  static func mend(_ text: [UInt8]) -> [UInt8] {
    rewrite(text) { at, out in
      let byte = text[at]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return at + 1 }
      if byte == UInt8(ascii: "&") {
        guard let (name, end) = reference(text, at) else {
          out.append(contentsOf: "&amp;".utf8)
          return at + 1
        }
        guard name.hasPrefix("#") else {
          if HTMLEntities.basic[name] != nil { return nil }
          out.append(contentsOf: "&amp;".utf8)
          return at + 1
        }
        if let scalar = HTMLEntities.scalar(reference: name), scalar.value >= 0x20 || scalar.value == 0x0A {
          out.append(contentsOf: "&#\(scalar.value);".utf8)
        }
        return end
      }
      if byte == UInt8(ascii: "<"), at + 1 < text.count, !beginsTag(text[at + 1]) {
        out.append(contentsOf: "&lt;".utf8)
        return at + 1
      }
      return nil
    }
  }

  /// The place after the next `word`, or nil.
  static func find(_ word: StaticString, in text: [UInt8], from start: Int) -> Int? {
    let wanted = word.withUTF8Buffer { Array($0) }
    guard let first = wanted.first, start + wanted.count <= text.count else { return nil }
    var at = start
    while at <= text.count - wanted.count {
      if text[at] == first, wanted.indices.allSatisfy({ text[at + $0] == wanted[$0] }) { return at + wanted.count }
      at += 1
    }
    return nil
  }

  /// Copies, letting `change` write something else and say where to go on.
  private static func rewrite(_ text: [UInt8], _ change: (Int, inout [UInt8]) -> Int?) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count + 1_024)
    var at = 0
    while at < text.count {
      if text[at] == UInt8(ascii: "<"), let end = opaqueEnd(text, at) {
        out.append(contentsOf: text[at..<end])
        at = end
      } else if let next = change(at, &out) {
        at = next
      } else {
        out.append(text[at])
        at += 1
      }
    }
    return out
  }

  /// Past a CDATA section, comment or processing instruction that begins here.
  private static func opaqueEnd(_ text: [UInt8], _ at: Int) -> Int? {
    guard at + 1 < text.count else { return nil }
    if text[at + 1] == UInt8(ascii: "?") { return find("?>", in: text, from: at + 2) }
    guard text[at + 1] == UInt8(ascii: "!") else { return nil }
    if text[at...].starts(with: Array("<![CDATA[".utf8)) { return find("]]>", in: text, from: at + 9) }
    if text[at...].starts(with: Array("<!--".utf8)) { return find("-->", in: text, from: at + 4) }
    return nil
  }

  /// The name of a reference and the place after its `;`.
  private static func reference(_ text: [UInt8], _ at: Int) -> (name: String, end: Int)? {
    let rest = text[(at + 1)...].prefix(34)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")), end > at + 1 else { return nil }
    let name = text[(at + 1)..<end]
    let isName = name.allSatisfy { byte in
      byte == UInt8(ascii: "#") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
    }
    return isName ? (String(decoding: name, as: UTF8.self), end + 1) : nil
  }

  private static func beginsTag(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
      || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "_")].contains(byte)
  }
}
