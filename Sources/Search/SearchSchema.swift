import Persistence

/// Three plain tables, the same on both engines, and `search_text`, which is made from them.
enum SearchSchema {
  static let migrations = [
    Migration(
      "search.0001-documents",
      """
      CREATE TABLE search_scope (
        number \(Column.integer) PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      )\(Column.strict)
      """,
      """
      CREATE TABLE search_entry (
        number \(Column.integer) PRIMARY KEY,
        scope \(Column.integer) NOT NULL REFERENCES search_scope (number),
        id TEXT NOT NULL,
        time \(Column.time) NOT NULL,
        UNIQUE (scope, id)
      )\(Column.strict)
      """,
      """
      CREATE TABLE search_source (
        number \(Column.integer) PRIMARY KEY REFERENCES search_entry (number) ON DELETE CASCADE,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        body TEXT NOT NULL
      )\(Column.strict)
      """,
      text, index, hashSize, merging)
  ]

  // Contentless: the tokens are made again from search_source when they must be taken out. `ascii` leaves every byte above
  // 7F in its word, which is what our tokens need.
  private static let text: SQL = """
    \(sqlite: """
      CREATE VIRTUAL TABLE search_text USING fts5(
        title, text, exact, content='', columnsize=0, tokenize='ascii'
      )
      """, postgres: """
      CREATE TABLE search_text (
        number BIGINT PRIMARY KEY REFERENCES search_entry (number) ON DELETE CASCADE,
        vector TSVECTOR NOT NULL
      )
      """)
    """

  // What was written last waits in a list that every search reads: 512 KiB of it are read in a millisecond.
  private static let index: SQL = """
    \(sqlite: "SELECT 1", postgres: """
      CREATE INDEX search_text_vector ON search_text USING GIN (vector) WITH (gin_pending_list_limit = 512)
      """)
    """

  // Measured on 12,000 articles of 510 syllables: 8 MiB of pending words and merging by eights index 40 % more a second.
  private static let hashSize: SQL = """
    \(sqlite: "INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 8388608)", postgres: "SELECT 1")
    """
  private static let merging: SQL = """
    \(sqlite: "INSERT INTO search_text (search_text, rank) VALUES ('automerge', 8)", postgres: "SELECT 1")
    """
}
