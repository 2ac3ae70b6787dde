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
    if !record.facts.proofs.isEmpty { sheets.append(proofs(tables)) }
    sheets += record.facts.annexes.map(annex)
    return Workbook(
      sheets, title: "Phụ lục Báo cáo \(record.head.subject)", author: record.head.issuer)
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
      .init("STT", .centred, width: 6), .init("Chỉ tiêu", width: 42), .init("Mục trong kế hoạch", width: 16),
      .init("Kế hoạch", width: 18), .init("Năm của kế hoạch", .centred, width: 10), .init("Tử số", width: 9),
      .init("Mẫu số", width: 9), .init("Tỷ lệ", .percent, width: 9), .init("So với kế hoạch", width: 15),
      .init("Nguồn số liệu, ghi chú", width: 30),
    ]
    let rows = zip(record.facts.targets, tables.targets).enumerated().map { index, pair -> [Sheet.Cell] in
      let (one, words) = pair
      return [
        .number(Decimal(index + 1)), .text(one.measure), .text(one.section), .text(one.plannedWords),
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
    let widths: [Double] = [6, 46, 32, 14, 13, 9, 20]
    let centred: Set<String> = ["STT", "Hạn", "Tiến độ"]
    return .init(
      "Nhiệm vụ", titles: titles("Phụ lục II. Tình hình thực hiện nhiệm vụ"),
      columns: zip(ReportTables.taskColumns, widths).map {
        .init($0, centred.contains($0) ? .centred : .text, width: $1)
      },
      rows: tables.tasks.map { $0.map { .text($0) } })
  }

  private func scores(_ tables: ReportTables) -> Workbook.SheetOut {
    .init(
      "Trưởng thành số", titles: titles(record.facts.scoresOf),
      columns: zip(ReportTables.scoreColumns, [6, 48, 12, 20, 14]).map {
        .init($0, $0 == "Cơ quan báo chí" ? .text : .centred, width: $1)
      },
      rows: tables.scores.map { $0.map { .text($0) } })
  }

  private func proofs(_ tables: ReportTables) -> Workbook.SheetOut {
    .init(
      "Nguồn, minh chứng", titles: titles("Phụ lục III. Nguồn số liệu và minh chứng"),
      columns: zip(ReportTables.proofColumns, [9, 36, 32, 12, 50]).map {
        .init($0, $0 == "Ghi chú" || $0 == "Số liệu" ? .centred : .text, width: $1)
      }, rows: tables.proofs.map { $0.map { .text($0) } }, notes: [tables.basis])
  }

  /// Room for the longest words of a column in about four lines.
  private static func width(of column: Int, in annex: ReportAnnex) -> Double {
    let longest = annex.rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    return longest <= 5 && annex.columns[column].count <= 5 ? 7 : min(46, max(14, Double(longest) / 4 + 2))
  }

  private func annex(_ one: ReportAnnex) -> Workbook.SheetOut {
    .init(
      one.title, titles: ["Theo văn bản kế hoạch: \(one.title)"],
      columns: one.columns.enumerated().map { at, name in
        .init(name, name == "STT" || name == "TT" ? .centred : .text, width: Self.width(of: at, in: one))
      },
      rows: one.rows.map { $0.map { .text($0) } })
  }
}
