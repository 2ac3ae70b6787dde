import Foundation
import Kernel
import Persistence

/// Puts documents into the index and takes them out.
struct DocumentStore {
  let connection: any Connection

  func put(_ documents: [SearchDocument]) throws {
    var entered: [(number: Int64, document: SearchDocument)] = []
    for document in documents {
      if let number = try enter(document) { entered.append((number, document)) }
    }
    // FTS5 writes out what it has gathered whenever a number is lower than the one before.
    entered.sort { $0.number < $1.number }
    for (number, document) in entered { try index(number, document.title, document.summary, document.body) }
  }

  /// Keeps the text of a document; returns its number, or nil where nothing has changed.
  private func enter(_ document: SearchDocument) throws -> Int64? {
    let scope = try scopeNumber(document.scope)
    if let row = try connection.rows(
      """
      SELECT entry.number, entry.time, source.title, source.summary, source.body
      FROM search_entry AS entry JOIN search_source AS source ON source.number = entry.number
      WHERE entry.scope = \(scope) AND entry.id = \(document.id)
      """
    ).first {
      let old = SearchDocument(
        scope: document.scope, id: document.id, title: try row["title"], summary: try row["summary"],
        body: try row["body"], time: try row["time"])
      if old == document { return nil }
      try delete(number: try row["number"], old)
    }
    let number = try number(document, scope: scope)
    try connection.execute(
      """
      INSERT INTO search_source (number, title, summary, body)
      VALUES (\(number), \(document.title), \(document.summary), \(document.body))
      """)
    return number
  }

  func remove(scope: String, id: String) throws {
    guard
      let row = try connection.rows(
        """
        SELECT entry.number, entry.time, source.title, source.summary, source.body
        FROM search_scope AS scope
        JOIN search_entry AS entry ON entry.scope = scope.number
        JOIN search_source AS source ON source.number = entry.number
        WHERE scope.name = \(scope) AND entry.id = \(id)
        """
      ).first
    else { return }
    let old = SearchDocument(
      scope: scope, id: id, title: try row["title"], summary: try row["summary"], body: try row["body"],
      time: try row["time"])
    try delete(number: try row["number"], old)
  }

  func clearTokens() throws {
    switch connection.dialect {
    case .sqlite: try connection.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
    case .postgres: try connection.execute("DELETE FROM search_text")
    }
  }

  /// Indexes some documents from what is stored of them; returns the last number, or nil at the end.
  func indexBatch(after start: Int64, limit: Int) throws -> Int64? {
    let rows = try connection.rows(
      """
      SELECT number, title, summary, body FROM search_source
      WHERE number > \(start) ORDER BY number LIMIT \(limit)
      """)
    for row in rows { try index(try row["number"], try row["title"], try row["summary"], try row["body"]) }
    return try rows.last.map { try $0["number"] }
  }

  private func scopeNumber(_ name: String) throws -> Int64 {
    for _ in 0..<5 {
      if let number: Int64 = try connection.value("SELECT number FROM search_scope WHERE name = \(name)"),
        number <= DocumentNumber.mostScopes
      {
        return number
      }
      // WHERE true: SQLite cannot otherwise tell ON CONFLICT from a join.
      try connection.execute(
        """
        INSERT INTO search_scope (number, name)
        SELECT COALESCE(MAX(number), 0) + 1, CAST(\(name) AS TEXT) FROM search_scope WHERE true
        ON CONFLICT DO NOTHING
        """)
    }
    throw Failure.conflict("Chưa mở được chỉ mục tìm kiếm. Hãy thử lại.")
  }

  /// Finds the document a number, and enters it there.
  private func number(_ document: SearchDocument, scope: Int64) throws -> Int64 {
    let first = DocumentNumber.first(scope: scope, time: document.time)
    if try enter(document, scope: scope, as: first) { return first }
    for window in DocumentNumber.windows {
      // Somebody else may take the number that was free: then the next is asked for.
      for _ in 0..<20 {
        let last: Int64? = try connection.value(
          "SELECT MAX(number) FROM search_entry WHERE number >= \(first) AND number < \(first + window)")
        let number = (last ?? first) + 1
        guard number < first + window else { break }
        if try enter(document, scope: scope, as: number) { return number }
      }
    }
    throw Failure.conflict("Chỉ mục tìm kiếm không còn chỗ ở thời điểm này. Hãy thử lại.")
  }

  private func enter(_ document: SearchDocument, scope: Int64, as number: Int64) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO search_entry (number, scope, id, time)
      VALUES (\(number), \(scope), \(document.id), \(document.time))
      ON CONFLICT (number) DO NOTHING
      """) > 0
  }

  private func index(_ number: Int64, _ title: String, _ summary: String, _ body: String) throws {
    let tokens = DocumentTokens(title: title, summary: summary, body: body)
    switch connection.dialect {
    case .sqlite:
      let columns = tokens.columns()
      try connection.execute(
        """
        INSERT INTO search_text (rowid, title, text, exact)
        VALUES (\(number), \(columns.title), \(columns.text), \(columns.exact))
        """)
    case .postgres:
      try connection.execute(
        "INSERT INTO search_text (number, vector) VALUES (\(number), CAST(\(tokens.vector()) AS TSVECTOR))")
    }
  }

  private func delete(number: Int64, _ old: SearchDocument) throws {
    if connection.dialect == .sqlite {
      // FTS5 must be told what it was given, word for word.
      let columns = DocumentTokens(title: old.title, summary: old.summary, body: old.body).columns()
      try connection.execute(
        """
        INSERT INTO search_text (search_text, rowid, title, text, exact)
        VALUES ('delete', \(number), \(columns.title), \(columns.text), \(columns.exact))
        """)
    }
    try connection.execute("DELETE FROM search_entry WHERE number = \(number)")
  }
}
