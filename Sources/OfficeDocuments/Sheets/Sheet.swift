package import Foundation
package import Kernel
import Vietnamese

/// A table as a person sees it in a spreadsheet: `rows[0]` is row 1, `rows[0][0]` is cell A1.
///
/// Rows may be of different lengths; what is past the end of one is empty. Of merged cells only the first has the value.
package struct Sheet: Sendable, Equatable {
  /// As its tab says; a CSV file has its title or its own name.
  package var name: String
  /// From the top; empty rows between others are kept.
  package var rows: [[Cell]]

  /// As a reader or a test makes it.
  package init(name: String, rows: [[Cell]]) {
    self.name = name
    self.rows = rows
  }

  /// One cell, in and out. A formula is read as the value last computed.
  package enum Cell: Sendable, Equatable {
    case empty
    case text(String)
    /// Exact to the 15 digits a spreadsheet keeps: 66.7, not 66.700000000000003.
    case number(Decimal)
    /// As it is seen: 66.7 is `66,7%`.
    case percent(Decimal)
    case date(CivilDate)
    case flag(Bool)
    /// A formula that failed: `#DIV/0!`.
    case failure(String)

    /// Whether there is nothing in it; a text of spaces is something.
    package var isEmpty: Bool { self == .empty }

    /// The cell as a reader of Vietnamese sees it: `1.234,5`, `66,7%`, `01/07/2026`.
    package var shown: String {
      switch self {
      case .empty: ""
      case .text(let text), .failure(let text): text
      case .number(let number): DecimalText.vietnamese(number)
      case .percent(let number): DecimalText.vietnamese(number) + "%"
      case .date(let date): date.vietnamese
      case .flag(let flag): flag ? "Có" : "Không"
      }
    }
  }

  /// By numbers that begin at 1, as on the screen.
  package func cell(row: Int, column: Int) -> Cell {
    guard rows.indices.contains(row - 1), rows[row - 1].indices.contains(column - 1) else { return .empty }
    return rows[row - 1][column - 1]
  }

  /// `A` for 1, `AA` for 27.
  package static func letters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// `C5`.
  package static func address(row: Int, column: Int) -> String { letters(column) + String(row) }
}

/// Numbers exact in ten.
package enum DecimalText {
  /// `1.234.567,5`, with as many decimals as there are, or exactly `places`.
  package static func vietnamese(_ number: Decimal, places: Int? = nil) -> String {
    var value = number
    if let places {
      var rounded = Decimal()
      NSDecimalRound(&rounded, &value, places, .plain)
      value = rounded
    }
    let plain = "\(value)"
    let parts = plain.drop { $0 == "-" }.split(separator: ".")
    var whole = ""
    for (index, digit) in (parts.first ?? "0").enumerated() {
      if index > 0, ((parts.first?.count ?? 1) - index).isMultiple(of: 3) { whole += "." }
      whole.append(digit)
    }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    if let places { fraction += String(repeating: "0", count: max(0, places - fraction.count)) }
    return (plain.hasPrefix("-") ? "-" : "") + whole + (fraction.isEmpty ? "" : ",\(fraction)")
  }
}
