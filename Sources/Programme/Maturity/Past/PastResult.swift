import Foundation
import Kernel
import Persistence
import Web

/// Marks the IDs of results from before the platform.
enum PastResultMark {}
typealias PastResultID = ID<PastResultMark>

/// Points of a pillar or a component index as they were published.
struct PastPart: Codable, Sendable, Equatable {
  /// `P1` … for a pillar; else the name itself.
  let code: String
  let name: String
  let points: Points
}

/// What was published of an agency in a year before the platform, as somebody copies it from its source.
struct PastDraft: Codable, Sendable, Equatable {
  var organisation: OrganisationID
  /// The agency's name as it was published.
  var name: String
  var year: Int
  var bloc: Bloc
  var total: Points
  /// As published; empty where no level was.
  var levelName = ""
  var rank: Int?
  var rankOf: Int?
  var parts: [PastPart] = []
  /// The paper that says so: number, day, address. One of them, or a file, must be there.
  var decision = ""
  var decidedOn: CivilDate?
  var address = ""

  static let levels = ["Yếu", "Trung bình", "Khá", "Tốt", "Xuất sắc"]

  /// What does not hold, by field.
  ///
  /// - Parameter pillars: those of the year's version of the index, with their maxima where they are confirmed.
  func errors(pillars: [IndexPillar], maximum: Points, until year: Int, hasFile: Bool) -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    if !(2020...year).contains(self.year) { errors["year"] = "Năm từ 2020 đến \(year)" }
    if name.isEmpty || name.count > 300 { errors["name"] = "Cần tên cơ quan như đã công bố, không quá 300 chữ" }
    if total > maximum { errors["total"] = "Nhiều nhất \(maximum.text) điểm" }
    if !levelName.isEmpty, !Self.levels.contains(levelName) {
      errors["level"] = "Mức là một trong: Yếu, Trung bình, Khá, Tốt, Xuất sắc"
    }
    if let rank, rank < 1 || rank > (rankOf ?? 5000) { errors["rank"] = "Hạng không đúng" }
    if let rankOf, !(1...5000).contains(rankOf) { errors["rank-of"] = "Số cơ quan trong khối không đúng" }
    for pillar in pillars {
      guard let part = parts.first(where: { $0.code == pillar.code }), let most = pillar.maximum, part.points > most
      else { continue }
      errors["part-\(pillar.code)"] = "Nhiều nhất \(most.text) điểm"
    }
    let own = parts.filter { part in pillars.contains { $0.code == part.code } }.map(\.points)
    if own.count == pillars.count, !pillars.isEmpty, own.sum != total {
      errors["total"] = "Các trụ cột cộng lại là \(own.sum.text), không phải \(total.text)"
    } else if own.sum > total {
      errors["total"] = "Các trụ cột đã biết cộng lại là \(own.sum.text), lớn hơn tổng điểm"
    }
    if decision.isEmpty, address.isEmpty, !hasFile {
      errors["decision"] = "Cần nguồn: số quyết định, địa chỉ trang công bố hoặc tệp"
    }
    if decision.count > 200 { errors["decision"] = "Dài quá \(200) chữ" }
    if !address.isEmpty, address.count > 1000 || !address.hasPrefix("http") || !SafeURL.isSafe(address) {
      errors["address"] = "Địa chỉ phải bắt đầu bằng https:// hoặc http://"
    }
    return errors
  }
}

/// A result from before the platform. It counts in histories once a second person has confirmed it, and never makes a
/// certificate.
struct PastResult: Sendable, RowDecodable {
  enum State: String, Codable, Sendable, SQLCodable {
    case waiting
    case confirmed
    case returned
    /// Another one of the same agency and year was confirmed after it.
    case replaced

    var phrase: Phrase {
      switch self {
      case .waiting: "Chờ người thứ hai xác nhận"
      case .confirmed: "Đã xác nhận"
      case .returned: "Đã trả lại"
      case .replaced: "Đã thay bằng bản khác"
      }
    }
  }

  static let columns: SQL = """
    id, organisation, name, year, bloc, total, level_name, rank, rank_of, parts, decision, decided_on, address,
    file_name, file_place, file_sha256, state, reason, entered_by, entered_by_name, entered_at, decided_by,
    decided_by_name, decided_at
    """

  var id: PastResultID
  var draft: PastDraft
  /// Empty where no file came with it; its place is below the folder of evidence.
  var fileName = ""
  var filePlace = ""
  var fileDigest = ""
  var state = State.waiting
  /// Why it was returned.
  var reason = ""
  var enteredBy: AccountID
  var enteredByName: String
  var enteredAt: Date
  var decidedBy: AccountID?
  var decidedByName = ""
  var decidedAt: Date?

  init(_ draft: PastDraft, by principal: Principal, at time: Date) {
    id = .new()
    self.draft = draft
    enteredBy = principal.id
    enteredByName = principal.name
    enteredAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    let parts: String = try row["parts"]
    draft = PastDraft(
      organisation: try row["organisation"], name: try row["name"], year: try row["year"], bloc: try row["bloc"],
      total: try row["total"], levelName: try row["level_name"], rank: try row["rank"], rankOf: try row["rank_of"],
      parts: try JSONDecoder().decode([PastPart].self, from: Data(parts.utf8)), decision: try row["decision"],
      decidedOn: try row["decided_on"], address: try row["address"])
    fileName = try row["file_name"]
    filePlace = try row["file_place"]
    fileDigest = try row["file_sha256"]
    state = try row["state"]
    reason = try row["reason"]
    enteredBy = try row["entered_by"]
    enteredByName = try row["entered_by_name"]
    enteredAt = try row["entered_at"]
    decidedBy = try row["decided_by"]
    decidedByName = try row["decided_by_name"]
    decidedAt = try row["decided_at"]
  }
}
