import Foundation
import Kernel
import Persistence

/// One response received, and what became of it (FB1–FB3).
struct ResponseRound: RowDecodable, Sendable {
  enum State: String, Sendable, SQLCodable {
    case waiting
    case published
    case refused
  }

  let number: Int
  let receivedOn: CivilDate
  let words: String
  /// What the agency adds to it.
  let ownView: String
  let state: State
  let endedAt: Date?
  /// Why it was refused, as written to the responder.
  let reason: String

  init(row: Row) throws {
    number = try row["number"]
    receivedOn = try row["received_on"]
    words = try row["words"]
    ownView = try row["own_view"]
    state = try row["state"]
    endedAt = try row["ended_at"]
    reason = try row["reason"]
  }
}

/// All SQL about rounds.
enum RoundStore {
  static func rounds(of id: CaseID, on connection: any Connection) throws -> [ResponseRound] {
    try rounds(of: [id], on: connection)[id] ?? []
  }

  static func rounds(of ids: [CaseID], on connection: any Connection) throws -> [CaseID: [ResponseRound]] {
    var found: [CaseID: [ResponseRound]] = [:]
    for start in stride(from: 0, to: ids.count, by: 200) {
      let part = ids[start..<min(start + 200, ids.count)]
      try connection.forEach(
        """
        SELECT of_case, number, received_on, words, own_view, state, ended_at, reason
        FROM correction_round WHERE of_case IN \(list: part)
        ORDER BY of_case, number
        LIMIT \(part.count * 50)
        """
      ) { row in
        let id: CaseID = try row["of_case"]
        found[id, default: []].append(try ResponseRound(row: row))
      }
    }
    return found
  }

  static func insert(
    _ number: Int, of id: CaseID, received day: CivilDate, words: String, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO correction_round (of_case, number, received_on, words, own_view, state, ended_at, reason)
      VALUES (\(id), \(number), \(day), \(words), '', 'waiting', NULL, '')
      """)
  }

  static func end(
    _ number: Int, of id: CaseID, as state: ResponseRound.State, at now: Date, ownView: String = "",
    reason: String = "", on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE correction_round
      SET state = \(state), ended_at = \(now), own_view = \(ownView), reason = \(reason)
      WHERE of_case = \(id) AND number = \(number) AND state = 'waiting'
      """)
  }
}
