/// The forms a page is kept in (RFC 9110 §8.4.1).
enum PageCoding: Int, CaseIterable, Sendable {
  case identity
  case gzip
  case brotli

  /// In `Content-Encoding`; nil where nothing is said.
  var token: String? {
    switch self {
    case .identity: nil
    case .gzip: "gzip"
    case .brotli: "br"
    }
  }

  /// The best of what is there for an `Accept-Encoding` value (RFC 9110 §12.5.3). Brotli before gzip before identity
  /// where they are wished for alike; an element that cannot be read counts as absent. Never fails: where everything is
  /// refused, identity.
  static func best(accepting header: UnsafeRawBufferPointer?, of available: Set) -> PageCoding {
    guard let header, !header.isEmpty else { return .identity }
    var wishes = Wishes()
    var start = 0
    while start < header.count {
      var end = start
      while end < header.count, header[end] != UInt8(ascii: ",") { end += 1 }
      wishes.read(UnsafeRawBufferPointer(rebasing: header[start..<end]))
      start = end + 1
    }
    let brotli = available.contains(.brotli) ? wishes.brotli ?? wishes.any ?? 0 : 0
    let gzip = available.contains(.gzip) ? wishes.gzip ?? wishes.any ?? 0 : 0
    let identity = wishes.identity ?? (wishes.any == 0 ? 0 : 1)
    if brotli > 0, brotli >= gzip, brotli >= identity { return .brotli }
    return gzip > 0 && gzip >= identity ? .gzip : .identity
  }

  /// Which codings a page has.
  struct Set: OptionSet, Sendable {
    let rawValue: UInt8
    static let gzip = Set(rawValue: 1)
    static let brotli = Set(rawValue: 2)
  }

  /// Weights in thousandths.
  private struct Wishes {
    var brotli: Int?
    var gzip: Int?
    var identity: Int?
    var any: Int?

    mutating func read(_ element: UnsafeRawBufferPointer) {
      var name = Bytes.trimmed(element)
      var weight = 1000
      if let semicolon = name.firstIndex(of: UInt8(ascii: ";")) {
        let rest = Bytes.trimmed(UnsafeRawBufferPointer(rebasing: name[(semicolon + 1)...]))
        guard let given = Self.weight(rest) else { return }
        weight = given
        name = Bytes.trimmed(UnsafeRawBufferPointer(rebasing: name[..<semicolon]))
      }
      if Bytes.equal(name, "br") { brotli = weight }
      if Bytes.equal(name, "gzip") || Bytes.equal(name, "x-gzip") { gzip = weight }
      if Bytes.equal(name, "identity") { identity = weight }
      if name.count == 1, name[0] == UInt8(ascii: "*") { any = weight }
    }

    /// `q=0.8` (RFC 9110 §12.4.2).
    private static func weight(_ text: UnsafeRawBufferPointer) -> Int? {
      guard text.count >= 3, text.count <= 7, text[0] | 0x20 == UInt8(ascii: "q"), text[1] == UInt8(ascii: "=") else {
        return nil
      }
      guard text[2] == UInt8(ascii: "0") || text[2] == UInt8(ascii: "1") else { return nil }
      var weight = Int(text[2] - UInt8(ascii: "0")) * 1000
      guard text.count > 3 else { return weight }
      guard text[3] == UInt8(ascii: ".") else { return nil }
      var scale = 100
      for digit in text[4...] {
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        weight += Int(digit - UInt8(ascii: "0")) * scale
        scale /= 10
      }
      return min(weight, 1000)
    }
  }
}

/// Small work on raw bytes of a request.
enum Bytes {
  /// Without spaces and tabs around it.
  @inline(__always)
  static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = bytes.count
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Equal to ASCII text in lower case, whatever the case of the bytes.
  @inline(__always)
  static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    let start = text.utf8Start
    for index in 0..<bytes.count {
      let byte = bytes[index]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      guard lower == start[index] else { return false }
    }
    return true
  }

  /// The same bytes.
  @inline(__always)
  static func same(_ bytes: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
    guard bytes.count == other.count else { return false }
    return other.withUnsafeBytes { bytes.elementsEqual($0) }
  }
}

/// `If-None-Match` (RFC 9110 §13.1.2).
package enum EntityTag {
  /// Whether a list of tags holds this one, compared weakly; `*` holds every one. A list that cannot be read holds none
  /// from there on.
  static func list(_ header: UnsafeRawBufferPointer, holds tag: [UInt8]) -> Bool {
    let list = Bytes.trimmed(header)
    if list.count == 1, list[0] == UInt8(ascii: "*") { return true }
    var at = 0
    while at < list.count {
      while at < list.count, Bytes.isBlank(list[at]) || list[at] == UInt8(ascii: ",") { at += 1 }
      if at + 1 < list.count, list[at] == UInt8(ascii: "W"), list[at + 1] == UInt8(ascii: "/") { at += 2 }
      guard at < list.count, list[at] == UInt8(ascii: "\"") else { return false }
      var end = at + 1
      while end < list.count, list[end] != UInt8(ascii: "\"") { end += 1 }
      guard end < list.count else { return false }
      if Bytes.same(UnsafeRawBufferPointer(rebasing: list[at...end]), tag) { return true }
      at = end + 1
    }
    return false
  }
}

extension PageCoding {
  /// Ends the entity tag, so that each coding has a tag of its own (RFC 9110 §8.8.3.3).
  var suffix: String {
    switch self {
    case .identity: ""
    case .gzip: ".gz"
    case .brotli: ".br"
    }
  }

  /// Whether content of a type gets smaller by packing.
  static func isWorthwhile(_ contentType: String) -> Bool {
    let type = contentType.prefix { $0 != ";" }.lowercased()
    return type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("+json")
      || ["application/json", "application/xml", "application/javascript"].contains(type)
  }
}
