import Foundation
import Kernel
import Persistence

/// What a comparison needs of peers' figures: of each definition how many, and only those that the page shows as a whole.
extension PeerStore {
  /// How many plans have figures of each definition.
  static func definitions(of peers: [PeerID], on connection: any Connection) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try connection.forEach(definitionsQuery(peers)) { row in
      counts[try row["definition"]] = try row["plans"] as Int
    }
    return counts
  }

  static func definitionsQuery(_ peers: [PeerID]) -> SQL {
    """
    SELECT definition, count(*) AS plans
    FROM (SELECT DISTINCT definition, peer, plan FROM sharing_figure WHERE peer IN \(list: peers)) AS plans_of
    GROUP BY definition LIMIT 20000
    """
  }

  /// One figure of each definition, always the same.
  static func references(
    _ definitions: [String], of peers: [PeerID], on connection: any Connection
  ) throws -> [PeerFigure] {
    guard !definitions.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(PeerFigure.columns) FROM (
        SELECT \(PeerFigure.columns),
          ROW_NUMBER() OVER (PARTITION BY definition ORDER BY peer, plan, year, target) AS place
        FROM sharing_figure WHERE definition IN \(list: definitions) AND peer IN \(list: peers)) AS placed
      WHERE place = 1
      """)
  }

  /// Of every year.
  static func figures(
    of definition: FigureDefinition, from peers: [PeerID], on connection: any Connection
  ) throws -> [PeerFigure] {
    try connection.all(ofQuery(definition, peers))
  }

  static func ofQuery(_ definition: FigureDefinition, _ peers: [PeerID]) -> SQL {
    """
    SELECT \(PeerFigure.columns) FROM sharing_figure WHERE definition = \(definition.id) AND peer IN \(list: peers)
    ORDER BY peer, plan, year, target LIMIT 20000
    """
  }

  /// Of the same thing in one year, measured otherwise: what is listed below with why it is not compared.
  static func figures(
    near figure: SharedFigure, year: Int, from peers: [PeerID], on connection: any Connection
  ) throws -> [PeerFigure] {
    try connection.all(nearQuery(figure, year, peers))
  }

  static func nearQuery(_ figure: SharedFigure, _ year: Int, _ peers: [PeerID]) -> SQL {
    """
    SELECT \(PeerFigure.columns) FROM sharing_figure
    WHERE peer IN \(list: peers) AND year = \(year) AND definition <> \(FigureDefinition(figure).id)
      AND (goal = \(figure.goal) OR national = \(figure.national?.whole) OR indicator = \(figure.indicator))
    ORDER BY peer, plan, target LIMIT 2000
    """
  }

  /// Newest first, of these years.
  static func changes(
    of peers: [PeerID], in years: [Int], on connection: any Connection
  ) throws -> [PeerChange] {
    try connection.all(
      """
      SELECT \(PeerChange.columns) FROM sharing_change
      WHERE peer IN \(list: peers) AND year IN \(list: years) AND kind <> 'withdrawn' ORDER BY id DESC LIMIT 2000
      """)
  }

  /// Frozen figures of a year that are published no more, newest first.
  static func gone(from peers: [PeerID], year: Int, on connection: any Connection) throws -> [PeerChange] {
    try connection.all(
      """
      SELECT \(PeerChange.columns) FROM sharing_change c
      WHERE peer IN \(list: peers) AND year = \(year) AND kind = 'withdrawn'
        AND NOT EXISTS (SELECT 1 FROM sharing_figure f
          WHERE f.peer = c.peer AND f.plan = c.plan AND f.target = c.target AND f.year = c.year)
      ORDER BY id DESC LIMIT 2000
      """)
  }

  /// Figures that were read before their definitions were written beside them.
  static func unplaced(on connection: any Connection) throws -> [PeerFigure] {
    try connection.all("SELECT \(PeerFigure.columns) FROM sharing_figure WHERE definition = '' LIMIT 500")
  }

  /// Writes the definition of a figure beside it.
  /// - Returns: whether it was there.
  static func place(_ one: PeerFigure, on connection: any Connection) throws -> Bool {
    let figure = one.figure
    return try connection.execute(
      """
      UPDATE sharing_figure SET definition = \(FigureDefinition(figure).id), goal = \(figure.goal),
        national = \(figure.national?.whole), indicator = \(figure.indicator)
      WHERE peer = \(one.peer) AND plan = \(one.plan) AND target = \(figure.target) AND year = \(figure.year)
      """) > 0
  }
}

extension SharedFigure.National {
  /// `qd-348-2023/g1`
  var whole: String { "\(plan)/\(target)" }
}
