import Foundation
import Kernel
import Persistence

/// All SQL about the evidence of scores.
enum ScoreEvidenceStore {
  static func insert(_ one: ScoreEvidence, of score: MaturityScoreID, on connection: any Connection) throws {
    try EvidenceStore.insert(one.evidence, on: connection)
    try connection.execute(
      """
      INSERT INTO maturity_evidence (evidence, score, valid_until, indicator, numerator, denominator)
      VALUES (\(one.evidence.id), \(score), \(one.validUntil), \(one.indicator), \(one.numerator), \(one.denominator))
      """)
  }

  /// Of one entry, by score, oldest first.
  static func of(
    _ entry: MaturityEntryID, on connection: any Connection
  ) throws -> [MaturityScoreID: [ScoreEvidence]] {
    try gathered(
      """
      maturity_score JOIN maturity_evidence ON maturity_evidence.score = maturity_score.id
      JOIN plan_evidence ON plan_evidence.id = maturity_evidence.evidence
      WHERE maturity_score.entry = \(entry) AND plan_evidence.removed_at IS NULL
      """, on: connection)
  }

  static func of(_ score: MaturityScoreID, on connection: any Connection) throws -> [ScoreEvidence] {
    try gathered(
      """
      maturity_evidence JOIN plan_evidence ON plan_evidence.id = maturity_evidence.evidence
      WHERE maturity_evidence.score = \(score) AND plan_evidence.removed_at IS NULL
      """, on: connection)[score] ?? []
  }

  private static func gathered(
    _ source: SQL, on connection: any Connection
  ) throws -> [MaturityScoreID: [ScoreEvidence]] {
    var all: [MaturityScoreID: [ScoreEvidence]] = [:]
    try connection.forEach(
      """
      SELECT maturity_evidence.score AS score, maturity_evidence.valid_until AS valid_until,
        maturity_evidence.indicator AS indicator, maturity_evidence.numerator AS numerator,
        maturity_evidence.denominator AS denominator, plan_evidence.*
      FROM \(source) ORDER BY plan_evidence.id LIMIT 20000
      """
    ) { row in
      let score: MaturityScoreID = try row["score"]
      all[score, default: []].append(
        ScoreEvidence(
          evidence: try Evidence(row: row), validUntil: try row["valid_until"], indicator: try row["indicator"],
          numerator: try row["numerator"], denominator: try row["denominator"]))
    }
    return all
  }

  /// Criteria with points whose evidence has all run out by this day: what may not be published as it stands.
  static func expired(
    of cycle: MaturityCycleID, on day: CivilDate, on connection: any Connection
  ) throws -> [(agency: String, code: String)] {
    try connection.rows(expiredQuery(cycle, day)).map { (agency: try $0["name"], code: try $0["code"]) }
  }

  static func expiredQuery(_ cycle: MaturityCycleID, _ day: CivilDate) -> SQL {
    """
    SELECT maturity_entry.name AS name, index_criterion.code AS code
    FROM maturity_entry JOIN maturity_score ON maturity_score.entry = maturity_entry.id
    JOIN index_criterion ON index_criterion.id = maturity_score.criterion
    WHERE maturity_entry.cycle = \(cycle) AND maturity_entry.state IN ('result', 'settled')
      AND maturity_score.given_points > 0
      AND EXISTS (SELECT 1 FROM maturity_evidence JOIN plan_evidence ON plan_evidence.id = maturity_evidence.evidence
        WHERE maturity_evidence.score = maturity_score.id AND plan_evidence.removed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM maturity_evidence JOIN plan_evidence ON plan_evidence.id = maturity_evidence.evidence
        WHERE maturity_evidence.score = maturity_score.id AND plan_evidence.removed_at IS NULL
          AND (maturity_evidence.valid_until IS NULL OR maturity_evidence.valid_until >= \(day)))
    ORDER BY maturity_entry.name, index_criterion.position LIMIT 200
    """
  }
}
