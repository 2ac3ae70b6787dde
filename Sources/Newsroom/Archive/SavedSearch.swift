import Contracts
import Foundation
package import Kernel
package import Persistence

/// A search of the archive that somebody keeps, for oneself or for everybody of the agency.
package struct SavedSearch: Sendable, Equatable, RowDecodable {
  /// Names the search, in addresses and the audit log.
  package let id: String
  /// Whose archive it looks in.
  package let organisation: OrganisationID
  /// Who keeps it, and alone may forget it.
  package let account: AccountID
  /// As it was when it was saved.
  package let accountName: String
  /// As its list shows it.
  package let name: String
  /// What it looks for.
  package let query: ArchiveQuery
  /// Whether everybody of the agency sees it.
  package let isShared: Bool

  /// Columns of the table of saved searches.
  package init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    account = try row["account_id"]
    accountName = try row["account_name"]
    name = try row["name"]
    let json: String = try row["query"]
    query = try JSONDecoder().decode(ArchiveQuery.self, from: Data(json.utf8))
    isShared = try row["is_shared"]
  }
}

extension Newsroom {
  /// More than anybody keeps in mind.
  static let mostSavedSearches = 100

  /// Keeps a search under a name.
  @discardableResult
  package func saveSearch(
    _ query: ArchiveQuery, named name: String, isShared: Bool = false, alerts: Bool = false,
    of organisation: OrganisationID, by principal: Principal
  ) async throws -> SavedSearch {
    try principal.require(Self.write, in: organisation)
    let name = ItemWords.tidy(name, limit: 81)
    guard !name.isEmpty else { throw Failure.invalid(["name": "Cần đặt tên cho tìm kiếm"]) }
    guard name.count <= 80 else { throw Failure.invalid(["name": "Tên dài quá 80 ký tự"]) }
    guard !query.isEmpty else { throw Failure.invalid(["name": "Tìm kiếm chưa có điều kiện nào"]) }
    let json = String(decoding: try JSONEncoder.sorted.encode(query), as: UTF8.self)
    guard json.utf8.count <= 4_000 else { throw Failure.invalid(["name": "Điều kiện tìm kiếm dài quá"]) }
    return try await database.write { connection in
      guard try SavedSearchStore.count(of: principal.id, on: connection) < Self.mostSavedSearches else {
        throw Failure.invalid(["name": "Bạn đã giữ \(Self.mostSavedSearches) tìm kiếm; hãy bỏ bớt"])
      }
      let id = UUIDv7.shared.next()
      let now = clock.now
      try connection.execute(
        """
        INSERT INTO saved_search (id, organisation_id, account_id, account_name, name, query, is_shared, made_at)
        VALUES (\(id), \(organisation), \(principal.id), \(principal.name), \(name), \(json), \(isShared), \(now))
        """)
      if alerts { try SavedSearchStore.setAlert(true, id, for: principal.id, at: now, on: connection) }
      guard let saved = try SavedSearchStore.find(id, on: connection) else { throw Failure.notFound }
      try recordSearch("newsroom.search.save", saved, by: principal, on: connection)
      return saved
    }
  }

  /// Forgets a search of one's own.
  package func forgetSearch(_ id: String, by principal: Principal) async throws {
    try await database.write { connection in
      guard let saved = try SavedSearchStore.find(id, on: connection), saved.account == principal.id else {
        throw Failure.notFound
      }
      try connection.execute("DELETE FROM saved_search WHERE id = \(id)")
      try recordSearch("newsroom.search.forget", saved, by: principal, on: connection)
    }
  }

  /// Says whether one wants to hear of what is newly published and fits; of one's own searches and shared ones.
  package func alertOnSearch(_ id: String, _ isOn: Bool, by principal: Principal) async throws {
    try await database.write { connection in
      guard let saved = try SavedSearchStore.find(id, on: connection),
        principal.may(Self.write, in: saved.organisation),
        saved.isShared || saved.account == principal.id
      else { throw Failure.notFound }
      try SavedSearchStore.setAlert(isOn, id, for: principal.id, at: clock.now, on: connection)
    }
  }

  /// One's own and the shared ones, by name; whether one hears of each.
  package func savedSearches(
    of organisation: OrganisationID, for principal: Principal
  ) async throws -> [(search: SavedSearch, alerts: Bool)] {
    try principal.require(Self.write, in: organisation)
    return try await database.read { connection in
      let alerts = Set(try SavedSearchStore.alerts(of: principal.id, on: connection))
      return try SavedSearchStore.all(of: organisation, for: principal.id, on: connection).map {
        ($0, alerts.contains($0.id))
      }
    }
  }

  private func recordSearch(
    _ action: String, _ search: SavedSearch, by principal: Principal, on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "search/\(search.id)", organisation: search.organisation,
        detail: ["name": search.name]), on: connection)
  }
}

extension JSONEncoder {
  fileprivate static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

/// All SQL of saved searches.
enum SavedSearchStore {
  private static let columns: SQL = """
    s.id, s.organisation_id, s.account_id, s.account_name, s.name, s.query, s.is_shared
    """

  static func find(_ id: String, on connection: any Connection) throws -> SavedSearch? {
    try connection.first("SELECT \(columns) FROM saved_search s WHERE s.id = \(id)")
  }

  static func all(
    of organisation: OrganisationID, for account: AccountID, on connection: any Connection
  ) throws -> [SavedSearch] {
    try connection.all(
      """
      SELECT \(columns) FROM saved_search s
      WHERE s.organisation_id = \(organisation) AND (s.account_id = \(account) OR s.is_shared)
      ORDER BY s.name, s.id LIMIT 200
      """)
  }

  static func count(of account: AccountID, on connection: any Connection) throws -> Int {
    try connection.value("SELECT COUNT(*) FROM saved_search WHERE account_id = \(account)") ?? 0
  }

  static func alerts(of account: AccountID, on connection: any Connection) throws -> [String] {
    try connection.values("SELECT search_id FROM saved_search_alert WHERE account_id = \(account) LIMIT 500")
  }

  static func setAlert(
    _ isOn: Bool, _ id: String, for account: AccountID, at time: Date, on connection: any Connection
  ) throws {
    if isOn {
      try connection.execute(
        """
        INSERT INTO saved_search_alert (search_id, account_id, made_at) VALUES (\(id), \(account), \(time))
        ON CONFLICT (search_id, account_id) DO NOTHING
        """)
    } else {
      try connection.execute("DELETE FROM saved_search_alert WHERE search_id = \(id) AND account_id = \(account)")
    }
  }

  /// The searches of an agency of which somebody wants to hear, with who.
  static func alerted(
    of organisation: OrganisationID, on connection: any Connection
  ) throws -> [(search: SavedSearch, people: [AccountID])] {
    let searches: [SavedSearch] = try connection.all(
      """
      SELECT \(columns) FROM saved_search s WHERE s.organisation_id = \(organisation)
        AND EXISTS (SELECT 1 FROM saved_search_alert a WHERE a.search_id = s.id) ORDER BY s.id LIMIT 2000
      """)
    guard !searches.isEmpty else { return [] }
    return try searches.map { search in
      (
        search,
        try connection.values(
          "SELECT account_id FROM saved_search_alert WHERE search_id = \(search.id) ORDER BY account_id LIMIT 500")
      )
    }
  }

  /// Says that this search has found this item; false where that was said before.
  static func hit(_ search: String, _ item: ItemID, at time: Date, on connection: any Connection) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO saved_search_hit (search_id, item_id, made_at) VALUES (\(search), \(item), \(time))
      ON CONFLICT (search_id, item_id) DO NOTHING
      """) > 0
  }
}
