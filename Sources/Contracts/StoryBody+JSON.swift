/// A JSON document as a tree (RFC 8259), read strictly and fast from bytes: no `Any`, no key twice, no depth without end.
package enum JSONTree: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  /// Members in the order of the text; few, so looked for one by one.
  case object([(key: String, value: JSONTree)])

  /// Why a text is not JSON that is taken here, and at which byte.
  package struct Malformed: Error, Equatable, Sendable {
    /// Counted from 0.
    package let byte: Int
  }

  /// Reads a document. Throws ``Malformed`` where it is not JSON, is nested deeper than 96, or names a member twice.
  package init(_ bytes: some Sequence<UInt8>) throws(Malformed) {
    var parser = JSONParser(bytes: Array(bytes))
    self = try parser.document()
  }

  /// The member of that name; nil where there is none or this is not an object.
  package subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == name }?.value
  }

  /// The text; nil where this is none.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The elements; nil where this is none.
  package var array: [JSONTree]? { if case .array(let elements) = self { elements } else { nil } }
  /// The truth value; nil where this is none: 0 and 1 are numbers.
  package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  /// The number, where it is whole.
  package var int: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  /// Objects whatever the order of their members.
  package static func == (left: JSONTree, right: JSONTree) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.count == b.count && a.allSatisfy { right[$0.key] == $0.value }
    default: false
    }
  }
}

/// Writes JSON by hand, members in the order they are given.
package struct JSONText: Sendable {
  /// UTF-8, as it was written so far.
  package private(set) var bytes: [UInt8] = []

  /// Empty; the first call writes the first byte.
  package init() {}

  /// What was written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Punctuation and names of our own; nothing is escaped.
  package mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// In decimal digits.
  package mutating func number(_ number: Int) {
    bytes.append(contentsOf: String(number).utf8)
  }

  /// A string, escaped only where RFC 8259 §7 asks for it.
  package mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
