package import Kernel
import Vietnamese

/// Reads a sheet by the names of its columns, so that registers, plans and criteria are imported the same way: every row is
/// looked at, all that is wrong is said at once, and either all of it is taken or nothing.
///
///     let table = try TableImport(sheet, columns: [
///       .init("name", "Tên cơ quan báo chí", "Tên cơ quan"), .init("staff", "Số nhân sự", isRequired: false),
///     ])
///     let preview = table.read { row -> NewPlace? in
///       let name = row.text("name")
///       let staff = row.integerIfAny("staff")
///       guard let name else { return nil }
///       return NewPlace(name: name, staff: staff)
///     }
///     guard let places = preview.values else { return page(of: preview) }   // show preview.rows with their problems
package struct TableImport: Sendable {
  /// A column that is looked for by any of its names: whatever case, diacritics, spaces, units in brackets.
  package struct Column: Sendable {
    /// By which the reader asks for its cells.
    package let key: String
    /// The first is what messages call it, and what a template has as its header.
    package let names: [String]
    /// Whether the table must have it. Whether a cell of it may be empty is for the reader: `text` or `textIfAny`.
    package let isRequired: Bool

    /// - Parameter names: how people call it; where none is given, the key itself.
    package init(_ key: String, _ names: String..., isRequired: Bool = true) {
      self.key = key
      self.names = names.isEmpty ? [key] : names
      self.isRequired = isRequired
    }
  }

  /// The number of the header's row, as on the screen.
  package let headerRow: Int
  /// The header as written, empty cells and all.
  package let header: [String]
  /// Columns of the table that nobody asked for: they are not taken, and it is good to say so.
  package let unknown: [String]
  private let columns: [Column]
  private let places: [String: Int]
  private let sheet: Sheet

  /// Finds the header among the first 30 rows: titles and what the table is of may stand above it.
  package init(_ sheet: Sheet, columns: [Column]) throws(SpreadsheetFailure) {
    let wanted = columns.map { (column: $0, names: Set($0.names.map(HeaderName.plain))) }
    var best: (row: Int, places: [String: Int])?
    var twice: String?
    for (index, row) in sheet.rows.prefix(30).enumerated() {
      var places: [String: Int] = [:]
      var doubled: String?
      for (at, cell) in row.enumerated() {
        let name = HeaderName.plain(cell.shown)
        guard !name.isEmpty, let known = wanted.first(where: { $0.names.contains(name) }) else { continue }
        if places[known.column.key] != nil { doubled = doubled ?? known.column.names[0] }
        places[known.column.key] = places[known.column.key] ?? at
      }
      if places.count > best?.places.count ?? 0 {
        best = (index, places)
        twice = doubled
      }
    }
    let missing = columns.filter { $0.isRequired && best?.places[$0.key] == nil }.map(\.names[0])
    guard let best, missing.isEmpty else { throw .columnsMissing(missing.isEmpty ? columns.map(\.names[0]) : missing) }
    if let twice { throw .columnTwice(twice) }
    self.sheet = sheet
    self.columns = columns
    places = best.places
    headerRow = best.row + 1
    header = sheet.rows[best.row].map(\.shown)
    let taken = Set(best.places.values)
    unknown = header.enumerated().filter { !$0.element.isEmpty && !taken.contains($0.offset) }.map(\.element)
  }

  /// Where the table has this column: 1 is A; nil where it does not.
  package func column(of key: String) -> Int? { places[key].map { $0 + 1 } }

  /// Whether the table has this column.
  package func has(_ key: String) -> Bool { places[key] != nil }

  /// Looks at each row below the header that has anything in it. The reader asks for cells, which notes what is wrong with
  /// them, and gives the row's value. Nil without a problem passes over the row (a sum, a note).
  package func read<Value: Sendable>(_ reader: (inout Row) -> Value?) -> ImportPreview<Value> {
    var rows: [ImportPreview<Value>.Row] = []
    for index in sheet.rows.indices.dropFirst(headerRow) {
      let cells = sheet.rows[index]
      guard cells.contains(where: { !$0.isEmpty }), !Self.isNumbering(cells) else { continue }
      var row = Row(number: index + 1, cells: cells, places: places, columns: columns)
      let value = reader(&row)
      guard value != nil || !row.problems.isEmpty else { continue }
      rows.append(
        .init(
          number: index + 1, cells: cells.map(\.shown), value: row.problems.isEmpty ? value : nil,
          problems: row.problems))
    }
    return ImportPreview(header: header, rows: rows)
  }

  /// The row `(1) (2) (3)` below a header of state tables.
  private static func isNumbering(_ cells: [Sheet.Cell]) -> Bool {
    let texts = cells.filter { !$0.isEmpty }.map(\.shown)
    return texts.count > 1
      && texts.allSatisfy { text in
        text.hasPrefix("(") && text.hasSuffix(")") && text.count <= 12 && text.contains(where: \.isNumber)
      }
  }
}

/// Names of columns as people vary them.
package enum HeaderName {
  /// Folded, letters and digits only, without what stands in brackets.
  package static func plain(_ text: String) -> String {
    var depth = 0
    var plain = ""
    for scalar in VietnameseText.fold(text).unicodeScalars {
      switch scalar {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      default:
        if depth == 0, scalar.properties.isAlphabetic || scalar == "%" || ("0"..."9").contains(scalar) {
          plain.unicodeScalars.append(scalar)
        }
      }
    }
    return plain
  }
}

/// Something wrong with one cell, or with its row.
package struct CellProblem: Sendable, Equatable {
  /// As on the screen.
  package let row: Int
  /// 1 is A; nil is the whole row, or a column the table does not have.
  package let column: Int?
  /// What the column is called.
  package let name: String
  /// What is wrong, with an example of what is right.
  package let message: Phrase

  init(row: Int, column: Int?, name: String, message: Phrase) {
    (self.row, self.column, self.name, self.message) = (row, column, name, message)
  }

  /// Of a whole row, for what only the room can know.
  package init(row: Int, message: Phrase) { self.init(row: row, column: nil, name: "", message: message) }

  /// `C5`, or `5` for the row.
  package var place: String { column.map { Sheet.address(row: row, column: $0) } ?? String(row) }
}

/// What would be taken from a table, row by row. Nothing was written.
package struct ImportPreview<Value: Sendable>: Sendable {
  /// A row that has anything in it.
  package struct Row: Sendable {
    /// As on the screen, from 1.
    package let number: Int
    /// As they are seen, in the order of ``ImportPreview/header``.
    package let cells: [String]
    /// Nil where anything is wrong with it.
    package let value: Value?
    /// Empty where all is well.
    package let problems: [CellProblem]
  }

  /// As written in the table.
  package let header: [String]
  /// Without those that are empty; in order.
  package let rows: [Row]

  /// Of all rows, in order.
  package var problems: [CellProblem] { rows.flatMap(\.problems) }

  /// All of it, or nil where one row is not right or there is none.
  package var values: [Value]? {
    guard !rows.isEmpty, rows.allSatisfy({ $0.problems.isEmpty }) else { return nil }
    return rows.compactMap(\.value)
  }

  /// With what only the room can know (a name twice, an organisation nobody has): problems by the number of the row.
  package func adding(_ more: [CellProblem]) -> ImportPreview {
    let byRow = Dictionary(grouping: more, by: \.row)
    return ImportPreview(
      header: header,
      rows: rows.map { row in
        guard let found = byRow[row.number] else { return row }
        return Row(number: row.number, cells: row.cells, value: nil, problems: row.problems + found)
      })
  }
}
