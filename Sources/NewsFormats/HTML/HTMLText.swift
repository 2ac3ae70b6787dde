/// Words out of markup.
package enum HTMLText {
  /// Plain text on one line: tags become spaces where they end a line, references are read, white space is joined.
  package static func plain(_ markup: String) -> String {
    guard markup.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return joined(markup)
    }
    var text = ""
    for token in HTMLTokenizer(markup) {
      switch token {
      case .text(let part): text += part
      case .start(let name, _), .end(let name): if !isInline(name) { text += " " }
      }
    }
    return joined(text)
  }

  static func isInline(_ name: String) -> Bool {
    [
      "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
      "u",
    ]
    .contains(name)
  }

  /// `&amp;`, `&#7889;`, `&ocirc` read; what is no reference stays as it is.
  static func readingReferences(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, at) {
        out.append(contentsOf: String(scalar).utf8)
        at = end
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func reference(_ bytes: ArraySlice<UInt8>, _ at: Int) -> (Unicode.Scalar, Int)? {
    var end = at + 1
    while end < bytes.endIndex, end - at <= 32, isNamePart(bytes[end]) { end += 1 }
    guard end > at + 1, end < bytes.endIndex, bytes[end] == UInt8(ascii: ";"),
      let scalar = HTMLEntities.scalar(reference: String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
    else { return nil }
    return (scalar, end + 1)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private static func joined(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }
}
