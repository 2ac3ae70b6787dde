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
    try await placePeerFigures()
    let own = try await ownFigures(for: principal)
    let keeping = principal.organisations(for: Self.manage)
    return try await database.read { connection in
      let peers = try PeerStore.all(of: keeping, on: connection)
      let active = peers.filter { $0.state == .active }
      let found = try Self.choices(own, active.map(\.id), on: connection)
      guard let chosen = ProvinceComparison.chosen(found, query.definition) else {
        return ProvinceComparison(choices: found, peers: peers)
      }
      return try Self.comparison(own, active, peers, found, chosen, query, on: connection)
    }
  }

  /// One's own figures of the plans that this person keeps, frozen or not, each of its province.
  private func ownFigures(for principal: Principal) async throws -> [ProvinceComparison.Entry] {
    let today = clock.today
    let plans = try await database.read { connection in
      try PlanStore.all(on: connection).filter { plan in
        plan.kind == .provincial && plan.state != .draft && Self.mayManage(plan, principal)
      }.map { plan in
        (plan, try SharedFigures(plan: plan, today: today, includesPreliminary: true).figures(on: connection))
      }
    }
    var entries: [ProvinceComparison.Entry] = []
    for (plan, figures) in plans {
      entries += try await placed(figures, of: plan).map {
        ProvinceComparison.Entry(source: .own(plan.id), plan: plan.code, planTitle: plan.shortTitle, figure: $0)
      }
    }
    return entries
  }

  /// Every definition that can be looked at. Of peers' figures it is only counted, and one is read where nobody here has one.
  private static func choices(
    _ own: [ProvinceComparison.Entry], _ active: [PeerID], on connection: any Connection
  ) throws -> [ProvinceComparison.Choice] {
    let mine = Dictionary(grouping: own) { FigureDefinition($0.figure).id }
    let counts = try PeerStore.definitions(of: active, on: connection)
    let shared = counts.filter { mine[$0.key] == nil && $0.value > 1 }.keys.sorted()
    var references = mine.compactMapValues { $0.first?.figure }
    for one in try PeerStore.references(shared, of: active, on: connection) {
      references[FigureDefinition(one.figure).id] = one.figure
    }
    return ProvinceComparison.sorted(
      references.map { id, figure in
        let plans = Set(mine[id]?.map(\.whose) ?? []).count + (counts[id] ?? 0)
        return ProvinceComparison.Choice(id: id, reference: figure, provinces: plans)
      })
  }

  private static func comparison(
    _ own: [ProvinceComparison.Entry], _ active: [Peer], _ peers: [Peer], _ choices: [ProvinceComparison.Choice],
    _ chosen: ProvinceComparison.Choice, _ query: ProvinceQuery, on connection: any Connection
  ) throws -> ProvinceComparison {
    let (ids, definition) = (active.map(\.id), FigureDefinition(chosen.reference))
    let alike = try PeerStore.figures(of: definition, from: ids, on: connection)
    var board = ProvinceComparison(choices: choices, peers: peers)
    board.choose(
      chosen, among: own.filter { FigureDefinition($0.figure) == definition }.map(\.yearly) + alike.map(\.yearly), query
    )
    let year = board.year ?? 0
    let near = try PeerStore.figures(near: chosen.reference, year: year, from: ids, on: connection)
    let changes = try PeerStore.changes(of: ids, in: board.years, on: connection)
    board.place(
      own + entries(alike + near, changes, active),
      gone: try PeerStore.gone(from: ids, year: year, on: connection))
    return board
  }

  /// Figures that were read before their definitions stood beside them get them once.
  private func placePeerFigures() async throws {
    while true {
      let left = try await database.read { try PeerStore.unplaced(on: $0) }
      guard !left.isEmpty else { return }
      let placed = try await database.write { connection in
        try left.count { try PeerStore.place($0, on: connection) }
      }
      guard placed > 0 else { return }
    }
  }

  private static func key(_ change: PeerChange) -> String {
    "\(change.peer) \(change.plan) \(change.was.target) \(change.was.year)"
  }

  /// Each with the newest change of it, so that nobody takes the new number for the frozen one.
  private static func entries(
    _ figures: [PeerFigure], _ changes: [PeerChange], _ peers: [Peer]
  ) -> [ProvinceComparison.Entry] {
    let byID = Dictionary(peers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let newest = Dictionary(changes.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    return figures.compactMap { one in
      byID[one.peer].map {
        ProvinceComparison.Entry(
          source: .peer($0), plan: one.plan, planTitle: one.planTitle, figure: one.figure,
          change: newest["\(one.peer) \(one.key)"])
      }
    }
  }
}

extension ProvinceComparison.Entry {
  fileprivate var yearly: (year: Int, whose: String) { (figure.year, whose) }
}

extension PeerFigure {
  fileprivate var yearly: (year: Int, whose: String) { (figure.year, "\(peer) \(plan)") }
}
