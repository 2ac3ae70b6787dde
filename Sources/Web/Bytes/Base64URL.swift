import Foundation

/// Bytes as text that may stand in addresses and headers (RFC 4648 §5, without padding).
package enum Base64URL {
  /// Without padding.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text = ""
    for character in Data(bytes).base64EncodedString() where character != "=" {
      text.append(character == "+" ? "-" : character == "/" ? "_" : character)
    }
    return text
  }

  /// Nil for padding, for the letters of plain Base64, and for anything that is not Base64.
  package static func decode(_ text: String) -> [UInt8]? {
    var plain = ""
    for character in text {
      if character == "+" || character == "/" || character == "=" { return nil }
      plain.append(character == "-" ? "+" : character == "_" ? "/" : character)
    }
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain).map(Array.init)
  }
}
