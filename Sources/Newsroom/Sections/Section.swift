package import Contracts
package import Kernel
package import Persistence

/// A section (chuyên mục) of an agency's site, with the days on which readers see it.
package struct Section: Sendable, Equatable, RowDecodable {
  /// Stays when the name changes.
  package let id: SectionID
  /// The agency whose site it is on.
  package let organisation: OrganisationID
  /// As readers see it.
  package let name: String
  /// Of its address; unique among the agency's sections.
  package let slug: String
  /// Its place in the menu, from 1.
  package let position: Int
  /// The days on which readers see it.
  package let validity: Validity

  /// What readers see of it.
  package var profile: SectionProfile { SectionProfile(id: id, name: name, slug: slug) }

  /// Columns as `SectionStore` selects them.
  package init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    name = try row["name"]
    slug = try row["slug"]
    position = try row["position"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
  }
}

/// All SQL of sections.
enum SectionStore {
  private static let columns: SQL = "id, organisation_id, name, slug, position, valid_from, valid_to"
  /// More sections than any newspaper has.
  private static let most = 200

  /// In the order readers see them; with a day, only those of that day.
  static func all(
    of organisation: OrganisationID, on day: CivilDate? = nil, from connection: any Connection
  ) throws -> [Section] {
    let dated: SQL = day.map { "AND valid_from <= \($0) AND (valid_to IS NULL OR valid_to >= \($0))" } ?? ""
    return try connection.all(
      """
      SELECT \(columns) FROM section WHERE organisation_id = \(organisation) \(dated)
      ORDER BY position, id LIMIT \(most)
      """)
  }

  static func find(_ id: SectionID, on connection: any Connection) throws -> Section? {
    try connection.first("SELECT \(columns) FROM section WHERE id = \(id)")
  }

  static func lock(_ id: SectionID, on connection: any Connection) throws -> Section? {
    try connection.first("SELECT \(columns) FROM section WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// Throws unless the section, where there is one, is this agency's.
  static func requireOwn(
    _ id: SectionID?, of organisation: OrganisationID, on connection: any Connection
  ) throws {
    guard let id else { return }
    guard let section = try find(id, on: connection), section.organisation == organisation else {
      throw Failure.invalid(["section": "Không có chuyên mục này"])
    }
  }
}
