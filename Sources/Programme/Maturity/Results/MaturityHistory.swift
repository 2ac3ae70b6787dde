import Contracts
import Foundation
import Kernel
import Persistence

/// An organisation's published results through the years, and those of the organisations it came from, each under its own
/// name. They stand beside each other and are never averaged: an agency that was merged has no score of its own before.
struct MaturityHistory: Sendable {
  struct Line: Sendable {
    let organisation: OrganisationID
    /// As it was published.
    let name: String
    let year: Int
    let bloc: Bloc
    let total: Points
    /// Empty where none is known.
    let levelName: String
    let rank: Int?
    let rankOf: Int?
    /// The cycle of the platform it came from; nil: from before the platform.
    let cycle: MaturityCycleID?
    let entry: MaturityEntryID?
    /// What somebody copied from its source, and another confirmed; nil: of the platform.
    let past: PastResult?
    /// Of an organisation this one came from.
    let isPredecessor: Bool
    /// Points by pillar, where known.
    var pillars: [String: Points] = [:]

    init(_ result: MaturityResult, _ cycle: MaturityCycle, of organisation: OrganisationID) {
      self.organisation = result.organisation
      name = result.name
      year = cycle.year
      bloc = result.bloc
      total = result.total
      levelName = result.levelName
      rank = result.rank
      rankOf = result.rankOf
      self.cycle = cycle.id
      entry = result.entry
      past = nil
      isPredecessor = result.organisation != organisation
    }

    init(_ past: PastResult, of organisation: OrganisationID) {
      let draft = past.draft
      self.organisation = draft.organisation
      name = draft.name
      year = draft.year
      bloc = draft.bloc
      total = draft.total
      levelName = draft.levelName
      rank = draft.rank
      rankOf = draft.rankOf
      cycle = nil
      entry = nil
      self.past = past
      isPredecessor = draft.organisation != organisation
      pillars = Dictionary(draft.parts.map { ($0.code, $0.points) }, uniquingKeysWith: { first, _ in first })
    }
  }

  let organisation: OrganisationID
  let name: String
  /// Newest first; of one year the organisation's own first.
  let lines: [Line]
  /// The pillars that points are known of, as the newest version calls them.
  let pillars: [IndexPillar]

  /// Its own, oldest first.
  var own: [Line] { lines.filter { !$0.isPredecessor }.reversed() }

  /// The organisation's own line of the year before this one, if it has one.
  func before(_ line: Line) -> Line? {
    lines.first { $0.organisation == line.organisation && $0.year == line.year - 1 }
  }
}

extension Programme {
  /// For everybody who may enter the room: what was published is known.
  func maturityHistory(of id: OrganisationID, for principal: Principal) async throws -> MaturityHistory {
    guard principal.mayAnywhere(Self.read) else { throw Failure.notFound }
    let today = clock.today
    let all = [id] + (try await registers.predecessors(of: id, on: today).filter { $0 != id })
    let profile = try await organisations.organisation(id, on: today)
    let (lines, pillars) = try await database.read { connection in
      var lines = try Self.publishedLines(of: all, seenFrom: id, on: connection)
      let pillars = try ScoreStore.pillars(of: lines.compactMap(\.entry), on: connection)
      for place in lines.indices {
        if let entry = lines[place].entry { lines[place].pillars = pillars[entry] ?? [:] }
      }
      let newest = try IndexStore.versions(on: connection).first?.id
      return (lines, try newest.flatMap { try IndexStore.scheme($0, on: connection)?.pillars } ?? [])
    }
    guard profile != nil || !lines.isEmpty else { throw Failure.notFound }
    return MaturityHistory(
      organisation: id, name: profile?.name ?? lines.first { $0.organisation == id }?.name ?? "",
      lines: lines.sorted { left, right in
        if left.year != right.year { return left.year > right.year }
        if left.isPredecessor != right.isPredecessor { return !left.isPredecessor }
        return left.name < right.name
      }, pillars: pillars)
  }

  /// Every result that was published of some organisations, in no order; pillars of those of the platform are left out.
  /// - Parameter heir: whose history it is; nil: each organisation's own.
  static func publishedLines(
    of organisations: [OrganisationID], seenFrom heir: OrganisationID? = nil, on connection: any Connection
  ) throws -> [MaturityHistory.Line] {
    let cycles = Dictionary(
      try CycleStore.all(on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let here = try ResultStore.of(organisations, on: connection).compactMap { result in
      cycles[result.cycle].map { MaturityHistory.Line(result, $0, of: heir ?? result.organisation) }
    }
    let published = Set(here.map { "\($0.organisation) \($0.year)" })
    // A year that the platform published after all is what the platform published.
    return try here
      + PastStore.confirmed(organisations, on: connection)
      .map { MaturityHistory.Line($0, of: heir ?? $0.draft.organisation) }
      .filter { !published.contains("\($0.organisation) \($0.year)") }
  }

  /// The totals of the year before a cycle, of the platform or from before it, by organisation.
  static func totalsBefore(_ cycle: MaturityCycle, on connection: any Connection) throws -> [OrganisationID: Points] {
    var totals: [OrganisationID: Points] = [:]
    try connection.forEach(
      "SELECT organisation, total FROM maturity_past_result WHERE year = \(cycle.year - 1) AND state = 'confirmed'"
    ) { row in totals[try row["organisation"]] = try row["total"] as Points }
    try connection.forEach(
      """
      SELECT maturity_result.organisation AS organisation, maturity_result.total AS total FROM maturity_cycle
      JOIN maturity_result ON maturity_result.cycle = maturity_cycle.id
      WHERE maturity_cycle.year = \(cycle.year - 1) AND maturity_cycle.published_at IS NOT NULL
      """
    ) { row in totals[try row["organisation"]] = try row["total"] as Points }
    return totals
  }
}
