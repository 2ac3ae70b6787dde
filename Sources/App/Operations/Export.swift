package import Foundation
import Kernel
package import Persistence

/// Everything as text: a folder with `data/<table>.ndjson`, the media and a manifest. The same facts give the same
/// bytes on either engine, so an export moves an installation from SQLite to PostgreSQL and proves that nothing was lost.
package struct Export: Sendable {
  /// Folders of the data directory that hold facts; keys and the database itself are not among them.
  package static let folders = ["media", "inbox", "programme"]

  private let database: Database
  private let dataFolder: URL

  /// Asks nothing until ``write(to:schema:progress:)``.
  package init(database: Database, dataFolder: URL) {
    self.database = database
    self.dataFolder = dataFolder
  }

  /// Writes an export into a folder that must be empty or missing; one snapshot of the database.
  package func write(to folder: URL, schema: [String], progress: @escaping @Sendable (String) -> Void) async throws {
    guard try Files.all(below: folder).isEmpty else { throw ExportError.notEmpty(folder.path) }
    let tables = folder.appendingPathComponent("data", isDirectory: true)
    try FileManager.default.createDirectory(at: tables, withIntermediateDirectories: true)
    try await database.read { connection in
      for table in try Table.all(on: connection) {
        let count = try Self.dump(table, to: tables.appendingPathComponent("\(table.name).ndjson"), connection)
        progress("\(table.name): \(count)")
      }
    }
    for name in Self.folders {
      try Files.copy(
        dataFolder.appendingPathComponent(name), to: folder.appendingPathComponent(name), linking: false)
    }
    try Manifest(kind: "export", schema: schema, folder: folder).write(to: folder)
  }

  private static func dump(_ table: Table, to url: URL, _ connection: any Connection) throws -> Int {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    let file = try FileHandle(forWritingTo: url)
    var buffer = Data()
    var count = 0
    try connection.forEach(select(table)) { row in
      buffer.append(contentsOf: PortableRow.line(row, table).utf8)
      buffer.append(UInt8(ascii: "\n"))
      count += 1
      if buffer.count > 1_048_576 {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: buffer)
    try file.close()
    return count
  }

  private static func select(_ table: Table) -> SQL {
    let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    // Rows in one order on both engines: by bytes, whatever the server's collation.
    let order = (table.key.isEmpty ? table.columns.map(\.name) : table.key).map { "CAST(\"\($0)\" AS TEXT)" }
    let plain = order.joined(separator: ", ")
    let bytes = order.map { "\($0) COLLATE \"C\"" }.joined(separator: ", ")
    return "SELECT \(raw: columns) FROM \"\(raw: table.name)\" ORDER BY \(sqlite: plain, postgres: bytes)"
  }
}
