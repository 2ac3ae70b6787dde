import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// Copies the figures, tasks and scores of a plan into a report.
struct FactGathering {
  let plan: PlanRecord
  let year: Int
  let scope: ReportFacts.Scope
  let organisation: OrganisationID?
  /// The last day that counts: the end of the period, or today where that is earlier.
  let until: CivilDate
  /// Press agencies of the province, for what was published of the maturity index; and by which names the plan means the
  /// organisation.
  var ground = Programme.ReportGround()
  /// What bodies are called on the last day: plans keep the names they were written with.
  var names: BodyNames?
  /// Whether what agencies earn is among the figures.
  var showsRevenue = false

  func facts(on connection: any Connection) throws -> ReportFacts {
    var facts = ReportFacts()
    facts.scope = scope
    let freezes = try FreezeStore.of(plan.id, on: connection).filter { $0.year == year && $0.day <= until }
    let restatements = try FreezeStore.restatements(of: plan.id, on: connection)
    let figures = try figures(freezes, on: connection)
    facts.day = figures.day
    facts.digest = freezes.first { $0.day == figures.day }?.digest ?? ""
    let targets = try PlanStore.targets(of: plan.id, on: connection).filter { target in
      target.endedOn.map { $0.year >= year } ?? true
    }
    let values = try PlanStore.values(of: targets.map(\.id), on: connection)
    let keptTargets = try KeptTargets(of: plan.id, on: connection)
    for current in targets where !figures.isOfOthers(current.id) {
      // What is frozen is told by what the plan said then.
      let kept = keptTargets.of(current.id, on: facts.day)
      let target = current.kept(kept)
      let restated = scope == .own ? nil : restatements.last { $0.target == target.id && $0.day == figures.day }
      var figure = figures.by[target.id]
      // What agencies earn is nobody else's: even a share of three tells it.
      let isHidden = !showsRevenue && (target.isOfRevenue || kept?.isOfRevenue == true)
      if isHidden { figure = nil }
      var line = ReportTarget(
        target, kept?.planned ?? values[target.id] ?? [], figure, isHidden ? nil : restated, year: year)
      line.isHidden = isHidden
      if line.note == nil, !line.share.isEmpty {
        let number = facts.proofs.count + 1
        line.note = number
        facts.proofs.append(proof(number, line, figures.parts[target.id] ?? []))
      }
      facts.targets.append(line)
    }
    if scope != .own { facts.restatements = try self.restatements(of: facts.day, on: connection) }
    facts.tasks = try tasks(on: connection)
    facts.annexes = try annexes(on: connection)
    try addScores(to: &facts, on: connection)
    return facts
  }

  /// What was changed of the figures of a day since they were frozen.
  func restatements(of day: CivilDate?, on connection: any Connection) throws -> [ReportRestatement] {
    let all = try FreezeStore.restatements(of: plan.id, on: connection).filter { $0.day == day }
    guard !all.isEmpty else { return [] }
    let kept = try KeptTargets(of: plan.id, on: connection)
    let targets = try PlanStore.targets(of: plan.id, on: connection).filter { target in
      showsRevenue || !(target.isOfRevenue || kept.of(target.id, on: day)?.isOfRevenue == true)
    }
    let names = Dictionary(
      targets.map { ($0.id, kept.of($0.id, on: day)?.measure ?? $0.measure) }, uniquingKeysWith: { first, _ in first })
    return all.compactMap { one in
      names[one.target].map {
        ReportRestatement(
          measure: $0, was: Self.words(one.was), now: Self.words(one.count), day: CivilDate(one.madeAt),
          // Why is written for colleagues; nobody was told that it would be published.
          reason: scope == .published ? "" : one.reason)
      }
    }
  }

  /// A count has no denominator.
  private static func words(_ count: FigureCount) -> String {
    FigureText.share(count) ?? count.numerator.map(FigureText.number) ?? "chưa có số liệu"
  }

  private struct Figures {
    var day: CivilDate?
    var by: [TargetID: (count: FigureCount, source: FigureSource, missing: String, explanation: String)] = [:]
    var parts: [TargetID: [FigurePart]] = [:]
    /// Targets that were counted of others.
    var counted: Set<TargetID> = []

    /// Whether a target was counted, and one's own organisation is not among those it is of.
    func isOfOthers(_ target: TargetID) -> Bool { counted.contains(target) && parts[target] == nil }
  }

  /// Of the newest frozen day of the year, else (for those who may see it) of the newest day at all.
  private func figures(_ freezes: [Freeze], on connection: any Connection) throws -> Figures {
    let wholes = try FigureStore.wholes(of: plan.id, on: connection).filter { $0.year == year && $0.day <= until }
    let frozen = freezes.map(\.day).max()
    var found = Figures()
    guard let day = frozen ?? (scope == .published ? nil : wholes.map(\.day).max()) else { return found }
    found.day = day
    if scope == .own {
      guard let organisation else { return found }
      let parts: [FigurePart] = try connection.all(FigureQuery.parts(of: organisation, in: plan.id))
      for part in parts where part.day == day {
        found.by[part.target] = (part.count, part.source, part.missing, "")
        found.parts[part.target] = [part]
      }
      guard !found.parts.isEmpty else { return found }
      found.counted = Set(
        try connection.values("SELECT DISTINCT target FROM plan_figure_part WHERE plan = \(plan.id) AND day = \(day)"))
    } else {
      for whole in wholes where whole.day == day {
        found.by[whole.target] = (whole.count, whole.source, whole.missing, whole.explanation)
      }
      if scope == .whole {
        found.parts = Dictionary(
          grouping: try FigureStore.parts(FigureQuery.parts(of: plan.id, on: day), on: connection), by: \.target)
      }
    }
    return found
  }

