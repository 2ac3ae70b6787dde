import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL of clips.
enum ClipStore {
  static func insert(
    _ id: ClipID, hash: String, bytes: Int, fileName: String, _ probe: ClipProbe, _ words: ClipWords,
    organisation: OrganisationID, by account: AccountID, at now: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO clip (
        id, organisation, kind, hash, bytes, duration, width, height, file_name, title, credit, transcript, state,
        uploaded_by, uploaded_at)
      VALUES (
        \(id), \(organisation), \(probe.kind), \(hash), \(bytes), \(probe.duration), \(probe.width), \(probe.height),
        \(fileName), \(words.title), \(words.credit), \(words.transcript), 'waiting', \(account), \(now))
      """)
  }

  static func find(_ id: ClipID, lock: Bool = false, on connection: any Connection) throws -> Clip? {
    try connection.first("SELECT * FROM clip WHERE id = \(id)\(lock ? SQL.forUpdate : "")")
  }

  static func find(hash: String, in organisation: OrganisationID, on connection: any Connection) throws -> Clip? {
    try connection.first("SELECT * FROM clip WHERE organisation = \(organisation) AND hash = \(hash)")
  }

  static func all(_ ids: [ClipID], on connection: any Connection) throws -> [Clip] {
    try connection.all("SELECT * FROM clip WHERE id IN \(list: ids) LIMIT \(ids.count)")
  }

  /// Newest first: IDs are made in the order of time.
  static func newest(
    of organisation: OrganisationID, before: String?, limit: Int, on connection: any Connection
  ) throws -> Page<Clip> {
    let older: SQL = before.map { "AND id < \($0)" } ?? ""
    let fetched: [Clip] = try connection.all(
      "SELECT * FROM clip WHERE organisation = \(organisation) \(older) ORDER BY id DESC LIMIT \(limit + 1)")
    return Page(fetched: fetched, limit: limit) { $0.id.rawValue }
  }

  static func describe(_ id: ClipID, _ words: ClipWords, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE clip SET title = \(words.title), credit = \(words.credit), transcript = \(words.transcript) WHERE id = \(id)
      """)
  }

  static func setMade(_ id: ClipID, _ made: ClipMaker.Made, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE clip SET state = 'ready', playable = \(made.playable), poster = \(made.poster) WHERE id = \(id)")
  }

  static func setState(_ id: ClipID, _ state: ClipState, on connection: any Connection) throws {
    try connection.execute("UPDATE clip SET state = \(state) WHERE id = \(id) AND playable IS NULL")
  }

  static func setSubtitles(_ id: ClipID, _ hash: String?, on connection: any Connection) throws {
    try connection.execute("UPDATE clip SET subtitles = \(hash) WHERE id = \(id)")
  }

  /// Those that have waited since before a time, oldest first.
  static func waiting(since time: Date, limit: Int, on connection: any Connection) throws -> [ClipID] {
    try connection.values(
      "SELECT id FROM clip WHERE state = 'waiting' AND uploaded_at < \(time) ORDER BY uploaded_at LIMIT \(limit)")
  }
}
