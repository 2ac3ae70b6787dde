import Foundation
package import Kernel
import Persistence

/// A version of the index as its decision made it. What could not be confirmed is nil, and shown as such.
struct IndexVersion: Sendable, RowDecodable {
  static let columns: SQL = """
    id, title, decision, decided_on, issuer, max_points, component_count, criterion_count, mark, sources, note, \
    criteria_source, criteria_by_name, criteria_at
    """

  /// `2023`, `2024`, `2025`.
  var id: String
  var title: String
  var decision: String
  var decidedOn: CivilDate?
  var issuer: String
  var maximum: Points
  var componentCount: Int?
  var criterionCount: Int?
  /// How sure it is (regulation.md): `A`, `B`, …
  var mark: String
  var sources: String
  var note: String
  /// Where the criteria were copied from, by whom and when; empty until they are imported.
  var criteriaSource: String
  var criteriaByName: String
  var criteriaAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    title = try row["title"]
    decision = try row["decision"]
    decidedOn = try row["decided_on"]
    issuer = try row["issuer"]
    maximum = try row["max_points"]
    componentCount = try row["component_count"]
    criterionCount = try row["criterion_count"]
    mark = try row["mark"]
    sources = try row["sources"]
    note = try row["note"]
    criteriaSource = try row["criteria_source"]
    criteriaByName = try row["criteria_by_name"]
    criteriaAt = try row["criteria_at"]
  }
}

/// A pillar (trụ cột) of a version; its maximum is nil where no source shows it.
struct IndexPillar: Sendable, RowDecodable {
  static let columns: SQL = "version, code, position, name, max_points, mark, sources, note"

  var code: String
  var name: String
  var maximum: Points?
  var mark: String
  var sources: String
  var note: String

  init(row: Row) throws {
    code = try row["code"]
    name = try row["name"]
    maximum = try row["max_points"]
    mark = try row["mark"]
    sources = try row["sources"]
    note = try row["note"]
  }
}

/// Marks the IDs of criteria.
package enum IndexCriterionMark {}
/// Names a criterion of one version.
package typealias IndexCriterionID = ID<IndexCriterionMark>

/// A criterion (tiêu chí) as it was imported; none comes with the program.
struct IndexCriterion: Sendable, RowDecodable {
  static let columns: SQL = "id, version, position, code, text, pillar, component, max_points, evidence, rule, blocs"

  var id: IndexCriterionID
  var position: Int
  var code: String
  var text: String
  var pillar: String
  /// The component index (chỉ số thành phần) it belongs to.
  var component: String
  var maximum: Points
  var evidence: String
  var rule: String
  /// Empty: all.
  var blocs: [Bloc]

  init(row: Row) throws {
    id = try row["id"]
    position = try row["position"]
    code = try row["code"]
    text = try row["text"]
    pillar = try row["pillar"]
    component = try row["component"]
    maximum = try row["max_points"]
    evidence = try row["evidence"]
    rule = try row["rule"]
    let blocs: String = try row["blocs"]
    self.blocs = blocs.split(separator: " ").compactMap { Bloc(rawValue: String($0)) }
  }

  func applies(to bloc: Bloc) -> Bool { blocs.isEmpty || blocs.contains(bloc) }
}

/// A version with all that belongs to it.
struct IndexScheme: Sendable {
  let version: IndexVersion
  let pillars: [IndexPillar]
  let levels: IndexLevels
  let criteria: [IndexCriterion]

  func criteria(of bloc: Bloc) -> [IndexCriterion] { criteria.filter { $0.applies(to: bloc) } }
}
