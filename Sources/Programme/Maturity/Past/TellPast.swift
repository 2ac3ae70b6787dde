import Contracts
import Foundation
import Kernel
import Persistence

extension FigureTold {
  static func past(_ id: PastResultID) -> String { "past:\(id)" }
}

extension PastStore {
  /// Results that wait and of which nobody was told: nobody could be, when they were entered.
  static func untold(limit: Int) -> SQL {
    """
    SELECT \(PastResult.columns) FROM maturity_past_result
    WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM figure_told t WHERE t.subject = 'past:' || maturity_past_result.id)
    ORDER BY entered_at LIMIT \(limit)
    """
  }
}

/// Who confirms a result of an earlier year hears of it, and whoever entered it hears what became of it.
extension Programme {
  /// Those who may confirm, but for whoever entered it: of the agency or of the one it went into; of the body above it, where
  /// that entered it or where the agency has nobody else.
  func confirmers(
    of organisation: OrganisationID, but account: AccountID, from own: OrganisationID?
  ) async throws -> [PersonProfile] {
    let heirs = try await heirs(of: organisation)
    var found: [PersonProfile] = []
    for one in heirs { found += try await people.people(in: one, who: Self.confirm) }
    if let own, !heirs.contains(own) { found += try await people.people(in: own, who: Self.appraise) }
    if found.allSatisfy({ $0.id == account }) {
      for body in try await database.read({ try CycleStore.holders(on: $0) }) {
        found += try await people.people(in: body, who: Self.appraise)
      }
    }
    var seen: Set<AccountID> = [account]
    return found.filter { seen.insert($0.id).inserted }
  }

  /// The agency itself, and where it is no more those of today that it went into.
  private func heirs(of organisation: OrganisationID) async throws -> [OrganisationID] {
    let today = clock.today
    if try await organisations.organisation(organisation, on: today) != nil { return [organisation] }
    var found = [organisation]
    for one in try await organisations.organisations(kind: .pressAgency, on: today)
    where try await registers.predecessors(of: one.id, on: today).contains(organisation) { found.append(one.id) }
    return found
  }

  /// Tells those who may confirm what somebody entered; once of each result, whatever calls it how often.
  func tellPast(_ all: [PastResult], _ others: [PersonProfile], on connection: any Connection) throws {
    guard !others.isEmpty else { return }
    let new = try all.filter {
      try FigureTold.put(FigureTold.past($0.id), people: others.map(\.name), at: clock.now, on: connection)
    }
    guard let first = new.first else { return }
    let text: Phrase =
      new.count == 1
      ? "\(first.enteredByName) nhập kết quả \(first.draft.year) của \(first.draft.name), chờ bạn xác nhận"
      : "\(first.enteredByName) nhập \(new.count) kết quả chỉ số trưởng thành các năm trước, chờ bạn xác nhận"
    try notifier.notify(
      NoticeDraft(
        people: others.map(\.id), kind: "programme.maturity", text: text, path: MaturityPath.past,
        organisation: first.draft.organisation, by: first.enteredBy, key: nil), on: connection)
  }

  /// Those who could not be told when a result was entered, since nobody might confirm it, are told once somebody may.
  func tellWaitingPast() async throws {
    let waiting: [PastResult] = try await database.read { try $0.all(PastStore.untold(limit: 1000)) }
    guard !waiting.isEmpty else { return }
    let authors = try await people.people(waiting.map(\.enteredBy))
    for (place, all) in Dictionary(grouping: waiting, by: { [$0.draft.organisation.rawValue, $0.enteredBy.rawValue] })
      .sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
    {
      let author = AccountID(place[1])
      let others = try await confirmers(
        of: OrganisationID(place[0]), but: author, from: authors[author]?.organisation)
      guard !others.isEmpty else { continue }
      try await database.write { connection in
        let now = try all.compactMap { try PastStore.lock($0.id, on: connection) }.filter { $0.state == .waiting }
        try tellPast(now, others, on: connection)
      }
    }
  }

  /// What became of it, to whoever entered it.
  func tellDecided(
    _ one: PastResult, _ text: Phrase, by principal: Principal, on connection: any Connection
  ) throws {
    try notifier.notify(
      NoticeDraft(
        people: [one.enteredBy], kind: "programme.maturity", text: text, path: MaturityPath.past,
        organisation: one.draft.organisation, by: principal.id), on: connection)
  }
}
