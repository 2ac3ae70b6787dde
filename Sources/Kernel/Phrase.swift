/// Interface text as a Vietnamese sentence, with its values set in: `t("Còn \(minutes) phút")`.
///
/// Vietnamese is the source language and the key, so a page reads as it will look. Other languages are found under
/// ``key``, in which the values are numbered: `Còn {0} phút`.
package struct Phrase: ExpressibleByStringInterpolation, Equatable, Codable, Sendable {
  /// The sentence with numbered places: `Còn {0} phút`. The key of the catalogue.
  package let key: String
  /// What stands in the places, in order, as text; not translated.
  package let values: [String]

  /// A sentence without values.
  package init(stringLiteral value: String) {
    key = value
    values = []
  }

  /// A phrase that was kept: its key with places, and what stands in them.
  package init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }

  /// What Swift calls for `"Còn \(minutes) phút"`.
  package init(stringInterpolation: StringInterpolation) {
    key = stringInterpolation.key
    values = stringInterpolation.values
  }

  /// Collects the key and the values of an interpolated sentence.
  package struct StringInterpolation: StringInterpolationProtocol {
    var key = ""
    var values: [String] = []

    /// The numbers are hints for memory only.
    package init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + interpolationCount * 3)
    }

    /// Text of the key, as it is.
    package mutating func appendLiteral(_ literal: String) { key += literal }

    /// The next numbered place; the value is kept by its description.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      key += "{\(values.count)}"
      values.append(value.description)
    }
  }

  /// The phrase in Vietnamese.
  package var vietnamese: String { Self.fill(key, with: values) }

  /// A pattern with its numbered places filled.
  package static func fill(_ pattern: String, with values: [String]) -> String {
    guard !values.isEmpty, pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
    var result = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      if let close = rest[open...].firstIndex(of: "}"), let number = Int(rest[rest.index(after: open)..<close]),
        values.indices.contains(number)
      {
        result += values[number]
        rest = rest[rest.index(after: close)...]
      } else {
        result += "{"
        rest = rest[rest.index(after: open)...]
      }
    }
    return result + rest
  }
}
