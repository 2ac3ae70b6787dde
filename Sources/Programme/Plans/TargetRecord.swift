import Foundation
import Kernel
import Persistence

/// Which way a target lies: at least, at most, between, exactly.
enum TargetDirection: String, Codable, Sendable, CaseIterable, SQLCodable {
  case up
  case down
  case range
  case equal
}

/// What a target's figure is of.
enum TargetUnit: String, Codable, Sendable, CaseIterable, SQLCodable {
  case percent
  case count
  case yesNo = "yes-no"
  case hoursPerDay = "hours-per-day"
  case timesPerYear = "times-per-year"
  case ratio
  /// Words without a figure.
  case statement
}

/// A target of a plan (chỉ tiêu): what is to be reached, of whom, measured how.
struct TargetRecord: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, code, position, section, lines, text, goal, indicator, measure, unit, direction, population_kind,
    population_filter, population_text, numerator, denominator, base_year, contradicts, note, adopted_from, ended_on
    """

  var id: TargetID
  var plan: PlanID
  /// Unique within the plan.
  var code: String
  var position: Int
  /// Its place in the paper: `II.1`, `Phụ lục 1, dòng 3`.
  var section: String
  var lines: String
  var text: String
  /// `G1` … `G8` of QĐ 348; empty for a goal of the plan's own.
  var goal: String
  /// The indicator that computes it; empty: figures are entered by people.
  var indicator: String
  var measure: String
  var unit: TargetUnit
  var direction: TargetDirection
  /// `press-agency`, `person`, `commune`, …
  var populationKind: String
  /// `all`, `two-press-types`, `electronic`, …
  var populationFilter: String
  var populationText: String
  var numerator: String
  var denominator: String
  var baseYear: Int?
  /// Codes of targets of the same plan that say something else, separated by spaces.
  var contradicts: String
  var note: String
  var adoptedFrom: TargetID?
  /// The last day it holds; nil while it does.
  var endedOn: CivilDate?

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    code = try row["code"]
    position = try row["position"]
    section = try row["section"]
    lines = try row["lines"]
    text = try row["text"]
    goal = try row["goal"]
    indicator = try row["indicator"]
    measure = try row["measure"]
    unit = try row["unit"]
    direction = try row["direction"]
    populationKind = try row["population_kind"]
    populationFilter = try row["population_filter"]
    populationText = try row["population_text"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    baseYear = try row["base_year"]
    contradicts = try row["contradicts"]
    note = try row["note"]
    adoptedFrom = try row["adopted_from"]
    endedOn = try row["ended_on"]
  }

  init(id: TargetID = .new(), plan: PlanID, code: String, position: Int, text: String, measure: String) {
    self.id = id
    self.plan = plan
    self.code = code
    self.position = position
    section = ""
    lines = ""
    self.text = text
    goal = ""
    indicator = ""
    self.measure = measure
    unit = .percent
    direction = .up
    populationKind = "none"
    populationFilter = "all"
    populationText = ""
    numerator = ""
    denominator = ""
    contradicts = ""
    note = ""
  }
}

/// What a target is to be in one year, as the plan says it.
struct TargetValue: Sendable, RowDecodable {
  static let columns: SQL = "target, year, value, low, high, growth, shown, section, lines"

  var target: TargetID
  var year: Int
  var value: Double?
  var low: Double?
  var high: Double?
  /// By how many percent each must grow, where the value is a share of those that do.
  var growth: Double?
  /// Exactly as the paper writes it.
  var shown: String
  var section: String
  var lines: String

  init(target: TargetID, year: Int, value: Double? = nil, shown: String) {
    self.target = target
    self.year = year
    self.value = value
    self.shown = shown
    section = ""
    lines = ""
  }

  init(row: Row) throws {
    target = try row["target"]
    year = try row["year"]
    value = try row["value"]
    low = try row["low"]
    high = try row["high"]
    growth = try row["growth"]
    shown = try row["shown"]
    section = try row["section"]
    lines = try row["lines"]
  }
}
