import Contracts
import Foundation
import Kernel

/// Counts what was produced, by desk, person, kind, hour and day.
struct ProductionCount {
  let span: FiguresSpan
  let items: [ProducedItem]
  let changes: [ProducedChange]
  let sections: [SectionID: String]

  var figures: ProductionFigures {
    let authors = authors
    return ProductionFigures(
      from: span.from, to: span.to, total: total,
      sections: lines(by: \.section, change: \.section) { $0.flatMap { sections[$0] } ?? "" },
      people: lines(by: \.author, change: \.author) { authors[$0] ?? "" },
      kinds: lines(by: \.kind, change: \.kind, named: \.phrase.vietnamese), hours: hours, days: days)
  }

  private var total: ProductionLine {
    lines(by: { _ in true }, change: { _ in true }, named: { _ in "" }).first ?? ProductionLine(name: "")
  }

  /// By the name in what they did last.
  private var authors: [AccountID: String] {
    let named =
      items.map { ($0.createdAt, $0.author, $0.authorName) } + changes.map { ($0.madeAt, $0.author, $0.authorName) }
    return Dictionary(named.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }, uniquingKeysWith: { $1 })
  }

  /// One line for each desk, person or kind, the most published first; two of one name are two lines.
  private func lines<Key: Hashable>(
    by key: (ProducedItem) -> Key, change: (ProducedChange) -> Key, named name: (Key) -> String
  ) -> [ProductionLine] {
    var tallies: [Key: Tally] = [:]
    for item in items {
      if span.holds(item.createdAt) { tallies[key(item), default: Tally()].created += 1 }
      if span.holds(item.publishedAt) { tallies[key(item), default: Tally()].publish(item) }
    }
    for one in changes { tallies[change(one), default: Tally()].change(one) }
    return tallies.map { $0.value.line(name($0.key)) }.sorted { left, right in
      (right.published, right.created, left.name) < (left.published, left.created, right.name)
    }
  }

  private var hours: [ProductionLine] {
    var tallies = Array(repeating: Tally(), count: 24)
    for item in items {
      if span.holds(item.createdAt) { tallies[VietnamTime.hourAndMinute(item.createdAt).hour].created += 1 }
      if let time = item.publishedAt, span.holds(time) { tallies[VietnamTime.hourAndMinute(time).hour].publish(item) }
    }
    for one in changes { tallies[VietnamTime.hourAndMinute(one.madeAt).hour].change(one) }
    return tallies.enumerated().map { hour, tally in tally.line("\(hour < 10 ? "0" : "")\(hour):00") }
  }

  private var days: [ProductionLine] {
    let first = span.from.daysSince1970
    var tallies = Array(repeating: Tally(), count: span.to.daysSince1970 - first + 1)
    func place(_ date: Date) -> Int { CivilDate(date).daysSince1970 - first }
    for item in items {
      if span.holds(item.createdAt) { tallies[place(item.createdAt)].created += 1 }
      if let time = item.publishedAt, span.holds(time) { tallies[place(time)].publish(item) }
    }
    for one in changes where span.holds(one.madeAt) { tallies[place(one.madeAt)].change(one) }
    return tallies.enumerated().map { $1.line(span.from.adding(days: $0).vietnamese) }
  }
}

/// What has been counted for one line.
private struct Tally {
  var created = 0
  private var published = 0
  private var updated = 0
  private var corrected = 0
  private var words = 0
  private var minutes: [Int] = []

  mutating func publish(_ item: ProducedItem) {
    published += 1
    words += item.words
    guard let time = item.publishedAt else { return }
    minutes.append(max(0, Int((time.timeIntervalSince(item.createdAt) / 60).rounded())))
  }

  mutating func change(_ change: ProducedChange) {
    if change.isCorrection { corrected += 1 } else { updated += 1 }
  }

  func line(_ name: String) -> ProductionLine {
    ProductionLine(
      name: name, created: created, published: published, updated: updated, corrected: corrected, words: words,
      median: median)
  }

  /// Of an even number, the mean of the two in the middle.
  private var median: Int? {
    guard !minutes.isEmpty else { return nil }
    let sorted = minutes.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
