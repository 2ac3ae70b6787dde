import Contracts
import Foundation
import Kernel
import Persistence

/// What of the dashboard is asked for.
struct DashboardFilter: Sendable, Equatable {
  /// A plan's code; nil: the first that the person may see.
  var plan: String?
  var province: UnitID?
  var organisation: OrganisationID?
  /// A task of the plan, or a piece of work.
  var task: String?
}

/// Targets × years of one plan, as one person may see them.
struct Dashboard: Sendable {
  /// One target in one year.
  struct Cell: Sendable {
    let year: Int
    let planned: TargetValue?
    /// What counts now: the frozen or counted figure, or the last restatement of it.
    let count: FigureCount?
    let day: CivilDate?
    /// Of how many organisations it is known.
    let known: (known: Int, of: Int)?
    let missing: String
    let isFrozen: Bool
    /// The frozen figure, where it was restated.
    let restatedFrom: FigureCount?
    let forecast: Forecast.Point?
    let attainment: Attainment
    /// What the figure is said in: of a frozen year the unit of then.
    let unit: TargetUnit

    var standing: FigureStanding { attainment.standing }
  }

  struct Line: Sendable {
    let target: TargetRecord
    let cells: [Cell]
    /// Nil where fewer than three years are known.
    let hasForecast: Bool
    /// Years whose figures were frozen in another unit than the target has now: no forecast is drawn through them.
    var inOtherUnit: [Int] = []
  }

  let plan: PlanRecord
  let plans: [PlanRecord]
  let filter: DashboardFilter
  let years: [Int]
  let lines: [Line]
  /// Whose parts are shown; nil: the whole.
  let organisation: (id: OrganisationID, name: String)?
  let members: [(id: OrganisationID, name: String)]
  let tasks: [ServingTask]
  /// Whose targets are shown; nil: all.
  let task: ServingTask?
  let lastDay: CivilDate?
  let mayManage: Bool
  /// What colleagues entered and this person may confirm.
  let waiting: [(target: TargetRecord, count: Int)]
}

extension Programme {
  /// Bảng chỉ tiêu. Whoever keeps the plan sees the whole and every agency; others see the part of their own organisation.
  func dashboard(_ filter: DashboardFilter, for principal: Principal) async throws -> Dashboard {
    let today = clock.today
    let own = principal.organisation.flatMap { principal.may(Self.read, in: $0) ? $0 : nil }
    return try await database.read { connection in
      let plans = try PlanStore.all(on: connection).filter { (try? Self.visible($0, to: principal)) != nil }
      let near = plans.filter { filter.province == nil || $0.province == filter.province }
      let first = try Self.ownPlan(near, of: own, for: principal, on: connection) ?? near.first ?? plans.first
      var chosen = first
      if let code = filter.plan {
        guard let asked = plans.first(where: { $0.code == code }) else { throw Failure.notFound }
        // A province chosen anew beside the plan of another means a plan of the province.
        if filter.province == nil || asked.province == filter.province || near.isEmpty { chosen = asked }
      }
      guard let plan = chosen else { throw Failure.notFound }
      let mayManage = Self.mayManage(plan, principal)
      let shown = mayManage ? filter.organisation : filter.organisation ?? own
      if let shown, !Self.seesFigures(of: shown, in: plan, principal) { throw Failure.notFound }
      var targets = try PlanStore.targets(of: plan.id, on: connection).filter { $0.unit != .statement }
      let tasks = try Self.servingTasks(of: plan.id, targets, for: principal, on: connection)
      let task = try filter.task.flatMap { id in
        try Self.servingTask(id, among: tasks, of: plan.id, for: principal, on: connection)
      }
      if let task { targets = targets.filter { task.targets.contains($0.id) } }
      let last: CivilDate? = try connection.value(FigureQuery.lastDay(of: plan.id))
      let members: [(id: OrganisationID, name: String)] =
        mayManage
        ? try last.map { day in
          try connection.rows(FigureQuery.members(of: plan.id, on: day)).map {
            (id: try $0["organisation"], name: try $0["name"])
          }
        } ?? [] : []
      let hidden = Set(
        targets.filter { target in
          !(shown.map { Self.sees(target, of: $0, in: plan, principal) }
            ?? Self.seesAll(of: target, in: plan, principal))
        }.map(\.id))
      let figures = try Self.shownFigures(of: plan, organisation: shown, seesWhole: mayManage, on: connection)
        .filter { !hidden.contains($0.target) }
      let values = try PlanStore.values(of: targets.map(\.id), on: connection)
      let frozen = Set(try FreezeStore.of(plan.id, on: connection).map(\.day))
      let restated = try FreezeStore.restatements(of: plan.id, on: connection)
      let maker = DashboardLines(
        targets: targets, values: values, figures: figures, frozen: frozen,
        restated: restated.filter { !hidden.contains($0.target) && (shown == nil || $0.organisation == shown) },
        isWhole: shown == nil, today: today, kept: try KeptTargets(of: plan.id, on: connection))
      return Dashboard(
        plan: plan, plans: plans, filter: filter, years: maker.years, lines: maker.lines,
        organisation: shown.map { id in
          (id, members.first { $0.id == id }?.name ?? figures.first { $0.name != nil }?.name ?? "")
        }, members: members, tasks: tasks, task: task, lastDay: last, mayManage: mayManage,
        waiting: try Self.waiting(in: plan, targets, for: principal, on: connection))
    }
  }

