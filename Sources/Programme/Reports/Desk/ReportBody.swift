import Foundation
import Kernel
import Web

/// The text of a report as a page: what will stand in the paper, in its order.
struct ReportBody: Sendable {
  let record: ReportRecord
  /// Parts nobody wrote yet are named, so that they are not forgotten.
  let showsEmpty: Bool
  /// What it says that is no longer so.
  var stale = ReportStaleness()
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
      parts.append("<h2>\(ReportPaper.roman(number)). \(section.title)</h2>\(content.isEmpty ? empty : content)")
    }
    return "\(parts)\(annexes)"
  }

  private func content(of section: ReportSection) -> HTML {
    let words = section.paragraphs.map { paragraph($0) }
    switch section.kind {
    case .opening, .closing, .narrative: return words.isEmpty ? .empty : "\(words)"
    case .targets: return "\(lines(sentences.targetLines))\(words)\(chart)"
    case .tasks: return "\(lines(sentences.taskLines))\(words)"
    case .maturity:
      let mark: HTML = stale.scores ? note(t("Kết quả công bố đã đổi sau khi lấy số liệu")) : .empty
      return "\(sentences.maturity.map { "<p>\($0)\(mark)</p>" as HTML })\(words)\(scores)"
    }
  }

  /// The first sentence as a paragraph, those under it as a list; what changed since says so.
  private func lines(_ all: [ReportSentences.Line]) -> HTML {
    guard let first = all.first else { return .empty }
    let rest = all.dropFirst().map { "<li>\($0.text)\(mark($0, isWhole: false))</li>" as HTML }
    return "<p>\(first.text)\(mark(first, isWhole: true))</p>\(if: !rest.isEmpty, "<ul>\(rest)</ul>")"
  }

  private func mark(_ line: ReportSentences.Line, isWhole: Bool) -> HTML {
    let changes = stale.change(of: line.rests)
    let tasks = stale.tasks.intersection(line.rests).count
    guard !changes.isEmpty || tasks > 0 else { return .empty }
    if !isWhole, let one = changes.first, changes.count == 1 {
      return note(one.now.isEmpty ? t("Số đã đổi: nay không có số liệu") : t("Số đã đổi: nay là \(one.now)"))
    }
    return note(changes.isEmpty ? t("\(tasks) nhiệm vụ đã đổi") : t("\(changes.count) số liệu đã đổi"))
  }

  /// What a person wrote; an old figure in it is pointed at.
  private func paragraph(_ text: String) -> HTML {
    let old = ReportStaleness.cited(
      in: text, of: stale.targets + (record.facts.replaced ?? []), unless: holding)
    let notes = old.map { found in
      note(
        t(
          "“\(found.form)” là số cũ của “\(found.change.measure)”; nay là \(now(of: found.change)). Hãy xem lại câu này."
        ))
    }
    return "<p>\(text)\(notes)</p>"
  }

  private var holding: [ReportTarget] {
    record.facts.targets.filter { target in !stale.targets.contains { $0.code == target.code } }
  }

  /// A figure that was replaced may have been replaced again.
  private func now(of change: ReportStaleness.Change) -> String {
    if let later = stale.targets.first(where: { $0.code == change.code }) { return later.now }
    return record.facts.targets.first { $0.code == change.code }.map(ReportStaleness.words) ?? change.now
  }

  private func note(_ words: String) -> HTML {
    " <span class=\"report-stale\">\(StateWord.html(words, .bad))</span>"
  }

  private var chart: HTML {
    guard let svg = ReportChart(targets: sentences.charted).svg else { return .empty }
    return """
      <figure class="report__chart"><figcaption>\(sentences.finding)</figcaption>\
      <div class="report__drawing" role="img" tabindex="0" aria-label="\(sentences.finding)">\(HTML(raw: svg))</div></figure>
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
      <h2>\(t("Phụ lục I. Kết quả thực hiện các chỉ tiêu"))</h2><p class="quiet">\(tables.basis)</p>\
      \(table(t("Kết quả thực hiện các chỉ tiêu"), tables.targetGrid))\
      \(if: !record.facts.tasks.isEmpty, "<h2>\(t("Phụ lục II. Tình hình thực hiện nhiệm vụ"))</h2>\(tasks)")\
      \(if: !record.facts.proofs.isEmpty, "<h2>\(t("Phụ lục III. Nguồn số liệu và minh chứng"))</h2>\(proofs)")
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
