import Foundation
import Kernel
import Persistence

/// The figures of one plan as they may be shared, without their provinces, which are of a day.
struct SharedFigures {
  let plan: PlanRecord
  let today: CivilDate
  /// Also those that are not frozen: for the province's own comparison, never for others.
  var includesPreliminary = false

  /// Of each year the newest reporting day that is frozen, as on the public page; what nobody else could compare (no goal,
  /// no indicator, nothing taken over), what agencies earn, and what is not known is left out.
  func figures(on connection: any Connection) throws -> [SharedFigure] {
    let freezes = try FreezeStore.of(plan.id, on: connection).filter { $0.day <= today }
    guard !freezes.isEmpty || includesPreliminary else { return [] }
    let targets = try PlanStore.targets(of: plan.id, on: connection).filter { !$0.isOfRevenue && $0.unit != .statement }
    let nationals = try nationals(of: targets, on: connection)
    let values = try PlanStore.values(of: targets.map(\.id), on: connection)
    let keptTargets = try KeptTargets(of: plan.id, on: connection)
    let restated = try FreezeStore.restatements(of: plan.id, on: connection)
    let wholes = try FigureStore.wholes(of: plan.id, on: connection).filter { $0.day <= today }
    let byTarget = Dictionary(grouping: wholes, by: \.target)
    var figures: [SharedFigure] = []
    for target in targets {
      let national = target.adoptedFrom.flatMap { nationals[$0] }
      guard !target.goal.isEmpty || !target.indicator.isEmpty || national != nil else { continue }
      for (year, known) in Dictionary(grouping: byTarget[target.id] ?? [], by: \.year).sorted(by: { $0.key < $1.key }) {
        guard target.endedOn.map({ $0.year >= year }) ?? true else { continue }
        let freeze = freezes.filter { $0.year == year }.max { $0.day < $1.day }
        let day = freeze?.day ?? (includesPreliminary ? known.map(\.day).max() : nil)
        guard let whole = known.first(where: { $0.day == day }) else { continue }
        let change = restated.last { $0.target == target.id && $0.day == whole.day }
        let count = change?.count ?? whole.count
        // No reader takes a number beyond all counting, and with it would go the whole document.
        guard count.state != .missing, let numerator = count.numerator, DocumentReading.takes(numerator),
          DocumentReading.takes(count.denominator)
        else { continue }
        let kept = keptTargets.of(target.id, on: whole.day)
        guard kept?.isOfRevenue != true else { continue }
        var figure = Self.figure(
          target.kept(kept), national, kept?.planned ?? values[target.id] ?? [], whole, numerator, count.denominator)
        figure.formula = FormulaDigest.of(figure)
        figure.status = freeze == nil ? .preliminary : .frozen
        figure.digest = freeze?.digest
        figure.restated = change.map { Self.restated($0, whole) }
        figures.append(figure)
      }
    }
    return figures
  }

  private static func figure(
    _ target: TargetRecord, _ national: SharedFigure.National?, _ values: [TargetValue], _ whole: TargetFigure,
    _ numerator: Double, _ denominator: Double?
  ) -> SharedFigure {
    let fit = values.filter { [$0.value, $0.low, $0.high].allSatisfy(DocumentReading.takes) }
    let planned = ReportTarget.value(for: whole.year, fit).map { value in
      SharedFigure.Planned(
        year: value.year, value: value.value, low: value.low, high: value.high,
        shown: SharedText.clean(value.shown, SharedText.Limit.name))
    }
    func code(_ text: String) -> String? { text.isEmpty ? nil : SharedText.clean(text, SharedText.Limit.code) }
    func words(_ text: String) -> String { SharedText.clean(text, SharedText.Limit.text) }
    return SharedFigure(
      target: code(target.code) ?? "", section: SharedText.clean(target.section, SharedText.Limit.name),
      measure: words(target.measure),
      province: .init(code: nil, name: "", asOf: whole.day.rawValue), goal: code(target.goal), national: national,
      indicator: code(target.indicator),
      population: .init(
        kind: code(target.populationKind) ?? "", filter: code(target.populationFilter) ?? "",
        text: words(target.populationText)),
      numeratorOf: words(target.numerator), denominatorOf: words(target.denominator), unit: target.unit.rawValue,
      direction: target.direction.rawValue, year: whole.year, day: whole.day.rawValue, numerator: numerator,
      denominator: denominator, planned: planned, status: .frozen, note: words(whole.explanation))
  }

  private static func restated(_ change: Restatement, _ whole: TargetFigure) -> SharedFigure.Restated {
    SharedFigure.Restated(
      numerator: whole.numerator, denominator: whole.denominator, on: CivilDate(change.madeAt).rawValue,
      reason: SharedText.clean(change.reason, SharedText.Limit.text))
  }

  /// The targets of national plans that these were taken over from.
  private func nationals(
    of targets: [TargetRecord], on connection: any Connection
  ) throws -> [TargetID: SharedFigure.National] {
    let ids = Set(targets.compactMap(\.adoptedFrom)).sorted()
    guard !ids.isEmpty else { return [:] }
    var found: [TargetID: SharedFigure.National] = [:]
    let rows = try connection.rows(
      """
      SELECT t.id, t.code AS target, p.code AS plan FROM plan_target t JOIN plan p ON p.id = t.plan
      WHERE p.kind = 'national' AND t.id IN \(list: ids)
      """)
    for row in rows { found[try row["id"]] = .init(plan: try row["plan"], target: try row["target"]) }
    return found
  }
}
