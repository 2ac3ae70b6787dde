import Foundation
import Kernel

/// A plan as it is at one moment, small enough to keep with an amendment and to compare.
struct PlanSnapshot: Codable, Sendable, Equatable {
  /// One thing of a plan: its code, what it is called, and its facts by name.
  struct Entry: Codable, Sendable, Equatable {
    var code: String
    var name: String
    var facts: [String: String]
  }
  var head: [String: String]
  var targets: [Entry]
  var tasks: [Entry]
  var deadlines: [Entry]
}

extension PlanSnapshot {
  init(_ whole: PlanWhole) {
    let plan = whole.record
    head = [
      "title": plan.title, "number": plan.number, "issued": plan.issued, "issuer": plan.issuer,
      "period": "\(plan.fromYear)–\(plan.toYear)", "state": plan.state.rawValue,
    ]
    targets = whole.targets.map { target in
      var facts = [
        "text": target.text, "numerator": target.numerator, "denominator": target.denominator,
        "unit": target.unit.rawValue, "direction": target.direction.rawValue, "population": target.populationText,
        "note": target.note, "ended": target.endedOn?.rawValue ?? "",
      ]
      for value in whole.values[target.id] ?? [] { facts["year \(value.year)"] = value.shown }
      return Entry(code: target.code, name: target.measure, facts: facts.filter { !$0.value.isEmpty })
    }
    tasks = whole.tasks.map { task in
      let parties = whole.parties[task.id] ?? []
      let facts = [
        "text": task.text, "funding": task.funding, "period": task.period,
        "leads": parties.filter { $0.role == .lead }.map(\.name).joined(separator: "; "),
        "partners": parties.filter { $0.role == .partner }.map(\.name).joined(separator: "; "),
      ]
      return Entry(code: task.code, name: task.title, facts: facts.filter { !$0.value.isEmpty })
    }
    deadlines = whole.deadlines.map { deadline in
      let facts = [
        "who": deadline.who, "to": deadline.toWhom, "day": "\(deadline.day ?? 0)/\(deadline.month ?? 0)",
        "every": deadline.every,
      ]
      return Entry(code: deadline.code, name: deadline.text, facts: facts.filter { !$0.value.isEmpty })
    }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// What changed between two versions of a plan.
struct PlanDifference: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case added
    case removed
    /// A fact by name, from what to what; empty where there was or is nothing.
    case changed(fact: String, from: String, to: String)
  }
  enum Subject: Sendable, Equatable {
    case head
    case target
    case task
    case deadline
  }
  let subject: Subject
  let code: String
  let name: String
  let kind: Kind

  static func between(_ old: PlanSnapshot, _ new: PlanSnapshot) -> [PlanDifference] {
    facts(old.head, new.head).map { .init(subject: .head, code: "", name: "", kind: $0) }
      + entries(old.targets, new.targets, .target) + entries(old.tasks, new.tasks, .task)
      + entries(old.deadlines, new.deadlines, .deadline)
  }

  private static func entries(
    _ old: [PlanSnapshot.Entry], _ new: [PlanSnapshot.Entry], _ subject: Subject
  ) -> [PlanDifference] {
    let before = Dictionary(old.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.map(\.code))
    var found: [PlanDifference] = []
    for entry in new {
      guard let was = before[entry.code] else {
        found.append(.init(subject: subject, code: entry.code, name: entry.name, kind: .added))
        continue
      }
      var changes = facts(was.facts, entry.facts)
      if was.name != entry.name { changes.insert(.changed(fact: "name", from: was.name, to: entry.name), at: 0) }
      found += changes.map { .init(subject: subject, code: entry.code, name: entry.name, kind: $0) }
    }
    for entry in old where !after.contains(entry.code) {
      found.append(.init(subject: subject, code: entry.code, name: entry.name, kind: .removed))
    }
    return found
  }

  private static func facts(_ old: [String: String], _ new: [String: String]) -> [Kind] {
    Set(old.keys).union(new.keys).sorted().compactMap { key in
      let (was, now) = (old[key] ?? "", new[key] ?? "")
      return was == now ? nil : .changed(fact: key, from: was, to: now)
    }
  }
}
