import Foundation
import Kernel
import Persistence

/// Marks the IDs of sources.
enum InboxSourceMark {}
typealias InboxSourceID = ID<InboxSourceMark>

/// Where news comes from: an address that is asked again and again, a folder, or files sent up by hand.
struct InboxSource: Sendable, RowDecodable {
  enum Kind: String, Sendable, SQLCodable {
    case feed
    case folder
    case upload
  }

  enum State: String, Sendable, SQLCodable {
    case active
    case paused
  }

  let id: InboxSourceID
  let organisation: OrganisationID
  let kind: Kind
  let name: String
  /// The address of a feed, the name of a folder below `<data>/inbox/folders`, or `""`.
  let address: String
  let state: State
  let interval: Int
  let etag: String?
  let lastModified: String?
  /// How often in a row it could not be read.
  let failures: Int
  let lastFetchAt: Date?
  let lastSuccessAt: Date?
  let nextFetchAt: Date?
  let lastError: String?

  static let columns: SQL = """
    id, organisation_id, kind, name, address, state, interval_seconds, etag, last_modified, failures, last_fetch_at,
    last_success_at, next_fetch_at, last_error
    """

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    kind = try row["kind"]
    name = try row["name"]
    address = try row["address"]
    state = try row["state"]
    interval = try row["interval_seconds"]
    etag = try row["etag"]
    lastModified = try row["last_modified"]
    failures = try row["failures"]
    lastFetchAt = try row["last_fetch_at"]
    lastSuccessAt = try row["last_success_at"]
    nextFetchAt = try row["next_fetch_at"]
    lastError = try row["last_error"]
  }

  /// The page it speaks from, for links that say no more than `/bai/1`.
  var base: URL? { kind == .feed ? URL(string: address) : nil }
}

/// When a source is asked again.
enum FetchRhythm {
  static let longest = 6 * 3600

  /// Seconds to wait: the interval, doubled with each failure in a row up to six hours, and a fifth more or less, so that a
  /// hundred sources do not ask at the same moment.
  static func wait(interval: Int, failures: Int, jitter: Double = .random(in: -1...1)) -> TimeInterval {
    let doubled = failures == 0 ? interval : min(interval << min(failures, 12), max(longest, interval))
    return Double(doubled) * (1 + 0.2 * min(max(jitter, -1), 1))
  }
}
