/// Reads JSON text (RFC 8259) byte by byte.
struct JSONParser {
  private static let deepest = 96

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONTree.Malformed) -> JSONTree {
    let tree = try value()
    skipSpace()
    guard at == bytes.count else { throw malformed }
    return tree
  }

  private var malformed: JSONTree.Malformed { JSONTree.Malformed(byte: at) }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(JSONTree.Malformed) -> JSONTree {
    skipSpace()
    guard at < bytes.count else { throw malformed }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONTree.Malformed) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONTree.Malformed) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONTree.Malformed) -> JSONTree
  ) throws(JSONTree.Malformed) -> JSONTree {
    depth += 1
    guard depth <= Self.deepest else { throw malformed }
    at += 1
    let tree = try body(&self)
    depth -= 1
    return tree
  }

  private mutating func object() throws(JSONTree.Malformed) -> JSONTree {
    var members: [(key: String, value: JSONTree)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw malformed }
      let key = try string()
      skipSpace()
      // A member named twice is read differently by different programs: refused. No object of ours has more than 64.
      guard take(UInt8(ascii: ":")), members.count < 64, !members.contains(where: { $0.key == key }) else {
        throw malformed
      }
      members.append((key, try value()))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw malformed }
    return .object(members)
  }

  private mutating func array() throws(JSONTree.Malformed) -> JSONTree {
    var elements: [JSONTree] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ tree: JSONTree) throws(JSONTree.Malformed) -> JSONTree {
    for index in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[index]) else { throw malformed }
    }
    return tree
  }

  private mutating func number() throws(JSONTree.Malformed) -> JSONTree {
    let start = at
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0, !(whole > 1 && bytes[at - whole] == UInt8(ascii: "0")) else { throw malformed }
    if take(UInt8(ascii: ".")) {
      guard digits() > 0 else { throw malformed }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw malformed }
    }
    guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)), number.isFinite else {
      throw malformed
    }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") { at += 1 }
    return at - start
  }

  /// The string whose opening quote is here.
  private mutating func string() throws(JSONTree.Malformed) -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20 {
      at += 1
    }
    guard at < bytes.count, bytes[at] >= 0x20 else { throw malformed }
    if bytes[at] == UInt8(ascii: "\"") {
      guard let text = String(validating: bytes[start..<at], as: UTF8.self) else { throw malformed }
      at += 1
      return text
    }
    var unescaped = Array(bytes[start..<at])
    while !take(UInt8(ascii: "\"")) {
      guard at < bytes.count, bytes[at] >= 0x20 else { throw malformed }
      if take(UInt8(ascii: "\\")) {
        try escape(into: &unescaped)
      } else {
        unescaped.append(bytes[at])
        at += 1
      }
    }
    guard let text = String(validating: unescaped, as: UTF8.self) else { throw malformed }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONTree.Malformed) {
    guard at < bytes.count else { throw malformed }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try scalar())).utf8)
    default: throw malformed
    }
  }

  /// `\uXXXX`, and the two of a surrogate pair; a half alone is refused.
  private mutating func scalar() throws(JSONTree.Malformed) -> Unicode.Scalar {
    let first = try hex()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw malformed }
    let second = try hex()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw malformed }
    return scalar
  }

  private mutating func hex() throws(JSONTree.Malformed) -> UInt32 {
    guard at + 4 <= bytes.count else { throw malformed }
    var value: UInt32 = 0
    for byte in bytes[at..<at + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed }
      value = value << 4 | UInt32(digit)
    }
    at += 4
    return value
  }
}
