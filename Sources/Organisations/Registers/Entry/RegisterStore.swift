import Contracts
import Foundation
import Kernel
import Persistence

/// A row as it stands in a register.
struct RegisterRow: Sendable, Equatable {
  let id: String
  let organisation: OrganisationID
  /// Its name on the day the row is of, or the last before it.
  let organisationName: String
  let values: RegisterValues
  /// Of the columns that name a unit.
  let unitName: String
  /// How sure the source is: `A`, `B`, `unverified`; empty for what was entered by whoever answers for it.
  let mark: String
  let enteredAt: Date

  func holds(on day: CivilDate) -> Bool {
    guard let from = values["valid_from"] else { return true }
    let to = values["valid_to"] ?? ""
    return from <= day.rawValue && (to.isEmpty || to >= day.rawValue)
  }
}

/// The rows of registers.
enum RegisterStore {
  static func rows(
    _ register: Register, _ condition: SQL, order: [String]? = nil, limit: Int, on day: CivilDate,
    _ connection: any Connection
  ) throws -> [RegisterRow] {
    var rows: [RegisterRow] = []
    let hasUnit = register.columns.contains { $0.name == "unit" }
    let unit: SQL =
      hasUnit
      ? """
      , (SELECT u.name FROM unit_version u WHERE u.unit = r.unit ORDER BY u.valid_from DESC LIMIT 1) AS unit_name,
      (SELECT p.name FROM unit_version u JOIN unit_version p ON p.unit = u.parent
       WHERE u.unit = r.unit ORDER BY u.valid_from DESC, p.valid_from DESC LIMIT 1) AS unit_parent
      """ : ""
    try connection.forEach(
      """
      SELECT r.*, COALESCE(
        (SELECT v.name FROM organisation_version v WHERE v.organisation = r.organisation AND v.valid_from <= \(day)
         ORDER BY v.valid_from DESC LIMIT 1), '') AS organisation_name\(unit)
      FROM \(raw: register.table) r WHERE \(condition)
      ORDER BY \(raw: (order ?? register.order).joined(separator: ", ")) LIMIT \(limit)
      """
    ) { rows.append(try row($0, register, hasUnit)) }
    return rows
  }

  private static func row(_ row: Row, _ register: Register, _ hasUnit: Bool) throws -> RegisterRow {
    var values: RegisterValues = [:]
    for column in register.columns { values[column.name] = try column.value(in: row) }
    var place: [String] = []
    if hasUnit {
      let names: [String?] = [try row["unit_name"], try row["unit_parent"]]
      place = names.compactMap { $0 }
    }
    return RegisterRow(
      id: try row["id"], organisation: try row["organisation"], organisationName: try row["organisation_name"],
      values: values, unitName: place.joined(separator: ", "), mark: try row["mark"], enteredAt: try row["entered_at"])
  }

  static func row(
    _ register: Register, id: String, on day: CivilDate, _ connection: any Connection
  ) throws -> RegisterRow? {
    try rows(register, "r.id = \(id)", limit: 1, on: day, connection).first
  }

  /// What is there of the things that new rows name, by key. Locks nothing: the organisations were locked before.
  static func known(
    _ register: Register, of organisations: Set<OrganisationID>, units: Set<String>, _ connection: any Connection
  ) throws -> [String: [Timeline.Known]] {
    let all = register.isOnePerUnit ? units.sorted() : organisations.map(\.rawValue).sorted()
    let column = register.isOnePerUnit ? "unit" : "organisation"
    var found: [String: [Timeline.Known]] = [:]
    for start in stride(from: 0, to: all.count, by: 500) {
      let part = all[start..<min(start + 500, all.count)]
      try connection.forEach(
        "SELECT * FROM \(raw: register.table) WHERE \(raw: column) IN \(list: part)"
      ) { row in
        let organisation: OrganisationID = try row["organisation"]
        var values: RegisterValues = [:]
        for column in register.columns { values[column.name] = try column.value(in: row) }
        found[register.keyText(values, of: organisation), default: []].append(
          Timeline.Known(
            id: try row["id"], organisation: organisation, from: values["valid_from"] ?? "",
            to: values["valid_to"] ?? "", values: values,
            mark: try row["mark"]))
      }
    }
    return found
  }

  /// Writes what a timeline came to; rows that are new a hundred at a time.
  static func write(
    _ timeline: Timeline, _ register: Register, mark: String, by account: AccountID, at now: Date,
    _ connection: any Connection
  ) throws -> [String] {
    for (id, day) in timeline.ends.sorted(by: { $0.key < $1.key }) where !id.isEmpty {
      try connection.execute("UPDATE \(raw: register.table) SET valid_to = \(day) WHERE id = \(id)")
    }
    var ids: [String] = []
    var inserts: [SQL] = []
    for write in timeline.writes {
      switch write {
      case .correct(let id, let row):
        ids.append(id)
        let sets = register.columns.map { "\(raw: $0.name) = \($0.bound(row.values[$0.name] ?? ""))" as SQL }
        try connection.execute(
          """
          UPDATE \(raw: register.table) SET organisation = \(row.organisation), \(SQL.joined(sets, by: ", ")),
            mark = \(mark), entered_by = \(account), entered_at = \(now)
          WHERE id = \(id)
          """)
      case .keep(let id): ids.append(id)
      case .insert(let row):
        let id = UUIDv7.shared.next()
        ids.append(id)
        let values = register.columns.map { "\($0.bound(row.values[$0.name] ?? ""))" as SQL }
        inserts.append("(\(id), \(row.organisation), \(mark), \(account), \(now), \(SQL.joined(values, by: ", ")))")
      }
    }
    let names = register.columns.map(\.name).joined(separator: ", ")
    for start in stride(from: 0, to: inserts.count, by: 100) {
      let part = inserts[start..<min(start + 100, inserts.count)]
      try connection.execute(
        """
        INSERT INTO \(raw: register.table) (id, organisation, mark, entered_by, entered_at, \(raw: names))
        VALUES \(SQL.joined(part, by: ", "))
        """)
    }
    return ids
  }
}
