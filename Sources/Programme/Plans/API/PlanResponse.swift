import Foundation
import Kernel

/// The head of a plan for programs.
struct PlanHeadResponse: Encodable {
  let id: String
  let code: String
  let kind: String
  let state: String
  let title: String
  let shortTitle: String
  let document: String
  let number: String
  let issued: String
  let issuer: String
  let province: String
  let from: Int
  let to: Int
  let vision: Int?
  let baseYear: Int?
  let source: String
  let sourceMark: String
  let version: Int
  let counts: [String: Int]

  init(_ plan: PlanRecord, counts: [String: Int]) {
    id = plan.id.rawValue
    code = plan.code
    kind = plan.kind.rawValue
    state = plan.state.rawValue
    title = plan.title
    shortTitle = plan.shortTitle
    document = plan.document
    number = plan.number
    issued = plan.issued
    issuer = plan.issuer
    province = plan.provinceName
    from = plan.fromYear
    to = plan.toYear
    vision = plan.visionYear
    baseYear = plan.baseYear
    source = plan.sourceFile
    sourceMark = plan.sourceMark
    version = plan.version
    self.counts = counts
  }
}

/// A whole plan for programs, with the place in its paper beside everything.
struct PlanResponse: Encodable {
  struct Words: Encodable {
    let section: String
    let lines: String
    let text: String
  }
  struct Basis: Encodable {
    let ref: String
    let text: String
    let section: String
    /// `unchecked`, `inForce`, `notYet`, `amended`, `replaced`.
    let state: String
    let changes: [String]
  }
  struct Value: Encodable {
    let year: Int
    let value: Double?
    let low: Double?
    let high: Double?
    let growth: Double?
    let shown: String
    let section: String
    let lines: String
  }
  struct Target: Encodable {
    let id: String
    let code: String
    let section: String
    let lines: String
    let measure: String
    let text: String
    let goal: String
    let indicator: String
    let unit: String
    let direction: String
    let population: String
    let numerator: String
    let denominator: String
    let baseYear: Int?
    let contradicts: [String]
    let note: String
    let adoptedFrom: String?
    let endedOn: String?
    let values: [Value]
  }
  struct Task: Encodable {
    let id: String
    let code: String
    let kind: String
    let parent: String?
    let section: String
    let lines: String
    let title: String
    let text: String
    let leads: [String]
    let partners: [String]
    let funding: String
    let from: Int?
    let to: Int?
    let every: String
    let period: String
    let targets: [String]
  }
  struct Deadline: Encodable {
    let id: String
    let code: String
    let text: String
    let who: [String]
    let to: String
    let via: String
    let every: String
    let month: Int?
    let day: Int?
    let before: Bool
    let section: String
    let lines: String
    let validTo: String?
    /// Who makes the report here: `agency`, `department`, or nobody.
    let maker: String
  }
  struct Annex: Encodable {
    let title: String
    let section: String
    let lines: String
    let columns: [String]
    let rows: [[String]]
  }

  let plan: PlanHeadResponse
  let basesJudgedOn: String
  let bases: [Basis]
  let aims: [Words]
  let funding: [Words]
  let targets: [Target]
  let tasks: [Task]
  let deadlines: [Deadline]
  let annexes: [Annex]

  init(_ view: Programme.PlanView, on day: CivilDate) {
    let whole = view.whole
    let duties = whole.tasks.count { $0.kind == .duty }
    plan = PlanHeadResponse(
      whole.record,
      counts: [
        "targets": whole.targets.count, "tasks": whole.tasks.count - duties, "duties": duties,
        "deadlines": whole.deadlines.count,
      ])
    basesJudgedOn = day.rawValue
    bases = whole.texts(.basis).map { basis in
      let changes = whole.changes[basis.ref] ?? []
      return Basis(
        ref: basis.ref, text: basis.text, section: basis.section,
        state: "\(BasisState.of(whole.laws[basis.ref], changes, on: day))",
        changes: changes.map { "\($0.from?.rawValue ?? "?") [\($0.mark)] \($0.by)" })
    }
    aims = whole.texts(.aim).map { Words(section: $0.section, lines: $0.lines, text: $0.text) }
    funding = whole.texts(.funding).map { Words(section: $0.section, lines: $0.lines, text: $0.text) }
    targets = whole.targets.map { Target($0, whole.values[$0.id] ?? []) }
    let codes = Dictionary(whole.tasks.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    tasks = whole.tasks.map { Task($0, whole.parties[$0.id] ?? [], parent: $0.parent.flatMap { codes[$0] }) }
    deadlines = whole.deadlines.map { Deadline($0) }
    annexes = whole.annexes.map {
      Annex(
        title: $0.title, section: $0.section, lines: $0.lines, columns: $0.content.columns, rows: $0.content.rows)
    }
  }
}

extension PlanResponse.Target {
  init(_ target: TargetRecord, _ values: [TargetValue]) {
    self.init(
      id: target.id.rawValue, code: target.code, section: target.section, lines: target.lines, measure: target.measure,
      text: target.text, goal: target.goal, indicator: target.indicator, unit: target.unit.rawValue,
      direction: target.direction.rawValue, population: target.populationText, numerator: target.numerator,
      denominator: target.denominator, baseYear: target.baseYear,
      contradicts: target.contradicts.split(separator: " ").map(String.init), note: target.note,
      adoptedFrom: target.adoptedFrom?.rawValue, endedOn: target.endedOn?.rawValue,
      values: values.map {
        .init(
          year: $0.year, value: $0.value, low: $0.low, high: $0.high, growth: $0.growth, shown: $0.shown,
          section: $0.section, lines: $0.lines)
      })
  }
}

extension PlanResponse.Task {
  init(_ task: PlanTaskRecord, _ parties: [TaskParty], parent: String?) {
    self.init(
      id: task.id.rawValue, code: task.code, kind: task.kind.rawValue, parent: parent, section: task.section,
      lines: task.lines, title: task.title, text: task.text, leads: parties.filter { $0.role == .lead }.map(\.name),
      partners: parties.filter { $0.role == .partner }.map(\.name), funding: task.funding, from: task.fromYear,
      to: task.toYear, every: task.every, period: task.period,
      targets: task.targets.split(separator: " ").map(String.init))
  }
}

extension PlanResponse.Deadline {
  init(_ deadline: PlanDeadline) {
    self.init(
      id: deadline.id, code: deadline.code, text: deadline.text, who: TaskDraft.names(deadline.who),
      to: deadline.toWhom, via: deadline.via, every: deadline.every, month: deadline.month, day: deadline.day,
      before: deadline.isBefore, section: deadline.section, lines: deadline.lines, validTo: deadline.validTo?.rawValue,
      maker: deadline.maker)
  }
}