  private func proof(_ number: Int, _ line: ReportTarget, _ parts: [FigurePart]) -> ReportProof {
    let parts = parts.prefix(40).map { part in
      ReportProof.Part(
        name: part.name, share: FigureText.share(part.count) ?? "",
        basis: part.missing.isEmpty
          ? part.evidence.prefix(3).map(\.text).joined(separator: "; ")
          : part.missingText(Translator(.vietnamese)))
    }
    let lines = parts.map { part in
      "\(part.name): \(part.share.isEmpty ? "–" : part.share)\(part.basis.isEmpty ? "" : " (\(part.basis))")"
    }
    return ReportProof(number: number, measure: line.measure, lines: lines, parts: parts)
  }

  /// What the plan names as tasks, each with the newest work on it here.
  private func tasks(on connection: any Connection) throws -> [ReportTask] {
    let tasks = try PlanStore.tasks(of: plan.id, on: connection).filter { $0.kind == .task }
    let parties = try PlanStore.parties(of: tasks.map(\.id), on: connection)
    let works = try works(on: connection)
    let own = tasks.filter { task in
      scope != .own || works.contains { $0.task == task.id } || isMeant(parties[task.id] ?? [])
    }
    var lines = own.filter { reaches($0) }.map { task -> ReportTask in
      let written = (parties[task.id] ?? []).filter { $0.role == .lead }.map(\.name).joined(separator: "; ")
      let lead = names?.on(until, written) ?? written
      return line(
        section: task.section, title: task.title, lead: lead, period: task.period,
        works.filter { $0.task == task.id })
    }
    // What the house sets itself beside the plan is its own business: only what the plan says is for everybody.
    let beside = scope == .published ? [] : works.filter { $0.task == nil }
    lines += beside.map { line(section: "", title: $0.title, lead: "", period: "", [$0]) }
    return lines
  }

  /// Whether the plan means the organisation by one of these names; everybody where it names nobody, or it is not known how
  /// the organisation is called.
  private func isMeant(_ parties: [TaskParty]) -> Bool {
    guard let calling = ground.calling else { return true }
    return parties.isEmpty
      || parties.contains { party in
        calling.meant(party.name, party.organisation) || (party.organisation == nil && calling.isOneOf(party.name))
      }
  }

  /// Whether the year is one of the task's; those without a period always are.
  private func reaches(_ task: PlanTaskRecord) -> Bool {
    (task.fromYear.map { $0 <= year } ?? true) && (task.toYear.map { $0 >= year } ?? true)
  }

  private struct Work {
    let task: PlanTaskID?
    let title: String
    let due: CivilDate?
    let state: WorkState
    let percent: Int
  }

  private func works(on connection: any Connection) throws -> [Work] {
    let whose: SQL = scope == .whole || organisation == nil ? "" : "AND lead = \(organisation)"
    return try connection.rows(
      """
      SELECT plan_task, title, due_on, state, percent FROM work_task
      WHERE plan = \(plan.id) AND parent IS NULL \(whose) ORDER BY due_on, id LIMIT 5000
      """
    ).map { row in
      Work(
        task: try row["plan_task"], title: try row["title"], due: try row["due_on"], state: try row["state"],
        percent: try row["percent"])
    }
  }

  /// Of several turns of a task, the one that is latest to be done counts.
  private func line(section: String, title: String, lead: String, period: String, _ works: [Work]) -> ReportTask {
    let ofYear = works.filter { $0.due.map { $0.year == year } ?? true }
    let late = ofYear.filter { work in work.state.isOwed && work.due.map { $0 < until } ?? false }
    let shown = late.first ?? ofYear.last { $0.state.isOpen } ?? ofYear.last
    let days = late.first?.due.map { until.daysSince1970 - $0.daysSince1970 } ?? 0
    return ReportTask(
      section: section, title: title, lead: lead, period: period, due: shown?.due, percent: shown?.percent,
      state: shown?.state.rawValue ?? "", daysLate: days)
  }

  /// Only what was published, of the cycle of the year.
  private func addScores(to facts: inout ReportFacts, on connection: any Connection) throws {
    // An agency tells of itself.
    let agencies = scope == .own ? [organisation].compactMap { $0 } : ground.agencies
    guard !agencies.isEmpty else { return }
    let cycles: [MaturityCycle] = try connection.all(
      "SELECT \(MaturityCycle.columns) FROM maturity_cycle WHERE year = \(year) AND published_at IS NOT NULL LIMIT 20")
    guard !cycles.isEmpty else { return }
    let own = try ResultStore.of(agencies, on: connection)
    for cycle in cycles {
      let results = own.filter { $0.cycle == cycle.id }.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
      guard !results.isEmpty else { continue }
      facts.scoresOf = ReportSentences.scores(
        scope == .own ? nil : results.count, cycle.title, cycle.decision)
      facts.scores += results.map { one in
        ReportScore(
          name: one.name, total: one.total.text, level: one.levelName, rank: "\(one.rank)/\(one.rankOf)")
      }
    }
  }

  private func annexes(on connection: any Connection) throws -> [ReportAnnex] {
    try connection.rows(
      "SELECT title, content FROM plan_annex WHERE plan = \(plan.id) ORDER BY position LIMIT 50"
    ).map { row in
      struct Content: Decodable {
        let columns: [String]
        let rows: [[String]]
      }
      let content: Content = try ReportJSON.read(try row["content"])
      return ReportAnnex(title: try row["title"], columns: content.columns, rows: content.rows)
    }
  }
}
