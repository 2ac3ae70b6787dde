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
      let plan = one.planned + (one.plannedYear.map { $0 == record.year ? "" : " (năm \($0))" } ?? "")
      return [
        "\(index + 1)", one.measure, one.section, plan, one.share.isEmpty ? "Chưa có số liệu" : one.share, one.percent,
        one.state == .unknown ? "–" : ReportSentences.word(one.state), remark(one),
      ]
    }
  }

  private func remark(_ one: ReportTarget) -> String {
    var parts: [String] = []
    if let note = one.note { parts.append("\(one.source) [\(note)]") }
    if !one.missing.isEmpty { parts.append(one.missing) }
    if !one.explanation.isEmpty { parts.append(one.explanation) }
    return parts.joined(separator: ". ")
  }

  static let taskColumns = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian theo kế hoạch", "Hạn", "Tiến độ", "Tình trạng"]

  var tasks: [[String]] {
    facts.tasks.enumerated().map { index, one in
      let state = WorkState(rawValue: one.state)?.phrase.vietnamese ?? "Chưa giao trên hệ thống"
      return [
        "\(index + 1)", one.title, one.lead, one.period, one.due?.vietnamese ?? "",
        one.percent.map { "\($0)%" } ?? "", one.daysLate > 0 ? "\(state), quá hạn \(one.daysLate) ngày" : state,
      ]
    }
  }

  static let scoreColumns = ["STT", "Cơ quan báo chí", "Điểm", "Mức", "Xếp hạng"]

  var scores: [[String]] {
    facts.scores.enumerated().map {
      ["\($0.offset + 1)", $0.element.name, $0.element.total, $0.element.level, $0.element.rank]
    }
  }

  /// `[1] Cơ quan báo chí …: Báo A: 1/1 (…)`.
  var notes: [String] {
    facts.proofs.map { proof in
      "[\(proof.number)] \(proof.measure)\(proof.lines.isEmpty ? "" : ": \(proof.lines.joined(separator: "; "))")."
    }
  }

  /// Where the figures are from, in one line.
  var basis: String {
    guard let day = facts.day else { return "Không có số liệu của năm \(record.year)." }
    let whose =
      switch facts.scope {
      case .whole: "của các cơ quan trong kế hoạch"
      case .own: "của \(record.organisationName)"
      case .published: "đã công bố"
      }
    guard facts.isFrozen else { return "Số liệu \(whose), ngày \(day.vietnamese), chưa chốt." }
    return "Số liệu \(whose), chốt ngày \(day.vietnamese), mã chốt \(facts.digest.prefix(16))."
  }
}
