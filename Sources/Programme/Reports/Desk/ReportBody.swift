import Foundation
import Kernel
import Web

/// The text of a report as a page: what will stand in the paper, in its order.
struct ReportBody: Sendable {
  let record: ReportRecord
  /// Parts nobody wrote yet are named, so that they are not forgotten.
  let showsEmpty: Bool
  let t: Translator

  private var sentences: ReportSentences { ReportSentences(facts: record.facts, year: record.year) }
  private var tables: ReportTables { ReportTables(record: record) }

  var html: HTML {
    var number = 0
    var parts: [HTML] = []
    for section in record.sections {
      let content = content(of: section)
      guard !content.isEmpty || showsEmpty else { continue }
      if section.title.isEmpty {
        parts.append(content)
        continue
      }
      number += 1
      let empty: HTML = "<p class=\"quiet\">\(t("Chưa viết. Để trống thì phần này không có trong văn bản."))</p>"
      parts.append("<h3>\(ReportPaper.roman(number)). \(section.title)</h3>\(content.isEmpty ? empty : content)")
    }
    return "\(parts)\(annexes)"
  }

  private func content(of section: ReportSection) -> HTML {
    let words = section.paragraphs.map { "<p>\($0)</p>" as HTML }
    switch section.kind {
    case .opening, .closing, .narrative: return words.isEmpty ? .empty : "\(words)"
    case .targets: return "\(lines(sentences.targets))\(words)\(chart)"
    case .tasks: return "\(lines(sentences.tasks))\(words)"
    case .maturity: return "\(lines(sentences.maturity))\(words)\(scores)"
    }
  }

  private func lines(_ all: [String]) -> HTML {
    guard let first = all.first else { return .empty }
    let rest = all.dropFirst().map { "<li>\($0)</li>" as HTML }
    return "<p>\(first)</p>\(if: !rest.isEmpty, "<ul>\(rest)</ul>")"
  }

  private var chart: HTML {
    guard let svg = ReportChart(targets: sentences.charted).svg else { return .empty }
    return """
      <figure class="report__chart"><figcaption>\(sentences.finding)</figcaption>\
      <div class="report__drawing" role="img" aria-label="\(sentences.finding)">\(HTML(raw: svg))</div></figure>
      """
  }

  private var scores: HTML {
    guard !record.facts.scores.isEmpty else { return .empty }
    return table(record.facts.scoresOf, tables.scoreGrid)
  }

  private var annexes: HTML {
    guard record.plan != nil else { return .empty }
    let tasks = table(t("Tình hình thực hiện nhiệm vụ"), tables.taskGrid)
    let proofs = table(t("Nguồn số liệu và minh chứng"), tables.proofGrid)
    return """
      <h3>\(t("Phụ lục I. Kết quả thực hiện các chỉ tiêu"))</h3><p class="quiet">\(tables.basis)</p>\
      \(table(t("Kết quả thực hiện các chỉ tiêu"), tables.targetGrid))\
      \(if: !record.facts.tasks.isEmpty, "<h3>\(t("Phụ lục II. Tình hình thực hiện nhiệm vụ"))</h3>\(tasks)")\
      \(if: !record.facts.proofs.isEmpty, "<h3>\(t("Phụ lục III. Nguồn số liệu và minh chứng"))</h3>\(proofs)")
      """
  }

  private func table(_ caption: String, _ grid: ReportGrid) -> HTML {
    // The name of a thing heads its row, not its running number.
    let order = grid.columns.count > 1 ? [1, 0] + Array(2..<grid.columns.count) : [0]
    return Table.html(
      caption: caption,
      columns: order.map { .init(grid.columns[$0], grid.centred.contains(grid.columns[$0]) ? .figure : .text) },
      rows: grid.rows.map { row in order.map { "\(row[$0])" } }, scrolls: true)
  }
}
