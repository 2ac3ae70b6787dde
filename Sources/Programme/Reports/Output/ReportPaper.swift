import Foundation
import Kernel
import OfficeDocuments

/// A report as an administrative paper (Nghị định 30/2020/NĐ-CP): computed sentences and what people wrote, the chart, the
/// tables as annexes.
struct ReportPaper: Sendable {
  let record: ReportRecord
  /// `Báo cáo`.
  let document: String

  private var sentences: ReportSentences { ReportSentences(facts: record.facts, year: record.year) }
  private var tables: ReportTables { ReportTables(record: record) }

  var paper: OfficePaper {
    let head = record.head
    return OfficePaper(
      head: .init(
        superior: head.superior.isEmpty ? nil : head.superior, issuer: head.issuer,
        number: head.number.isEmpty ? nil : head.number, symbol: head.symbol, place: head.place, date: head.date,
        year: record.madeYear),
      kind: document.isEmpty ? "Báo cáo" : document, abstract: head.subject, addressees: head.addressees,
      blocks: body, signature: .init(head.capacity, name: head.signer.isEmpty ? nil : head.signer),
      recipients: head.recipients, filing: head.filing.isEmpty ? nil : head.filing, annexes: annexes)
  }

  private var body: [OfficePaper.Block] {
    var blocks: [OfficePaper.Block] = []
    var number = 0
    for section in record.sections {
      let parts = self.blocks(of: section)
      // What nobody wrote and nothing computes is not in the paper.
      guard !parts.isEmpty else { continue }
      if !section.title.isEmpty {
        number += 1
        blocks.append(.heading(1, "\(Self.roman(number)). \(section.title.uppercased())"))
      }
      blocks += parts
    }
    return blocks
  }

  private func blocks(of section: ReportSection) -> [OfficePaper.Block] {
    let words = section.paragraphs.map { OfficePaper.Block.paragraph(.marked($0)) }
    switch section.kind {
    case .opening, .closing, .narrative: return words
    case .targets: return lines(sentences.targets) + words + chart
    case .tasks: return lines(sentences.tasks) + words
    case .maturity: return lines(sentences.maturity) + words + scores
    }
  }

  /// The first sentence as a paragraph, those under it as a list.
  private func lines(_ sentences: [String]) -> [OfficePaper.Block] {
    guard let first = sentences.first else { return [] }
    let rest = sentences.dropFirst().map { OfficeText($0) }
    return [.paragraph(OfficeText(first))] + (rest.isEmpty ? [] : [.list(rest)])
  }

  private var chart: [OfficePaper.Block] {
    guard let svg = ReportChart(targets: sentences.charted).svg else { return [] }
    let finding = sentences.finding
    return [.image(PaperImage(.svg(svg), caption: "Hình 1. \(finding)", alternative: finding, width: 158))]
  }

  private var scores: [OfficePaper.Block] {
    guard !record.facts.scores.isEmpty else { return [] }
    return [Self.table(tables.scoreGrid)]
  }

  private var annexes: [OfficePaper.Annex] {
    var annexes: [OfficePaper.Annex] = []
    func add(_ title: String, _ blocks: [OfficePaper.Block]) {
      annexes.append(.init(title, isLandscape: true, blocks: blocks))
    }
    if !record.facts.targets.isEmpty {
      // The source stands above: below a table that fills its page it would stand on a page alone.
      add(
        "Kết quả thực hiện các chỉ tiêu",
        [.paragraph(OfficeText(tables.basis, isItalic: true)), Self.table(tables.targetGrid)])
    }
    if !record.facts.tasks.isEmpty { add("Tình hình thực hiện nhiệm vụ", [Self.table(tables.taskGrid)]) }
    if !record.facts.proofs.isEmpty { add("Nguồn số liệu và minh chứng", [Self.table(tables.proofGrid)]) }
    return annexes
  }

  private static func table(_ grid: ReportGrid) -> OfficePaper.Block {
    .table(
      PaperTable(
        columns: zip(grid.columns, grid.weights).map { .init(grid.centred.contains($0) ? .centre : .left, weight: $1) },
        header: [grid.columns.map { PaperTable.HeaderCell($0) }],
        rows: grid.rows.map { $0.map { OfficeText($0) } }))
  }

  static func roman(_ number: Int) -> String {
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].dropFirst(number - 1).first ?? "\(number)"
  }
}

extension ReportRecord {
  /// The year a paper without a date has in its date line.
  var madeYear: Int { CivilDate(madeAt).year }

  /// `bao-cao-hung-yen-2023-2026`: for names of files.
  func fileName(_ plan: PlanRecord?) -> String { "bao-cao-\(plan?.code ?? type)-\(year)" }
}
