import Foundation
import Kernel
import Persistence

enum EditionMark {}
typealias EditionID = ID<EditionMark>

/// Số báo, bản tin: what comes out on certain days of the week and closes at a certain hour.
struct Edition: Sendable, RowDecodable {
  var id: EditionID
  var organisation: OrganisationID
  var name: String
  /// `135`: 1 is Monday … 7 is Sunday.
  var weekdays: String
  /// Minutes of the day.
  var closesMinute: Int
  /// How many days before it comes out it closes: a printed paper closes the evening before.
  var daysBefore: Int
  /// How many minutes before closing those who have not finished are told.
  var warnsMinutes: Int
  var validity: Validity
  var version = 1

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    name = try row["name"]
    weekdays = try row["weekdays"]
    closesMinute = try row["closes_minute"]
    daysBefore = try row["days_before"]
    warnsMinutes = try row["warns_minutes"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
    version = try row["version"]
  }

  init(_ words: EditionWords, id: EditionID = .new(), organisation: OrganisationID, from: CivilDate, version: Int = 1) {
    self.id = id
    self.organisation = organisation
    name = words.name
    weekdays = words.weekdays
    closesMinute = words.closesMinute
    daysBefore = words.daysBefore
    warnsMinutes = words.warnsMinutes
    validity = Validity(from: from)
    self.version = version
  }

  func appears(on day: CivilDate) -> Bool {
    validity.contains(day) && weekdays.contains(String(day.weekday))
  }

  /// When that day's edition closes.
  func closing(of day: CivilDate) -> Date {
    day.adding(days: -daysBefore).start.addingTimeInterval(Double(closesMinute * 60))
  }

  /// The days on which it appears, from a day on.
  func next(from day: CivilDate, count: Int) -> [CivilDate] {
    (0..<370).lazy.map { day.adding(days: $0) }.filter { self.appears(on: $0) }.prefix(count).map(\.self)
  }
}

/// What a person says of an edition.
struct EditionWords: Sendable, Equatable {
  var name = ""
  var weekdays = "1234567"
  var closesMinute = 17 * 60
  var daysBefore = 0
  var warnsMinutes = 30
}

/// All SQL about editions.
enum EditionStore {
  private static let columns: SQL =
    "id, organisation, name, weekdays, closes_minute, days_before, warns_minutes, valid_from, valid_to, version"

  static func find(_ id: EditionID, on connection: any Connection) throws -> Edition? {
    try connection.first("SELECT \(columns) FROM planning_edition WHERE id = \(id)")
  }

  static func lock(_ id: EditionID, on connection: any Connection) throws -> Edition? {
    try connection.first("SELECT \(columns) FROM planning_edition WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// Those that have not ended by that day.
  static func all(
    of organisation: OrganisationID, on day: CivilDate, _ connection: any Connection
  ) throws -> [Edition] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_edition
      WHERE organisation = \(organisation) AND (valid_to IS NULL OR valid_to >= \(day))
      ORDER BY closes_minute, name, id
      LIMIT 200
      """)
  }

  /// Those of all agencies, for the schedule.
  static func alive(on day: CivilDate, _ connection: any Connection) throws -> [Edition] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_edition WHERE valid_to IS NULL OR valid_to >= \(day)
      ORDER BY id
      LIMIT 2000
      """)
  }

  static func insert(_ edition: Edition, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_edition (\(columns))
      VALUES (\(edition.id), \(edition.organisation), \(edition.name), \(edition.weekdays), \(edition.closesMinute),
        \(edition.daysBefore), \(edition.warnsMinutes), \(edition.validity.from), \(edition.validity.to),
        \(edition.version))
      """)
  }

  static func update(_ edition: Edition, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE planning_edition
      SET name = \(edition.name), weekdays = \(edition.weekdays), closes_minute = \(edition.closesMinute),
        days_before = \(edition.daysBefore), warns_minutes = \(edition.warnsMinutes),
        valid_to = \(edition.validity.to), version = \(edition.version)
      WHERE id = \(edition.id)
      """)
  }
}
