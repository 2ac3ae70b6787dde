import Contracts
import Foundation
package import Kernel
import Persistence

/// Marks the IDs of cases.
package enum CaseMark {}
/// Names a case; people see its number instead.
package typealias CaseID = ID<CaseMark>

/// A case as it is kept.
struct CaseRecord: RowDecodable, Sendable {
  let id: CaseID
  let organisation: OrganisationID
  let year: Int
  let number: Int
  let kind: CaseKind
  let origin: CaseOrigin
  var state: CaseState
  /// Nil where it is about no work that was published.
  var work: Work?
  /// Who wrote the item, where it is ours.
  let itemAuthor: AccountID?
  /// The day on which it came in or was sent: most clocks begin there.
  var startedOn: CivilDate
  var detail: CaseDetail
  var responsible: AccountID
  let openedBy: AccountID
  let openedAt: Date
  var updatedAt: Date
  var outcome: String
  /// Counts changes, so that two people do not overwrite each other.
  var version: Int

  /// `12/2026`.
  var label: String { "\(number)/\(year)" }
  /// The day that decides which law holds.
  var lawDay: CivilDate { work?.date ?? startedOn }
  var medium: Medium { work?.medium ?? detail.product ?? .online }
  /// What it is called in lists.
  var title: String { work.map(\.title) ?? detail.request.prefixLine }
}

extension CaseRecord {
  static let columns: SQL = """
    id, organisation, year, number, kind, origin, state, item, work, item_author, started_on, detail, responsible, \
    opened_by, opened_at, updated_at, outcome, version
    """

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    year = try row["year"]
    number = try row["number"]
    kind = try row["kind"]
    origin = try row["origin"]
    state = try row["state"]
    let work: String? = try row["work"]
    self.work = try work.map { try JSONDecoder().decode(Work.self, from: Data($0.utf8)) }
    itemAuthor = try row["item_author"]
    startedOn = try row["started_on"]
    let detail: String = try row["detail"]
    self.detail = try JSONDecoder().decode(CaseDetail.self, from: Data(detail.utf8))
    responsible = try row["responsible"]
    openedBy = try row["opened_by"]
    openedAt = try row["opened_at"]
    updatedAt = try row["updated_at"]
    outcome = try row["outcome"]
    version = try row["version"]
  }
}

extension CaseKind: SQLCodable {}
extension CaseOrigin: SQLCodable {}
extension CaseState: SQLCodable {}
extension Medium: SQLCodable {}

extension String {
  /// The first line, short enough for a list.
  var prefixLine: String {
    String((split(whereSeparator: \.isNewline).first ?? "").prefix(120))
  }

  /// As JSON of our own, sorted.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
