import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence

/// What stands in a spreadsheet, read by the titles of a register's columns and kept until its sender says yes.
struct RegisterTableRows: Sendable, Codable {
  struct Line: Sendable, Codable {
    /// As on the screen.
    let number: Int
    let organisation: String
    let values: [String: String]
  }
  let file: String
  let unknown: [String]
  let lines: [Line]
  /// Where each column stands in the table, 1 for A.
  let places: [String: Int]?

  /// `C12`; the row alone where the table does not have the column, or all of the row is meant.
  func place(_ column: String, in line: Int) -> String {
    places?[column].map { Sheet.address(row: line, column: $0) } ?? String(line)
  }

  static let limit = 20_000

  init(_ sheet: Sheet, _ register: Register, file: String) throws {
    let columns =
      [TableImport.Column("organisation", "Cơ quan", "Cơ quan giữ sổ", "Tên cơ quan", isRequired: false)]
      + register.columns.map {
        TableImport.Column($0.name, $0.title.vietnamese, $0.name, $0.field, isRequired: $0.isRequired)
      }
    let table = try TableImport(sheet, columns: columns)
    unknown = table.unknown
    places = Dictionary(
      (["organisation"] + register.columns.map(\.name)).compactMap { key in table.column(of: key).map { (key, $0) } },
      uniquingKeysWith: { first, _ in first })
    self.file = file
    lines = table.read { row -> Line? in
      var values: [String: String] = [:]
      for column in register.columns { values[column.name] = Self.text(row.cell(column.name), column) }
      let organisation = Self.text(row.cell("organisation"), nil)
      guard values.values.contains(where: { !$0.isEmpty }) || !organisation.isEmpty else { return nil }
      return Line(number: row.number, organisation: organisation, values: values)
    }.rows.compactMap(\.value)
    guard lines.count <= Self.limit else { throw SpreadsheetFailure.tooManyRows(Self.limit) }
    guard !lines.isEmpty else { throw SpreadsheetFailure.empty }
  }

  /// A number in a column of words is a name that has only digits, never an amount with points in it.
  private static func text(_ cell: Sheet.Cell, _ column: RegisterColumn?) -> String {
    if case .number(let number) = cell {
      switch column?.kind {
      case .text, .unit, nil: return "\(number)"
      default: break
      }
    }
    return cell.shown
  }
}

/// Rows with what is wrong with each; nothing of it was written.
struct ImportLook: Sendable {
  struct Line: Sendable {
    let number: Int
    let organisation: String
    let values: RegisterValues
    /// By column; `organisation`, or empty for the whole row.
    let errors: [String: Phrase]
  }
  let register: Register
  let table: RegisterTableRows
  let lines: [Line]

  var bad: [Line] { lines.filter { !$0.errors.isEmpty } }
}

/// Tables between the look and the yes.
enum ImportStore {
  static func keep(
    _ table: RegisterTableRows, of register: RegisterID, by account: AccountID, at now: Date,
    _ connection: any Connection
  ) throws -> String {
    let id = UUIDv7.shared.next()
    let content = String(decoding: try JSONEncoder().encode(table), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO register_import (id, register, account, content, made_at)
      VALUES (\(id), \(register.rawValue), \(account), \(content), \(now))
      """)
    return id
  }

  /// Only for the one who sent it.
  static func table(
    _ id: String, of register: RegisterID, by account: AccountID, _ connection: any Connection
  ) throws -> RegisterTableRows {
    let content: String? = try connection.value(
      """
      SELECT content FROM register_import
      WHERE id = \(id) AND register = \(register.rawValue) AND account = \(account)\(SQL.forUpdate)
      """)
    guard let content else { throw Failure.notFound }
    return try JSONDecoder().decode(RegisterTableRows.self, from: Data(content.utf8))
  }

  static func drop(_ id: String, _ connection: any Connection) throws {
    try connection.execute("DELETE FROM register_import WHERE id = \(id)")
  }
}

extension Organisations {
  /// Forgets tables that nobody said yes to within a day.
  func sweepImports() async throws {
    let before = clock.now.addingTimeInterval(-86_400)
    try await database.write { _ = try $0.execute("DELETE FROM register_import WHERE made_at < \(before)") }
  }
}
