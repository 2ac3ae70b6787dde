import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Who may confirm what somebody entered: of that organisation, and not that person; where there is nobody else, whoever
  /// may confirm where the plan is kept.
  func secondPeople(of entry: FigureEntry, in plan: PlanRecord) async throws -> [PersonProfile] {
    let own = try await people.people(in: entry.organisation, who: Self.confirm).filter { $0.id != entry.enteredBy }
    guard own.isEmpty, let owner = plan.owner, owner != entry.organisation else { return own }
    return try await people.people(in: owner, who: Self.confirm).filter { $0.id != entry.enteredBy }
  }

  /// Which of some entries that wait have nobody else in their own organisation, so that a keeper of the plan who may
  /// confirm does it in their place.
  func standsIn(
    for entries: [FigureEntry], in plan: PlanRecord, _ principal: Principal
  ) async throws -> Set<FigureEntryID> {
    guard let owner = plan.owner, Self.mayManage(plan, principal), principal.may(Self.confirm, in: owner) else {
      return []
    }
    var found: Set<FigureEntryID> = []
    let waiting = entries.filter { $0.state == .waiting && $0.enteredBy != principal.id }
    for (organisation, own) in Dictionary(grouping: waiting, by: \.organisation) {
      let second = try await people.people(in: organisation, who: Self.confirm)
      found.formUnion(own.filter { one in second.allSatisfy { $0.id == one.enteredBy } }.map(\.id))
    }
    return found
  }

  /// Tells whoever may confirm an entry that it waits; once, whatever calls it how often.
  func tell(
    _ entry: FigureEntry, of target: TargetRecord, to people: [PersonProfile], on connection: any Connection
  ) throws {
    let measure = String(target.measure.prefix(160))
    try tellOnce(
      FigureTold.entry(entry.id), to: people, kind: "programme.figure-waiting",
      text: "\(entry.enteredByName) nhập số liệu “\(measure)” ngày \(entry.day.vietnamese): cần người thứ hai xác nhận",
      path: ProgrammePath.target(target.id), organisation: entry.organisation, by: entry.enteredBy, on: connection)
  }

  /// One notice to several about one thing of a figure, whatever calls it how often; nothing where there is nobody.
  func tellOnce(
    _ subject: String, to people: [PersonProfile], kind: String, text: Phrase, path: String,
    organisation: OrganisationID, by account: AccountID, on connection: any Connection
  ) throws {
    guard !people.isEmpty,
      try FigureTold.put(subject, people: people.map(\.name), at: clock.now, on: connection)
    else { return }
    try notifier.notify(
      NoticeDraft(
        people: people.map(\.id), kind: kind, text: text, path: path, organisation: organisation, by: account,
        key: "figure:\(subject)"), on: connection)
  }

  /// Who must see a restatement: whoever may confirm figures of the organisation whose part it is, and the others who freeze
  /// and restate figures of the plan.
  func witnesses(of organisation: OrganisationID?, in plan: PlanRecord, by principal: Principal) async throws
    -> [PersonProfile]
  {
    var all: [PersonProfile] = []
    if let organisation { all += try await people.people(in: organisation, who: Self.confirm) }
    if let owner = plan.owner { all += try await people.people(in: owner, who: Self.freeze) }
    var seen: Set<AccountID> = [principal.id]
    return all.filter { seen.insert($0.id).inserted }
  }

  func tell(
    _ one: Restatement, of target: TargetRecord, in plan: PlanRecord, to people: [PersonProfile],
    on connection: any Connection
  ) throws {
    let (measure, reason) = (String(target.measure.prefix(160)), String(one.reason.prefix(160)))
    try tellOnce(
      FigureTold.restatement(one.id), to: people, kind: "programme.figure-restated",
      // Who confirmed it is in the page.
      text: "\(one.madeByName) điều chỉnh số liệu đã chốt ngày \(one.day.vietnamese) của “\(measure)”: \(reason)",
      path: ProgrammePath.target(target.id), organisation: one.organisation ?? plan.owner ?? OrganisationID(""),
      by: one.madeBy, on: connection)
  }

  /// Those who could not be told when a figure was entered, since nobody there might confirm, are told once somebody may.
  func tellWaiting() async throws {
    let entries: [FigureEntry] = try await database.read { try $0.all(FigureTold.untold(limit: 1000)) }
    for entry in entries {
      guard let plan = try await database.read({ try PlanStore.find(entry.plan, on: $0) }) else { continue }
      let people = try await secondPeople(of: entry, in: plan)
      guard !people.isEmpty else { continue }
      try await database.write { connection in
        guard let now = try FigureEntryStore.lock(entry.id, on: connection), now.state == .waiting,
          let target = try PlanStore.target(now.target, on: connection)
        else { return }
        try tell(now, of: target, to: people, on: connection)
      }
    }
  }
}
