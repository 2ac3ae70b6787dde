import Contracts
import Kernel
import Persistence
import Vietnamese

/// The rows of units.
enum UnitStore {
  /// The first day our lists know. The units are older; of days before, they are shown as they were on this one.
  static let firstDay = CivilDate(2025, 3, 1) ?? CivilDate(daysSince1970: 0)

  /// The day our lists can answer for.
  static func known(_ day: CivilDate) -> CivilDate { max(day, firstDay) }

  private static func select(_ extra: SQL = "", from table: SQL = "unit_version v", on day: CivilDate) -> SQL {
    """
    SELECT v.*, parent.name AS parent_name, grandparent.name AS grandparent_name\(extra)
    FROM \(table)
    LEFT JOIN unit_version parent ON parent.unit = v.parent AND \(SQL.holds("parent", on: day))
    LEFT JOIN unit_version grandparent
      ON grandparent.unit = parent.parent AND \(SQL.holds("grandparent", on: day))
    """
  }

  static func unit(_ id: UnitID, on day: CivilDate, _ connection: any Connection) throws -> UnitRecord? {
    let day = known(day)
    return try connection.first(
      "\(select(on: day)) WHERE v.unit = \(id) AND \(SQL.holds("v", on: day))")
  }

  /// A unit as it was on its last day, or is now; for one that is gone on the day asked for.
  static func latest(_ id: UnitID, _ connection: any Connection) throws -> UnitRecord? {
    let version: (CivilDate, CivilDate?)? = try connection.rows(
      "SELECT valid_from, valid_to FROM unit_version WHERE unit = \(id) ORDER BY valid_from DESC LIMIT 1"
    ).first.map { (try $0["valid_from"], try $0["valid_to"]) }
    return try version.flatMap { try unit(id, on: $0.1 ?? $0.0, connection) }
  }

  /// Every version of a unit, oldest first.
  static func versions(_ id: UnitID, _ connection: any Connection) throws -> [UnitRecord] {
    let days: [CivilDate] = try connection.values(
      "SELECT valid_from FROM unit_version WHERE unit = \(id) ORDER BY valid_from LIMIT 100")
    return try days.compactMap { try unit(id, on: $0, connection) }
  }

  static func provinces(on day: CivilDate, _ connection: any Connection) throws -> [UnitRecord] {
    let day = known(day)
    return try connection.all(
      "\(select(on: day)) WHERE v.level = 'province' AND \(SQL.holds("v", on: day)) ORDER BY v.sort_key LIMIT 100")
  }

  /// What lies in a unit, by name.
  static func children(of id: UnitID, on day: CivilDate, _ connection: any Connection) throws -> [UnitRecord] {
    let day = known(day)
    return try connection.all(
      """
      \(select(on: day)) WHERE v.parent = \(id) AND \(SQL.holds("v", on: day)) ORDER BY v.sort_key, v.code LIMIT 1000
      """)
  }

  /// All that carried an official code, whenever: the trap of 2025 made visible (regulation.md 7.3).
  static func bearers(of code: String, level: UnitLevel, _ connection: any Connection) throws -> [UnitRecord] {
    let rows = try connection.rows(
      """
      SELECT unit, valid_from FROM unit_version WHERE code = \(code) AND level = \(level)
      ORDER BY valid_from LIMIT 20
      """)
    return try rows.compactMap { try unit(try $0["unit"], on: try $0["valid_from"], connection) }
  }

  /// How many units the country has; a made-up one is none of them.
  static func count(_ level: UnitLevel, on day: CivilDate, _ connection: any Connection) throws -> Int {
    try connection.value(
      """
      SELECT COUNT(*) FROM unit_version v
      WHERE level = \(level) AND \(SQL.holds("v", on: known(day))) AND \(UnitList.official.condition("v.source"))
      """) ?? 0
  }

  /// Into what a unit went, the whole before the parts.
  static func successors(of id: UnitID, _ connection: any Connection) throws -> [UnitKin] {
    try kin("s.to_unit", other: "s.from_unit", id, connection)
  }

  /// From what a unit came.
  static func predecessors(of id: UnitID, _ connection: any Connection) throws -> [UnitKin] {
    try kin("s.from_unit", other: "s.to_unit", id, connection)
  }

  private static func kin(
    _ side: SQL, other: SQL, _ id: UnitID, _ connection: any Connection
  ) throws -> [UnitKin] {
    // Successors are shown as on their first day, predecessors as on their last: the day of the change and the one
    // before.
    let isAfter = side.render(for: .sqlite).text == "s.to_unit"
    let days: [CivilDate] = try connection.values(
      "SELECT DISTINCT s.day FROM unit_succession s WHERE \(other) = \(id) ORDER BY s.day LIMIT 10")
    let extra: SQL = ", s.kind AS succession_kind, s.day AS succession_day, s.source AS succession_source"
    return try days.flatMap { day in
      let shown = isAfter ? day : day.adding(days: -1)
      return try connection.all(
        """
        \(select(extra, from: "unit_succession s JOIN unit_version v ON v.unit = \(side)", on: shown))
        WHERE \(other) = \(id) AND s.day = \(day) AND \(SQL.holds("v", on: shown))
        ORDER BY CASE WHEN s.kind = 'split' THEN 1 ELSE 0 END, v.sort_key LIMIT 200
        """,
        as: UnitKin.self)
    }
  }

  /// Units of a day by words of their name and of what they lie in, with or without diacritics. Best first: the name
  /// itself, names that begin so, names with a word that begins so, then what lies in such a place.
  static func find(
    _ text: String, on day: CivilDate, limit: Int, _ connection: any Connection
  ) throws -> [UnitRecord] {
    let day = known(day)
    let plain = folded(text)
    let words = plain.split(separator: " ").prefix(8)
    guard !words.isEmpty else { return [] }
    let conditions = words.map { word -> SQL in "v.folded_place LIKE \("% \(word)%")" }
    let exact = VietnameseText.composed(text).lowercased()
    let hasMarks = VietnameseText.fold(text) != exact
    let found = try connection.all(
      """
      \(select(on: day))
      WHERE \(SQL.holds("v", on: day)) AND \(SQL.joined(conditions, by: " AND "))
      ORDER BY
        CASE WHEN v.folded = \(" " + plain) OR v.folded LIKE \("% " + plain) THEN 0
          WHEN v.folded LIKE \("% \(plain)%") THEN 1 ELSE 2 END,
        CASE v.level WHEN 'province' THEN 0 WHEN 'district' THEN 1 ELSE 2 END, v.sort_key, v.code
      LIMIT \(hasMarks ? max(limit, 200) : limit)
      """,
      as: UnitRecord.self)
    // Who writes the diacritics means them: what has them comes first, without losing the rest.
    guard hasMarks else { return found }
    let marked = found.filter { $0.fullName.lowercased().contains(exact) }
    let rest = found.filter { !$0.fullName.lowercased().contains(exact) }
    return Array((marked + rest).prefix(limit))
  }

  /// The form in which names are looked for: folded words with single spaces.
  static func folded(_ text: String) -> String {
    VietnameseText.fold(text).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
