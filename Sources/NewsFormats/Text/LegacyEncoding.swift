import Foundation

/// Encodings from before UTF-8 that feeds are still written in.
enum LegacyEncoding {
  /// The text, or nil where the name is not known or the bytes do not fit it.
  static func text(_ bytes: [UInt8], named name: String) -> String? {
    if ["windows-1258", "cp1258", "x-cp1258"].contains(name) { return vietnamese(bytes) }
    if ["windows-1252", "cp1252", "iso-8859-1", "latin1", "l1", "us-ascii", "iso8859-1"].contains(name) {
      // As browsers do: what calls itself ISO 8859-1 is windows-1252 (WHATWG Encoding §4.2); its five holes are spaces.
      let filled = bytes.map { [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) ? 0x20 : $0 }
      return String(data: Data(filled), encoding: .windowsCP1252)
    }
    return encodings[name].flatMap { String(data: Data(bytes), encoding: $0) }
  }

  private static let encodings: [String: String.Encoding] = [
    "iso-8859-2": .isoLatin2, "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251,
    "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254, "shift_jis": .shiftJIS, "sjis": .shiftJIS,
    "euc-jp": .japaneseEUC, "iso-2022-jp": .iso2022JP, "utf-16": .utf16, "utf-16le": .utf16LittleEndian,
    "utf-16be": .utf16BigEndian, "utf-32": .utf32,
  ]

  /// Vietnamese of Windows: base letters with combining tone marks, joined here (Unicode NFC).
  private static func vietnamese(_ bytes: [UInt8]) -> String? {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      guard let scalar = byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte) - 0x80] else { return nil }
      scalars.append(scalar)
    }
    return String(scalars).precomposedStringWithCanonicalMapping
  }

  /// Code points of the bytes 80…FF of windows-1258.
  private static let upperHalf: [Unicode.Scalar?] = """
    20AC FFFD 201A 0192 201E 2026 2020 2021 02C6 2030 FFFD 2039 0152 FFFD FFFD FFFD
    FFFD 2018 2019 201C 201D 2022 2013 2014 02DC 2122 FFFD 203A 0153 FFFD FFFD 0178
    00A0 00A1 00A2 00A3 00A4 00A5 00A6 00A7 00A8 00A9 00AA 00AB 00AC 00AD 00AE 00AF
    00B0 00B1 00B2 00B3 00B4 00B5 00B6 00B7 00B8 00B9 00BA 00BB 00BC 00BD 00BE 00BF
    00C0 00C1 00C2 0102 00C4 00C5 00C6 00C7 00C8 00C9 00CA 00CB 0300 00CD 00CE 00CF
    0110 00D1 0309 00D3 00D4 01A0 00D6 00D7 00D8 00D9 00DA 00DB 00DC 01AF 0303 00DF
    00E0 00E1 00E2 0103 00E4 00E5 00E6 00E7 00E8 00E9 00EA 00EB 0301 00ED 00EE 00EF
    0111 00F1 0323 00F3 00F4 01A1 00F6 00F7 00F8 00F9 00FA 00FB 00FC 01B0 20AB 00FF
    """
    .split { $0 == " " || $0 == "\n" }.map { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
}
