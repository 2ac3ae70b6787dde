import Contracts
import Foundation
import Kernel
import Persistence

/// Statements about figures; kept apart so that tests can ask the engines how they run them.
enum FigureQuery {
  /// The wholes of a plan: one row for each target and day, by index.
  static func wholes(of plan: PlanID) -> SQL {
    "SELECT \(TargetFigure.columns) FROM plan_figure WHERE plan = \(plan) ORDER BY year, day LIMIT 50000"
  }

  /// One organisation's parts in a plan.
  static func parts(of organisation: OrganisationID, in plan: PlanID) -> SQL {
    """
    SELECT \(FigurePart.columns) FROM plan_figure_part WHERE organisation = \(organisation) AND plan = \(plan)
    ORDER BY year, day LIMIT 50000
    """
  }

  static func parts(of target: TargetID) -> SQL {
    """
    SELECT \(FigurePart.columns) FROM plan_figure_part WHERE target = \(target) ORDER BY day, name, organisation
    LIMIT 50000
    """
  }

  static func parts(of target: TargetID, on day: CivilDate) -> SQL {
    """
    SELECT \(FigurePart.columns) FROM plan_figure_part WHERE target = \(target) AND day = \(day)
    ORDER BY name, organisation LIMIT 5000
    """
  }

  static func parts(of plan: PlanID, on day: CivilDate) -> SQL {
    """
    SELECT \(FigurePart.columns) FROM plan_figure_part WHERE plan = \(plan) AND day = \(day)
    ORDER BY target, name, organisation LIMIT 200000
    """
  }

  static func lastDay(of plan: PlanID) -> SQL {
    "SELECT day FROM plan_figure WHERE plan = \(plan) ORDER BY year DESC, day DESC LIMIT 1"
  }

  /// Who has a part in a plan on a day.
  static func members(of plan: PlanID, on day: CivilDate) -> SQL {
    """
    SELECT DISTINCT organisation, name FROM plan_figure_part
    WHERE plan = \(plan) AND day = \(day) AND \(PlaceTarget.ofOrganisations(in: plan))
    ORDER BY name, organisation LIMIT 5000
    """
  }

  static func restatements(of plan: PlanID) -> SQL {
    "SELECT \(Restatement.columns) FROM plan_restatement WHERE plan = \(plan) ORDER BY id LIMIT 10000"
  }

  /// Entries of a plan that nobody has decided on; few, by the plan's index.
  static func waiting(in plan: PlanID) -> SQL {
    """
    SELECT \(FigureEntry.columns) FROM plan_figure_entry WHERE plan = \(plan) AND state = 'waiting' ORDER BY id LIMIT 2000
    """
  }

  static func freezes(of plan: PlanID) -> SQL {
    "SELECT \(Freeze.columns) FROM plan_freeze WHERE plan = \(plan) ORDER BY day DESC LIMIT 1000"
  }
}

/// All SQL about figures and their parts.
enum FigureStore {
  static func wholes(of plan: PlanID, on connection: any Connection) throws -> [TargetFigure] {
    try connection.all(FigureQuery.wholes(of: plan))
  }

  static func whole(_ target: TargetID, _ day: CivilDate, on connection: any Connection) throws -> TargetFigure? {
    try connection.first("SELECT \(TargetFigure.columns) FROM plan_figure WHERE target = \(target) AND day = \(day)")
  }

  static func wholes(of target: TargetID, on connection: any Connection) throws -> [TargetFigure] {
    try connection.all(
      "SELECT \(TargetFigure.columns) FROM plan_figure WHERE target = \(target) ORDER BY day LIMIT 5000")
  }

  static func parts(_ query: SQL, on connection: any Connection) throws -> [FigurePart] { try connection.all(query) }

  static func part(
    _ target: TargetID, _ day: CivilDate, _ organisation: OrganisationID, on connection: any Connection
  ) throws -> FigurePart? {
    try connection.first(
      """
      SELECT \(FigurePart.columns) FROM plan_figure_part
      WHERE target = \(target) AND day = \(day) AND organisation = \(organisation)
      """)
  }

  /// The organisations of the last reporting day before this one, by target.
  static func before(
    _ day: CivilDate, of plan: PlanID, on connection: any Connection
  ) throws -> (day: CivilDate, parts: [TargetID: [FigurePart]], wholes: [TargetID: TargetFigure])? {
    let last: CivilDate? = try connection.value(
      "SELECT day FROM plan_figure WHERE plan = \(plan) AND year < \(day.year) ORDER BY year DESC, day DESC LIMIT 1")
    guard let last else { return nil }
    let parts: [FigurePart] = try connection.all(FigureQuery.parts(of: plan, on: last))
    let wholes: [TargetFigure] = try connection.all(
      "SELECT \(TargetFigure.columns) FROM plan_figure WHERE plan = \(plan) AND year = \(last.year) AND day = \(last)")
    return (
      last, Dictionary(grouping: parts, by: \.target),
      Dictionary(wholes.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
    )
  }

  /// Takes away what was counted for a day; refused by the engine where it is frozen.
  static func clear(_ plan: PlanID, _ day: CivilDate, on connection: any Connection) throws {
    try connection.execute("DELETE FROM plan_figure_part WHERE plan = \(plan) AND day = \(day)")
    try connection.execute("DELETE FROM plan_figure WHERE plan = \(plan) AND year = \(day.year) AND day = \(day)")
  }

  static func insert(_ figures: [TargetFigure], on connection: any Connection) throws {
    for start in stride(from: 0, to: figures.count, by: 50) {
      let rows = figures[start..<min(start + 50, figures.count)].map { one -> SQL in
        """
        (\(one.target), \(one.day), \(one.plan), \(one.year), \(one.numerator), \(one.denominator), \(one.population),
        \(one.known), \(one.source), \(one.missing), \(one.explanation), \(one.madeByName), \(one.madeAt))
        """
      }
      try connection.execute("INSERT INTO plan_figure (\(TargetFigure.columns)) VALUES \(SQL.joined(rows, by: ", "))")
    }
  }

  static func insert(_ parts: [FigurePart], on connection: any Connection) throws {
    for start in stride(from: 0, to: parts.count, by: 50) {
      let rows = try parts[start..<min(start + 50, parts.count)].map { one -> SQL in
        """
        (\(one.target), \(one.day), \(one.organisation), \(one.plan), \(one.year), \(one.name), \(one.numerator),
        \(one.denominator), \(one.source), \(one.entry), \(try CanonicalJSON.text(one.evidence)), \(one.missing))
        """
      }
      try connection.execute(
        "INSERT INTO plan_figure_part (\(FigurePart.columns)) VALUES \(SQL.joined(rows, by: ", "))")
    }
  }

  /// Puts one part and the whole that follows from it in place of what was there.
  static func replace(_ part: FigurePart, _ whole: TargetFigure, on connection: any Connection) throws {
    try connection.execute(
      """
      DELETE FROM plan_figure_part
      WHERE target = \(part.target) AND day = \(part.day) AND organisation = \(part.organisation)
      """)
    try connection.execute("DELETE FROM plan_figure WHERE target = \(part.target) AND day = \(part.day)")
    try insert([part], on: connection)
    try insert([whole], on: connection)
  }
}

/// JSON that is the same bytes for the same values.
enum CanonicalJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
