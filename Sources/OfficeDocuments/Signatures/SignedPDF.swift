import Foundation

/// Where the signatures of a PDF stand and what they cover (ISO 32000-1, 12.8.1): `/ByteRange [0 b c d]` names the file but
/// for the signature itself, which is the string `/Contents <…>` between.
struct SignedPDF: Sendable {
  struct Field: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
      /// PKCS#7 beside its content: `adbe.pkcs7.detached`, `ETSI.CAdES.detached`.
      case detached
      case timestamp
      case other
    }

    let kind: Kind
    /// The signature, with the zeros that fill its place; nil where the range does not fit the file.
    let signature: Data?
    let covered: [Range<Int>]
    let coversWhole: Bool
  }

  let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes.startIndex == 0 ? bytes : Data(bytes) }

  /// More than so many signatures are nobody's paper.
  private static let most = 50

  var fields: [Field] {
    var found: [Field] = []
    var rest = 0..<bytes.count
    while found.count < Self.most, let name = bytes.range(of: Data("/ByteRange".utf8), in: rest) {
      if let field = field(after: name.upperBound) { found.append(field) }
      rest = name.upperBound..<bytes.count
    }
    return found
  }

  /// What the signature was made over.
  func content(of field: Field) -> Data {
    field.covered.reduce(into: Data()) { $0.append(bytes[$1]) }
  }

  /// Nil: no array of four numbers, so no signature.
  private func field(after start: Int) -> Field? {
    guard let numbers = numbers(from: start) else { return nil }
    let (first, before, after, last) = (numbers[0], numbers[1], numbers[2], numbers[3])
    let broken = Field(kind: .detached, signature: nil, covered: [], coversWhole: false)
    guard first == 0, before > 0, after > before + 1, last >= 0, after <= bytes.count, last <= bytes.count - after,
      bytes[before] == UInt8(ascii: "<"), bytes[after - 1] == UInt8(ascii: ">"),
      endsWithContents(before), let signature = hexadecimal(bytes[(before + 1)..<(after - 1)])
    else { return broken }
    return Field(
      kind: kind(around: before, after), signature: signature, covered: [0..<before, after..<(after + last)],
      coversWhole: after + last == bytes.count)
  }

  private func numbers(from start: Int) -> [Int]? {
    let window = bytes[start..<min(bytes.count, start + 120)]
    let text = String(decoding: window, as: UTF8.self)
    guard let match = text.prefixMatch(of: /\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/) else {
      return nil
    }
    return [match.1, match.2, match.3, match.4].compactMap { Int($0) }
  }

  /// The gap is the string of the signature and nothing else.
  private func endsWithContents(_ at: Int) -> Bool {
    let before = bytes[max(0, at - 32)..<at]
    let text = String(decoding: before, as: UTF8.self)
    return text.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("/Contents")
  }

  private func hexadecimal(_ text: Data) -> Data? {
    var result = Data(capacity: text.count / 2)
    var high: UInt8?
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      case 0x20, 0x0A, 0x0D, 0x09: continue
      default: return nil
      }
      if let first = high {
        result.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil && !result.isEmpty ? result : nil
  }

  /// By `/SubFilter` in the dictionary around the signature.
  private func kind(around before: Int, _ after: Int) -> Field.Kind {
    let start = bytes.range(of: Data("obj".utf8), options: .backwards, in: max(0, before - 20_000)..<before)?.upperBound
    let end = bytes.range(of: Data("endobj".utf8), in: after..<min(bytes.count, after + 20_000))?.lowerBound
    let dictionary =
      String(decoding: bytes[(start ?? max(0, before - 2000))..<before], as: UTF8.self)
      + String(decoding: bytes[after..<(end ?? min(bytes.count, after + 2000))], as: UTF8.self)
    guard let name = dictionary.firstMatch(of: /\/SubFilter\s*\/([A-Za-z0-9._]+)/)?.1 else { return .other }
    switch name {
    case "adbe.pkcs7.detached", "ETSI.CAdES.detached": return .detached
    case "ETSI.RFC3161": return .timestamp
    default: return .other
    }
  }
}
