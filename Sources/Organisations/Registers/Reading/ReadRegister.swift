import Contracts
import Kernel
import Persistence

/// Which rows of a register are asked for.
struct RegisterQuestion: Sendable {
  var day: CivilDate
  /// Only those of organisations that are or were in this province, or of units in it.
  var province: UnitID?
  /// Every row of one organisation, whenever it held.
  var organisation: OrganisationID?
  /// All there ever were, not only those of the day.
  var isWhole = false
  var limit = 200
  /// Only those after this row, in the register's order.
  var after: String?
  /// Only those in which this is found, with or without diacritics, capital or not.
  var text = ""
}

/// Rows of a register, with whether there are more.
struct RegisterPart: Sendable {
  let rows: [RegisterRow]
  /// The row after which the next part begins; nil at the end.
  let next: String?
  /// Organisations whose rows the reader may keep.
  let keeping: RegisterReach
}

extension Organisations {
  func rows(_ register: Register, _ question: RegisterQuestion, for principal: Principal) async throws -> RegisterPart {
    try requireRead(principal)
    let today = clock.today
    return try await database.read { connection in
      var conditions: [SQL] = []
      if !register.isPublic {
        conditions.append(try RegisterReach.seeing(principal, on: today, connection).condition("r.organisation"))
      }
      if let organisation = question.organisation {
        conditions.append("r.organisation = \(organisation)")
      } else if !question.isWhole {
        conditions.append(Self.ofDay(register, question.day))
      }
      if let province = question.province {
        conditions.append(try Self.inProvince(province, register, question.day, connection))
      }
      let order =
        question.organisation != nil && register.time == .validity ? ["r.valid_from DESC", "r.id"] : register.order
      let found = try Self.part(register, question, conditions, order: order, connection)
      let rows = Array(found.prefix(question.limit))
      return RegisterPart(
        rows: rows, next: found.count > question.limit ? rows.last?.id : nil,
        keeping: try RegisterReach.keeping(principal, on: today, connection))
    }
  }

  /// What holds on a day: of counts the newest of each organisation, of years the year.
  static func ofDay(_ register: Register, _ day: CivilDate) -> SQL {
    switch register.time {
    case .validity: SQL.holds("r", on: day)
    case .year(let column): "r.\(raw: column) = \(day.year)"
    case .day(let column):
      """
      r.\(raw: column) <= \(day) AND NOT EXISTS (
        SELECT 1 FROM \(raw: register.table) q WHERE q.organisation = r.organisation
        AND q.\(raw: column) > r.\(raw: column) AND q.\(raw: column) <= \(day))
      """
    }
  }

  static func inProvince(
    _ province: UnitID, _ register: Register, _ day: CivilDate, _ connection: any Connection
  ) throws -> SQL {
    let same = try Registers.sameProvince(province, on: day, connection)
    let organisations: SQL = """
      r.organisation IN (SELECT v.organisation FROM organisation_version v WHERE v.province IN \(list: same))
      """
    guard register.columns.contains(where: { $0.name == "unit" }) else { return organisations }
    // Where a thing stands says more than who keeps the book about it.
    return """
      CASE WHEN r.unit IS NULL THEN \(organisations) ELSE r.unit IN (
        SELECT u.unit FROM unit_version u LEFT JOIN unit_version p ON p.unit = u.parent
        WHERE u.unit IN \(list: same) OR u.parent IN \(list: same) OR p.parent IN \(list: same)) END
      """
  }
}
