import Foundation

/// The name and file name of a part (RFC 7578 §4.2).
struct ContentDisposition: Equatable {
  let name: String
  let filename: String?

  /// Reads `form-data; name="file"; filename="ảnh.jpg"`; nil where it is no form field.
  init?(_ text: String) {
    guard let semicolon = text.firstIndex(of: ";"), text[..<semicolon].trimmed.lowercased() == "form-data" else {
      return nil
    }
    var parameters: [String: String] = [:]
    var rest = text[text.index(after: semicolon)...]
    while let parameter = Self.parameter(&rest) {
      guard parameters.updateValue(parameter.value, forKey: parameter.name) == nil else { return nil }
    }
    guard rest.trimmed.isEmpty, let name = parameters["name"] else { return nil }
    self.name = Self.unescaped(name)
    self.filename = parameters["filename"].map { SafeFilename.make(Self.unescaped($0)) }
  }

  private static func parameter(_ rest: inout Substring) -> (name: String, value: String)? {
    let text = rest.drop { $0 == " " || $0 == "\t" || $0 == ";" }
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[..<equals].trimmed.lowercased()
    var after = text[text.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
    var value = ""
    guard after.first == "\"" else {
      let bare = after.prefix { $0 != ";" }
      rest = after.dropFirst(bare.count)
      return (name, String(bare.trimmed))
    }
    after.removeFirst()
    while let character = after.popFirst() {
      if character == "\"" {
        rest = after
        return (name, value)
      }
      // Only these two are ever escaped; a lone backslash belongs to a Windows path.
      if character == "\\", let next = after.first, next == "\"" || next == "\\" {
        value.append(after.removeFirst())
      } else {
        value.append(character)
      }
    }
    return nil
  }

  /// Browsers write quotes and line ends in names as `%22`, `%0D`, `%0A` (HTML Standard, multipart/form-data encoding).
  private static func unescaped(_ text: String) -> String {
    text.replacingOccurrences(of: "%22", with: "\"").replacingOccurrences(of: "%0D", with: " ")
      .replacingOccurrences(of: "%0A", with: " ")
  }
}

/// Names of files as people sent them, made harmless: no folders, no control characters, not hidden, not too long.
package enum SafeFilename {
  /// The longest name kept, in UTF-8 bytes.
  static let limit = 150

  /// The last part of a path, composed (NFC), at most 150 bytes of UTF-8 with its ending kept; `tep` where nothing is
  /// left.
  package static func make(_ text: String) -> String {
    let last = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    var name = String(
      String.UnicodeScalarView(
        last.precomposedStringWithCanonicalMapping.unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          // Right-to-left marks too: they make "gpj.exe" look like "exe.jpg".
          case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
          default: !":*?\"<>|".unicodeScalars.contains(scalar)
          }
        }))
    name = name.trimmingCharacters(in: .whitespaces)
    while name.first == "." { name.removeFirst() }
    while name.last == "." || name.last == " " { name.removeLast() }
    let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
    if name.utf8.count > limit {
      var stem = name.dropLast(ending.utf8.count > 16 ? 0 : ending.count)
      let room = limit - (ending.utf8.count > 16 ? 0 : ending.utf8.count)
      while stem.utf8.count > room { stem.removeLast() }
      name = stem + (ending.utf8.count > 16 ? "" : ending)
    }
    return name.isEmpty ? "tep" : name
  }
}
