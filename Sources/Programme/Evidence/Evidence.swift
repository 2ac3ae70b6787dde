import Foundation
package import Kernel
import Persistence

/// Marks the IDs of evidence.
package enum EvidenceMark {}
/// Names a piece of evidence.
package typealias EvidenceID = ID<EvidenceMark>

/// What evidence proves.
enum EvidenceSubject: Sendable, Equatable {
  case figure(String)
  /// A figure that was restated; kept among those of figures.
  case restatement(RestatementProposalID)
  case task(String)
  case score(String)
  case report(String)

  var kind: String {
    switch self {
    case .figure, .restatement: "figure"
    case .task: "task"
    case .score: "score"
    case .report: "report"
    }
  }

  var id: String {
    switch self {
    case .restatement(let id): id.rawValue
    case .figure(let id), .task(let id), .score(let id), .report(let id): id
    }
  }
}

/// A paper that proves something: a file kept here, an address elsewhere, a page of ours, or words.
struct Evidence: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, SQLCodable {
    case file
    case address
    case page
    case words
  }

  static let columns: SQL = """
    id, subject_kind, subject, plan, organisation, kind, name, value, media_type, size, sha256, added_by, added_by_name,
    added_at, removed_at
    """

  var id: EvidenceID
  var subjectKind: String
  var subject: String
  var plan: PlanID?
  /// Whose evidence it is.
  var organisation: OrganisationID
  var kind: Kind
  /// What people call it: the file's name, the paper's number.
  var name: String
  /// The address, path or words; for a file its place below the folder of evidence.
  var value: String
  var mediaType: String
  /// In bytes; 0 where it is no file.
  var size: Int
  /// Of the file, in hexadecimal; empty where it is no file.
  var sha256: String
  var addedBy: AccountID
  var addedByName: String
  var addedAt: Date
  var removedAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    subjectKind = try row["subject_kind"]
    subject = try row["subject"]
    plan = try row["plan"]
    organisation = try row["organisation"]
    kind = try row["kind"]
    name = try row["name"]
    value = try row["value"]
    mediaType = try row["media_type"]
    size = try row["size"]
    sha256 = try row["sha256"]
    addedBy = try row["added_by"]
    addedByName = try row["added_by_name"]
    addedAt = try row["added_at"]
    removedAt = try row["removed_at"]
  }

  init(
    subject: EvidenceSubject, plan: PlanID?, organisation: OrganisationID, kind: Kind, name: String, value: String,
    mediaType: String = "", size: Int = 0, sha256: String = "", by principal: Principal, at time: Date
  ) {
    id = .new()
    subjectKind = subject.kind
    self.subject = subject.id
    self.plan = plan
    self.organisation = organisation
    self.kind = kind
    self.name = name
    self.value = value
    self.mediaType = mediaType
    self.size = size
    self.sha256 = sha256
    addedBy = principal.id
    addedByName = principal.name
    addedAt = time
  }
}

/// All SQL about evidence.
enum EvidenceStore {
  static func insert(_ one: Evidence, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_evidence (\(Evidence.columns))
      VALUES (\(one.id), \(one.subjectKind), \(one.subject), \(one.plan), \(one.organisation), \(one.kind), \(one.name),
        \(one.value), \(one.mediaType), \(one.size), \(one.sha256), \(one.addedBy), \(one.addedByName), \(one.addedAt),
        \(one.removedAt))
      """)
  }

  static func find(_ id: EvidenceID, on connection: any Connection) throws -> Evidence? {
    try connection.first("SELECT \(Evidence.columns) FROM plan_evidence WHERE id = \(id) AND removed_at IS NULL")
  }

  /// Of several subjects of one kind, oldest first, by subject; what was taken away is left out.
  static func of(_ kind: String, _ subjects: [String], on connection: any Connection) throws -> [String: [Evidence]] {
    guard !subjects.isEmpty else { return [:] }
    let all: [Evidence] = try connection.all(
      """
      SELECT \(Evidence.columns) FROM plan_evidence
      WHERE subject_kind = \(kind) AND subject IN \(list: subjects) AND removed_at IS NULL
      ORDER BY id LIMIT 20000
      """)
    return Dictionary(grouping: all, by: \.subject)
  }

  /// Keeps the row, so that what was shown can be explained later.
  static func remove(_ id: EvidenceID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE plan_evidence SET removed_at = \(time) WHERE id = \(id)")
  }
}
