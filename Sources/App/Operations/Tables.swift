import Kernel
import Persistence

/// A table as the engine's own catalogue describes it.
struct Table: Sendable {
  enum Kind: Sendable {
    case plain
    case bool
    case time
    case blob
  }
  struct Column: Sendable {
    let name: String
    let kind: Kind
  }

  /// Tables in which the schema itself puts a first row.
  static let seeded: Set<String> = ["audit_head", "outbox_lock", "work_guard"]

  let name: String
  let columns: [Column]
  /// In key order.
  let key: [String]

  /// Every table that holds facts, by name. Left out: the schema's own history, and the search engine's own tables,
  /// which are made again from `search_source`.
  static func all(on connection: any Connection) throws -> [Table] {
    let names: [String] = try connection.values(
      """
      \(sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        postgres: "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
      """)
    return try names.filter { $0 != "migration" && !$0.hasPrefix("search_text") }.sorted().map { name in
      connection.dialect == .sqlite ? try sqlite(name, connection) : try postgres(name, connection)
    }
  }

  private static func sqlite(_ name: String, _ connection: any Connection) throws -> Table {
    let rows = try connection.rows("SELECT name, type, pk FROM pragma_table_info(\(name)) ORDER BY name")
    let columns = try rows.map { row in
      let type: String = try row["type"]
      return Column(name: try row["name"], kind: type.uppercased() == "BLOB" ? .blob : .plain)
    }
    let key = try rows.map { (try $0["pk"] as Int, try $0["name"] as String) }.filter { $0.0 > 0 }
    return Table(name: name, columns: columns, key: key.sorted { $0.0 < $1.0 }.map(\.1))
  }

  private static func postgres(_ name: String, _ connection: any Connection) throws -> Table {
    let rows = try connection.rows(
      """
      SELECT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = \(name) AND is_generated = 'NEVER'
      """)
    let columns = try rows.map { row in
      let type: String = try row["type"]
      let kind: Kind =
        switch type {
        case "boolean": .bool
        case "bytea": .blob
        case "timestamp with time zone": .time
        default: .plain
        }
      return Column(name: try row["name"], kind: kind)
    }
    let key: [String] = try connection.values(
      """
      SELECT a.attname FROM pg_index i
      JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) ON true
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indisprimary AND i.indrelid = CAST(quote_ident(\(name)) AS regclass)
      ORDER BY k.place
      """)
    // Both engines must give the columns in one order; the catalogue's collation may differ from Swift's.
    return Table(name: name, columns: columns.sorted { $0.name < $1.name }, key: key)
  }
}
