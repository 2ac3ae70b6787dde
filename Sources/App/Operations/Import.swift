package import Foundation
import Kernel
package import Persistence

/// Reads an export into an empty, migrated database and an empty data folder: everything or nothing.
package struct Import: Sendable {
  private let database: Database
  private let dataFolder: URL

  /// Asks nothing until ``read(from:schema:progress:)``.
  package init(database: Database, dataFolder: URL) {
    self.database = database
    self.dataFolder = dataFolder
  }

  /// Throws ``ExportError`` before anything is changed where the export is damaged or there is something here already.
  package func read(from folder: URL, schema: [String], progress: @escaping @Sendable (String) -> Void) async throws {
    let manifest = try Manifest.read(folder)
    guard manifest.schema == schema else { throw ExportError.unreadable("an export of another version") }
    try manifest.check(folder)
    for name in Export.folders where try !Files.all(below: dataFolder.appendingPathComponent(name)).isEmpty {
      throw ExportError.notEmpty(name)
    }
    try await placing(folder) {
      try await database.write { try Self.load(folder, progress: progress, $0) }
    }
  }

  /// Puts the files in their place before the body, and takes them away again where they or the body fail: so there is
  /// never a database without its pictures, and whatever failed can be tried again.
  private func placing(_ folder: URL, _ body: () async throws -> Void) async throws {
    do {
      for name in Export.folders {
        let source = folder.appendingPathComponent(name)
        try Files.copy(source, to: dataFolder.appendingPathComponent(name), linking: false)
      }
      try await body()
    } catch {
      for name in Export.folders {
        // None of them was there before (``read(from:schema:progress:)``); what cannot be taken away shows at the next try.
        try? Files.remove(folder.appendingPathComponent(name), from: dataFolder.appendingPathComponent(name))
      }
      throw error
    }
  }

  private static func load(_ folder: URL, progress: (String) -> Void, _ connection: any Connection) throws {
    let tables = try Table.all(on: connection)
    for table in tables where try connection.exists("SELECT 1 FROM \"\(raw: table.name)\" LIMIT 1") {
      guard Table.seeded.contains(table.name) else { throw ExportError.notEmpty(table.name) }
      try connection.execute("DELETE FROM \"\(raw: table.name)\"")
    }
    try Self.deferringForeignKeys(connection) {
      for table in tables {
        let file = folder.appendingPathComponent("data/\(table.name).ndjson")
        guard FileManager.default.fileExists(atPath: file.path) else { throw ExportError.missing(table.name) }
        let count = try Self.load(table, from: file, connection)
        progress("\(table.name): \(count)")
      }
    }
  }

  private static func load(_ table: Table, from url: URL, _ connection: any Connection) throws -> Int {
    let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    var count = 0
    for line in try Data(contentsOf: url, options: .mappedIfSafe).split(separator: UInt8(ascii: "\n")) {
      let values = try PortableRow.values(line, table)
      let places = SQL.joined(values.map { "\(Held(sqlValue: $0))" }, by: ", ")
      try connection.execute("INSERT INTO \"\(raw: table.name)\" (\(raw: columns)) VALUES (\(places))")
      count += 1
    }
    if connection.dialect == .postgres { try continueNumbering(table, connection) }
    return count
  }

  /// Numbers the engine gives out go on after the last one that was read in; SQLite does this by itself.
  private static func continueNumbering(_ table: Table, _ connection: any Connection) throws {
    let columns: [String] = try connection.values(
      """
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = \(table.name) AND is_identity = 'YES'
      """)
    for column in columns {
      _ = try connection.rows(
        """
        SELECT setval(pg_get_serial_sequence(quote_ident(\(table.name)), \(column)),
          (SELECT COALESCE(max(\(raw: column)), 0) + 1 FROM "\(raw: table.name)"), false)
        """)
    }
  }

  private struct Held: SQLEncodable {
    let sqlValue: SQLValue
  }

  /// Tables refer to each other in circles, so what a row points at may come later in the same transaction.
  private static func deferringForeignKeys(_ connection: any Connection, _ body: () throws -> Void) throws {
    if connection.dialect == .sqlite {
      try connection.execute("PRAGMA defer_foreign_keys = ON")
      return try body()
    }
    let constraints = try connection.rows(
      """
      SELECT CAST(conrelid AS regclass) AS place, conname AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) AND NOT condeferrable
      """
    ).map { "ALTER TABLE \(try $0["place"] as String) ALTER CONSTRAINT \"\(try $0["name"] as String)\"" }
    for constraint in constraints { try connection.execute(SQL(raw: "\(constraint) DEFERRABLE")) }
    try connection.execute("SET CONSTRAINTS ALL DEFERRED")
    try body()
    try connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for constraint in constraints { try connection.execute(SQL(raw: "\(constraint) NOT DEFERRABLE")) }
  }
}
