import Foundation
import Kernel
import Persistence

/// All SQL about scores and their evidence.
enum ScoreStore {
  static func of(_ entry: MaturityEntryID, on connection: any Connection) throws -> [IndexCriterionID: MaturityScore] {
    let all: [MaturityScore] = try connection.all(
      "SELECT \(MaturityScore.columns) FROM maturity_score WHERE entry = \(entry) LIMIT 2000")
    return Dictionary(all.map { ($0.criterion, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static func find(_ id: MaturityScoreID, on connection: any Connection) throws -> MaturityScore? {
    try connection.first("SELECT \(MaturityScore.columns) FROM maturity_score WHERE id = \(id)")
  }

  /// The row of a criterion, begun where there is none yet.
  static func begun(
    _ criterion: IndexCriterionID, of entry: MaturityEntryID, on connection: any Connection
  ) throws -> MaturityScoreID {
    let known: MaturityScoreID? = try connection.value(
      "SELECT id FROM maturity_score WHERE entry = \(entry) AND criterion = \(criterion)")
    if let known { return known }
    let id = MaturityScoreID.new()
    try connection.execute(
      """
      INSERT INTO maturity_score (\(empty))
      VALUES (\(id), \(entry), \(criterion), '', '', '', '', '', '', '', '', 0)
      """)
    return id
  }

  private static let empty: SQL = """
    id, entry, criterion, self_note, self_by_name, given_reason, given_by_name, appeal, appeal_by_name, answer, \
    answer_by_name, version
    """

  static func setSelf(
    _ criterion: IndexCriterionID, of entry: MaturityEntryID, _ points: Points?, note: String, by principal: Principal,
    at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO maturity_score (\(empty), self_points, self_by, self_at)
      VALUES (\(MaturityScoreID.new()), \(entry), \(criterion), \(note), \(principal.name), '', '', '', '', '', '', 1,
        \(points), \(principal.id), \(time))
      ON CONFLICT (entry, criterion) DO UPDATE SET self_points = excluded.self_points, self_note = excluded.self_note,
        self_by = excluded.self_by, self_by_name = excluded.self_by_name, self_at = excluded.self_at,
        version = maturity_score.version + 1
      """)
  }

  static func setGiven(
    _ criterion: IndexCriterionID, of entry: MaturityEntryID, _ points: Points, reason: String,
    by principal: Principal, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO maturity_score (\(empty), given_points, given_by, given_at)
      VALUES (\(MaturityScoreID.new()), \(entry), \(criterion), '', '', \(reason), \(principal.name), '', '', '', '', 1,
        \(points), \(principal.id), \(time))
      ON CONFLICT (entry, criterion) DO UPDATE SET given_points = excluded.given_points,
        given_reason = excluded.given_reason, given_by = excluded.given_by, given_by_name = excluded.given_by_name,
        given_at = excluded.given_at, version = maturity_score.version + 1
      """)
  }

  static func setAppeal(
    _ id: MaturityScoreID, _ words: String, by principal: Principal, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE maturity_score SET appeal = \(words), appeal_by_name = \(principal.name), appeal_at = \(time),
        answer = '', answer_by_name = '', answer_at = NULL, before_appeal = given_points, version = version + 1
      WHERE id = \(id)
      """)
  }

  static func setAnswer(
    _ id: MaturityScoreID, _ points: Points, words: String, by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE maturity_score SET given_points = \(points), answer = \(words), answer_by_name = \(principal.name),
        answer_at = \(time), version = version + 1 WHERE id = \(id)
      """)
  }

  /// Everybody who ever scored or proved something in this entry stays one who did.
  static func addScorer(_ account: AccountID, _ entry: MaturityEntryID, on connection: any Connection) throws {
    try connection.execute(
      "INSERT INTO maturity_scorer (entry, account) VALUES (\(entry), \(account)) ON CONFLICT DO NOTHING")
  }

  static func scorers(of entry: MaturityEntryID, on connection: any Connection) throws -> Set<AccountID> {
    Set(try connection.values("SELECT account FROM maturity_scorer WHERE entry = \(entry)"))
  }

  /// The points given of a whole cycle, by entry and criterion; for ranking.
  static func given(
    of cycle: MaturityCycleID, on connection: any Connection
  ) throws -> [MaturityEntryID: [IndexCriterionID: Points]] {
    var all: [MaturityEntryID: [IndexCriterionID: Points]] = [:]
    try connection.forEach(givenQuery(cycle)) { row in
      let entry: MaturityEntryID = try row["entry"]
      all[entry, default: [:]][try row["criterion"]] = try row["points"] as Points
    }
    return all
  }

  static func givenQuery(_ cycle: MaturityCycleID) -> SQL {
    """
    SELECT maturity_score.entry AS entry, maturity_score.criterion AS criterion, maturity_score.given_points AS points
    FROM maturity_entry JOIN maturity_score ON maturity_score.entry = maturity_entry.id
    WHERE maturity_entry.cycle = \(cycle) AND maturity_score.given_points IS NOT NULL
    """
  }

  /// How many criteria each entry of a cycle has scored itself, and how many were appraised.
  static func progress(
    of cycle: MaturityCycleID, on connection: any Connection
  ) throws -> [MaturityEntryID: (scored: Int, appraised: Int)] {
    var all: [MaturityEntryID: (scored: Int, appraised: Int)] = [:]
    try connection.forEach(progressQuery(cycle)) { row in
      all[try row["entry"] as MaturityEntryID] = (try row["scored"], try row["appraised"])
    }
    return all
  }

  static func progressQuery(_ cycle: MaturityCycleID) -> SQL {
    """
    SELECT maturity_score.entry AS entry, COUNT(maturity_score.self_points) AS scored,
      COUNT(maturity_score.given_points) AS appraised
    FROM maturity_entry JOIN maturity_score ON maturity_score.entry = maturity_entry.id
    WHERE maturity_entry.cycle = \(cycle) GROUP BY maturity_score.entry
    """
  }

  /// The points given by pillar.
  static func pillars(
    of entries: [MaturityEntryID], on connection: any Connection
  ) throws -> [MaturityEntryID: [String: Points]] {
    var all: [MaturityEntryID: [String: Points]] = [:]
    try connection.forEach(
      """
      SELECT maturity_score.entry AS entry, index_criterion.pillar AS pillar, maturity_score.given_points AS points
      FROM maturity_score JOIN index_criterion ON index_criterion.id = maturity_score.criterion
      WHERE maturity_score.entry IN \(list: entries) AND maturity_score.given_points IS NOT NULL
      """
    ) { row in
      let (entry, pillar, points): (MaturityEntryID, String, Points) = (
        try row["entry"], try row["pillar"], try row["points"]
      )
      all[entry, default: [:]][pillar] = (all[entry]?[pillar] ?? .zero) + points
    }
    return all
  }
}
