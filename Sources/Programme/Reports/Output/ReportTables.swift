import Foundation
import Kernel

/// The annex tables of a report as rows of text: the page, the paper and the workbook show the same.
struct ReportTables: Sendable {
  let record: ReportRecord

  private var facts: ReportFacts { record.facts }

  static let targetColumns = [
    "STT", "Chỉ tiêu", "Mục trong kế hoạch", "Kế hoạch", "Thực hiện", "Tỷ lệ", "So với kế hoạch",
    "Nguồn số liệu, ghi chú",
  ]

  var targets: [[String]] {
    facts.targets.enumerated().map { index, one in
      let term = one.plannedYear.map { $0 == record.year ? "" : " (\(one.term(in: record.year)))" } ?? ""
      return [
        "\(index + 1)", one.measure, one.section, one.plannedWords + term,
        one.share.isEmpty ? "Chưa có số liệu" : one.share, one.percent,
        one.state == .unknown ? "" : Self.capital(ReportSentences.word(one)), remark(one),
      ]
    }
  }

  private func remark(_ one: ReportTarget) -> String {
    var parts: [String] = []
    if let note = one.note { parts.append("\(one.source) [\(note)]") }
    if !one.missing.isEmpty { parts.append(Self.capital(one.missingText)) }
    if !one.explanation.isEmpty { parts.append(Self.capital(one.explanationText)) }
    return parts.joined(separator: ". ")
  }

  var targetGrid: ReportGrid {
    ReportGrid(
      Self.targetColumns, weights: [0.6, 5, 2, 2.2, 1.6, 1.2, 1.7, 3.4], centred: ["STT", "Thực hiện", "Tỷ lệ"],
      rows: targets)
  }

  static let taskColumns = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian theo kế hoạch", "Hạn", "Tiến độ", "Tình trạng"]

  var tasks: [[String]] {
    facts.tasks.enumerated().map { index, one in
      let state = WorkState(rawValue: one.state)?.phrase.vietnamese ?? "Chưa có thông tin"
      return [
        "\(index + 1)", one.title, one.lead, one.period, one.due?.vietnamese ?? "",
        one.percent.map { "\($0)%" } ?? "", one.daysLate > 0 ? "\(state), quá hạn \(one.daysLate) ngày" : state,
      ]
    }
  }

  var taskGrid: ReportGrid {
    ReportGrid(
      Self.taskColumns, weights: [0.6, 5.4, 3.4, 2, 1.6, 1.2, 2.4], centred: ["STT", "Hạn", "Tiến độ"], rows: tasks)
  }

  static let scoreColumns = ["STT", "Cơ quan báo chí", "Điểm", "Mức", "Xếp hạng"]

  var scores: [[String]] {
    facts.scores.enumerated().map {
      ["\($0.offset + 1)", $0.element.name, $0.element.total, $0.element.level, $0.element.rank]
    }
  }

  var scoreGrid: ReportGrid {
    ReportGrid(Self.scoreColumns, weights: [1, 6, 2, 3, 2], centred: ["STT", "Điểm", "Xếp hạng"], rows: scores)
  }

  static let proofColumns = ["Ghi chú", "Chỉ tiêu", "Cơ quan, đơn vị", "Số liệu", "Căn cứ"]

  /// A row for each organisation of each note; the note and its target stand in the first.
  var proofs: [[String]] {
    facts.proofs.flatMap { proof -> [[String]] in
      let parts = proof.parts ?? proof.lines.map { ReportProof.Part(name: $0, share: "", basis: "") }
      guard !parts.isEmpty else { return [["[\(proof.number)]", proof.measure, "", "", ""]] }
      return parts.enumerated().map { index, part in
        let isFirst = index == 0
        return [
          isFirst ? "[\(proof.number)]" : "", isFirst ? proof.measure : "", part.name, part.share,
          Self.capital(part.basis),
        ]
      }
    }
  }

  var proofGrid: ReportGrid {
    ReportGrid(
      Self.proofColumns, weights: [0.9, 4, 4, 1.6, 6], centred: ["Ghi chú", "Số liệu"], rows: proofs, dash: "")
  }

  /// Where the figures are from, in one line.
  var basis: String {
    guard let day = facts.day else { return "Chưa có số liệu của năm \(record.year)." }
    let whose =
      switch facts.scope {
      case .whole: "của các cơ quan trong kế hoạch"
      case .own: "của \(record.organisationName)"
      case .published: "đã công bố"
      }
    guard facts.isFrozen else { return "Số liệu \(whose), ngày \(day.vietnamese), chưa chốt." }
    return "Số liệu \(whose), chốt ngày \(day.vietnamese), mã chốt \(facts.digest.prefix(16))."
  }

  private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// A table without the columns that nobody has anything for; what is missing in the others is a dash.
struct ReportGrid: Sendable, Equatable {
  let columns: [String]
  let weights: [Double]
  let centred: Set<String>
  let rows: [[String]]

  init(_ columns: [String], weights: [Double], centred: Set<String>, rows: [[String]], dash: String = "–") {
    // A table without rows keeps its head.
    let kept = columns.indices.filter { at in rows.isEmpty || rows.contains { !$0[at].isEmpty } }
    self.columns = kept.map { columns[$0] }
    self.weights = kept.map { weights[$0] }
    self.centred = centred
    self.rows = rows.map { row in kept.map { row[$0].isEmpty ? dash : row[$0] } }
  }
}
