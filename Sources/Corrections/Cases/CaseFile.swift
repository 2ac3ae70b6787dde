import Contracts
import Foundation
import Kernel
import Persistence

/// A case with everything that belongs to it, as somebody may see it.
struct CaseFile: Sendable {
  let record: CaseRecord
  let sight: Corrections.Sight
  let regime: Regime
  let clocks: [CaseClock]
  let steps: [CaseStep]
  let rounds: [ResponseRound]
  let places: [Follow]
  let notices: [NoticeRecord]
  /// Empty for those who may not see removed text.
  let snapshots: [Snapshot]
  let brief: ItemBrief?
  let people: [PersonProfile]
  let agency: OrganisationProfile?
  /// Channels and republishers of earlier cases.
  let knownPlaces: [(kind: Follow.Kind, name: String, address: String)]

  func name(_ person: AccountID) -> String { people.first { $0.id == person }?.name ?? "—" }
  var waitingRound: ResponseRound? { rounds.first { $0.state == .waiting } }
  /// What is left to be done, for whoever closes it.
  var undone: Int { clocks.count(where: \.isOpen) + places.count { !$0.isDone } }
  func writer(ownView: String = "") -> NoticeWriter {
    NoticeWriter(record: record, regime: regime, round: waitingRound, ownView: ownView)
  }
}

extension Corrections {
  /// The case for whoever may see it.
  func file(_ id: CaseID, for principal: Principal) async throws -> CaseFile {
    let (record, steps, rounds, places, notices, snapshots, known) = try await database.read { connection in
      let record = try Self.visible(try CaseStore.find(id, on: connection), to: principal)
      let mayKeep = principal.may(Self.manage, in: record.organisation)
      return (
        record, try StepStore.steps(of: id, on: connection), try RoundStore.rounds(of: id, on: connection),
        try FollowStore.all(of: id, on: connection), try NoticeStore.of(id, on: connection),
        mayKeep ? try SnapshotStore.all(of: id, on: connection) : [],
        mayKeep ? try FollowStore.known(of: record.organisation.rawValue, on: connection) : []
      )
    }
    let item = record.work?.item
    let briefs = try await items.briefs(item.map { [$0] } ?? [], for: principal)
    return CaseFile(
      record: record, sight: Self.sight(record, principal) ?? .author, regime: regimes.regime(on: record.lawDay),
      clocks: clocks(record, steps, rounds), steps: steps, rounds: rounds, places: places, notices: notices,
      snapshots: snapshots, brief: item.flatMap { briefs[$0] },
      people: try await people.people(in: record.organisation),
      agency: try await organisations.organisation(record.organisation, on: clock.today),
      knownPlaces: known.filter { known in !places.contains { $0.name == known.name } })
  }

  /// A line of the board.
  struct BoardLine: Sendable {
    let record: CaseRecord
    let next: CaseClock?
  }

  /// Open cases of an agency, those that are late first.
  func board(of organisation: OrganisationID, for principal: Principal) async throws -> [BoardLine] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { connection in
      let records = try CaseStore.open(of: organisation, limit: 500, on: connection)
      let steps = try StepStore.steps(of: records.map(\.id), on: connection)
      let rounds = try RoundStore.rounds(of: records.map(\.id), on: connection)
      return records.map { record in
        BoardLine(record: record, next: clocks(record, steps[record.id] ?? [], rounds[record.id] ?? []).next)
      }.sorted { left, right in
        let days = (left.next?.dueOn ?? .far, right.next?.dueOn ?? .far)
        return days.0 == days.1 ? left.record.id < right.record.id : days.0 < days.1
      }
    }
  }

  func closed(
    of organisation: OrganisationID, before: CaseID?, for principal: Principal
  ) async throws -> Page<CaseRecord> {
    try principal.require(Self.read, in: organisation)
    return try await database.read { connection in
      let found = try CaseStore.closed(of: organisation, before: before, limit: 51, on: connection)
      return Page(fetched: found, limit: 50) { $0.id.rawValue }
    }
  }

  /// Cases about one item, for its page on the desk.
  func cases(about item: ItemID, for principal: Principal) async throws -> [CaseRecord] {
    try await database.read { connection in
      try CaseStore.about(item, on: connection).filter { Self.sight($0, principal) != nil }
    }
  }
}
