import Foundation
import Kernel
import Persistence

/// That people were told something of a piece of work; one row for each thing, so nothing is told twice.
struct WorkTold: Sendable, RowDecodable {
  var work: WorkID
  /// `assigned:<lead>`, `before:3:2026-12-15:<lead>`, `unheard:<lead>`.
  var what: String
  /// Their names then, with `; ` between.
  var people: String
  var at: Date

  init(row: Row) throws {
    work = try row["work"]
    what = try row["what"]
    people = try row["people"]
    at = try row["told_at"]
  }

  /// Who led it as it was told.
  var lead: OrganisationID { OrganisationID(String(what.split(separator: ":").last { $0 != "up" } ?? "")) }

  /// What was told, in words.
  var phrase: Phrase {
    let parts = what.split(separator: ":")
    let count = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return switch parts.first {
    case "assigned": "Được giao"
    case "before": "Trước hạn \(count) ngày làm việc"
    case "today": "Ngày hết hạn"
    case "late": "Chậm \(count) ngày làm việc, báo cả nơi giao"
    case "ended": "Đơn vị chủ trì kết thúc mà không có đơn vị kế thừa: đã báo nơi giao"
    default: "Không có ai ở đơn vị chủ trì để báo: đã báo nơi giao"
    }
  }

  static func assigned(_ lead: OrganisationID) -> String { "assigned:\(lead)" }
  /// Nobody of the lead organisation could be told.
  static func unheard(_ lead: OrganisationID) -> String { "unheard:\(lead)" }

  static func of(_ works: [WorkID], on connection: any Connection) throws -> [WorkID: [WorkTold]] {
    guard !works.isEmpty else { return [:] }
    let all: [WorkTold] = try connection.all(
      """
      SELECT work, what, people, told_at FROM work_told WHERE work IN \(list: works) ORDER BY work, told_at LIMIT 50000
      """)
    return Dictionary(grouping: all, by: \.work)
  }

  /// Whether it is new.
  static func put(
    _ what: String, _ work: WorkID, people: [String], at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO work_told (work, what, people, told_at)
      VALUES (\(work), \(what), \(people.joined(separator: "; ")), \(time))
      ON CONFLICT (work, what) DO NOTHING
      """) > 0
  }
}
