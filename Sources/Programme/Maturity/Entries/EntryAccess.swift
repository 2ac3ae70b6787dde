import Contracts
import Foundation
import Kernel
import Persistence

/// Who may see and do what with an agency's entry. Another agency's entry is not there.
extension Programme {
  /// How somebody sees an entry.
  enum EntrySight: Sendable {
    /// Of the agency itself.
    case own
    /// Of the body that appraises: sees points only once the agency has sent them.
    case appraiser
  }

  static func appraises(_ cycle: MaturityCycle, _ principal: Principal) -> Bool {
    principal.may(appraise, in: cycle.holder)
  }

  static func sight(_ entry: MaturityEntry, _ cycle: MaturityCycle, _ principal: Principal) -> EntrySight? {
    if principal.organisation == entry.organisation, principal.may(read, in: entry.organisation) { return .own }
    if appraises(cycle, principal) { return .appraiser }
    return principal.may(read, in: entry.organisation) ? .own : nil
  }

  static func visible(
    _ id: MaturityEntryID, to principal: Principal, on connection: any Connection
  ) throws -> (entry: MaturityEntry, cycle: MaturityCycle, sight: EntrySight) {
    guard let entry = try EntryStore.find(id, on: connection),
      let cycle = try CycleStore.find(entry.cycle, on: connection), let sight = sight(entry, cycle, principal)
    else { throw Failure.notFound }
    return (entry, cycle, sight)
  }

  /// Whether somebody sees what proves a score: of their own agency, or once it was sent to the body they appraise for.
  static func seesScore(
    _ id: MaturityScoreID, _ principal: Principal, on connection: any Connection
  ) throws -> Bool {
    guard let score = try ScoreStore.find(id, on: connection),
      let entry = try EntryStore.find(score.entry, on: connection),
      let cycle = try CycleStore.find(entry.cycle, on: connection), let sight = sight(entry, cycle, principal)
    else { return false }
    return sight == .own || entry.state.isSent
  }

  /// An entry in one of these states for somebody who acts in this part, kept from others until the transaction ends.
  func locked(
    _ id: MaturityEntryID, in states: Set<EntryState>, as actor: EntryActor, for principal: Principal,
    on connection: any Connection
  ) throws -> (entry: MaturityEntry, cycle: MaturityCycle) {
    _ = try Self.visible(id, to: principal, on: connection)
    guard let entry = try EntryStore.lock(id, on: connection),
      let cycle = try CycleStore.find(entry.cycle, on: connection)
    else { throw Failure.notFound }
    try Self.require(actor, entry, cycle, principal, on: connection)
    guard !cycle.isPublished else { throw Failure.conflict("Đợt này đã công bố nên không đổi được nữa.") }
    guard states.contains(entry.state) else {
      throw Failure.conflict("Hồ sơ đang ở bước “\(entry.state.phrase.vietnamese)” nên chưa làm được việc này.")
    }
    return (entry, cycle)
  }

  /// Permission, and that the parts are played by different people: who scored does not approve, and neither they nor the
  /// one who approved appraise; nobody appraises their own agency.
  private static func require(
    _ actor: EntryActor, _ entry: MaturityEntry, _ cycle: MaturityCycle, _ principal: Principal,
    on connection: any Connection
  ) throws {
    switch actor {
    case .worker: try principal.require(work, in: entry.organisation)
    case .head:
      try principal.require(confirm, in: entry.organisation)
    case .appraiser:
      try principal.require(appraise, in: cycle.holder)
      guard !principal.belongs(to: entry.organisation) else {
        throw Failure.conflict("Không ai thẩm định cơ quan của chính mình.")
      }
      let scorers = try ScoreStore.scorers(of: entry.id, on: connection)
      guard !scorers.contains(principal.id), entry.approvedBy != principal.id else {
        throw Failure.conflict("Người đã chấm hoặc duyệt hồ sơ này không thẩm định nó.")
      }
    }
  }

  func record(
    _ act: String, _ entry: MaturityEntry, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: "programme.maturity.\(act)", subject: "maturity-entry/\(entry.id)",
        organisation: entry.organisation, detail: detail), on: connection)
  }

  /// Tells those who had a hand in an entry.
  func tell(
    _ entry: MaturityEntry, _ text: Phrase, by principal: Principal, on connection: any Connection
  ) throws {
    let people = Set(
      try connection.values(
        "SELECT by FROM maturity_step WHERE entry = \(entry.id) UNION SELECT account FROM maturity_scorer WHERE entry = \(entry.id)",
        as: AccountID.self))
    try notifier.notify(
      NoticeDraft(
        people: people.filter { $0 != principal.id }.sorted(), kind: "programme.maturity", text: text,
        path: MaturityPath.entry(entry.id), organisation: entry.organisation, by: principal.id,
        key: "maturity/\(entry.id)"), on: connection)
  }
}
