import Contracts
import Kernel
import Persistence

/// A row that may be written.
struct CheckedRow: Sendable, Equatable {
  let organisation: OrganisationID
  let values: RegisterValues
}

/// A row as it was written by a person or stood in a spreadsheet.
struct RawRow: Sendable {
  /// ID, name, short name or address of the organisation.
  let organisation: String
  let values: RegisterValues
}

/// Reads raw rows into rows that may be written, or says what does not hold, by name of the column (`organisation`).
final class RegisterCheck {
  let register: Register
  let lookup: RegisterLookup
  let today: CivilDate
  /// What was found for a name before: a table says the same of many rows.
  private var organisations: [String: Result<OrganisationID, Unfit>] = [:]
  private var units: [String: Result<UnitID, Unfit>] = [:]

  /// For these rows.
  init(_ register: Register, _ rows: [RawRow], today: CivilDate, on connection: any Connection) throws {
    self.register = register
    self.today = today
    let column = register.columns.first { if case .unit = $0.kind { true } else { false } }
    let units = column.map { column in Set(rows.compactMap { $0.values[column.name] }.filter { !$0.isEmpty }) }
    lookup = try RegisterLookup(units: units, on: connection)
  }

  func check(_ raw: RawRow) -> Result<CheckedRow, Failed> {
    var values: RegisterValues = [:]
    var errors: [String: Phrase] = [:]
    for column in register.columns {
      do {
        values[column.name] = try column.read(raw.values[column.name] ?? "")
      } catch { errors[column.name] = error.why }
    }
    let day = register.day(of: values)
    var organisation: OrganisationID?
    do throws(Unfit) {
      guard !raw.organisation.isEmpty else { throw Unfit("Chọn cơ quan") }
      let found = try self.organisation(raw.organisation, on: register.isYearly ? nil : day)
      organisation = found
      if let day { try checkLife(found, day) }
    } catch { errors["organisation"] = error.why }
    for column in register.columns {
      guard case .unit = column.kind, let text = values[column.name], !text.isEmpty, let day else { continue }
      do {
        values[column.name] = try unit(text, on: day, for: organisation).rawValue
      } catch { errors[column.name] = error.why }
    }
    if case .day(let column) = register.time, let day, day > today {
      errors[column] = "Ngày này chưa đến"
    }
    // A year is known once it runs; what it will have earned nobody knows before.
    if register.id == .revenue, let year = values["year"].flatMap({ Int($0) }), year > today.year {
      errors["year"] = "Năm \(year) chưa đến: chỉ ghi doanh thu của năm đã qua hoặc năm đang chạy"
    }
    if errors.isEmpty { errors = register.check(values) }
    guard errors.isEmpty, let organisation else { return .failure(Failed(errors: errors)) }
    return .success(CheckedRow(organisation: organisation, values: values))
  }

  private func organisation(_ text: String, on day: CivilDate?) throws(Unfit) -> OrganisationID {
    let key = "\(day?.daysSince1970 ?? 0)\u{1F}\(text)"
    if let known = organisations[key] { return try known.get() }
    let found = Result { () throws(Unfit) in try lookup.organisation(text, on: day) }
    organisations[key] = found
    return try found.get()
  }

  private func unit(_ text: String, on day: CivilDate, for organisation: OrganisationID?) throws(Unfit) -> UnitID {
    let key = "\(day.daysSince1970)\u{1F}\(organisation?.rawValue ?? "")\u{1F}\(text)"
    if let known = units[key] { return try known.get() }
    let found = Result { () throws(Unfit) in try lookup.unit(text, on: day, for: organisation) }
    units[key] = found
    return try found.get()
  }

  private func checkLife(_ id: OrganisationID, _ day: CivilDate) throws(Unfit) {
    if register.isYearly {
      guard lookup.isAlive(id, in: day.year) else { throw Unfit("Cơ quan không hoạt động trong năm \(day.year)") }
    } else if !lookup.isAlive(id, on: day) {
      throw Unfit("Cơ quan không hoạt động vào ngày \(day.vietnamese)")
    }
  }

  struct Failed: Error {
    let errors: [String: Phrase]
  }
}

extension Register {
  var isYearly: Bool { if case .year = time { true } else { false } }
}
