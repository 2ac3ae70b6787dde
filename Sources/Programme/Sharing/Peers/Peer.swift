import Foundation
import Kernel
import Persistence

/// Marks the IDs of other installations.
enum PeerMark {}
typealias PeerID = ID<PeerMark>

/// Another installation whose figures a department compares its own with (tỉnh khác).
struct Peer: Sendable, RowDecodable {
  enum State: String, Codable, Sendable, SQLCodable {
    /// Nothing was read yet.
    case reading
    /// Read, and not yet looked at by a person: its figures are in no comparison.
    case waiting
    case active
    case suspended
  }

  static let columns: SQL = """
    id, organisation, name, address, state, generated_at, digest, etag, last_modified, next_fetch_at, last_fetch_at,
    last_good_at, last_error, failures, made_by, made_by_name, made_at, accepted_by_name, accepted_at
    """

  var id: PeerID
  /// The department that added it; another one's is not there.
  var organisation: OrganisationID
  /// How its document names it; until then the host or the file.
  var name: String
  /// Empty: a file was sent, nobody is asked.
  var address: String
  var state: State
  /// When the document that was taken last was made, by its own word.
  var generatedAt: Date?
  /// SHA-256 of what was taken last, in hexadecimal; empty before.
  var digest: String
  var etag: String?
  var lastModified: String?
  var nextFetchAt: Date?
  var lastFetchAt: Date?
  var lastGoodAt: Date?
  /// Why the last turn brought nothing, in Vietnamese; nil where it did.
  var lastError: String?
  /// Turns that failed one after another.
  var failures: Int
  var madeBy: AccountID
  var madeByName: String
  var madeAt: Date
  var acceptedByName: String
  var acceptedAt: Date?

  var isFile: Bool { address.isEmpty }

  init(of organisation: OrganisationID, name: String, address: String, by principal: Principal, at time: Date) {
    id = .new()
    self.organisation = organisation
    self.name = name
    self.address = address
    state = .reading
    digest = ""
    failures = 0
    madeBy = principal.id
    madeByName = principal.name
    madeAt = time
    acceptedByName = ""
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    name = try row["name"]
    address = try row["address"]
    state = try row["state"]
    generatedAt = try row["generated_at"]
    digest = try row["digest"]
    etag = try row["etag"]
    lastModified = try row["last_modified"]
    nextFetchAt = try row["next_fetch_at"]
    lastFetchAt = try row["last_fetch_at"]
    lastGoodAt = try row["last_good_at"]
    lastError = try row["last_error"]
    failures = try row["failures"]
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
    acceptedByName = try row["accepted_by_name"]
    acceptedAt = try row["accepted_at"]
  }
}

/// A figure as it was read from a peer.
struct PeerFigure: Sendable, RowDecodable {
  static let columns: SQL = "peer, plan, target, year, plan_title, figure"

  let peer: PeerID
  let plan: String
  let planTitle: String
  let figure: SharedFigure

  init(peer: PeerID, plan: String, planTitle: String, figure: SharedFigure) {
    self.peer = peer
    self.plan = plan
    self.planTitle = planTitle
    self.figure = figure
  }

  init(row: Row) throws {
    peer = try row["peer"]
    plan = try row["plan"]
    planTitle = try row["plan_title"]
    figure = try ReportJSON.read(try row["figure"])
  }

  /// By it the same figure is found in the next document.
  var key: String { "\(plan) \(figure.target) \(figure.year)" }
}

/// A frozen figure that is another one in a later document, or is gone from it. Both stay.
struct PeerChange: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, SQLCodable {
    /// Its publisher says that, and why.
    case restated
    /// Other numbers under the same digest, and not a word on it.
    case undeclared
    /// Frozen again, for another day or with another digest.
    case refrozen
    case withdrawn

    var phrase: Phrase {
      switch self {
      case .restated: "Nơi công bố điều chỉnh"
      case .undeclared: "Đổi số đã chốt mà không nói lý do"
      case .refrozen: "Chốt lại"
      case .withdrawn: "Không còn công bố"
      }
    }
  }
  static let columns: SQL = "id, peer, plan, target, year, kind, was, now, seen_at"

  let id: String
  let peer: PeerID
  let plan: String
  let kind: Kind
  let was: SharedFigure
  let now: SharedFigure?
  let seenAt: Date

  init(_ kind: Kind, _ was: PeerFigure, _ now: PeerFigure?, at time: Date) {
    id = UUIDv7.shared.next()
    peer = was.peer
    plan = was.plan
    self.kind = kind
    self.was = was.figure
    self.now = now?.figure
    seenAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    peer = try row["peer"]
    plan = try row["plan"]
    kind = try row["kind"]
    was = try ReportJSON.read(try row["was"])
    let now: String? = try row["now"]
    self.now = try now.map { try ReportJSON.read($0) }
    seenAt = try row["seen_at"]
  }
}
