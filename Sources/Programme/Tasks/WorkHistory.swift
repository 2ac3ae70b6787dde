import Foundation
import Kernel
import Persistence

/// One thing that happened to a piece of work: who, when, in which words.
struct WorkEvent: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, CaseIterable, SQLCodable {
    case made
    case changed
    case moved
    case progress
    case proved
    case unproved
    case joined
    case parted
    case reassigned
    case served

    var phrase: Phrase {
      switch self {
      case .made: "Lập nhiệm vụ"
      case .changed: "Sửa nhiệm vụ"
      case .moved: "Chuyển trạng thái"
      case .progress: "Báo tiến độ"
      case .proved: "Thêm minh chứng"
      case .unproved: "Bỏ minh chứng"
      case .joined: "Thêm việc phải chờ"
      case .parted: "Bỏ việc phải chờ"
      case .reassigned: "Chuyển đơn vị chủ trì"
      case .served: "Nêu chỉ tiêu phục vụ"
      }
    }
  }

  static let columns: SQL = "id, work, kind, state, percent, words, by_account, by_name, at"

  var id: ID<WorkEvent>
  var work: WorkID
  var kind: Kind
  /// The state and progress it left behind.
  var state: WorkState
  var percent: Int
  var words: String
  var by: AccountID
  var byName: String
  var at: Date

  init(row: Row) throws {
    id = try row["id"]
    work = try row["work"]
    kind = try row["kind"]
    state = try row["state"]
    percent = try row["percent"]
    words = try row["words"]
    by = try row["by_account"]
    byName = try row["by_name"]
    at = try row["at"]
  }

  /// Writes down what was just done to a record, as it is now.
  static func add(
    _ kind: Kind, _ record: WorkRecord, words: String = "", by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    let id = ID<WorkEvent>.new()
    try connection.execute(
      """
      INSERT INTO work_event (\(columns))
      VALUES (\(id), \(record.id), \(kind), \(record.state), \(record.percent), \(words), \(principal.id),
        \(principal.name), \(time))
      """)
  }

  /// Newest first.
  static func of(_ work: WorkID, on connection: any Connection) throws -> [WorkEvent] {
    try connection.all("SELECT \(columns) FROM work_event WHERE work = \(work) ORDER BY id DESC LIMIT 500")
  }
}
