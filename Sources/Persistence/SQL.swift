/// A statement with its values bound: `"SELECT title FROM item WHERE id = \(id)"`.
///
/// A value set in always becomes a parameter. Text of the statement itself comes only through `raw:`, a fragment
/// (another `SQL`), a `list:`, or `sqlite:postgres:` where the engines differ.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  enum Segment: Sendable {
    case text(String)
    case value(SQLValue)
    case dialect(sqlite: String, postgres: String)
  }

  var segments: [Segment] = []

  /// A statement without values.
  package init(stringLiteral value: String) {
    segments = [.text(value)]
  }

  /// What Swift calls for a literal with values in it.
  package init(stringInterpolation: StringInterpolation) {
    segments = stringInterpolation.segments
  }

  /// A statement text without values; never from outside the program.
  package init(raw text: String) {
    segments = [.text(text)]
  }

  /// Collects text and values of a literal, apart from each other.
  package struct StringInterpolation: StringInterpolationProtocol {
    var segments: [Segment] = []

    /// The numbers are hints for memory only.
    package init(literalCapacity: Int, interpolationCount: Int) {
      segments.reserveCapacity(interpolationCount * 2 + 1)
    }

    /// Text of the statement, as it is.
    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { segments.append(.text(literal)) }
    }

    /// A value, bound as a parameter.
    package mutating func appendInterpolation(_ value: some SQLEncodable) {
      segments.append(.value(value.sqlValue))
    }

    /// A value, or NULL where it is nil.
    package mutating func appendInterpolation(_ value: (some SQLEncodable)?) {
      segments.append(.value(value?.sqlValue ?? .null))
    }

    /// Part of a statement.
    package mutating func appendInterpolation(_ fragment: SQL) {
      segments += fragment.segments
    }

    /// Text of the program's own, such as a column name.
    package mutating func appendInterpolation(raw text: String) {
      segments.append(.text(text))
    }

    /// `IN \(list: values)`; an empty list matches nothing.
    package mutating func appendInterpolation(list values: some Sequence<some SQLEncodable>) {
      var first = true
      segments.append(.text("("))
      for value in values {
        if !first { segments.append(.text(", ")) }
        segments.append(.value(value.sqlValue))
        first = false
      }
      segments.append(.text(first ? "NULL)" : ")"))
    }

    /// What differs between the engines.
    package mutating func appendInterpolation(sqlite: String = "", postgres: String = "") {
      segments.append(.dialect(sqlite: sqlite, postgres: postgres))
    }
  }

  /// The statement as an engine reads it, with its values in order.
  package func render(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
    var text = ""
    var values: [SQLValue] = []
    for segment in segments {
      switch segment {
      case .text(let part): text += part
      case .dialect(let sqlite, let postgres): text += dialect == .sqlite ? sqlite : postgres
      case .value(let value):
        values.append(value)
        text += dialect == .sqlite ? "?" : "$\(values.count)"
      }
    }
    return (text, values)
  }

  /// Fragments with something between them: `conditions.joined(" AND ")`.
  package static func joined(_ fragments: some Sequence<SQL>, by separator: String) -> SQL {
    var result = SQL(raw: "")
    for (index, fragment) in fragments.enumerated() {
      if index > 0 { result.segments.append(.text(separator)) }
      result.segments += fragment.segments
    }
    return result
  }

  /// Locks the rows a use case decides on until it commits; SQLite has one writer at a time and needs nothing.
  package static let forUpdate: SQL = "\(postgres: " FOR UPDATE")"
}

/// The two engines.
package enum Dialect: String, Sendable, CaseIterable {
  case sqlite
  case postgres
}
