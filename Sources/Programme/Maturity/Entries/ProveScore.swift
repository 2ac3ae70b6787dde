import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// What somebody offers as evidence for a criterion.
struct OfferedEvidence: Sendable {
  var criterion: IndexCriterionID
  /// An address, a path of ours or words; empty where a file or a figure is offered.
  var text = ""
  var name = ""
  var file: UploadedFile?
  /// A figure that the program computes, by its indicator; empty: none.
  var indicator = ""
  var validUntil: CivilDate?
}

extension Programme {
  /// Adds evidence to a criterion while the agency scores itself. A figure is measured now and kept as it was.
  func prove(
    _ id: MaturityEntryID, _ offered: OfferedEvidence, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    // Before a file is moved: who may not add it leaves nothing behind.
    let before = try await database.read { connection in
      let seen = try Self.visible(id, to: principal, on: connection)
      try principal.require(Self.work, in: seen.entry.organisation)
      return seen
    }
    let figure = try await figure(offered.indicator, before.entry, before.cycle)
    let score = try await database.write { connection in
      let (entry, cycle) = try locked(id, in: [.scoring], as: .worker, for: principal, on: connection)
      guard let scheme = try IndexStore.scheme(cycle.version, on: connection),
        scheme.criteria(of: entry.bloc).contains(where: { $0.id == offered.criterion })
      else { throw Failure.notFound }
      return try ScoreStore.begun(offered.criterion, of: id, on: connection)
    }
    let subject = EvidenceSubject.score(score.rawValue)
    let organisation = before.entry.organisation
    let kept: Evidence? =
      if let file = offered.file {
        try keep(file, subject: subject, plan: nil, organisation: organisation, by: principal)
      } else if let figure {
        try evidence(
          typed: figure.path ?? figure.text, name: figure.text, subject: subject, plan: nil,
          organisation: organisation, by: principal)
      } else {
        try evidence(
          typed: offered.text, name: offered.name, subject: subject, plan: nil, organisation: organisation,
          by: principal)
      }
    guard let kept else {
      throw Failure.invalid(["evidence-\(offered.criterion)": "Chọn tệp, nhập địa chỉ hoặc chọn số liệu của hệ thống"])
    }
    let one = ScoreEvidence(
      evidence: kept, validUntil: offered.validUntil, indicator: figure == nil ? "" : offered.indicator,
      numerator: figure?.part.numerator, denominator: figure?.part.denominator)
    // The entry may have moved on while the file came: then nothing of it stays.
    try await discarding([kept]) {
      try await database.write(once: once, at: clock.now) { connection in
        let (entry, _) = try locked(id, in: [.scoring], as: .worker, for: principal, on: connection)
        try ScoreEvidenceStore.insert(one, of: score, on: connection)
        try ScoreStore.addScorer(principal.id, id, on: connection)
        try record("prove", entry, by: principal, detail: ["evidence": kept.id.rawValue], on: connection)
      }
    }
    if once != nil { try await discardRepeated([kept]) }
  }

  /// Takes evidence away again, while the agency scores itself.
  func unprove(_ id: MaturityEntryID, evidence: EvidenceID, by principal: Principal) async throws {
    let now = clock.now
    try await database.write { connection in
      let (entry, _) = try locked(id, in: [.scoring], as: .worker, for: principal, on: connection)
      let own = try ScoreEvidenceStore.of(id, on: connection).values.joined()
      guard own.contains(where: { $0.evidence.id == evidence }) else { throw Failure.notFound }
      try EvidenceStore.remove(evidence, at: now, on: connection)
      // Taking a proof away is scoring too: who did it does not approve.
      try ScoreStore.addScorer(principal.id, id, on: connection)
      try record("unprove", entry, by: principal, detail: ["evidence": evidence.rawValue], on: connection)
    }
  }

  private struct Figure {
    let text: String
    let path: String?
    let part: IndicatorPart
  }

  /// The agency's own part in an indicator over the days of the cycle.
  private func figure(_ id: String, _ entry: MaturityEntry, _ cycle: MaturityCycle) async throws -> Figure? {
    guard !id.isEmpty else { return nil }
    guard let indicator = indicators[id] else { throw Failure.invalid(["indicator": "Không có số liệu này"]) }
    let parts = try await indicator.measure(
      IndicatorQuestion(organisations: [entry.organisation], from: cycle.dataFrom, to: cycle.dataTo))
    guard let part = parts[entry.organisation] else {
      throw Failure.invalid(["indicator": "Hệ thống chưa tính được số liệu này cho cơ quan"])
    }
    if let missing = part.missing {
      throw Failure.invalid(["indicator": "Hệ thống chưa tính được số liệu này: \(missing.vietnamese)"])
    }
    guard part.denominator > 0 else {
      throw Failure.invalid([
        "indicator": "Trong kỳ số liệu không có trường hợp nào để tính, nên không làm minh chứng được"
      ])
    }
    return Figure(
      text: """
        \(indicator.name.vietnamese): \(part.numerator)/\(part.denominator) (\(cycle.dataFrom.vietnamese) – \
        \(cycle.dataTo.vietnamese))
        """, path: part.evidence.lazy.compactMap(\.path).first, part: part)
  }
}