  private static func waiting(
    in plan: PlanRecord, _ targets: [TargetRecord], for principal: Principal, on connection: any Connection
  ) throws -> [(target: TargetRecord, count: Int)] {
    guard principal.mayAnywhere(confirm) else { return [] }
    let entries: [FigureEntry] = try connection.all(FigureQuery.waiting(in: plan.id)).filter {
      principal.may(confirm, in: $0.organisation) && $0.enteredBy != principal.id
    }
    let counts = Dictionary(grouping: entries, by: \.target)
    return targets.compactMap { target in counts[target.id].map { (target, $0.count) } }
  }

  /// The plan that somebody looks at first: one their organisation keeps, else one in which it has figures.
  private static func ownPlan(
    _ plans: [PlanRecord], of organisation: OrganisationID?, for principal: Principal, on connection: any Connection
  ) throws -> PlanRecord? {
    guard let organisation else { return nil }
    if let kept = plans.first(where: { $0.owner == organisation && mayManage($0, principal) }) { return kept }
    let counted: PlanID? = try connection.value(
      """
      SELECT plan FROM plan_figure_part WHERE organisation = \(organisation) ORDER BY plan DESC, year DESC LIMIT 1
      """)
    return counted.flatMap { id in plans.first { $0.id == id } }
  }

  /// The wholes, or one organisation's parts, as the same thing.
  private static func shownFigures(
    of plan: PlanRecord, organisation: OrganisationID?, seesWhole: Bool, on connection: any Connection
  ) throws -> [DashboardFigure] {
    if let organisation {
      return try FigureStore.parts(FigureQuery.parts(of: organisation, in: plan.id), on: connection).map {
        DashboardFigure(
          target: $0.target, day: $0.day, count: $0.count, known: nil, missing: $0.missing, name: $0.name)
      }
    }
    guard seesWhole else { return [] }
    return try FigureStore.wholes(of: plan.id, on: connection).map {
      DashboardFigure(
        target: $0.target, day: $0.day, count: $0.count, known: $0.population > 0 ? ($0.known, $0.population) : nil,
        missing: $0.missing, name: nil)
    }
  }
}

/// A figure on the dashboard: a whole or a part.
struct DashboardFigure: Sendable {
  let target: TargetID
  let day: CivilDate
  let count: FigureCount
  let known: (known: Int, of: Int)?
  let missing: String
  let name: String?
}

/// Lays figures out by target and year: of each year the last reporting day.
struct DashboardLines {
  let targets: [TargetRecord]
  let values: [TargetID: [TargetValue]]
  let figures: [DashboardFigure]
  let frozen: Set<CivilDate>
  let restated: [Restatement]
  let isWhole: Bool
  let today: CivilDate
  /// What freezes kept of the plan: what is frozen is measured by what the plan said then.
  var kept = KeptTargets()

  /// Every year that the plan or a figure speaks of.
  var years: [Int] {
    let planned = values.values.flatMap { $0.map(\.year) }
    return Set(planned + figures.map(\.day.year)).sorted()
  }

  var lines: [Dashboard.Line] {
    let years = years
    // Figures come in the order of days: the last of a year stays.
    var last: [TargetID: [Int: DashboardFigure]] = [:]
    for figure in figures { last[figure.target, default: [:]][figure.day.year] = figure }
    let byTarget = Dictionary(grouping: restated, by: \.target)
    return targets.map { target in
      line(target, years, last[target.id] ?? [:], byTarget[target.id] ?? [])
    }
  }

  private func line(
    _ target: TargetRecord, _ years: [Int], _ known: [Int: DashboardFigure], _ restated: [Restatement]
  ) -> Dashboard.Line {
    let planned = Dictionary((values[target.id] ?? []).map { ($0.year, $0) }, uniquingKeysWith: { $1 })
    var counts: [Int: (count: FigureCount, was: FigureCount?)] = [:]
    for (year, figure) in known {
      let change = restated.last { $0.day == figure.day }
      let now = change.map { isWhole ? $0.count : FigureCount($0.partNumerator, $0.partDenominator) }
      counts[year] = (now ?? figure.count, now == nil ? nil : figure.count)
    }
    let frozenAs = known.compactMapValues { kept.of(target.id, on: $0.day) }
    let units = frozenAs.mapValues { target.kept($0).unit }
    let inOtherUnit = units.filter { $0.value != target.unit && counts[$0.key]?.count.state == .counted }.keys.sorted()
    // Only what is said in one unit lies on one line.
    let actual = counts.filter { !inOtherUnit.contains($0.key) }.compactMap { year, one in
      one.count.value(target.unit).map { (year: year, value: $0) }
    }
    .sorted { $0.year < $1.year }
    let forecast = Forecast(actual, within: target.unit == .percent ? 0...100 : nil)
    let lastKnown = (actual.map(\.year) + inOtherUnit).max() ?? today.year
    return Dashboard.Line(
      target: target,
      cells: years.map { year in
        let figure = known[year]
        let isOver = figure?.day.closesYear(on: today) ?? (year < today.year)
        let wanted = frozenAs[year].map { kept in kept.planned.first { $0.year == year } } ?? planned[year]
        let isFuture = year > today.year && figure == nil
        return Dashboard.Cell(
          year: year, planned: wanted, count: counts[year]?.count, day: figure?.day, known: figure?.known,
          missing: figure?.missing ?? "", isFrozen: figure.map { frozen.contains($0.day) } ?? false,
          restatedFrom: counts[year]?.was, forecast: year > lastKnown ? forecast?.at(year) : nil,
          attainment: isFuture
            ? Attainment(standing: .underWay, gap: nil, isRounded: false)
            : .of(counts[year]?.count, wanted, target.kept(frozenAs[year]), isOver: isOver),
          unit: units[year] ?? target.unit)
      }, hasForecast: forecast != nil, inOtherUnit: inOtherUnit)
  }
}
