import Contracts
import Foundation
import Kernel
import Persistence

/// Points as somebody typed them for a criterion.
struct TypedScore: Sendable {
  let criterion: IndexCriterionID
  /// As typed; empty takes the points away.
  let points: String
  /// What is said beside them: a note of the agency, a reason of the appraisal.
  let words: String
  /// The version of the score that the person had before their eyes; nil: whatever is there.
  let base: Int?
}

extension Programme {
  /// Saves a part of a self-score: all of it, or nothing with what does not hold beside each criterion.
  /// - Parameter isAutosave: whether the page does it while somebody types, see ``ScoreSitting``.
  func saveScores(
    _ id: MaturityEntryID, _ typed: [TypedScore], isAutosave: Bool = false, by principal: Principal
  ) async throws {
    let (now, today) = (clock.now, clock.today)
    try await database.write { connection in
      let (entry, cycle) = try locked(id, in: [.scoring], as: .worker, for: principal, on: connection)
      guard today <= cycle.scoreUntil else {
        throw Failure.conflict("Đã hết hạn tự chấm (\(cycle.scoreUntil.vietnamese)).")
      }
      let changed = try Self.changes(typed, entry, cycle, on: connection) { score, points, words in
        score?.selfPoints != points || (score?.selfNote ?? "") != words
      }
      for one in changed {
        try ScoreStore.setSelf(
          one.criterion, of: id, one.points, note: one.words, by: principal, at: now, on: connection)
      }
      guard !changed.isEmpty else { return }
      try ScoreStore.addScorer(principal.id, id, on: connection)
      try recordScores("score", entry, changed.map(\.named), isAutosave: isAutosave, by: principal, on: connection)
    }
  }

  /// Saves a part of the appraisal. Points that differ from the agency's own need a reason.
  func saveAppraisal(
    _ id: MaturityEntryID, _ typed: [TypedScore], isAutosave: Bool = false, by principal: Principal
  ) async throws {
    let now = clock.now
    try await database.write { connection in
      let (entry, cycle) = try locked(id, in: [.appraisal], as: .appraiser, for: principal, on: connection)
      let scores = try ScoreStore.of(id, on: connection)
      let changed = try Self.changes(typed, entry, cycle, on: connection) { score, points, words in
        score?.givenPoints != points || (score?.givenReason ?? "") != words
      }
      var errors: [String: Phrase] = [:]
      for one in changed {
        if one.points == nil, scores[one.criterion]?.givenPoints != nil {
          errors["points-\(one.criterion)"] = "Đã thẩm định tiêu chí này; hãy nhập điểm"
        }
        if one.points != scores[one.criterion]?.selfPoints, one.points != nil, one.words.isEmpty {
          errors["words-\(one.criterion)"] = "Điểm khác điểm tự chấm thì cần lý do"
        }
      }
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      for one in changed {
        guard let points = one.points else { continue }
        try ScoreStore.setGiven(
          one.criterion, of: id, points, reason: one.words, by: principal, at: now, on: connection)
      }
      guard !changed.isEmpty else { return }
      let given = changed.filter { $0.points != nil }.map(\.named)
      try recordScores("appraise", entry, given, isAutosave: isAutosave, by: principal, on: connection)
    }
  }

  private struct Change {
    let criterion: IndexCriterionID
    /// For the audit.
    let named: (pillar: String, code: String)
    let points: Points?
    let words: String
  }

  /// What of the typed is new; throws every error at once, by field.
  private static func changes(
    _ typed: [TypedScore], _ entry: MaturityEntry, _ cycle: MaturityCycle, on connection: any Connection,
    isNew: (MaturityScore?, Points?, String) -> Bool
  ) throws -> [Change] {
    guard let scheme = try IndexStore.scheme(cycle.version, on: connection) else { throw Failure.notFound }
    let criteria = Dictionary(
      scheme.criteria(of: entry.bloc).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let scores = try ScoreStore.of(entry.id, on: connection)
    var errors: [String: Phrase] = [:]
    var changes: [Change] = []
    for one in typed {
      guard let criterion = criteria[one.criterion] else { throw Failure.notFound }
      let points = one.points.isEmpty ? nil : Points(text: one.points)
      let field = "points-\(criterion.id)"
      if points == nil, !one.points.isEmpty {
        errors[field] = "Cần số điểm, nhiều nhất hai chữ số thập phân: 1,50"
      } else if let points, points > criterion.maximum {
        errors[field] = "Nhiều nhất \(criterion.maximum.text) điểm"
      }
      if one.words.count > 4000 { errors["words-\(criterion.id)"] = "Dài quá \(4000) chữ" }
      let score = scores[criterion.id]
      guard isNew(score, points, one.words) else { continue }
      if let base = one.base, base != score?.version ?? 0 {
        errors[field] = "Người khác vừa sửa tiêu chí này; hãy mở lại trang để xem rồi nhập"
      }
      changes.append(
        Change(
          criterion: criterion.id, named: (criterion.pillar, criterion.code), points: points, words: one.words))
    }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    return changes
  }
}
