import Foundation
import Kernel
import Persistence

extension Programme {
  /// What is asked of the comparison of provinces.
  struct ProvinceQuery: Sendable {
    /// The id of a ``FigureDefinition``; empty: the one that most have.
    var definition = ""
    var year: Int?
    var order: ProvinceComparison.Order?
    var isDescending: Bool?
  }

  /// So sánh với tỉnh khác: figures of the provincial plans that this person keeps beside those that other provinces
  /// publish and a person accepted.
  func provinceComparison(_ query: ProvinceQuery, for principal: Principal) async throws -> ProvinceComparison {
    guard principal.mayAnywhere(Self.manage) else { throw Failure.forbidden(Self.manage) }
    let today = clock.today
    let (plans, peers, figures, changes) = try await database.read { connection in
      let kept = try PlanStore.all(on: connection).filter { plan in
        plan.kind == .provincial && plan.state != .draft && Self.mayManage(plan, principal)
      }
      let plans = try kept.map { plan in
        (plan, try SharedFigures(plan: plan, today: today, includesPreliminary: true).figures(on: connection))
      }
      let peers = try PeerStore.all(of: principal.organisations(for: Self.manage), on: connection)
      let active = peers.filter { $0.state == .active }.map(\.id)
      return (
        plans, peers, try PeerStore.figures(of: active, on: connection),
        try PeerStore.changes(of: active, on: connection)
      )
    }
    var entries: [ProvinceComparison.Entry] = []
    for (plan, figures) in plans {
      entries += try await placed(figures, of: plan).map {
        ProvinceComparison.Entry(source: .own(plan.id), plan: plan.code, planTitle: plan.shortTitle, figure: $0)
      }
    }
    entries += Self.entries(figures, changes, peers)
    let present = Set(figures.map { "\($0.peer) \($0.key)" })
    return ProvinceComparison(
      entries, gone: changes.filter { $0.kind == .withdrawn && !present.contains(Self.key($0)) }, peers: peers,
      asked: query.definition, year: query.year, order: query.order, isDescending: query.isDescending)
  }

  private static func key(_ change: PeerChange) -> String {
    "\(change.peer) \(change.plan) \(change.was.target) \(change.was.year)"
  }

  /// Each with the newest change of it, so that nobody takes the new number for the frozen one.
  private static func entries(
    _ figures: [PeerFigure], _ changes: [PeerChange], _ peers: [Peer]
  ) -> [ProvinceComparison.Entry] {
    let byID = Dictionary(peers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let newest = Dictionary(
      changes.filter { $0.kind != .withdrawn }.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    return figures.compactMap { one in
      byID[one.peer].map {
        ProvinceComparison.Entry(
          source: .peer($0), plan: one.plan, planTitle: one.planTitle, figure: one.figure,
          change: newest["\(one.peer) \(one.key)"])
      }
    }
  }
}
