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
    return [.image(PaperImage(.svg(svg), caption: sentences.finding, alternative: sentences.finding, width: 155))]
  }

  private var scores: [OfficePaper.Block] {
    guard !record.facts.scores.isEmpty else { return [] }
    return [
      .table(
        Self.table(
          ReportTables.scoreColumns, weights: [1, 6, 2, 3, 2], centred: [0, 2, 4], rows: tables.scores))
    ]
  }

  private var annexes: [OfficePaper.Annex] {
    var annexes: [OfficePaper.Annex] = []
    if !record.facts.targets.isEmpty {
      annexes.append(
        .init(
          "Kết quả thực hiện các chỉ tiêu", isLandscape: true,
          blocks: [
            .table(
              Self.table(
                ReportTables.targetColumns, weights: [0.6, 5, 2, 2.2, 1.6, 1.2, 1.7, 3.4], centred: [0, 4, 5],
                rows: tables.targets)), .paragraph(OfficeText(tables.basis, isItalic: true)),
          ]))
    }
    if !record.facts.tasks.isEmpty {
      annexes.append(
        .init(
          "Tình hình thực hiện nhiệm vụ", isLandscape: true,
          blocks: [
            .table(
              Self.table(
                ReportTables.taskColumns, weights: [0.6, 5.4, 3.4, 2, 1.6, 1.2, 2.4], centred: [0, 4, 5],
                rows: tables.tasks))
          ]))
    }
    if !tables.notes.isEmpty {
      annexes.append(
        .init("Nguồn số liệu và minh chứng", blocks: tables.notes.map { .paragraph(OfficeText($0)) }))
    }
    return annexes
  }

  private static func table(
    _ header: [String], weights: [Double], centred: Set<Int>, rows: [[String]]
  ) -> PaperTable {
    PaperTable(
      columns: weights.enumerated().map { .init(centred.contains($0.offset) ? .centre : .left, weight: $0.element) },
      header: [header.map { PaperTable.HeaderCell($0) }], rows: rows.map { $0.map { OfficeText($0) } })
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
