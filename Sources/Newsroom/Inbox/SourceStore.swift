import Foundation
import Kernel
import Persistence

/// All SQL of sources and of what was fetched from them.
enum SourceStore {
  /// More sources than anybody watches.
  static let most = 500

  static func all(of organisation: OrganisationID, on connection: any Connection) throws -> [InboxSource] {
    try connection.all(
      """
      SELECT \(InboxSource.columns) FROM inbox_source WHERE organisation_id = \(organisation)
      ORDER BY name, id LIMIT \(most)
      """)
  }

  static func find(
    _ id: InboxSourceID, lock: Bool = false, on connection: any Connection
  ) throws -> InboxSource? {
    try connection.first(
      "SELECT \(InboxSource.columns) FROM inbox_source WHERE id = \(id)\(lock ? SQL.forUpdate : "")")
  }

  static func find(
    _ kind: InboxSource.Kind, _ address: String, of organisation: OrganisationID, on connection: any Connection
  ) throws -> InboxSource? {
    try connection.first(
      """
      SELECT \(InboxSource.columns) FROM inbox_source
      WHERE organisation_id = \(organisation) AND kind = \(kind) AND address = \(address)
      """)
  }

  static func insert(
    _ id: InboxSourceID, _ kind: InboxSource.Kind, _ new: NewSource, of organisation: OrganisationID,
    by account: AccountID, at now: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO inbox_source (
        id, organisation_id, kind, name, address, state, interval_seconds, failures, next_fetch_at, created_by, created_at)
      VALUES (
        \(id), \(organisation), \(kind), \(new.name), \(new.address), \(InboxSource.State.active), \(new.interval), 0,
        \(kind == .upload ? nil : now.addingTimeInterval(Double(new.interval))), \(account), \(now))
      """)
  }

  static func setState(
    _ id: InboxSourceID, _ state: InboxSource.State, nextFetchAt: Date?, on connection: any Connection
  ) throws {
    try connection.execute(
      "UPDATE inbox_source SET state = \(state), next_fetch_at = \(nextFetchAt) WHERE id = \(id)")
  }

  static func due(at now: Date, limit: Int, on connection: any Connection) throws -> [InboxSourceID] {
    try connection.values(
      """
      SELECT id FROM inbox_source WHERE next_fetch_at IS NOT NULL AND next_fetch_at <= \(now)
      ORDER BY next_fetch_at LIMIT \(limit)
      """)
  }

  /// Sets the time of the next turn before this one begins: whatever happens meanwhile, it comes round.
  static func postpone(_ id: InboxSourceID, until time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_source SET next_fetch_at = \(time) WHERE id = \(id)")
  }

  /// Whether these bytes were read from this source before.
  static func hasRead(_ hash: String, from id: InboxSourceID, on connection: any Connection) throws -> Bool {
    try connection.exists(
      "SELECT 1 AS one FROM inbox_fetch WHERE file_hash = \(hash) AND source_id = \(id) AND outcome <> 'failed' LIMIT 1"
    )
  }

  static func record(_ outcome: FetchOutcome, of id: InboxSourceID, on connection: any Connection) throws {
    if let file = outcome.file {
      try connection.execute(
        """
        INSERT INTO inbox_file (hash, path, bytes, received_at)
        VALUES (\(file.hash), \(file.path), \(file.bytes), \(outcome.startedAt)) ON CONFLICT (hash) DO NOTHING
        """)
    }
    try connection.execute(
      """
      INSERT INTO inbox_fetch (
        id, source_id, outcome, status, bytes, file_hash, file_name, items_new, items_updated, items_unchanged,
        items_failed, message, started_at, ended_at)
      VALUES (
        \(UUIDv7.shared.next()), \(id), \(outcome.kind), \(outcome.status), \(outcome.file?.bytes ?? 0),
        \(outcome.file?.hash), \(outcome.fileName), \(outcome.counts.new), \(outcome.counts.updated),
        \(outcome.counts.unchanged), \(outcome.counts.failed), \(outcome.message), \(outcome.startedAt),
        \(outcome.endedAt))
      """)
  }

  /// What a turn says of the source's health.
  static func settle(
    _ source: InboxSource, _ outcome: FetchOutcome, nextFetchAt: Date?, etag: String?, lastModified: String?,
    on connection: any Connection
  ) throws {
    let isGood = outcome.kind == .read || outcome.kind == .unchanged
    try connection.execute(
      """
      UPDATE inbox_source SET
        etag = \(etag), last_modified = \(lastModified), failures = \(isGood ? 0 : source.failures + 1),
        last_fetch_at = \(outcome.startedAt), last_success_at = \(isGood ? outcome.startedAt : source.lastSuccessAt),
        next_fetch_at = CASE WHEN state = 'active' THEN \(nextFetchAt)\(postgres: "::timestamptz") ELSE NULL END,
        last_error = \(isGood ? nil : outcome.message)
      WHERE id = \(source.id)
      """)
  }

  /// Newest first.
  static func fetches(of id: InboxSourceID, limit: Int, on connection: any Connection) throws -> [StoredFetch] {
    try connection.all(
      """
      SELECT outcome, status, bytes, file_name, items_new, items_updated, items_unchanged, items_failed, message,
        started_at
      FROM inbox_fetch WHERE source_id = \(id) ORDER BY id DESC LIMIT \(limit)
      """)
  }
}

/// How one turn ended.
struct FetchOutcome: Sendable {
  enum Kind: String, Sendable, SQLCodable {
    case read
    /// The source says, or its bytes say, that nothing has changed.
    case unchanged
    /// It came, and was no feed, or a harmful one.
    case refused
    /// It did not come.
    case failed
  }

  struct Counts: Sendable, Equatable {
    var new = 0
    var updated = 0
    var unchanged = 0
    var failed = 0
  }

  var kind: Kind
  var status: Int?
  var file: ReceivedFile?
  var fileName: String?
  var counts = Counts()
  /// In Vietnamese, for the people who watch the sources.
  var message: String?
  let startedAt: Date
  var endedAt: Date
}

/// One turn as it is shown.
struct StoredFetch: Sendable, RowDecodable {
  let outcome: FetchOutcome.Kind
  let status: Int?
  let bytes: Int
  let fileName: String?
  let counts: FetchOutcome.Counts
  let message: String?
  let startedAt: Date

  init(row: Row) throws {
    outcome = try row["outcome"]
    status = try row["status"]
    bytes = try row["bytes"]
    fileName = try row["file_name"]
    counts = FetchOutcome.Counts(
      new: try row["items_new"], updated: try row["items_updated"], unchanged: try row["items_unchanged"],
      failed: try row["items_failed"])
    message = try row["message"]
    startedAt = try row["started_at"]
  }
}
