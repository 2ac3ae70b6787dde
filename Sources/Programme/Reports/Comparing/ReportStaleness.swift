import Foundation
import Kernel
import Persistence

/// What a report says that is no longer so: its figures were copied when it was drafted, and have been counted anew since.
struct ReportStaleness: Sendable, Equatable {
  /// A figure then and now, in words.
  struct Change: Codable, Sendable, Equatable {
    var code: String
    var measure: String
    var was: String
    var now: String
    /// How the old figure can stand in a sentence: `66,7%`, `2/3`, `2 trên 3`.
    var written: [String]
  }

  var targets: [Change] = []
  /// Tasks by title, whose state, days or progress changed.
  var tasks: Set<String> = []
  var scores = false

  var isEmpty: Bool { targets.isEmpty && tasks.isEmpty && !scores }
  func change(of codes: Set<String>) -> [Change] { targets.filter { codes.contains($0.code) } }

  init() {}

  init(_ copied: ReportFacts, _ now: ReportFacts) {
    targets = Self.changes(copied, now)
    let old = Dictionary(copied.tasks.map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(now.tasks.map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
    for key in Set(old.keys).union(new.keys) where Self.standing(old[key]) != Self.standing(new[key]) {
      tasks.insert((new[key] ?? old[key])?.title ?? "")
    }
    scores = copied.scores != now.scores
  }

  static func changes(_ copied: ReportFacts, _ now: ReportFacts) -> [Change] {
    let new = Dictionary(now.targets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return copied.targets.compactMap { old in
      guard let target = new[old.code] else {
        return Change(code: old.code, measure: old.measure, was: words(old), now: "", written: written(old))
      }
      let isSame =
        (old.share, old.percent, old.standing, old.planned) == (
          target.share, target.percent, target.standing, target.planned
        )
      return isSame
        ? nil
        : Change(
          code: old.code, measure: old.measure, was: words(old), now: words(target),
          written: words(old) == words(target) ? [] : written(old))
    }
  }

  private static func key(_ task: ReportTask) -> String { "\(task.section)\u{0}\(task.title)" }

  /// Days late grow by themselves; that it is late does not.
  private static func standing(_ task: ReportTask?) -> String {
    guard let task else { return "" }
    return "\(task.state) \(task.percent ?? -1) \(task.due?.rawValue ?? "") \(task.daysLate > 0)"
  }

  /// Empty where nothing is known.
  static func words(_ target: ReportTarget) -> String {
    target.percent.isEmpty || target.share.isEmpty ? target.share : "\(target.share) (\(target.percent))"
  }

  private static func written(_ target: ReportTarget) -> [String] {
    guard target.share.contains("/") else { return target.percent.isEmpty ? [] : [target.percent] }
    let forms = [target.percent, target.share, ReportSentences.figureWords(target)]
    return forms.filter { !$0.isEmpty }
  }

  // MARK: What people wrote

  /// Old figures that a paragraph still cites: those changed since the draft, and those a refresh has already replaced.
  ///
  /// - Parameter current: targets whose figures still hold: what is theirs is no old figure.
  static func cited(
    in paragraph: String, of changes: [Change], unless current: [ReportTarget]
  ) -> [(form: String, change: Change)] {
    let current = Set(current.flatMap { [$0.percent, $0.share, ReportSentences.figureWords($0), $0.planned] })
    return changes.compactMap { change in
      change.written.first { !current.contains($0) && contains(paragraph, $0) }.map { ($0, change) }
    }
  }

  /// As a figure of its own, not as the end of a longer one.
  private static func contains(_ paragraph: String, _ form: String) -> Bool {
    var rest = paragraph[...]
    while let found = rest.range(of: form) {
      let before = found.lowerBound > paragraph.startIndex ? paragraph[paragraph.index(before: found.lowerBound)] : " "
      let after = found.upperBound < paragraph.endIndex ? paragraph[found.upperBound] : " "
      if !before.isNumber, before != ",", before != "/", !after.isNumber { return true }
      rest = paragraph[found.upperBound...]
    }
    return false
  }
}

extension Programme {
  /// What changed of the figures of a report since they were copied; nothing for one that was sent: it stays what it was.
  func staleness(of record: ReportRecord, _ plan: PlanRecord?) async throws -> ReportStaleness {
    guard let plan, record.state != .sent else { return ReportStaleness() }
    let until = min(clock.today, record.to)
    let ground = try await ground(of: record.organisation, in: plan, on: until)
    let names = reportTypes.names
    return try await database.read { connection in
      let now = try FactGathering(
        plan: plan, year: record.year, scope: record.facts.scope, organisation: record.organisation, until: until,
        ground: ground, names: names, showsRevenue: record.facts.showsRevenue
      ).facts(on: connection)
      return ReportStaleness(record.facts, now)
    }
  }
}
