import Contracts
import Foundation
import Kernel
import Persistence
import Search

/// All SQL of pictures.
enum PictureStore {
  static func insert(
    _ id: PictureID, _ received: ReceivedPicture, text: PictureText, organisation: OrganisationID, by: AccountID,
    at now: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO picture (
        id, organisation, hash, format, bytes, width, height, file_name, caption, credit, alt, focal_x, focal_y, state,
        uploaded_by, uploaded_at)
      VALUES (
        \(id), \(organisation), \(received.hash), \(received.header.format), \(received.bytes), \(received.header.width),
        \(received.header.height), \(received.fileName), \(text.caption), \(text.credit), \(text.alt), \(text.focalX),
        \(text.focalY), \(PictureState.waiting), \(by), \(now))
      """)
  }

  static func picture(_ id: PictureID, lock: Bool = false, on connection: any Connection) throws -> Picture? {
    try connection.first("SELECT * FROM picture WHERE id = \(id)\(lock ? SQL.forUpdate : "")")
  }

  static func pictures(_ ids: [PictureID], on connection: any Connection) throws -> [Picture] {
    try connection.all("SELECT * FROM picture WHERE id IN \(list: ids) LIMIT \(ids.count)")
  }

  static func picture(
    hash: String, in organisation: OrganisationID, on connection: any Connection
  ) throws -> Picture? {
    try connection.first("SELECT * FROM picture WHERE organisation = \(organisation) AND hash = \(hash)")
  }

  /// Newest first: IDs are made in the order of time.
  static func newest(
    of organisation: OrganisationID, before: String?, limit: Int, on connection: any Connection
  ) throws -> Page<Picture> {
    let older: SQL = before.map { "AND id < \($0)" } ?? ""
    let fetched: [Picture] = try connection.all(
      """
      SELECT * FROM picture WHERE organisation = \(organisation) \(older) ORDER BY id DESC LIMIT \(limit + 1)
      """)
    return Page(fetched: fetched, limit: limit) { $0.id.rawValue }
  }

  static func describe(_ id: PictureID, _ text: PictureText, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE picture
      SET caption = \(text.caption), credit = \(text.credit), alt = \(text.alt), focal_x = \(text.focalX),
        focal_y = \(text.focalY)
      WHERE id = \(id)
      """)
  }

  static func setState(_ id: PictureID, _ state: PictureState, on connection: any Connection) throws {
    try connection.execute("UPDATE picture SET state = \(state) WHERE id = \(id)")
  }

  static func replaceRenditions(
    of id: PictureID, with made: [MadeRendition], on connection: any Connection
  ) throws {
    let purposes = Set(made.map(\.purpose.rawValue)).sorted()
    try connection.execute("DELETE FROM picture_rendition WHERE picture = \(id) AND purpose IN \(list: purposes)")
    for rendition in made {
      try connection.execute(
        """
        INSERT INTO picture_rendition (picture, purpose, hash, width, height, bytes)
        VALUES (
          \(id), \(rendition.purpose), \(rendition.hash), \(rendition.width), \(rendition.height), \(rendition.bytes))
        """)
    }
  }

  static func renditions(
    of ids: [PictureID], on connection: any Connection
  ) throws -> [PictureID: [StoredRendition]] {
    let rows: [StoredRendition] = try connection.all(
      """
      SELECT picture, purpose, hash, width, height FROM picture_rendition WHERE picture IN \(list: ids)
      ORDER BY picture, purpose, width LIMIT \(ids.count * 16)
      """)
    return Dictionary(grouping: rows, by: \.picture)
  }

  /// Those that have waited since before a time, oldest first.
  static func waiting(since time: Date, limit: Int, on connection: any Connection) throws -> [PictureID] {
    try connection.values(
      """
      SELECT id FROM picture WHERE state = 'waiting' AND uploaded_at < \(time) ORDER BY uploaded_at LIMIT \(limit)
      """)
  }
}

/// A rendition as the database knows it.
struct StoredRendition: Sendable, RowDecodable {
  let picture: PictureID
  let purpose: RenditionPurpose
  let hash: String
  let width: Int
  let height: Int

  init(row: Row) throws {
    picture = try row["picture"]
    purpose = try row["purpose"]
    hash = try row["hash"]
    width = try row["width"]
    height = try row["height"]
  }

  var profile: PictureProfile.Rendition {
    PictureProfile.Rendition(path: PictureFiles.address(hash: hash), width: width, height: height)
  }
}
