import Foundation
import Kernel
import Persistence

/// Answers one query in one scope.
struct Finder {
  /// How many texts are read to find phrases for one page, at most.
  private static let mostChecked = 2_000

  let query: SearchQuery
  let connection: any Connection
  let range: ClosedRange<Int64>

  /// Nil where nothing was ever put into that scope.
  init?(query: SearchQuery, scope: String, connection: any Connection) throws {
    guard let number: Int64 = try connection.value("SELECT number FROM search_scope WHERE name = \(scope)") else {
      return nil
    }
    self.query = query
    self.connection = connection
    self.range = DocumentNumber.range(ofScope: number)
  }

  func page(order: SearchOrder, before: String?, limit: Int) throws -> Page<SearchHit> {
    try fromIndex {
      switch order {
      case .newest where !query.isLong: try newest(before: before, limit: limit)
      case .newest: try ranked(before: before, limit: limit) { $0.number > $1.number }
      case .best: try ranked(before: before, limit: limit) { ($0.score, $0.number) > ($1.score, $1.number) }
      }
    }
  }

  /// PostgreSQL takes matching a tsvector for cheap and would rather read through thousands of them; fetching each costs
  /// more than the whole answer of the index. So only the index is left to it (see `Matching`), and each statement is
  /// planned for the words at hand.
  private func fromIndex<Value>(_ body: () throws -> Value) throws -> Value {
    guard connection.dialect == .postgres else { return try body() }
    try plan("force_custom_plan", sequential: "off")
    let value = try body()
    try plan("auto", sequential: "on")
    return value
  }

  private func plan(_ mode: String, sequential: String) throws {
    try connection.execute(
      "SELECT set_config('plan_cache_mode', \(mode), true), set_config('enable_seqscan', \(sequential), true)")
  }

  /// By time alone. Where no document has the words as they were typed, marks are passed over.
  private func newest(before: String?, limit: Int) throws -> Page<SearchHit> {
    let cursor = before.flatMap(NewestCursor.init)
    let below = cursor.map { $0.number - 1 } ?? range.upperBound
    var exactly = cursor?.exactly ?? query.hasMarks
    var numbers = try newest(below: below, exactly: exactly, limit: limit + 1)
    if numbers.isEmpty, cursor == nil, exactly {
      exactly = false
      numbers = try newest(below: below, exactly: false, limit: limit + 1)
    }
    let kept = Array(numbers.prefix(limit))
    let next = numbers.count > limit ? kept.last.map { NewestCursor(number: $0, exactly: exactly).text } : nil
    return Page(items: try hits(kept.map { Ranked(number: $0, score: 0) }), next: next)
  }

  private func newest(below: Int64, exactly: Bool, limit: Int) throws -> [Int64] {
    let matching = Matching(query, exactly: exactly)
    guard below >= range.lowerBound else { return [] }
    guard query.phrases.contains(where: { $0.count > 2 || (exactly && $0.contains(where: \.isMarked)) }) else {
      return try matching.newest(limit, in: range.lowerBound...below, on: connection)
    }
    // The index knows that neighbours stand together folded, and that each word is there exactly; the text decides.
    var found: [Int64] = []
    var top = below
    var checked = 0
    while found.count < limit, checked < Self.mostChecked, top >= range.lowerBound {
      let candidates = try matching.newest(limit, in: range.lowerBound...top, on: connection)
      let texts = try SourceTexts(connection: connection, whole: true).read(candidates)
      found += candidates.filter {
        texts[$0].map { PhraseCheck.holds(query.phrases, in: $0, exactly: exactly) } ?? false
      }
      checked += candidates.count
      guard candidates.count == limit, let last = candidates.last else { break }
      top = last - 1
    }
    return Array(found.prefix(limit))
  }

  private func ranked(
    before: String?, limit: Int, inOrder: (Ranked, Ranked) -> Bool
  ) throws -> Page<SearchHit> {
    let all = try Ranking(query: query, connection: connection, range: range).documents().sorted(by: inOrder)
    let cursor = before.flatMap(RankedCursor.init)?.document
    let rest = cursor.map { cursor in all.drop { !inOrder(cursor, $0) } } ?? all[...]
    let kept = Array(rest.prefix(limit))
    let next = rest.count > limit ? kept.last.map { RankedCursor(document: $0).text } : nil
    return Page(items: try hits(kept), next: next)
  }

  private func hits(_ documents: [Ranked]) throws -> [SearchHit] {
    var entries: [Int64: (String, Date)] = [:]
    for list in documents.map(\.number).padded(to: 32) {
      for row in try connection.rows("SELECT number, id, time FROM search_entry WHERE number IN \(list: list)") {
        entries[try row["number"]] = (try row["id"], try row["time"])
      }
    }
    return documents.compactMap { document in
      entries[document.number].map { SearchHit(id: $0.0, time: $0.1, score: document.score) }
    }
  }
}

/// A document and how well it fits.
struct Ranked {
  let number: Int64
  let score: Double
}

/// Where a page by time ended, and whether marks counted.
private struct NewestCursor {
  let number: Int64
  let exactly: Bool

  init(number: Int64, exactly: Bool) {
    self.number = number
    self.exactly = exactly
  }

  init?(_ text: String) {
    guard let kind = text.first, kind == "e" || kind == "f", let number = Int64(text.dropFirst()), number > 0 else {
      return nil
    }
    self.init(number: number, exactly: kind == "e")
  }

  var text: String { "\(exactly ? "e" : "f")\(number)" }
}

/// Where a page by score ended.
private struct RankedCursor {
  let document: Ranked

  init(document: Ranked) {
    self.document = document
  }

  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let bits = UInt64(parts[0], radix: 16), let number = Int64(parts[1]) else { return nil }
    let score = Double(bitPattern: bits)
    guard score.isFinite else { return nil }
    document = Ranked(number: number, score: score)
  }

  var text: String { "\(String(document.score.bitPattern, radix: 16))-\(document.number)" }
}

extension Array {
  /// Cut into parts of one size, the last filled up with its last element: statements with the same number of values
  /// are prepared once.
  func padded(to size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { start in
      let part = Array(self[start..<Swift.min(start + size, count)])
      return part + Array(repeating: part[part.count - 1], count: size - part.count)
    }
  }
}
