import Foundation
import Kernel
import Persistence

/// What was published of one agency, as it was.
struct MaturityResult: Sendable, RowDecodable {
  static let columns: SQL = """
    entry, cycle, organisation, name, bloc, total, level, level_name, rank, rank_of, is_tied
    """

  var entry: MaturityEntryID
  var cycle: MaturityCycleID
  var organisation: OrganisationID
  var name: String
  var bloc: Bloc
  var total: Points
  /// Nil where the cut-offs around the total were not known.
  var level: Int?
  var levelName: String
  var rank: Int
  /// How many are in the bloc.
  var rankOf: Int
  /// Others have the same rank.
  var isTied: Bool

  init(row: Row) throws {
    entry = try row["entry"]
    cycle = try row["cycle"]
    organisation = try row["organisation"]
    name = try row["name"]
    bloc = try row["bloc"]
    total = try row["total"]
    level = try row["level"]
    levelName = try row["level_name"]
    rank = try row["rank"]
    rankOf = try row["rank_of"]
    isTied = try row["is_tied"]
  }

  init(_ entry: MaturityEntry, total: Points, level: IndexLevel?) {
    self.entry = entry.id
    cycle = entry.cycle
    organisation = entry.organisation
    name = entry.name
    bloc = entry.bloc
    self.total = total
    self.level = level?.rank
    levelName = level?.name ?? ""
    rank = 0
    rankOf = 0
    isTied = false
  }
}

/// Ranks within blocs. Equal points are an equal rank, and the next one is as much further down (1, 2, 2, 4).
enum Ranking {
  static func ranked(_ results: [MaturityResult]) -> [MaturityResult] {
    Dictionary(grouping: results, by: \.bloc).values.flatMap { bloc -> [MaturityResult] in
      let sorted = bloc.sorted { $0.total == $1.total ? $0.name < $1.name : $0.total > $1.total }
      var ranked: [MaturityResult] = []
      for (place, result) in sorted.enumerated() {
        var result = result
        result.rank = place > 0 && ranked[place - 1].total == result.total ? ranked[place - 1].rank : place + 1
        result.rankOf = sorted.count
        result.isTied =
          (place > 0 && sorted[place - 1].total == result.total)
          || (place + 1 < sorted.count && sorted[place + 1].total == result.total)
        ranked.append(result)
      }
      return ranked
    }
  }
}

/// All SQL about results.
enum ResultStore {
  static func insert(_ one: MaturityResult, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO maturity_result (\(MaturityResult.columns))
      VALUES (\(one.entry), \(one.cycle), \(one.organisation), \(one.name), \(one.bloc), \(one.total), \(one.level),
        \(one.levelName), \(one.rank), \(one.rankOf), \(one.isTied))
      """)
  }

  /// By bloc and rank.
  static func of(_ cycle: MaturityCycleID, on connection: any Connection) throws -> [MaturityResult] {
    try connection.all(ranking(cycle))
  }

  /// The statement of the ranking, which the index `maturity_result_rank` answers in its order.
  static func ranking(_ cycle: MaturityCycleID) -> SQL {
    "SELECT \(MaturityResult.columns) FROM maturity_result WHERE cycle = \(cycle) ORDER BY bloc, rank, name LIMIT 5000"
  }

  static func find(_ entry: MaturityEntryID, on connection: any Connection) throws -> MaturityResult? {
    try connection.first("SELECT \(MaturityResult.columns) FROM maturity_result WHERE entry = \(entry)")
  }

  static func of(_ organisations: [OrganisationID], on connection: any Connection) throws -> [MaturityResult] {
    guard !organisations.isEmpty else { return [] }
    return try connection.all(
      "SELECT \(MaturityResult.columns) FROM maturity_result WHERE organisation IN \(list: organisations) LIMIT 2000")
  }
}
