import Foundation
import Kernel
import Persistence

/// All SQL about peers, their figures and what they changed.
enum PeerStore {
  static func all(of organisations: [OrganisationID]?, on connection: any Connection) throws -> [Peer] {
    let whose: SQL = organisations.map { "WHERE organisation IN \(list: $0)" } ?? ""
    return try connection.all("SELECT \(Peer.columns) FROM sharing_peer \(whose) ORDER BY name, id LIMIT 2000")
  }

  static func find(_ id: PeerID, lock: Bool = false, on connection: any Connection) throws -> Peer? {
    try connection.first("SELECT \(Peer.columns) FROM sharing_peer WHERE id = \(id)\(lock ? SQL.forUpdate : "")")
  }

  static func count(of organisation: OrganisationID, on connection: any Connection) throws -> Int {
    try connection.value("SELECT count(*) FROM sharing_peer WHERE organisation = \(organisation)") ?? 0
  }

  static func isKnown(_ address: String, of organisation: OrganisationID, on connection: any Connection) throws -> Bool
  {
    try connection.exists(
      "SELECT 1 FROM sharing_peer WHERE organisation = \(organisation) AND address = \(address)")
  }

  /// Whether the same document came as a file before.
  static func isKnown(digest: String, of organisation: OrganisationID, on connection: any Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM sharing_peer WHERE organisation = \(organisation) AND address = '' AND digest = \(digest)
      """)
  }

  static func insert(_ peer: Peer, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO sharing_peer (\(Peer.columns))
      VALUES (\(peer.id), \(peer.organisation), \(peer.name), \(peer.address), \(peer.state), \(peer.generatedAt),
        \(peer.digest), \(peer.etag), \(peer.lastModified), \(peer.nextFetchAt), \(peer.lastFetchAt),
        \(peer.lastGoodAt), \(peer.lastError), \(peer.failures), \(peer.madeBy), \(peer.madeByName), \(peer.madeAt),
        \(peer.acceptedByName), \(peer.acceptedAt))
      """)
  }

  static func update(_ peer: Peer, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE sharing_peer SET name = \(peer.name), state = \(peer.state), generated_at = \(peer.generatedAt),
        digest = \(peer.digest), etag = \(peer.etag), last_modified = \(peer.lastModified),
        next_fetch_at = \(peer.nextFetchAt), last_fetch_at = \(peer.lastFetchAt), last_good_at = \(peer.lastGoodAt),
        last_error = \(peer.lastError), failures = \(peer.failures), accepted_by_name = \(peer.acceptedByName),
        accepted_at = \(peer.acceptedAt)
      WHERE id = \(peer.id)
      """)
  }

  /// Those whose turn has come, the longest waiting first.
  static func due(at now: Date, on connection: any Connection) throws -> [PeerID] {
    try connection.values(
      """
      SELECT id FROM sharing_peer WHERE next_fetch_at <= \(now) AND state <> 'suspended'
      ORDER BY next_fetch_at, id LIMIT 200
      """)
  }

  static func postpone(_ id: PeerID, until time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE sharing_peer SET next_fetch_at = \(time) WHERE id = \(id)")
  }

  static func remove(_ id: PeerID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM sharing_change WHERE peer = \(id)")
    try connection.execute("DELETE FROM sharing_figure WHERE peer = \(id)")
    try connection.execute("DELETE FROM sharing_peer WHERE id = \(id)")
  }

  static func figures(of peers: [PeerID], on connection: any Connection) throws -> [PeerFigure] {
    guard !peers.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(PeerFigure.columns) FROM sharing_figure WHERE peer IN \(list: peers)
      ORDER BY peer, plan, year, target LIMIT 200000
      """)
  }

  /// Puts what a document holds in place of what was there.
  static func replace(_ figures: [PeerFigure], of peer: PeerID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM sharing_figure WHERE peer = \(peer)")
    for start in stride(from: 0, to: figures.count, by: 100) {
      let rows = try figures[start..<min(start + 100, figures.count)].map { one -> SQL in
        """
        (\(one.peer), \(one.plan), \(one.figure.target), \(one.figure.year), \(one.planTitle),
        \(try ReportJSON.text(one.figure)), \(FigureDefinition(one.figure).id), \(one.figure.goal),
        \(one.figure.national?.whole), \(one.figure.indicator))
        """
      }
      try connection.execute(
        """
        INSERT INTO sharing_figure (\(PeerFigure.columns), definition, goal, national, indicator)
        VALUES \(SQL.joined(rows, by: ", "))
        """)
    }
  }

  static func insert(_ change: PeerChange, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO sharing_change (\(PeerChange.columns))
      VALUES (\(change.id), \(change.peer), \(change.plan), \(change.was.target), \(change.was.year), \(change.kind),
        \(try ReportJSON.text(change.was)), \(try change.now.map { try ReportJSON.text($0) }), \(change.seenAt))
      """)
  }

  /// Newest first.
  static func changes(of peers: [PeerID], on connection: any Connection) throws -> [PeerChange] {
    guard !peers.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(PeerChange.columns) FROM sharing_change WHERE peer IN \(list: peers) ORDER BY id DESC LIMIT 2000
      """)
  }
}
