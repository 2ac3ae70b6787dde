import Kernel

/// Looks at XML before any parser does, in one pass and without keeping anything: what would make a parser slow or large is
/// refused here. libxml2 compares each attribute of a tag with each other one, and a tree has to hold every element.
enum XMLGuard {
  /// - Parameter forTree: whether depth and number of elements matter, since the document will be held whole.
  static func check(_ text: [UInt8], forTree: Bool) throws(FormatRefusal) {
    var at = 0
    var depth = 0
    var elements = 0
    while let open = next(UInt8(ascii: "<"), in: text, from: at) {
      guard open + 1 < text.count else { return }
      switch text[open + 1] {
      case UInt8(ascii: "!"): at = pastDeclaration(text, open)
      case UInt8(ascii: "?"): at = XMLRepair.find("?>", in: text, from: open + 2) ?? text.count
      case UInt8(ascii: "/"):
        depth -= 1
        at = next(UInt8(ascii: ">"), in: text, from: open) ?? text.count
      default:
        let tag = try tag(text, open)
        at = tag.end
        elements += 1
        if !tag.isEmpty { depth += 1 }
        guard forTree else { continue }
        guard depth <= FormatLimits.depth else {
          throw FormatRefusal(reason: "Tệp lồng quá \(FormatLimits.depth) lớp thẻ nên bị từ chối.")
        }
        guard elements <= FormatLimits.elements else {
          throw FormatRefusal(reason: "Tệp có quá \(FormatLimits.elements) thẻ nên bị từ chối.")
        }
      }
    }
  }

  /// The end of a start tag, past its `>`, minding quotes.
  private static func tag(_ text: [UInt8], _ open: Int) throws(FormatRefusal) -> (end: Int, isEmpty: Bool) {
    var at = open + 1
    var attributes = 0
    while at < text.count {
      let byte = text[at]
      if byte == UInt8(ascii: ">") { return (at + 1, text[at - 1] == UInt8(ascii: "/")) }
      if byte == UInt8(ascii: "<") { return (at, true) }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        attributes += 1
        guard attributes <= FormatLimits.attributes else {
          throw FormatRefusal(reason: "Có thẻ mang quá \(FormatLimits.attributes) thuộc tính nên tệp bị từ chối.")
        }
        guard let end = next(byte, in: text, from: at + 1) else { return (text.count, true) }
        at = end
      }
      at += 1
    }
    return (text.count, true)
  }

  private static func pastDeclaration(_ text: [UInt8], _ open: Int) -> Int {
    let rest = text[open...].prefix(9)
    if rest.starts(with: Array("<!--".utf8)) { return XMLRepair.find("-->", in: text, from: open + 4) ?? text.count }
    if rest.starts(with: Array("<![CDATA[".utf8)) {
      return XMLRepair.find("]]>", in: text, from: open + 9) ?? text.count
    }
    return next(UInt8(ascii: ">"), in: text, from: open) ?? text.count
  }

  private static func next(_ byte: UInt8, in text: [UInt8], from start: Int) -> Int? {
    var at = start
    while at < text.count {
      if text[at] == byte { return at }
      at += 1
    }
    return nil
  }
}
