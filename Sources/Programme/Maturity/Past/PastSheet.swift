import Foundation
import Kernel
import OfficeDocuments
import Vietnamese

/// Reads a table of results from before the platform, a row for each agency and year; every error of every row is found
/// before anything is kept.
struct PastSheet: Sendable {
  /// A row with the agency still by its name.
  struct Line: Sendable {
    let agency: String
    var draft: PastDraft
  }

  static let pillars = ["P1", "P2", "P3", "P4", "P5"]

  static var columns: [TableImport.Column] {
    [
      .init("agency", "Cơ quan", "Cơ quan báo chí", "Tên cơ quan"), .init("year", "Năm"),
      .init("bloc", "Khối", "Khối xếp hạng"), .init("total", "Tổng điểm", "Điểm"),
      .init("level", "Mức", "Xếp loại", isRequired: false), .init("rank", "Hạng", "Thứ hạng", isRequired: false),
      .init("rank-of", "Số cơ quan trong khối", isRequired: false),
      .init("decision", "Quyết định", "Số quyết định", "Nguồn", isRequired: false),
      .init("decided", "Ngày quyết định", "Ngày", isRequired: false),
      .init("address", "Địa chỉ", "Đường dẫn", "URL", isRequired: false),
      .init("P1", "P1", "Chiến lược", isRequired: false),
      .init("P2", "P2", "Hạ tầng số, nền tảng số và an toàn thông tin", isRequired: false),
      .init("P3", "P3", "Sự đồng nhất về tổ chức và chuyên môn", isRequired: false),
      .init("P4", "P4", "Độc giả, khán giả, thính giả", isRequired: false),
      .init("P5", "P5", "Mức độ ứng dụng công nghệ số", isRequired: false),
    ]
  }

  /// - Parameter agencies: those whose results this person may enter, as they are called.
  static func read(
    _ sheet: Sheet, agencies: [(id: OrganisationID, name: String, until: Int?)]
  ) throws -> ImportPreview<PastDraft> {
    let table = try TableImport(sheet, columns: columns)
    let byName = Dictionary(
      agencies.map { (VietnameseText.fold($0.name), $0.id) }, uniquingKeysWith: { first, _ in first })
    return table.read { row in draft(&row, byName, columns) }
  }

  private static func draft(
    _ row: inout TableImport.Row, _ byName: [String: OrganisationID], _ columns: [TableImport.Column]
  ) -> PastDraft? {
    let (agency, year, blocName) = (row.text("agency", limit: 300), row.integer("year"), row.text("bloc"))
    let total = points("total", &row)
    let (rank, rankOf) = (row.integerIfAny("rank"), row.integerIfAny("rank-of"))
    let level = row.textIfAny("level", limit: 40) ?? ""
    let (decision, decided) = (row.textIfAny("decision", limit: 200) ?? "", row.dateIfAny("decided"))
    let address = row.textIfAny("address") ?? ""
    var parts: [PastPart] = []
    for code in pillars {
      guard row.textIfAny(code) != nil, let points = points(code, &row) else { continue }
      let name = columns.first { $0.key == code }?.names.last ?? code
      parts.append(PastPart(code: code, name: name, points: points))
    }
    let bloc = blocName.flatMap { Bloc(text: $0) }
    if blocName != nil, bloc == nil { row.refuse("bloc", "Khối không có trong năm khối xếp hạng") }
    let id = agency.flatMap { byName[VietnameseText.fold($0)] }
    if agency != nil, id == nil { row.refuse("agency", "Không có cơ quan báo chí tên này trong danh bạ") }
    guard let agency, let year, let bloc, let total, let id else { return nil }
    let known = PastDraft.levels.first { VietnameseText.fold($0) == VietnameseText.fold(level) }
    return PastDraft(
      organisation: id, name: agency, year: year, bloc: bloc, total: total, levelName: known ?? level, rank: rank,
      rankOf: rankOf, parts: parts, decision: decision, decidedOn: decided, address: address)
  }

  private static func points(_ key: String, _ row: inout TableImport.Row) -> Points? {
    guard let text = key == "total" ? row.text(key) : row.textIfAny(key) else { return nil }
    guard let points = Points(text: text) else {
      row.refuse(key, "Cần số điểm, nhiều nhất hai chữ số thập phân: 86,94")
      return nil
    }
    return points
  }
}
