import CXLSXWriter
package import Foundation
package import Kernel

/// A workbook to write (XLSX), as Vietnamese offices hand tables on: Times New Roman 13, titles above, the header frozen and
/// repeated on each printed page of A4, figures at the right, dates dd/mm/yyyy.
///
/// A text is never a formula, whatever it begins with.
package struct Workbook: Sendable {
  /// At least one; names that Excel does not take are changed.
  package var sheets: [SheetOut]
  /// Of the file, as programs list it; empty: none.
  package var title: String
  /// Of the file, as programs list it; empty: none.
  package var author: String

  /// Nothing is written until ``write(to:)`` or ``data()``.
  package init(_ sheets: [SheetOut], title: String = "", author: String = "") {
    self.sheets = sheets
    self.title = title
    self.author = author
  }

  /// How the cells of a column are shown. A cell's own kind (percent, date) goes before it.
  package enum Form: Sendable {
    case text
    /// In the middle: symbols, yes or no, the number of a row.
    case centred
    /// `1.234` (the points are the reader's system's).
    case integer
    /// Always two decimals: scores, rates.
    case decimal
    /// One decimal.
    case percent
    case date
  }

  /// A column: its header and, in letters, its width.
  package struct Column: Sendable {
    /// As the first row of the table says.
    package let header: String
    /// How its cells are shown.
    package let form: Form
    /// In letters of the font.
    package let width: Double

    /// Text, 16 letters wide, where nothing is said.
    package init(_ header: String, _ form: Form = .text, width: Double = 16) {
      self.header = header
      self.form = form
      self.width = width
    }
  }

  /// One sheet.
  package struct SheetOut: Sendable {
    /// Of its tab; cut to what Excel takes.
    package var name: String
    /// Lines above the table; the first is bold.
    package var titles: [String]
    /// From the left.
    package var columns: [Column]
    /// Cells from the left, as ``columns`` are.
    package var rows: [[Sheet.Cell]]
    /// Rows of `rows` (from 0) that are bold: sums, groups.
    package var boldRows: Set<Int>
    /// Lines below the table, in italics: source, how to read it.
    package var notes: [String]
    /// A4 on its side when it is printed.
    package var isLandscape: Bool

    /// Printed on its side where nothing is said.
    package init(
      _ name: String, titles: [String] = [], columns: [Column], rows: [[Sheet.Cell]], boldRows: Set<Int> = [],
      notes: [String] = [], isLandscape: Bool = true
    ) {
      self.name = name
      self.titles = titles
      self.columns = columns
      self.rows = rows
      self.boldRows = boldRows
      self.notes = notes
      self.isLandscape = isLandscape
    }
  }

  /// Writes the file, off the threads that answer requests. Memory does not grow with the rows.
  package func write(to file: URL) async throws {
    try await Blocking.run { try WorkbookWriter.write(self, to: file) }
  }

  /// The file's bytes, for an answer.
  package func data() async throws -> Data {
    try await Blocking.run {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-\(UUID().uuidString).xlsx")
      defer { try? FileManager.default.removeItem(at: file) }
      try WorkbookWriter.write(self, to: file)
      return try Data(contentsOf: file)
    }
  }

  /// What a browser is told it is.
  package static let contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  /// Names that Excel takes: at most 31 letters, none of `[]:*?/\`, none twice in whatever case.
  static func sheetNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.enumerated().map { index, name in
      var plain = String(name.map { "[]:*?/\\".contains($0) || $0.isNewline ? " " : $0 })
        .trimmingCharacters(in: CharacterSet(charactersIn: "' "))
      if plain.isEmpty { plain = "Bảng \(index + 1)" }
      var result = cut(plain, to: 31)
      var number = 2
      while taken.contains(result.lowercased()) {
        let ending = " (\(number))"
        result = cut(plain, to: 31 - ending.count) + ending
        number += 1
      }
      taken.insert(result.lowercased())
      return result
    }
  }

  /// Counted in UTF-16, as Excel counts.
  static func cut(_ text: String, to limit: Int) -> String {
    var text = text
    while text.utf16.count > limit { text.removeLast() }
    return text
  }
}

/// The file could not be written: no space, no folder.
package struct WorkbookNotWritten: ProblemConvertible {
  let reason: String

  /// 503; try again.
  package var problem: Problem {
    Problem(status: 503, type: "workbook", title: "Không ghi được tệp bảng tính", detail: "Hãy thử lại sau ít phút.")
  }
}
