import Contracts
import Foundation
import Kernel
import Persistence

/// Where a figure comes from.
enum FigureSource: String, Codable, Sendable, SQLCodable {
  case computed
  case entered
  /// Some parts computed, some entered.
  case mixed
  /// Nothing yet.
  case none

  var phrase: Phrase {
    switch self {
    case .computed: "Tính từ sổ và công việc"
    case .entered: "Nhập và xác nhận"
    case .mixed: "Vừa tính vừa nhập"
    case .none: "Chưa có"
    }
  }
}

/// The whole figure of a target on a reporting day. Numerator and denominator, never a percentage alone.
struct TargetFigure: Sendable, RowDecodable {
  static let columns: SQL = """
    target, day, plan, year, numerator, denominator, population, known, source, missing, explanation, made_by_name, made_at
    """

  var target: TargetID
  /// The reporting day: organisations are as alive on it.
  var day: CivilDate
  var plan: PlanID
  var year: Int
  /// Of those that are known; nil where nothing is.
  var numerator: Double?
  /// Nil for figures that are no share.
  var denominator: Double?
  /// How many organisations count; nought where the target is not of organisations.
  var population: Int
  /// Of how many of them the figure is known.
  var known: Int
  var source: FigureSource
  /// What is missing, in words; empty where nothing is.
  var missing: String
  /// Who became whom since the figure before, and other things a reader must know.
  var explanation: String
  var madeByName: String
  var madeAt: Date

  init(
    target: TargetID, day: CivilDate, plan: PlanID, numerator: Double? = nil, denominator: Double? = nil,
    population: Int = 0, known: Int = 0, source: FigureSource = .none, missing: String = "", explanation: String = "",
    by name: String, at time: Date
  ) {
    self.target = target
    self.day = day
    self.plan = plan
    year = day.year
    self.numerator = numerator
    self.denominator = denominator
    self.population = population
    self.known = known
    self.source = source
    self.missing = missing
    self.explanation = explanation
    madeByName = name
    madeAt = time
  }

  init(row: Row) throws {
    target = try row["target"]
    day = try row["day"]
    plan = try row["plan"]
    year = try row["year"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    population = try row["population"]
    known = try row["known"]
    source = try row["source"]
    missing = try row["missing"]
    explanation = try row["explanation"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
  }

  var count: FigureCount { FigureCount(numerator, denominator, isWhole: missing.isEmpty) }
}

/// One organisation's part of a figure.
struct FigurePart: Sendable, RowDecodable {
  static let columns: SQL = """
    target, day, organisation, plan, year, name, numerator, denominator, source, entry, evidence, missing
    """

  var target: TargetID
  var day: CivilDate
  var organisation: OrganisationID
  var plan: PlanID
  var year: Int
  /// As it was called on the day.
  var name: String
  var numerator: Double?
  var denominator: Double?
  var source: FigureSource
  /// The entry it rests on, where it was entered.
  var entry: FigureEntryID?
  var evidence: [IndicatorPart.Evidence]
  var missing: String

  init(
    target: TargetID, day: CivilDate, organisation: OrganisationID, plan: PlanID, name: String,
    numerator: Double? = nil, denominator: Double? = nil, source: FigureSource = .none, entry: FigureEntryID? = nil,
    evidence: [IndicatorPart.Evidence] = [], missing: String = ""
  ) {
    self.target = target
    self.day = day
    self.organisation = organisation
    self.plan = plan
    year = day.year
    self.name = name
    self.numerator = numerator
    self.denominator = denominator
    self.source = source
    self.entry = entry
    self.evidence = evidence
    self.missing = missing
  }

  init(row: Row) throws {
    target = try row["target"]
    day = try row["day"]
    organisation = try row["organisation"]
    plan = try row["plan"]
    year = try row["year"]
    name = try row["name"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    source = try row["source"]
    entry = try row["entry"]
    let text: String = try row["evidence"]
    evidence = (try? JSONDecoder().decode([IndicatorPart.Evidence].self, from: Data(text.utf8))) ?? []
    missing = try row["missing"]
  }

  var count: FigureCount { FigureCount(numerator, denominator, isWhole: missing.isEmpty) }
}

/// A numerator and its denominator, and whether they are all there is.
struct FigureCount: Sendable, Equatable {
  enum State: Sendable, Equatable {
    case counted
    /// Something is not known yet.
    case missing
    /// There is nothing of which it could be a share.
    case notApplicable
  }

  var numerator: Double?
  var denominator: Double?
  var isWhole: Bool

  init(_ numerator: Double?, _ denominator: Double?, isWhole: Bool = true) {
    self.numerator = numerator
    self.denominator = denominator
    self.isWhole = isWhole
  }

  var state: State {
    guard isWhole else { return .missing }
    guard numerator != nil else { return .notApplicable }
    return denominator == 0 ? .notApplicable : .counted
  }

  /// What is compared with the plan: percent for shares, else the number; nil where it is not known or not applicable.
  func value(_ unit: TargetUnit) -> Double? {
    guard state == .counted, let numerator else { return nil }
    guard let denominator, unit == .percent else { return numerator }
    return numerator / denominator * 100
  }
}
