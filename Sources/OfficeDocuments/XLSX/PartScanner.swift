import Foundation

/// Walks the tags of one XML part of an office package without building a tree, so that a hundred thousand cells cost little
/// and what could grow cannot.
///
/// Such parts declare no document type (ECMA-376 part 2 §8.1.4 forbids it): one that does is refused, and with it every
/// entity. Names are compared without prefix, as numbers.
struct PartScanner {
  enum Event {
    case start, end, text, finished
  }

  /// A name without its prefix (FNV-1a).
  struct Name: Equatable {
    fileprivate let value: UInt64

    init(_ name: StaticString) { value = Self.hash(name.utf8Start, name.utf8CodeUnitCount) }
    fileprivate init(_ bytes: UnsafePointer<UInt8>, _ count: Int) { value = Self.hash(bytes, count) }

    /// In plain steps: it is done for each tag, and a debug build should be quick too.
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      var at = 0
      while at < count {
        let byte = bytes[at]
        hash = byte == 0x3A ? 0xcbf2_9ce4_8422_2325 : (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        at &+= 1
      }
      return hash
    }
  }

  private let text: UnsafePointer<UInt8>
  private let count: Int
  private var at = 0
  private var open: [Name] = []
  private var isSelfClosing = false
  private var attributes: [(name: Name, value: Range<Int>)] = []
  private var textRange = 0..<0
  private var isRaw = false
  /// Of the tag last seen.
  private(set) var name = Name("")
  /// Tags that may still come, of all parts.
  private(set) var budget: Int

  private static let nothing: StaticString = ""

  /// The bytes must outlive the scanner.
  init(_ bytes: UnsafeBufferPointer<UInt8>, budget: Int) {
    text = bytes.baseAddress ?? Self.nothing.utf8Start
    count = bytes.count
    self.budget = budget
    if count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { at = 3 }
  }

  /// How many elements are open.
  var depth: Int { open.count }

  mutating func next() throws(SpreadsheetFailure) -> Event {
    if isSelfClosing {
      isSelfClosing = false
      name = open.removeLast()
      return .end
    }
    while at < count {
      guard text[at] == UInt8(ascii: "<") else {
        let end = find(UInt8(ascii: "<"), from: at) ?? count
        textRange = at..<end
        isRaw = false
        at = end
        return .text
      }
      guard at + 1 < count else { throw .damaged }
      switch text[at + 1] {
      case UInt8(ascii: "?"): at = try past("?>")
      case UInt8(ascii: "!"):
        if starts("<!--") {
          at = try past("-->")
        } else if starts("<![CDATA[") {
          let start = at + 9
          at = try past("]]>")
          textRange = start..<(at - 3)
          isRaw = true
          return .text
        } else {
          throw .harmful
        }
      case UInt8(ascii: "/"):
        let start = at + 2
        guard let end = find(UInt8(ascii: ">"), from: start) else { throw .damaged }
        at = end + 1
        name = localName(start, endOfName(start))
        guard open.popLast()?.value == name.value else { throw .damaged }
        return .end
      default:
        try startTag()
        return .start
      }
    }
    guard open.isEmpty else { throw .damaged }
    return .finished
  }

  /// Passes over all that is in the element just begun.
  mutating func skip() throws(SpreadsheetFailure) {
    let inside = depth
    while depth >= inside { _ = try next() }
  }

  private mutating func startTag() throws(SpreadsheetFailure) {
    budget -= 1
    guard budget >= 0, open.count < SpreadsheetLimits.depth else { throw .harmful }
    let start = at + 1
    at = endOfName(start)
    name = localName(start, at)
    guard at > start else { throw .damaged }
    open.append(name)
    attributes.removeAll(keepingCapacity: true)
    while true {
      while at < count, text[at] <= 0x20 { at += 1 }
      guard at < count else { throw .damaged }
      if text[at] == UInt8(ascii: ">") {
        at += 1
        return
      }
      if text[at] == UInt8(ascii: "/") {
        guard at + 1 < count, text[at + 1] == UInt8(ascii: ">") else { throw .damaged }
        at += 2
        isSelfClosing = true
        return
      }
      try attribute()
    }
  }

