import Persistence

/// The tables of how a house writes: its style, and the words that its speller knows.
extension Newsroom {
  static let writingMigrations: [Migration] = [writing]

  private static let writing = Migration(
    "newsroom.0601-writing",
    """
    CREATE TABLE house_style (
      organisation TEXT PRIMARY KEY,
      tone TEXT NOT NULL CHECK (tone IN ('free', 'first', 'sounding')),
      ending TEXT NOT NULL CHECK (ending IN ('free', 'y', 'i')),
      changed_by TEXT NOT NULL,
      changed_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE spelling_word (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      account TEXT,
      word TEXT NOT NULL CHECK (word <> ''),
      added_by TEXT NOT NULL,
      added_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE UNIQUE INDEX spelling_word_of_house ON spelling_word (organisation, word) WHERE account IS NULL",
    "CREATE UNIQUE INDEX spelling_word_of_person ON spelling_word (organisation, account, word) WHERE account IS NOT NULL"
  )
}
