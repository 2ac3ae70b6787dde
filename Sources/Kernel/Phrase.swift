/// Interface text as a Vietnamese sentence, with its values set in: `t("Còn \(minutes) phút")`.
///
/// Vietnamese is the source language and the key, so a page reads as it will look. Other languages are found under
/// ``key``, in which the values are numbered: `Còn {0} phút`.
package struct Phrase: ExpressibleByStringInterpolation, Equatable, Codable, Sendable {
  package let key: String
  package let values: [String]

  package init(stringLiteral value: String) {
    key = value
    values = []
  }

  /// A phrase that was kept: its key with places, and what stands in them.
  package init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }

  package init(stringInterpolation: StringInterpolation) {
    key = stringInterpolation.key
    values = stringInterpolation.values
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var key = ""
    var values: [String] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + interpolationCount * 3)
    }

    package mutating func appendLiteral(_ literal: String) { key += literal }

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
