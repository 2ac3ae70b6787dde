import Foundation
import Kernel
import Vietnamese

/// What a draft still lacks before it is put into force: nothing of it forbids that, all of it should be known.
struct PlanReadiness: Sendable {
  /// The paper that puts it into force has no number or no day.
  let lacksPaper: Bool
  /// Targets whose figures nobody computes and of which it is not said how they are counted.
  let unexplained: [TargetRecord]
  /// Targets whose figures people enter by hand.
  let byHand: Int
  /// Targets in numbers without a number for any year.
  let withoutValue: [TargetRecord]
  /// Targets that ask for less in a later year though they are "at least", or for more though "at most".
  let backwards: [TargetRecord]
  /// Tasks and duties with nobody to lead them.
  let leaderless: [PlanTaskRecord]
  /// Leads that are none of the organisations on record, each once.
  let unknownLeads: [String]
  let lacksDeadlines: Bool
  let targets: Int
  let tasks: Int

  var isWhole: Bool {
    !lacksPaper && unexplained.isEmpty && withoutValue.isEmpty && backwards.isEmpty && leaderless.isEmpty
      && unknownLeads.isEmpty && !lacksDeadlines
  }

  /// - Parameter names: of the organisations there are today, folded.
  init(_ whole: PlanWhole, names: Set<String>) {
    let open = whole.targets.filter { $0.endedOn == nil }
    let measured = open.filter { $0.unit != .statement }
    let typed = measured.filter { $0.indicator.isEmpty }
    lacksPaper = whole.record.number.isEmpty || whole.record.issued.isEmpty
    byHand = typed.count
    unexplained = typed.filter { $0.numerator.isEmpty || ($0.unit == .percent && $0.denominator.isEmpty) }
    withoutValue = measured.filter { (whole.values[$0.id] ?? []).isEmpty }
    backwards = measured.filter { Self.goesBack($0, whole.values[$0.id] ?? []) }
    let leads = whole.tasks.map { task in
      (task, (whole.parties[task.id] ?? []).filter { $0.role == .lead })
    }
    leaderless = leads.filter { $0.1.isEmpty }.map(\.0)
    var seen: Set<String> = []
    unknownLeads = leads.flatMap(\.1).filter { $0.organisation == nil }.map(\.name).filter { name in
      let plain = VietnameseText.fold(name)
      return !names.contains(plain) && !TaskParty.namesMany(plain) && seen.insert(plain).inserted
    }
    lacksDeadlines = whole.deadlines.isEmpty
    targets = open.count
    tasks = whole.tasks.count
  }

  private static func goesBack(_ target: TargetRecord, _ values: [TargetValue]) -> Bool {
    let numbers = values.sorted { $0.year < $1.year }.compactMap(\.value)
    let steps = zip(numbers, numbers.dropFirst())
    switch target.direction {
    case .up: return steps.contains { $0 > $1 }
    case .down: return steps.contains { $0 < $1 }
    case .range, .equal: return false
    }
  }
}

extension Programme {
  /// What a plan lacks, by the organisations of today.
  func readiness(of whole: PlanWhole) async throws -> PlanReadiness {
    PlanReadiness(whole, names: try await namesToday())
  }
}
