import Foundation
package import Kernel
import Persistence

/// Marks the IDs of yearly cycles.
package enum MaturityCycleMark {}
/// Names a yearly cycle of the maturity index.
package typealias MaturityCycleID = ID<MaturityCycleMark>

/// One year's assessment by one version of the index.
struct MaturityCycle: Sendable, RowDecodable {
  static let columns: SQL = """
    id, version, year, holder, title, data_from, data_to, register_until, score_until, appraise_until, appeal_until,
    needs_training, made_by, made_at, published_by_name, published_at, decision, digest
    """

  var id: MaturityCycleID
  var version: String
  var year: Int
  /// The body that runs it and appraises; nil: whoever runs this installation.
  var holder: OrganisationID?
  var title: String
  /// The days whose work counts.
  var dataFrom: CivilDate
  var dataTo: CivilDate
  var registerUntil: CivilDate
  /// For self-scoring and internal approval.
  var scoreUntil: CivilDate
  var appraiseUntil: CivilDate
  var appealUntil: CivilDate
  var needsTraining: Bool
  var madeBy: AccountID
  var madeAt: Date
  var publishedByName: String
  var publishedAt: Date?
  /// The decision that recognises the results: `4765/QĐ-BVHTTDL`.
  var decision: String
  /// Over everything that was published.
  var digest: String

  init(row: Row) throws {
    id = try row["id"]
    version = try row["version"]
    year = try row["year"]
    holder = try row["holder"]
    title = try row["title"]
    dataFrom = try row["data_from"]
    dataTo = try row["data_to"]
    registerUntil = try row["register_until"]
    scoreUntil = try row["score_until"]
    appraiseUntil = try row["appraise_until"]
    appealUntil = try row["appeal_until"]
    needsTraining = try row["needs_training"]
    madeBy = try row["made_by"]
    madeAt = try row["made_at"]
    publishedByName = try row["published_by_name"]
    publishedAt = try row["published_at"]
    decision = try row["decision"]
    digest = try row["digest"]
  }

  init(_ start: CycleStart, holder: OrganisationID?, by principal: Principal, at time: Date) {
    id = .new()
    version = start.version
    year = start.year
    self.holder = holder
    title = start.title
    dataFrom = start.dataFrom
    dataTo = start.dataTo
    registerUntil = start.registerUntil
    scoreUntil = start.scoreUntil
    appraiseUntil = start.appraiseUntil
    appealUntil = start.appealUntil
    needsTraining = start.needsTraining
    madeBy = principal.id
    madeAt = time
    publishedByName = ""
    decision = ""
    digest = ""
  }

  var isPublished: Bool { publishedAt != nil }
}

/// What opens a cycle.
struct CycleStart: Codable, Sendable {
  var version: String
  var year: Int
  var title: String
  var dataFrom: CivilDate
  var dataTo: CivilDate
  var registerUntil: CivilDate
  var scoreUntil: CivilDate
  var appraiseUntil: CivilDate
  var appealUntil: CivilDate
  var needsTraining: Bool
}
