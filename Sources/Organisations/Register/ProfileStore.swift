import Contracts
import Foundation
import Kernel
import Persistence

/// Profiles as other rooms see them: names of body and province, and the head of the day, as they were then. Of two heads
/// on one day the later counts, so that an organisation is never listed twice.
enum ProfileStore {
  static func profiles(
    _ condition: SQL, on day: CivilDate, limit: Int, _ connection: any Connection
  ) throws -> [OrganisationProfile] {
    try connection.all(
      """
      SELECT v.*, body.name AS body_name, province.name AS province_name, head.person AS head_person,
        head.title AS head_title
      FROM organisation_version v
      LEFT JOIN organisation_version body ON body.organisation = v.governing_body AND \(SQL.holds("body", on: day))
      LEFT JOIN unit_version province
        ON province.unit = v.province AND \(SQL.holds("province", on: UnitStore.known(day)))
      LEFT JOIN organisation_post head
        ON head.id = (
          SELECT h.id FROM organisation_post h
          WHERE h.organisation = v.organisation AND h.is_head = TRUE AND \(SQL.holds("h", on: day))
          ORDER BY h.valid_from DESC, h.id DESC LIMIT 1)
      WHERE \(condition) AND \(SQL.holds("v", on: day))
      ORDER BY v.sort_key, v.organisation LIMIT \(limit)
      """,
      as: ProfileRow.self
    ).map(\.profile)
  }
}

private struct ProfileRow: RowDecodable {
  let profile: OrganisationProfile

  init(row: Row) throws {
    let version = try OrganisationVersion(row: row)
    var imprint = version.details.imprint
    // Who holds the post is known better by the post than by what was once typed into the imprint.
    if let person: String = try row["head_person"], let title: String = try row["head_title"] {
      imprint.headName = person
      imprint.headTitle = title
    }
    profile = OrganisationProfile(
      id: version.organisation, kind: version.details.kind, name: version.details.name,
      shortName: version.details.shortName, slug: version.details.slug, governingBody: version.details.governingBody,
      governingBodyName: try row["body_name"], provinceName: try row["province_name"], imprint: imprint)
  }
}
