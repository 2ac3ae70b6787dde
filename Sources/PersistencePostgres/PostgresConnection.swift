import CLibPQ
import Persistence

/// One transaction on PostgreSQL.
final class PostgresConnection: Connection {
  let dialect = Dialect.postgres
  private let session: PostgresSession
  private(set) var actions: [@Sendable () -> Void] = []

  init(_ session: PostgresSession) {
    self.session = session
  }

  func execute(_ statement: SQL) throws -> Int {
    try session.query(statement) { result in Int(String(cString: PQcmdTuples(result))) ?? 0 }
  }

  func forEach(_ statement: SQL, _ body: (Row) throws -> Void) throws {
    try session.query(statement) { result in
      let count = PQnfields(result)
      let columns = Row.Columns((0..<count).map { String(cString: PQfname(result, $0)) })
      for row in 0..<PQntuples(result) {
        let values = (0..<count).map { PostgresText.decode(result, row: row, column: $0) }
        try body(Row(columns: columns, values: values))
      }
    }
  }

  func notify(_ channel: String, _ payload: String) throws {
    _ = try execute("SELECT pg_notify(\(channel), \(payload))")
  }

  func afterCommit(_ action: @escaping @Sendable () -> Void) {
    actions.append(action)
  }
}
