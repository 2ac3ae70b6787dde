import Persistence

/// What a document must have, as both engines understand it.
struct Matching {
  enum Part: Hashable {
    case folded(String)
    case exact(String)
    /// A folded word of the title.
    case title(String)
    /// Folded words beside each other; of more than two, PostgreSQL only knows that each stands beside its next.
    case phrase([String])
  }

  let parts: [Part]

  /// What a query asks for; with `exactly`, marked words in their exact form; with `inTitle`, every word in the title.
  init(_ query: SearchQuery, exactly: Bool, inTitle: Bool = false) {
    var parts: [Part] = inTitle ? query.all.map { .title($0.folded) } : []
    for phrase in query.phrases {
      parts.append(.phrase(phrase.map(\.folded)))
      if exactly { parts += phrase.compactMap(\.exact).map(Part.exact) }
    }
    parts += query.words.map { Self.part($0, exactly: exactly) }
    self.init(parts)
  }

  init(_ parts: [Part]) {
    var seen = Set<Part>()
    self.parts = parts.filter { seen.insert($0).inserted }
  }

  static func part(_ term: SearchQuery.Term, exactly: Bool) -> Part {
    if exactly, let exact = term.exact { .exact(exact) } else { .folded(term.folded) }
  }

  /// Words hold only letters, digits and marks (see `Syllables`), so quotation marks keep them apart from any syntax.
  private func text(for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite:
      parts.map { part in
        switch part {
        case .folded(let word), .exact(let word): "\"\(word)\""
        case .title(let word): "title : \"\(word)\""
        case .phrase(let words): "\"\(words.joined(separator: " "))\""
        }
      }.joined(separator: " AND ")
    case .postgres:
      parts.map { part in
        switch part {
        case .folded(let word), .exact(let word): "'\(word)'"
        case .title(let word): "'=\(word)'"
        case .phrase(let words): zip(words, words.dropFirst()).map { "'\($0)_\($1)'" }.joined(separator: " & ")
        }
      }.joined(separator: " & ")
    }
  }

  /// The newest documents of a range of numbers that have it all.
  func newest(_ limit: Int, in range: ClosedRange<Int64>, on connection: any Connection) throws -> [Int64] {
    guard !parts.isEmpty, limit > 0 else { return [] }
    let text = text(for: connection.dialect)
    switch connection.dialect {
    case .sqlite:
      return try connection.values(
        """
        SELECT rowid FROM search_text
        WHERE search_text MATCH \(text) AND rowid >= \(range.lowerBound) AND rowid <= \(range.upperBound)
        ORDER BY rowid DESC LIMIT \(limit)
        """)
    case .postgres:
      // `+ 0` hides the primary key, in whose order matching would be slow.
      return try connection.values(
        """
        SELECT number FROM search_text
        WHERE vector @@ CAST(\(text) AS TSQUERY)
          AND number + 0 >= \(range.lowerBound) AND number + 0 <= \(range.upperBound)
        ORDER BY number + 0 DESC LIMIT \(limit)
        """)
    }
  }
}
