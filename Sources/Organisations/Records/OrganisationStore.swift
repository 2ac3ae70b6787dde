import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// The rows of organisations, their versions, successions and posts.
enum OrganisationStore {
  /// Locks an organisation for the rest of the transaction: every change of its versions goes through here.
  static func lock(_ ids: [OrganisationID], on connection: any Connection) throws {
    // In order of their ids, so that two transactions never wait for each other.
    for id in Set(ids).sorted() {
      let found = try connection.exists("SELECT 1 FROM organisation WHERE id = \(id)\(SQL.forUpdate)")
      if !found { throw Failure.notFound }
    }
  }

  static func versions(of id: OrganisationID, on connection: any Connection) throws -> [OrganisationVersion] {
    try connection.all(
      "SELECT * FROM organisation_version WHERE organisation = \(id) ORDER BY valid_from LIMIT 1000")
  }

  /// The last day of organisations that have one.
  static func lastDays(_ connection: any Connection) throws -> [OrganisationID: CivilDate] {
    var found: [OrganisationID: CivilDate] = [:]
    try connection.forEach(
      """
      SELECT organisation, MAX(valid_to) AS last_day FROM organisation_version
      GROUP BY organisation HAVING COUNT(*) = COUNT(valid_to)
      """
    ) { found[try $0["organisation"]] = try $0["last_day"] as CivilDate }
    return found
  }

  static func version(
    of id: OrganisationID, at day: CivilDate, on connection: any Connection
  ) throws -> OrganisationVersion? {
    try connection.first(
      """
      SELECT * FROM organisation_version
      WHERE organisation = \(id) AND \(SQL.holds("organisation_version", on: day))
      """)
  }

  static func isAlive(_ id: OrganisationID, at day: CivilDate, on connection: any Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM organisation_version
      WHERE organisation = \(id) AND \(SQL.holds("organisation_version", on: day))
      """)
  }

  static func firstDay(of id: OrganisationID, on connection: any Connection) throws -> CivilDate? {
    try connection.value("SELECT MIN(valid_from) FROM organisation_version WHERE organisation = \(id)")
  }

  /// The last day of all; nil while no end is known.
  static func lastDay(of id: OrganisationID, on connection: any Connection) throws -> CivilDate? {
    try connection.value(
      """
      SELECT valid_to FROM organisation_version WHERE organisation = \(id) ORDER BY valid_from DESC LIMIT 1
      """)
  }

  static func make(_ id: OrganisationID, at time: Date, on connection: any Connection) throws {
    try connection.execute("INSERT INTO organisation (id, made_at) VALUES (\(id), \(time))")
  }

  static func insert(
    _ details: OrganisationDetails, of id: OrganisationID, _ validity: Validity, legalBasis: String,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO organisation_version (organisation, valid_from, valid_to, kind, name, short_name, slug,
        governing_body, province, imprint, legal_basis, sort_key)
      VALUES (\(id), \(validity.from), \(validity.to), \(details.kind), \(details.name), \(details.shortName),
        \(details.slug), \(details.governingBody), \(details.province), \(try json(details.imprint)), \(legalBasis),
        \(VietnameseText.sortKey(details.name)))
      """)
  }

  static func replace(
    _ version: OrganisationVersion, with details: OrganisationDetails, legalBasis: String, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE organisation_version SET kind = \(details.kind), name = \(details.name), short_name = \(details.shortName),
        slug = \(details.slug), governing_body = \(details.governingBody), province = \(details.province),
        imprint = \(try json(details.imprint)), legal_basis = \(legalBasis),
        sort_key = \(VietnameseText.sortKey(details.name))
      WHERE organisation = \(version.organisation) AND valid_from = \(version.validity.from)
      """)
  }

  static func end(_ version: OrganisationVersion, after day: CivilDate, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE organisation_version SET valid_to = \(day)
      WHERE organisation = \(version.organisation) AND valid_from = \(version.validity.from)
      """)
  }

  static func record(
    _ kind: SuccessionKind, from: OrganisationID, to: OrganisationID, on day: CivilDate, legalBasis: String,
    connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO organisation_succession (id, from_organisation, to_organisation, kind, day, legal_basis)
      VALUES (\(UUIDv7.shared.next()), \(from), \(to), \(kind), \(day), \(legalBasis))
      ON CONFLICT (from_organisation, to_organisation, kind, day) DO UPDATE SET legal_basis = excluded.legal_basis
      """)
  }

  static func successions(on connection: any Connection) throws -> [Succession] {
    try connection.all(
      """
      SELECT from_organisation, to_organisation, kind, day, legal_basis FROM organisation_succession
      ORDER BY day, id LIMIT 100000
      """)
  }

  /// Those of an organisation, begun last first.
  static func posts(of id: OrganisationID, on connection: any Connection) throws -> [Post] {
    try connection.all(
      """
      SELECT * FROM organisation_post WHERE organisation = \(id)
      ORDER BY valid_from DESC, id DESC LIMIT 500
      """)
  }

  /// Ends what is held there, or would be, after this day.
  static func endPosts(of id: OrganisationID, after day: CivilDate, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE organisation_post SET valid_to = \(day)
      WHERE organisation = \(id) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to > \(day))
      """)
    try connection.execute("DELETE FROM organisation_post WHERE organisation = \(id) AND valid_from > \(day)")
  }

  private static func json(_ imprint: Imprint) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(imprint), as: UTF8.self)
  }
}
