import Contracts
import Foundation
import Kernel
import Persistence

enum AvailabilityMark {}
typealias AvailabilityID = ID<AvailabilityMark>
enum ShiftMark {}
typealias ShiftID = ID<ShiftMark>

/// Days on which a person is away, or on a shift.
struct Availability: Sendable, RowDecodable {
  enum Kind: String, Sendable, CaseIterable, Codable, SQLCodable {
    case off
    case trip
    case shift

    var phrase: Phrase {
      switch self {
      case .off: "Nghỉ"
      case .trip: "Đi công tác"
      case .shift: "Trực ca"
      }
    }
  }

  let id: AvailabilityID
  let organisation: OrganisationID
  let person: AccountID
  let personName: String
  let kind: Kind
  let shift: ShiftID?
  let fromDay: CivilDate
  let toDay: CivilDate
  let note: String

  init(
    organisation: OrganisationID, person: AccountID, personName: String, kind: Kind, shift: ShiftID?,
    fromDay: CivilDate, toDay: CivilDate, note: String
  ) {
    id = .new()
    self.organisation = organisation
    self.person = person
    self.personName = personName
    self.kind = kind
    self.shift = shift
    self.fromDay = fromDay
    self.toDay = toDay
    self.note = note
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    person = try row["person"]
    personName = try row["person_name"]
    kind = try row["kind"]
    shift = try row["shift"]
    fromDay = try row["from_day"]
    toDay = try row["to_day"]
    note = try row["note"]
  }

  func holds(on day: CivilDate) -> Bool { fromDay <= day && day <= toDay }
}

/// All SQL about who is there.
enum AvailabilityStore {
  private static let columns: SQL =
    "id, organisation, person, person_name, kind, shift, from_day, to_day, note"

  static func between(
    _ days: ClosedRange<CivilDate>, in organisation: OrganisationID, _ connection: any Connection
  ) throws -> [Availability] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_availability
      WHERE organisation = \(organisation) AND to_day >= \(days.lowerBound) AND from_day <= \(days.upperBound)
      ORDER BY from_day, person_name, id
      LIMIT 2000
      """)
  }

  /// Why this person is away on a day; nil where they are not.
  static func away(
    _ person: AccountID, on day: CivilDate, in organisation: OrganisationID, _ connection: any Connection
  ) throws -> Availability? {
    try connection.first(
      """
      SELECT \(columns) FROM planning_availability
      WHERE organisation = \(organisation) AND person = \(person) AND kind <> 'shift'
        AND from_day <= \(day) AND to_day >= \(day)
      ORDER BY to_day DESC
      LIMIT 1
      """)
  }

  static func find(_ id: AvailabilityID, _ connection: any Connection) throws -> Availability? {
    try connection.first("SELECT \(columns) FROM planning_availability WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func insert(_ entry: Availability, _ connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_availability (\(columns))
      VALUES (\(entry.id), \(entry.organisation), \(entry.person), \(entry.personName), \(entry.kind),
        \(entry.shift), \(entry.fromDay), \(entry.toDay), \(entry.note))
      """)
  }
}

extension Planning {
  /// Says when somebody is away or on a shift: oneself, or anybody for who manages.
  func addAvailability(
    _ kind: Availability.Kind, of person: AccountID, shift: ShiftID?, from: CivilDate, to: CivilDate, note: String,
    in organisation: OrganisationID, by principal: Principal
  ) async throws {
    try principal.require(person == principal.id ? Self.pitch : Self.manage, in: organisation)
    let name = try await colleague(person, in: organisation) ?? ""
    guard to >= from else { throw Failure.invalid(["to": "Ngày kết thúc phải sau ngày bắt đầu"]) }
    guard Words.days.contains(from), to.daysSince1970 - from.daysSince1970 <= 366 else {
      throw Failure.invalid(["to": "Dài nhất là một năm"])
    }
    try await database.write { connection in
      if kind == .shift {
        let shifts = try ShiftStore.all(of: organisation, on: connection)
        guard shifts.contains(where: { $0.id == shift && !$0.isClosed }) else {
          throw Failure.invalid(["shift": "Cần chọn ca trực"])
        }
      }
      let entry = Availability(
        organisation: organisation, person: person, personName: name, kind: kind,
        shift: kind == .shift ? shift : nil, fromDay: from, toDay: to, note: Words.line(note, 300))
      try AvailabilityStore.insert(entry, connection)
      try record(
        action: "planning.availability.add", "planning-person/\(person)", in: organisation, by: principal.id,
        detail: ["kind": kind.rawValue, "from": from.rawValue, "to": to.rawValue], on: connection)
    }
  }

  func dropAvailability(_ id: AvailabilityID, by principal: Principal) async throws {
    try await database.write { connection in
      let entry = try Self.seen(try AvailabilityStore.find(id, connection), \.organisation, by: principal)
      try principal.require(entry.person == principal.id ? Self.pitch : Self.manage, in: entry.organisation)
      try connection.execute("DELETE FROM planning_availability WHERE id = \(id)")
      try record(
        action: "planning.availability.drop", "planning-person/\(entry.person)", in: entry.organisation,
        by: principal.id, detail: ["kind": entry.kind.rawValue, "from": entry.fromDay.rawValue], on: connection)
    }
  }

  func availability(
    in days: ClosedRange<CivilDate>, of organisation: OrganisationID, for principal: Principal
  ) async throws -> [Availability] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { try AvailabilityStore.between(days, in: organisation, $0) }
  }
}
