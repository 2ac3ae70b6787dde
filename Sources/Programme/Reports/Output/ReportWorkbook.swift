import Foundation
import Kernel
import OfficeDocuments

/// The annexes of a report as a workbook: figures as figures, so that they can be added up.
struct ReportWorkbook: Sendable {
  let record: ReportRecord

  var book: Workbook {
    let tables = ReportTables(record: record)
    var sheets = [targets(tables)]
    if !record.facts.tasks.isEmpty { sheets.append(tasks(tables)) }
    if !record.facts.scores.isEmpty { sheets.append(scores(tables)) }
    if !tables.notes.isEmpty { sheets.append(proofs(tables)) }
    sheets += record.facts.annexes.map(annex)
    return Workbook(sheets)
  }

  private static func number(_ value: Double?) -> Sheet.Cell {
    value.map { .number(decimal($0, places: 100)) } ?? .empty
  }

  /// Exact tenths or hundredths.
  private static func decimal(_ value: Double, places: Int) -> Decimal {
    Decimal(Int((value * Double(places)).rounded())) / Decimal(places)
  }

  private func titles(_ what: String) -> [String] { [what, record.head.subject, record.head.issuer] }

  private func targets(_ tables: ReportTables) -> Workbook.SheetOut {
    let columns: [Workbook.Column] = [
      .init("STT", .integer, width: 6), .init("Chỉ tiêu", width: 48), .init("Mục trong kế hoạch", width: 20),
      .init("Kế hoạch", width: 18), .init("Năm của kế hoạch", .centred, width: 10), .init("Tử số", .decimal, width: 10),
      .init("Mẫu số", .decimal, width: 10), .init("Tỷ lệ", .percent, width: 10), .init("So với kế hoạch", width: 18),
      .init("Nguồn số liệu, ghi chú", width: 40),
    ]
    let rows = zip(record.facts.targets, tables.targets).enumerated().map { index, pair -> [Sheet.Cell] in
      let (one, words) = pair
      return [
        .number(Decimal(index + 1)), .text(one.measure), .text(one.section), .text(one.planned),
        .text(one.plannedYear.map(String.init) ?? ""), Self.number(one.numerator),
        Self.number(one.denominator), one.value.map { .percent(Self.decimal($0, places: 10)) } ?? .empty,
        .text(words[6]),
        .text(words[7]),
      ]
    }
    return .init(
      "Chỉ tiêu", titles: titles("Phụ lục I. Kết quả thực hiện các chỉ tiêu"), columns: columns, rows: rows,
      notes: [tables.basis])
  }

  private func tasks(_ tables: ReportTables) -> Workbook.SheetOut {
    let widths: [Double] = [6, 52, 32, 20, 14, 10, 26]
    return .init(
      "Nhiệm vụ", titles: titles("Phụ lục II. Tình hình thực hiện nhiệm vụ"),
      columns: zip(ReportTables.taskColumns, widths).map { .init($0, width: $1) },
      rows: tables.tasks.map { $0.map { .text($0) } })
  }

  private func scores(_ tables: ReportTables) -> Workbook.SheetOut {
    .init(
      "Trưởng thành số", titles: titles(record.facts.scoresOf),
      columns: zip(ReportTables.scoreColumns, [6, 48, 12, 20, 14]).map { .init($0, width: $1) },
      rows: tables.scores.map { $0.map { .text($0) } })
  }

  private func proofs(_ tables: ReportTables) -> Workbook.SheetOut {
    .init(
      "Nguồn, minh chứng", titles: titles("Phụ lục III. Nguồn số liệu và minh chứng"),
      columns: [.init("Số", .integer, width: 6), .init("Chỉ tiêu", width: 48), .init("Minh chứng", width: 90)],
      rows: record.facts.proofs.map {
        [.number(Decimal($0.number)), .text($0.measure), .text($0.lines.joined(separator: "\n"))]
      }, notes: [tables.basis])
  }

  private func annex(_ one: ReportAnnex) -> Workbook.SheetOut {
    .init(
      one.title, titles: ["Theo văn bản kế hoạch: \(one.title)"],
      columns: one.columns.map { .init($0, width: $0.count < 6 ? 8 : 30) },
      rows: one.rows.map { $0.map { .text($0) } })
  }
}
