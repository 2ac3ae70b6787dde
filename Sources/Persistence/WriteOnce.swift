package import Foundation
package import Kernel

/// Forms that made something, with what they made, for a day: whoever sends one twice gets what there is.
package enum WriteOnce {
  /// The table of the forms that were sent.
  package static let migrations: [Migration] = [
    Migration(
      "persistence.0001-form-once",
      """
      CREATE TABLE form_once (
        number TEXT PRIMARY KEY,
        made TEXT NOT NULL,
        made_at \(Column.time) NOT NULL
      )\(Column.strict)
      """,
      "CREATE INDEX form_once_at ON form_once (made_at)")
  ]

  /// How long a form is remembered, in seconds.
  static let memory: Double = 86_400
}

extension Database {
  /// Writes in one transaction, and only once for one form: where it was written before, gives what that gave. Of many sent
  /// at the same moment one writes and the others wait for it; one that failed is not remembered.
  ///
  /// - Parameters:
  ///   - form: nil writes in any case: what programs send, and what no form sent.
  ///   - time: now, for forgetting.
  package func write<Value: Codable & Sendable>(
    once form: FormNumber?, at time: Date, _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    guard let form else { return try await write(body) }
    return try await write { connection in
      // The row is claimed first: on PostgreSQL another of the same number waits here until this one is committed.
      let isFirst = try connection.execute(
        """
        INSERT INTO form_once (number, made, made_at) VALUES (\(form.text), '', \(time)) ON CONFLICT (number) DO NOTHING
        """)
      guard isFirst > 0 else {
        let made: String = try connection.value("SELECT made FROM form_once WHERE number = \(form.text)") ?? ""
        return try JSONDecoder().decode(Value.self, from: Data(made.utf8))
      }
      let value = try body(connection)
      let made = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
      try connection.execute("UPDATE form_once SET made = \(made) WHERE number = \(form.text)")
      try connection.execute(
        """
        DELETE FROM form_once WHERE number IN (
          SELECT number FROM form_once WHERE made_at < \(time.addingTimeInterval(-WriteOnce.memory))
          ORDER BY made_at LIMIT 100\(postgres: " FOR UPDATE SKIP LOCKED"))
        """)
      return value
    }
  }

  /// The same where nothing is given back.
  package func write(
    once form: FormNumber?, at time: Date, _ body: @Sendable @escaping (any Connection) throws -> Void
  ) async throws {
    _ = try await write(once: form, at: time) { connection in
      try body(connection)
      return true
    }
  }
}
