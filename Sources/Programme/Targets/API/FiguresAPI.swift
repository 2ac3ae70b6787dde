import Contracts
import Foundation
import Hummingbird
import Kernel
import Persistence
import Web

/// Figures for programs; the same rules as the pages.
struct FiguresAPI: Sendable {
  let programme: Programme

  /// `GET /api/v1/programme/plans/:plan/figures?day=&task=` (the last reporting day without a day; only what a task of the
  /// plan, or a piece of work, serves).
  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.group("api/v1/programme/plans", context: StaffContext.self).get(":plan/figures", use: figures)
  }

  struct Count: Encodable {
    let numerator: Double?
    let denominator: Double?
    let percent: Double?
    let state: String

    init(_ count: FigureCount, _ unit: TargetUnit) {
      numerator = count.numerator
      denominator = count.denominator
      percent = unit == .percent ? count.value(unit) : nil
      state =
        switch count.state {
        case .counted: "counted"
        case .missing: "missing"
        case .notApplicable: "not-applicable"
        }
    }
  }

  /// A line of evidence, in the language of whoever asks.
  struct Proof: Encodable {
    let text: String
    let path: String?
  }

  struct PartResponse: Encodable {
    let organisation: String
    let name: String
    let figure: Count
    let source: String
    let missing: String?
    let evidence: [Proof]
  }

  struct FigureResponse: Encodable {
    let target: String
    let measure: String
    /// Of a frozen figure the unit of then.
    let unit: String
    /// The target's unit now, where an amendment changed it since the freeze.
    let unitNow: String?
    let planned: String?
    /// Nil for those who see only their own part.
    let figure: Count?
    let restatedFrom: Count?
    /// Nil for those who see only their own part.
    let standing: String?
    /// Actual less plan, in the target's unit.
    let gap: Double?
    /// It is the plan's figure only as the plan rounds: `gap` is nought although `percent` is not the plan's.
    let roundedAsPlanned: Bool?
    let missing: String?
    let explanation: String?
    /// IDs of the plan's tasks, and of work, that serve it.
    let servedBy: [String]
    let parts: [PartResponse]
  }

  struct PlanResponse: Encodable {
    let plan: String
    let day: String?
    let frozen: Bool
    let digest: String?
    let figures: [FigureResponse]
  }

  private func figures(_ request: Request, context: StaffContext) async throws -> Response {
    let code = context.parameters.get("plan") ?? ""
    let principal = context.principal
    _ = try await programme.database.read { connection in
      try Programme.visible(try PlanStore.find(code: code, on: connection), to: principal)
    }
    let asked = request.uri.queryParameters["day"].map { String($0) }
    if let asked, CivilDate(rawValue: asked) == nil {
      throw Failure.invalid(["day": "Ngày viết theo dạng 2025-12-31"])
    }
    return try Answer.json(
      try await programme.figures(
        ofPlan: code, on: asked.flatMap(CivilDate.init(rawValue:)),
        task: request.uri.queryParameters["task"].map { String($0) }, in: context.translator,
        for: context.principal))
  }
}

extension Programme {
  /// The figures of a plan on a reporting day, as one person may see them.
  func figures(
    ofPlan code: String, on day: CivilDate?, task asked: String? = nil, in t: Translator, for principal: Principal
  ) async throws -> FiguresAPI.PlanResponse {
    try await database.read { connection in
      let plan = try Self.visible(try PlanStore.find(code: code, on: connection), to: principal)
      let last: CivilDate? = try day ?? connection.value(FigureQuery.lastDay(of: plan.id))
      guard let day = last else {
        return FiguresAPI.PlanResponse(plan: code, day: nil, frozen: false, digest: nil, figures: [])
      }
      let sees = Self.mayManage(plan, principal)
      var targets = try PlanStore.targets(of: plan.id, on: connection)
      let tasks = try Self.servingTasks(of: plan.id, targets, for: principal, on: connection)
      if let asked {
        guard let task = try Self.servingTask(asked, among: tasks, of: plan.id, for: principal, on: connection) else {
          throw Failure.notFound
        }
        targets = targets.filter { task.targets.contains($0.id) }
      }
      let values = try PlanStore.values(of: targets.map(\.id), on: connection)
      let wholes = try FigureStore.wholes(of: plan.id, on: connection).filter { $0.day == day }
      let byID = Dictionary(targets.map { ($0.id, $0) }) { first, _ in first }
      let parts = try FigureStore.parts(FigureQuery.parts(of: plan.id, on: day), on: connection).filter { part in
        byID[part.target].map { Self.sees($0, of: part.organisation, in: plan, principal) } ?? false
      }.map { Self.opened($0, of: plan, for: principal) }
      let restated = try FreezeStore.restatements(of: plan.id, on: connection).filter { $0.day == day }
      let keptTargets = try KeptTargets(of: plan.id, on: connection)
      let byTarget = Dictionary(grouping: parts, by: \.target)
      let freeze = try FreezeStore.find(plan.id, day, on: connection)
      return FiguresAPI.PlanResponse(
        plan: code, day: day.rawValue, frozen: freeze != nil, digest: sees ? freeze?.digest : nil,
        figures: targets.compactMap { current in
          // What is frozen is told by what the plan said then.
          let kept = keptTargets.of(current.id, on: day)
          let target = current.kept(kept)
          let own = byTarget[target.id] ?? []
          let whole = Self.seesAll(of: target, in: plan, principal) ? wholes.first { $0.target == target.id } : nil
          guard whole != nil || !own.isEmpty else { return nil }
          let change = restated.last { $0.target == target.id }
          let planned = (kept?.planned ?? values[target.id] ?? []).first { $0.year == day.year }
          let stands = whole.map {
            Attainment.of(change?.count ?? $0.count, planned, target, isOver: day.closesYear(on: clock.today))
          }
          return FiguresAPI.FigureResponse(
            target: target.code, measure: target.measure, unit: target.unit.rawValue,
            unitNow: target.unit == current.unit ? nil : current.unit.rawValue, planned: planned?.shown,
            figure: whole.map { .init(change?.count ?? $0.count, target.unit) },
            restatedFrom: whole.flatMap { figure in change.map { _ in .init(figure.count, target.unit) } },
            standing: stands?.standing.rawValue, gap: stands?.gap, roundedAsPlanned: stands?.isRounded,
            missing: whole.flatMap { $0.missing.isEmpty ? nil : $0.missingText(t) },
            explanation: whole.flatMap { $0.explanation.isEmpty ? nil : $0.explanationText(t) },
            servedBy: tasks.filter { $0.targets.contains(target.id) }.map(\.id),
            parts: own.map { part in
              let partChange = restated.last { $0.target == target.id && $0.organisation == part.organisation }
              return FiguresAPI.PartResponse(
                organisation: part.organisation.rawValue, name: part.name,
                figure: .init(
                  partChange.map { FigureCount($0.partNumerator, $0.partDenominator) } ?? part.count, target.unit),
                source: part.source.rawValue, missing: part.missing.isEmpty ? nil : part.missingText(t),
                evidence: part.evidence.map { .init(text: t($0.sentence), path: $0.path) })
            })
        })
    }
  }
}
