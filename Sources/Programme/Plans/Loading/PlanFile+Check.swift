import Foundation

/// What is wrong with a file of `data/programmes`, by file and entry; nothing was loaded.
struct PlanFileError: Error, CustomStringConvertible, Sendable {
  struct Problem: Sendable, Equatable, CustomStringConvertible {
    let file: String
    let entry: String
    let what: String
    var description: String { "\(file): \(entry): \(what)" }
  }
  let problems: [Problem]
  var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension PlanFile {
  /// All that does not hold within the file itself, each with the entry it is about.
  func problems(in file: String) -> [PlanFileError.Problem] {
    var checker = Checker(file: file)
    checker.head(self)
    for target in targets ?? [] { checker.target(target) }
    checker.contradictions(targets ?? [])
    checker.tasks(tasks ?? [], duties: duties ?? [], targets: Set((targets ?? []).map(\.id)))
    for deadline in deadlines ?? [] { checker.deadline(deadline) }
    for annex in annexes ?? [] { checker.annex(annex) }
    for (index, words) in ((bases ?? []) + (aims ?? []) + (funding ?? [])).enumerated() {
      checker.lines(words.lines, words.id ?? words.ref ?? "words \(index + 1)")
    }
    for other in other ?? [] { checker.lines(other.lines, "other") }
    return checker.found
  }

  private struct Checker {
    let file: String
    var found: [PlanFileError.Problem] = []

    init(file: String) {
      self.file = file
    }

    mutating func say(_ entry: String, _ what: String) { found.append(.init(file: file, entry: entry, what: what)) }

    mutating func lines(_ text: String?, _ entry: String) {
      guard let text else { return }
      if LineRange.all(text) == nil { say(entry, "lines “\(text)” are not like 12-14, 20") }
    }

    mutating func unique(_ ids: [String], _ what: String) {
      for (id, same) in Dictionary(grouping: ids, by: \.self) where same.count > 1 { say(id, "two \(what) of this id") }
    }

    mutating func head(_ plan: PlanFile) {
      if plan.id != file.replacing(".yaml", with: "") { say("id", "“\(plan.id)” is not the file's name") }
      if PlanKind(rawValue: plan.kind) == nil { say("kind", "“\(plan.kind)” is unknown") }
      if plan.title.isEmpty || plan.shortTitle.isEmpty { say("title", "is empty") }
      if plan.period.to < plan.period.from { say("period", "ends before it begins") }
      if plan.kind == "provincial", plan.province == nil { say("province", "is missing") }
    }

    mutating func target(_ target: Target) {
      if TargetUnit(rawValue: target.unit) == nil { say(target.id, "unit “\(target.unit)” is unknown") }
      if TargetDirection(rawValue: target.direction) == nil {
        say(target.id, "direction “\(target.direction)” is unknown")
      }
      if target.text.isEmpty || target.measure.isEmpty { say(target.id, "text or measure is empty") }
      lines(target.lines, target.id)
      unique((target.values ?? []).map { "\(target.id) \($0.year.map(String.init) ?? "every year")" }, "values")
      for value in target.values ?? [] {
        let place = "\(target.id) \(value.year.map(String.init) ?? "every year")"
        lines(value.lines, place)
        if value.shown.isEmpty { say(place, "shown is empty") }
        if let year = value.year, !(1990...2100).contains(year) { say(place, "is no year of a plan") }
        if value.year == nil, target.values?.count != 1 { say(place, "stands beside values of single years") }
      }
    }

    mutating func contradictions(_ targets: [Target]) {
      unique(targets.map(\.id), "targets")
      let ids = Set(targets.map(\.id))
      for target in targets {
        for other in target.contradicts ?? [] where !ids.contains(other) {
          say(target.id, "contradicts “\(other)”, which is not there")
        }
      }
    }

    mutating func tasks(_ tasks: [Task], duties: [Duty], targets: Set<String>) {
      unique(tasks.map(\.id) + duties.map(\.id), "tasks or duties")
      let ids = Set(tasks.map(\.id))
      for task in tasks {
        if let kind = task.kind, !["task", "solution"].contains(kind) { say(task.id, "kind “\(kind)” is unknown") }
        if let parent = task.parent, !ids.contains(parent) || parent == task.id {
          say(task.id, "its parent “\(parent)” is not there")
        }
        for target in task.targets ?? [] where !targets.contains(target) {
          say(task.id, "serves “\(target)”, which is not there")
        }
        lines(task.lines, task.id)
      }
      for duty in duties {
        if duty.text.isEmpty || duty.organisation.isEmpty { say(duty.id, "text or organisation is empty") }
        lines(duty.lines, duty.id)
      }
    }

    mutating func deadline(_ deadline: Deadline) {
      lines(deadline.lines, deadline.id)
      if let month = deadline.month, !(1...12).contains(month) { say(deadline.id, "month \(month)") }
      if let day = deadline.day, !(1...31).contains(day) { say(deadline.id, "day \(day)") }
    }

    mutating func annex(_ annex: Annex) {
      lines(annex.lines, annex.id)
      for (index, row) in annex.rows.enumerated() where row.count != annex.columns.count {
        say("\(annex.id) row \(index + 1)", "has \(row.count) cells, the table has \(annex.columns.count)")
      }
    }
  }
}