  private mutating func attribute() throws(SpreadsheetFailure) {
    guard attributes.count < 64 else { throw .harmful }
    let start = at
    let end = endOfName(start)
    at = end
    while at < count, text[at] <= 0x20 { at += 1 }
    guard end > start, at < count, text[at] == UInt8(ascii: "=") else { throw .damaged }
    at += 1
    while at < count, text[at] <= 0x20 { at += 1 }
    guard at < count, text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'"),
      let close = find(text[at], from: at + 1)
    else { throw .damaged }
    attributes.append((localName(start, end), (at + 1)..<close))
    at = close + 1
  }

  private func endOfName(_ start: Int) -> Int {
    var end = start
    while end < count {
      // White space, `>`, `/` and `=`.
      let byte = text[end]
      if byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3D { break }
      end &+= 1
    }
    return end
  }

  private func localName(_ start: Int, _ end: Int) -> Name {
    Name(text + start, end - start)
  }

  private func starts(_ word: StaticString) -> Bool {
    at + word.utf8CodeUnitCount <= count
      && word.withUTF8Buffer { word in word.indices.allSatisfy { text[at + $0] == word[$0] } }
  }

  private func past(_ word: StaticString) throws(SpreadsheetFailure) -> Int {
    let count = word.utf8CodeUnitCount
    let last = word.utf8Start[count - 1]
    var from = at + count
    while let place = find(last, from: from) {
      let start = place - count + 1
      if (0..<count).allSatisfy({ text[start + $0] == word.utf8Start[$0] }) { return place + 1 }
      from = place + 1
    }
    throw .damaged
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < count, let found = memchr(text + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(text)
  }
}

extension PartScanner {
  /// The bytes of an attribute of the tag last begun, as written.
  func bytes(_ attribute: Name) -> UnsafeBufferPointer<UInt8>? {
    var at = 0
    while at < attributes.count {
      let known = attributes[at]
      if known.name.value == attribute.value { return slice(known.value) }
      at &+= 1
    }
    return nil
  }

  func value(_ attribute: Name) -> String? { bytes(attribute).map { Self.unescaped($0) } }

  /// The text last seen.
  var string: String {
    let bytes = slice(textRange)
    return isRaw ? String(decoding: bytes, as: UTF8.self) : Self.unescaped(bytes)
  }

  /// Its bytes as written, for what has no references: numbers.
  var rawText: UnsafeBufferPointer<UInt8> { slice(textRange) }

  private func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
  }

  static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let plain = String(decoding: bytes, as: UTF8.self)
    guard let base = bytes.baseAddress, memchr(base, 0x26, bytes.count) != nil else { return plain }
    // Scalar by scalar: a `Character` may join `&` with a mark beside it.
    var parts = plain.unicodeScalars.split(separator: "&", omittingEmptySubsequences: false)[...]
    var out = String.UnicodeScalarView(parts.removeFirst())
    for part in parts {
      guard let end = part.firstIndex(of: ";"), let scalar = scalar(Substring(part[..<end])) else {
        out.append("&")
        out.append(contentsOf: part)
        continue
      }
      out.append(scalar)
      out.append(contentsOf: part[part.index(after: end)...])
    }
    return String(out)
  }

  private static func scalar(_ reference: Substring) -> UnicodeScalar? {
    switch reference {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      if reference.hasPrefix("#x") {
        UInt32(reference.dropFirst(2), radix: 16).flatMap(UnicodeScalar.init)
      } else if reference.hasPrefix("#") {
        UInt32(reference.dropFirst()).flatMap(UnicodeScalar.init)
      } else {
        nil
      }
    }
  }
}
