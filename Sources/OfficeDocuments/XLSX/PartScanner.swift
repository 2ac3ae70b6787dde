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
    let value: UInt64

    init(_ name: StaticString) {
      value = name.withUTF8Buffer { Self.hash($0[...]) }
    }

    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) { value = Self.hash(bytes) }

    private static func hash(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash
    }
  }

  private let text: UnsafeBufferPointer<UInt8>
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

  /// The bytes must outlive the scanner.
  init(_ text: UnsafeBufferPointer<UInt8>, budget: Int) {
    self.text = text
    self.budget = budget
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { at = 3 }
  }

  /// How many elements are open.
  var depth: Int { open.count }

  mutating func next() throws(SpreadsheetFailure) -> Event {
    if isSelfClosing {
      isSelfClosing = false
      name = open.removeLast()
      return .end
    }
    while at < text.count {
      guard text[at] == UInt8(ascii: "<") else {
        let end = find(UInt8(ascii: "<"), from: at) ?? text.count
        textRange = at..<end
        isRaw = false
        at = end
        return .text
      }
      guard at + 1 < text.count else { throw .damaged }
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
        guard open.popLast() == localName(start, endOfName(start)) else { throw .damaged }
        name = localName(start, endOfName(start))
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
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { throw .damaged }
      if text[at] == UInt8(ascii: ">") {
        at += 1
        return
      }
      if text[at] == UInt8(ascii: "/") {
        guard at + 1 < text.count, text[at + 1] == UInt8(ascii: ">") else { throw .damaged }
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
    while at < text.count, text[at] <= 0x20 { at += 1 }
    guard end > start, at < text.count, text[at] == UInt8(ascii: "=") else { throw .damaged }
    at += 1
    while at < text.count, text[at] <= 0x20 { at += 1 }
    guard at < text.count, text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'"),
      let close = find(text[at], from: at + 1)
    else { throw .damaged }
    attributes.append((localName(start, end), (at + 1)..<close))
    at = close + 1
  }

  private func endOfName(_ start: Int) -> Int {
    var end = start
    while end < text.count {
      let byte = text[end]
      if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") { break }
      end += 1
    }
    return end
  }

  private func localName(_ start: Int, _ end: Int) -> Name {
    var from = start
    for place in start..<end where text[place] == UInt8(ascii: ":") { from = place + 1 }
    return Name(text[from..<end])
  }

  private func starts(_ word: StaticString) -> Bool {
    at + word.utf8CodeUnitCount <= text.count
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
    guard start < text.count, let base = text.baseAddress,
      let found = memchr(base + start, Int32(byte), text.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

extension PartScanner {
  /// The bytes of an attribute of the tag last begun, as written.
  func bytes(_ attribute: Name) -> UnsafeBufferPointer<UInt8>? {
    for known in attributes where known.name == attribute { return UnsafeBufferPointer(rebasing: text[known.value]) }
    return nil
  }

  func value(_ attribute: Name) -> String? { bytes(attribute).map { Self.unescaped($0) } }

  /// The text last seen.
  var string: String {
    let bytes = UnsafeBufferPointer(rebasing: text[textRange])
    return isRaw ? String(decoding: bytes, as: UTF8.self) : Self.unescaped(bytes)
  }

  /// Its bytes as written, for what has no references: numbers.
  var rawText: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: text[textRange]) }

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
