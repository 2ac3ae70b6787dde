import Contracts
import Foundation
import Kernel
import Persistence

enum CoverageMark {}
typealias CoverageID = ID<CoverageMark>

/// In which form something is covered.
enum CoverageKind: String, Sendable, CaseIterable, Codable, SQLCodable {
  case text
  case photo
  case video
  case audio
  case live
  case graphic

  var phrase: Phrase {
    switch self {
    case .text: "Bài viết"
    case .photo: "Ảnh"
    case .video: "Video"
    case .audio: "Âm thanh"
    case .live: "Tường thuật trực tiếp"
    case .graphic: "Đồ họa"
    }
  }

  var icon: String {
    switch self {
    case .text: "file-text"
    case .photo: "camera"
    case .video: "video"
    case .audio: "mic"
    case .live: "radio"
    case .graphic: "chart-no-axes-column"
    }
  }

  /// What its length is counted in: words, pictures, seconds.
  var unit: Phrase {
    switch self {
    case .text, .live: "chữ"
    case .photo, .graphic: "hình"
    case .video, .audio: "giây"
    }
  }

  /// What sort of item it becomes.
  var item: ItemKind {
    switch self {
    case .text, .graphic: .article
    case .photo: .photoStory
    case .video: .video
    case .audio: .audio
    case .live: .liveBlog
    }
  }
}

/// One form in which a plan is covered, with its length and its deadline; leads to an item once somebody begins it.
struct Coverage: Sendable, RowDecodable {
  var id: CoverageID
  var organisation: OrganisationID
  var plan: PlanID
  var kind: CoverageKind
  var length: Int?
  var note = ""
  var deadline: Date?
  var item: ItemID?

  init(
    id: CoverageID = .new(), organisation: OrganisationID, plan: PlanID, kind: CoverageKind, length: Int? = nil,
    note: String = "", deadline: Date? = nil
  ) {
    self.id = id
    self.organisation = organisation
    self.plan = plan
    self.kind = kind
    self.length = length
    self.note = note
    self.deadline = deadline
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    plan = try row["plan"]
    kind = try row["kind"]
    length = try row["length"]
    note = try row["note"]
    deadline = try row["deadline"]
    item = try row["item"]
  }
}

/// All SQL about coverages.
enum CoverageStore {
  private static let columns: SQL = "id, organisation, plan, kind, length, note, deadline, item"

  static func lock(_ id: CoverageID, on connection: any Connection) throws -> Coverage? {
    try connection.first("SELECT \(columns) FROM planning_coverage WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(_ ids: [CoverageID], on connection: any Connection) throws -> [Coverage] {
    guard !ids.isEmpty else { return [] }
    return try connection.all(
      "SELECT \(columns) FROM planning_coverage WHERE id IN \(list: ids) ORDER BY id LIMIT 1000")
  }

  static func of(_ plans: [PlanID], on connection: any Connection) throws -> [Coverage] {
    guard !plans.isEmpty else { return [] }
    return try connection.all(
      "SELECT \(columns) FROM planning_coverage WHERE plan IN \(list: plans) ORDER BY plan, id LIMIT 5000")
  }

  static func of(_ item: ItemID, on connection: any Connection) throws -> [Coverage] {
    try connection.all(
      "SELECT \(columns) FROM planning_coverage WHERE item = \(item) ORDER BY id LIMIT 100")
  }

  static func due(
    _ from: Date, _ to: Date, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [Coverage] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_coverage
      WHERE organisation = \(organisation) AND deadline >= \(from) AND deadline < \(to)
      ORDER BY deadline, id
      LIMIT 1000
      """)
  }

  static func insert(_ coverage: Coverage, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_coverage (\(columns))
      VALUES (\(coverage.id), \(coverage.organisation), \(coverage.plan), \(coverage.kind), \(coverage.length),
        \(coverage.note), \(coverage.deadline), \(coverage.item))
      """)
  }

  static func update(_ coverage: Coverage, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE planning_coverage
      SET kind = \(coverage.kind), length = \(coverage.length), note = \(coverage.note),
        deadline = \(coverage.deadline), item = \(coverage.item)
      WHERE id = \(coverage.id)
      """)
  }

  static func delete(_ id: CoverageID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM planning_coverage WHERE id = \(id)")
  }
}
