import Foundation
package import Kernel
import Persistence

/// Marks the IDs of scores.
package enum MaturityScoreMark {}
/// Names one entry's score for one criterion.
package typealias MaturityScoreID = ID<MaturityScoreMark>

/// What an agency gave itself for a criterion, and what the appraisal made of it.
struct MaturityScore: Sendable, RowDecodable {
  static let columns: SQL = """
    id, entry, criterion, self_points, self_note, self_by, self_by_name, self_at, given_points, given_reason, given_by,
    given_by_name, given_at, appeal, appeal_by_name, appeal_at, answer, answer_by_name, answer_at, before_appeal, version
    """

  var id: MaturityScoreID
  var entry: MaturityEntryID
  var criterion: IndexCriterionID
  var selfPoints: Points?
  var selfNote: String
  var selfBy: AccountID?
  var selfByName: String
  /// The points that count.
  var givenPoints: Points?
  var givenReason: String
  var givenBy: AccountID?
  var givenByName: String
  var appeal: String
  var appealByName: String
  var appealAt: Date?
  var answer: String
  var answerByName: String
  var answerAt: Date?
  /// What the appraisal had given before the appeal was answered.
  var beforeAppeal: Points?
  /// Counts changes, so that two people do not overwrite each other.
  var version: Int

  init(row: Row) throws {
    id = try row["id"]
    entry = try row["entry"]
    criterion = try row["criterion"]
    selfPoints = try row["self_points"]
    selfNote = try row["self_note"]
    selfBy = try row["self_by"]
    selfByName = try row["self_by_name"]
    givenPoints = try row["given_points"]
    givenReason = try row["given_reason"]
    givenBy = try row["given_by"]
    givenByName = try row["given_by_name"]
    appeal = try row["appeal"]
    appealByName = try row["appeal_by_name"]
    appealAt = try row["appeal_at"]
    answer = try row["answer"]
    answerByName = try row["answer_by_name"]
    answerAt = try row["answer_at"]
    beforeAppeal = try row["before_appeal"]
    version = try row["version"]
  }

  var isOpenAppeal: Bool { appealAt != nil && answerAt == nil }
}

/// What is known of a piece of evidence beyond the paper itself.
struct ScoreEvidence: Sendable {
  let evidence: Evidence
  /// The last day it holds; nil: without end.
  let validUntil: CivilDate?
  /// The indicator whose figure it is; empty: none.
  let indicator: String
  let numerator: Int?
  let denominator: Int?

  func isValid(on day: CivilDate) -> Bool { validUntil.map { $0 >= day } ?? true }
}
