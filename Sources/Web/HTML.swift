/// Markup that escapes what is set in: `"<h1>\(title)</h1>"`. The sister of `SQL`, which binds.
///
/// Safe in element content and in quoted attribute values; nothing may be set into scripts, styles, unquoted values or
/// names of attributes. Addresses go through `url:`.
package struct HTML: ExpressibleByStringInterpolation, Sendable, CustomStringConvertible {
  /// The markup as text.
  package private(set) var text: String

  /// Markup without values.
  package init(stringLiteral value: String) {
    text = value
  }

  /// What Swift calls for a literal with values in it.
  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
  }

  /// Markup that was made safe elsewhere; never text from outside.
  package init(raw text: String) {
    self.text = text
  }

  /// No markup at all.
  package static let empty: HTML = ""
  /// Whether there is nothing, not even white space.
  package var isEmpty: Bool { text.isEmpty }
  /// The same as ``text``.
  package var description: String { text }

  /// Puts markup behind markup; loops make lists with it.
  package static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// Text with `& < > " '` written as references.
  package static func escape(_ text: some StringProtocol) -> String {
    var result = ""
    append(String(text), to: &result)
    return result
  }

  fileprivate static func append(_ text: String, to result: inout String) {
    var text = text
    guard text.withUTF8({ bytes in bytes.contains { needsEscape($0) } }) else {
      result += text
      return
    }
    var copied = text.utf8.startIndex
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      guard needsEscape(byte) else { continue }
      result += text[copied..<index]
      result += reference(byte)
      copied = text.utf8.index(after: index)
    }
    result += text[copied...]
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "'")
  }

  private static func reference(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: "&#39;"
    }
  }

  /// Escapes what is set in.
  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    /// The numbers are hints for memory only.
    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    /// Markup, as it is.
    package mutating func appendLiteral(_ literal: String) { text += literal }
    /// The common case by its own type, so that other rooms need not go through a generic function.
    package mutating func appendInterpolation(_ value: String) { HTML.append(value, to: &text) }
    /// Any other text, escaped.
    package mutating func appendInterpolation(_ value: some StringProtocol) { HTML.append(String(value), to: &text) }
    /// A number, as plain digits: for addresses and attributes, not for people.
    package mutating func appendInterpolation(_ value: Int) { text += String(value) }
    /// Markup, as it is.
    package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
    /// Markup, or nothing.
    package mutating func appendInterpolation(_ markup: HTML?) { text += markup?.text ?? "" }
    /// Markup in a row, with nothing between.
    package mutating func appendInterpolation(_ parts: some Sequence<HTML>) {
      for part in parts { text += part.text }
    }

    /// Something that is there only under a condition.
    package mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> HTML) {
      if condition { text += markup().text }
    }

    /// A boolean attribute, with the space before it: `<option\(flag: "selected", isSelected)>`.
    package mutating func appendInterpolation(flag name: String, _ isSet: Bool) {
      if isSet { text += " \(name)" }
    }

    /// An attribute with the space before it, left out where the value is nil: `<img\(attribute: "alt", alt)>`.
    package mutating func appendInterpolation(attribute name: String, _ value: String?) {
      guard let value else { return }
      text += " \(name)=\""
      HTML.append(value, to: &text)
      text += "\""
    }

    /// An address: what is neither relative nor http(s), mailto or tel becomes `#`.
    package mutating func appendInterpolation(url address: String) {
      HTML.append(SafeURL.isSafe(address) ? address : "#", to: &text)
    }
  }
}

/// Addresses that may be set into a page.
package enum SafeURL {
  /// Whether it may stand in `href` or `src`: http, https, mailto, tel, or without a scheme.
  package static func isSafe(_ address: String) -> Bool {
    guard !address.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return false }
    // Byte by byte, as browsers read it: a `Character` may join `:` or `/` with an invisible scalar beside it.
    let bytes = address.utf8.drop { $0 == UInt8(ascii: " ") }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
    let scheme = bytes[..<colon]
    if scheme.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
      return true
    }
    return ["http", "https", "mailto", "tel"].contains(String(decoding: scheme, as: UTF8.self).lowercased())
  }

  /// A place on this site to go back to, or nil: `/lam-viec`, never `//elsewhere` or `https://elsewhere`.
  package static func local(_ address: String?) -> String? {
    // Only ASCII: what our own links are made of. Browsers drop invisible letters from names, we would not.
    guard let address, address.utf8.first == UInt8(ascii: "/"), address.utf8.dropFirst().first != UInt8(ascii: "/"),
      address.utf8.allSatisfy({ $0 < 0x80 }), isSafe(address)
    else { return nil }
    return address
  }
}
