import Contracts
import Foundation
import Kernel
import Persistence

enum HandoverMark {}
typealias HandoverID = ID<HandoverMark>

/// Ca trực: hours of the day for which somebody answers for the desk; may go past midnight.
struct Shift: Sendable, RowDecodable {
  let id: ShiftID
  let organisation: OrganisationID
  let name: String
  let fromMinute: Int
  let toMinute: Int
  let isClosed: Bool

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    name = try row["name"]
    fromMinute = try row["from_minute"]
    toMinute = try row["to_minute"]
    isClosed = try row["closed"]
  }

  /// `06:00–14:00`.
  var hours: String { "\(Words.clock(fromMinute))–\(Words.clock(toMinute))" }

  /// Whether that minute of the day is in it.
  func holds(_ minute: Int) -> Bool {
    fromMinute <= toMinute
      ? (fromMinute..<toMinute).contains(minute) : minute >= fromMinute || minute < toMinute
  }
}

/// Bàn giao ca: what the next shift must know. Its writer may change it until somebody has taken it over.
struct Handover: Sendable, RowDecodable {
  let id: HandoverID
  let organisation: OrganisationID
  let day: CivilDate
  let shift: ShiftID
  let body: String
  let author: AccountID
  let authorName: String
  let receiver: AccountID?
  let receiverName: String?
  let receivedAt: Date?
  let version: Int
  let updatedAt: Date

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    day = try row["day"]
    shift = try row["shift"]
    body = try row["body"]
    author = try row["author"]
    authorName = try row["author_name"]
    receiver = try row["receiver"]
    receiverName = try row["receiver_name"]
    receivedAt = try row["received_at"]
    version = try row["version"]
    updatedAt = try row["updated_at"]
  }
}

/// All SQL about shifts and what they hand over.
enum ShiftStore {
  private static let columns: SQL = """
    id, organisation, day, shift, body, author, author_name, receiver, receiver_name, received_at, version, updated_at
    """

  static func all(of organisation: OrganisationID, on connection: any Connection) throws -> [Shift] {
    try connection.all(
      """
      SELECT id, organisation, name, from_minute, to_minute, closed FROM planning_shift
      WHERE organisation = \(organisation)
      ORDER BY closed, from_minute, name
      LIMIT 100
      """)
  }

  static func lock(_ id: ShiftID, on connection: any Connection) throws -> Shift? {
    try connection.first(
      """
      SELECT id, organisation, name, from_minute, to_minute, closed FROM planning_shift
      WHERE id = \(id)\(SQL.forUpdate)
      """)
  }

  static func lockNote(_ id: HandoverID, on connection: any Connection) throws -> Handover? {
    try connection.first("SELECT \(columns) FROM planning_handover WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// Newest first.
  static func notes(
    of organisation: OrganisationID, before: HandoverID?, limit: Int, on connection: any Connection
  ) throws -> [Handover] {
    let older: SQL = before.map { " AND id < \($0)" } ?? ""
    return try connection.all(
      """
      SELECT \(columns) FROM planning_handover WHERE organisation = \(organisation)\(older)
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }
}
