import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence

extension Programme {
  /// The list as CSV (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read the Vietnamese.
  func taskSheet(_ filter: WorkFilter, for principal: Principal) async throws -> String {
    let (head, rows) = try await taskRows(filter, for: principal)
    return "\u{FEFF}" + ([head] + rows).map { $0.map(Self.sheetCell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The same as a workbook.
  func taskWorkbook(_ filter: WorkFilter, for principal: Principal) async throws -> Data {
    let (head, rows) = try await taskRows(filter, for: principal)
    let title: Phrase = "Nhiệm vụ đến ngày \(clock.today.vietnamese)"
    let name: Phrase = "Nhiệm vụ"
    let widths = [1: 40.0, 3: 24, 4: 30, 5: 30, 12: 30]
    let columns = head.enumerated().map { place, name in
      Workbook.Column(name, [9, 10].contains(place) ? .integer : .text, width: widths[place] ?? 14)
    }
    let cells = rows.map { row in
      row.enumerated().map { place, text -> Sheet.Cell in
        if text.isEmpty { return .empty }
        if [9, 10].contains(place), let number = Int(text) { return .number(Decimal(number)) }
        return .text(text)
      }
    }
    return try await Workbook([
      .init(name.vietnamese, titles: [title.vietnamese], columns: columns, rows: cells)
    ]).data()
  }

  private func taskRows(
    _ filter: WorkFilter, for principal: Principal
  ) async throws -> (head: [String], rows: [[String]]) {
    let lines = try await list(filter, for: principal)
    let partners = try await database.read { try WorkStore.partners(of: lines.map(\.record.id), on: $0) }
    let names = try await names(of: Array(Set(partners.values.flatMap(\.self))))
    let head: [Phrase] = [
      "Mã", "Nhiệm vụ", "Kỳ", "Kế hoạch", "Đơn vị chủ trì", "Đơn vị phối hợp", "Bắt đầu", "Hạn", "Trạng thái",
      "Tiến độ (%)", "Ngày làm việc còn lại", "Nguồn kinh phí", "Sản phẩm phải có", "Báo xong", "Xác nhận xong",
    ]
    let rows = lines.map { line -> [String] in
      let record = line.record
      let left = record.state.isOwed && line.deadline.last != nil ? "\(line.deadline.left)" : ""
      return [
        record.id.rawValue, record.title, record.turn, line.planTitle, line.leadName,
        (partners[record.id] ?? []).map { names[$0] ?? "" }.joined(separator: "; "),
        record.startsOn?.vietnamese ?? "", record.dueOn?.vietnamese ?? "", record.state.phrase.vietnamese,
        "\(record.percent)", left, record.funding, record.deliverables, record.submittedOn?.vietnamese ?? "",
        record.doneOn?.vietnamese ?? "",
      ]
    }
    return (head.map(\.vietnamese), rows)
  }

  /// A cell; what a spreadsheet would take for a formula gets an apostrophe before it. A count of days that is negative is
  /// a number and stays one.
  static func sheetCell(_ text: String) -> String {
    // Scalar by scalar, as spreadsheets read it: a `Character` may join `,` or `"` with an invisible scalar beside it.
    var scalars = Array(text.unicodeScalars)
    if let first = scalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first), Int(text) == nil {
      scalars.insert("'", at: 0)
    }
    let isQuoted = scalars.contains { ",;\"\r\n\t".unicodeScalars.contains($0) || [0x85, 0x2028].contains($0.value) }
    var cell = String.UnicodeScalarView()
    if isQuoted { cell.append("\"") }
    for scalar in scalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    if isQuoted { cell.append("\"") }
    return String(cell)
  }
}
