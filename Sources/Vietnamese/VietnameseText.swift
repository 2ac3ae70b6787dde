import Foundation

/// What the house does with Vietnamese text.
package enum VietnameseText {
  /// The text in Unicode's composed form (NFC), as everything is stored. What is composed already is not touched.
  package static func composed(_ text: String) -> String {
    // Only combining marks (first bytes CC and CD) can be composed in what Vietnamese keyboards make.
    text.utf8.contains { $0 == 0xCC || $0 == 0xCD } ? text.precomposedStringWithCanonicalMapping : text
  }

  /// Lower-case and without diacritics, `đ` → `d`; the same for composed and decomposed text. Other scripts than Latin,
  /// Greek and Cyrillic are left as they are.
  package static func fold(_ text: String) -> String {
    var text = text
    return text.withUTF8 { source in
      String(unsafeUninitializedCapacity: source.count) { fold(source, into: $0) }
    }
  }

  /// Folded text is never longer than its source.
  private static func fold(_ source: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let table = LetterTable.shared
    return table.low.withUnsafeBufferPointer { low in
      table.high.withUnsafeBufferPointer { high in
        var at = 0
        var written = 0
        while at < source.count {
          let byte = source[at]
          if byte < 0x80 {
            out[written] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            written += 1
            at += 1
            continue
          }
          let (scalar, length) = UTF8Bytes.scalar(source, at)
          if LetterTable.marks.contains(scalar) {
            // Dropped.
          } else if scalar < LetterTable.lowEnd {
            UTF8Bytes.append(low[scalar].folded, to: out, &written)
          } else if scalar >= LetterTable.highStart, scalar < LetterTable.highEnd {
            UTF8Bytes.append(high[scalar - LetterTable.highStart].folded, to: out, &written)
          } else {
            for offset in 0..<length { out[written + offset] = source[at + offset] }
            written += length
          }
          at += length
        }
        return written
      }
    }
  }
}

/// Reading and writing single characters of valid UTF-8.
enum UTF8Bytes {
  /// The scalar at a place, and its length in bytes.
  @inline(__always)
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (Int, Int) {
    let first = Int(bytes[at])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | Int(bytes[at + 1] & 0x3F), 2) }
    let second = Int(bytes[at + 1] & 0x3F)
    if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | Int(bytes[at + 2] & 0x3F), 3) }
    return ((first & 0x07) << 18 | second << 12 | Int(bytes[at + 2] & 0x3F) << 6 | Int(bytes[at + 3] & 0x3F), 4)
  }

  @inline(__always)
  static func append(_ scalar: UInt16, to out: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int) {
    if scalar < 0x80 {
      out[written] = UInt8(scalar)
      written += 1
    } else if scalar < 0x800 {
      out[written] = 0xC0 | UInt8(scalar >> 6)
      out[written + 1] = 0x80 | UInt8(scalar & 0x3F)
      written += 2
    } else {
      out[written] = 0xE0 | UInt8(scalar >> 12)
      out[written + 1] = 0x80 | UInt8(scalar >> 6 & 0x3F)
      out[written + 2] = 0x80 | UInt8(scalar & 0x3F)
      written += 3
    }
  }
}
