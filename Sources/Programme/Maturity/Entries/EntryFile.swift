import Contracts
import Foundation
import Kernel
import Persistence

/// A criterion with what an entry has for it.
struct ScoredCriterion: Sendable {
  let criterion: IndexCriterion
  let score: MaturityScore?
  let evidence: [ScoreEvidence]
}

/// An entry with everything that belongs to it, as somebody may see it.
struct EntryFile: Sendable {
  let entry: MaturityEntry
  let cycle: MaturityCycle
  let scheme: IndexScheme
  let sight: Programme.EntrySight
  /// Of the entry's bloc, in order; without points where the appraiser may not see them yet.
  let criteria: [ScoredCriterion]
  let steps: [MaturityStep]
  let scorers: Set<AccountID>
  let result: MaturityResult?
  /// Whether the points of the appraisal may be seen.
  let showsGiven: Bool

  /// Whether it was sent by the only person of the agency: no second one has looked at it.
  var isAlone: Bool {
    entry.approvedBy != nil && steps.last { EntryAct.approvals.contains($0.act) }?.act == .approveAlone
  }

  var scored: Int { criteria.count { $0.score?.selfPoints != nil } }
  var appraised: Int { criteria.count { $0.score?.givenPoints != nil } }
  var openAppeals: [ScoredCriterion] { criteria.filter { $0.score?.isOpenAppeal ?? false } }

  func of(_ pillar: IndexPillar) -> [ScoredCriterion] { criteria.filter { $0.criterion.pillar == pillar.code } }

  /// What counts so far: what the appraisal gave once it may be seen, before that the agency's own.
  func points(_ one: ScoredCriterion) -> Points? { showsGiven ? one.score?.givenPoints : one.score?.selfPoints }

  var total: Points { criteria.compactMap { points($0) }.sum }
  var selfTotal: Points { criteria.compactMap { $0.score?.selfPoints }.sum }
}

extension Programme {
  /// The entry for whoever may see it.
  func entryFile(_ id: MaturityEntryID, for principal: Principal) async throws -> EntryFile {
    try await database.read { connection in
      let (entry, cycle, sight) = try Self.visible(id, to: principal, on: connection)
      guard let scheme = try IndexStore.scheme(cycle.version, on: connection) else { throw Failure.notFound }
      let mayRead = sight == .own || entry.state.isSent
      let scores = mayRead ? try ScoreStore.of(id, on: connection) : [:]
      let evidence = mayRead ? try ScoreEvidenceStore.of(id, on: connection) : [:]
      return EntryFile(
        entry: entry, cycle: cycle, scheme: scheme, sight: sight,
        criteria: scheme.criteria(of: entry.bloc).map { criterion in
          let score = scores[criterion.id]
          return ScoredCriterion(
            criterion: criterion, score: score, evidence: score.flatMap { evidence[$0.id] } ?? [])
        }, steps: try EntryStore.steps(of: id, on: connection),
        scorers: try ScoreStore.scorers(of: id, on: connection), result: try ResultStore.find(id, on: connection),
        showsGiven: entry.state.isAppraised || sight == .appraiser)
    }
  }
}
