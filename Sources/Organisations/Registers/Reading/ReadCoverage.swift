import Contracts
import Kernel
import Persistence

/// A commune with what is known of its loudspeakers and boards on a day.
struct CoveredPlace: Sendable, Equatable {
  let unit: UnitID
  let name: String
  /// Nil: nothing was entered, which is not the same as none.
  let radio: String?
  let boards: Int?
  let row: String?
}

extension Organisations {
  /// Every commune of a province on a day, entered or not.
  func coverage(of province: UnitID, on day: CivilDate, for principal: Principal) async throws -> [CoveredPlace] {
    try requireRead(principal)
    return try await database.read { connection in
      let known = UnitStore.known(day)
      return try connection.rows(
        """
        SELECT u.unit, u.name, c.id AS row_id, c.radio, c.boards FROM unit_version u
        LEFT JOIN unit_version p ON p.unit = u.parent AND \(SQL.holds("p", on: known))
        LEFT JOIN register_coverage c ON c.unit = u.unit AND \(SQL.holds("c", on: day))
        WHERE u.level = 'commune' AND (u.parent = \(province) OR p.parent = \(province)) AND \(SQL.holds("u", on: known))
        ORDER BY u.sort_key, u.unit LIMIT 2000
        """
      ).map { row in
        CoveredPlace(
          unit: try row["unit"], name: try row["name"], radio: try row["radio"], boards: try row["boards"],
          row: try row["row_id"])
      }
    }
  }
}
