import Contracts
import Kernel
import Persistence
import Vietnamese

extension Organisations {
  /// One row more than was asked for, where there is one. Words are looked for here and not by the database, which knows
  /// no diacritics: as many rows as it takes are read, in their order.
  static func part(
    _ register: Register, _ question: RegisterQuestion, _ conditions: [SQL], order: [String],
    _ connection: any Connection
  ) throws -> [RegisterRow] {
    let wanted = question.limit + 1
    let words = VietnameseText.fold(question.text).split(whereSeparator: \.isWhitespace).map(String.init)
    var found: [RegisterRow] = []
    var after = question.after
    while true {
      var all = conditions
      if let place = try after.flatMap({ try register.condition(after: $0, in: order, connection) }) {
        all.append(place)
      }
      let limit = words.isEmpty ? wanted : max(wanted, 1000)
      let rows = try RegisterStore.rows(
        register, all.isEmpty ? "TRUE" : SQL.joined(all, by: " AND "), order: order, limit: limit, on: question.day,
        connection)
      guard !words.isEmpty else { return rows }
      found += rows.filter { $0.has(words, register) }
      guard found.count < wanted, rows.count == limit, let last = rows.last else { return found }
      after = last.id
    }
  }
}

extension Register {
  /// What stands after a row in an order of terms like those of ``order``; nil where the row is gone: then a list begins anew.
  func condition(after id: String, in order: [String], _ connection: any Connection) throws -> SQL? {
    guard try connection.exists("SELECT 1 FROM \(raw: table) r WHERE r.id = \(id)") else { return nil }
    let terms = order.map { term -> (sql: String, isDown: Bool) in
      term.hasSuffix(" DESC") ? (String(term.dropLast(5)), true) : (term, false)
    }
    let there = terms.enumerated().map { "\($1.sql.replacing("r.", with: "q.")) AS k\($0)" }.joined(separator: ", ")
    var later = "FALSE"
    for (place, term) in terms.enumerated().reversed() {
      later = "(\(term.sql) \(term.isDown ? "<" : ">") a.k\(place) OR (\(term.sql) = a.k\(place) AND \(later)))"
    }
    return """
      EXISTS (
        SELECT 1 FROM (SELECT \(raw: there) FROM \(raw: table) q WHERE q.id = \(id)) a WHERE \(raw: later))
      """
  }
}

extension RegisterRow {
  /// Whether each of these words, folded, stands in what a reader sees of the row.
  fileprivate func has(_ words: [String], _ register: Register) -> Bool {
    let shown = register.columns.map { column -> String in
      if case .unit = column.kind { return unitName }
      return column.shown(values[column.name] ?? "", \.vietnamese)
    }
    let text = VietnameseText.fold(([organisationName] + shown).joined(separator: " "))
    return words.allSatisfy { text.contains($0) }
  }
}
