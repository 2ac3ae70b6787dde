import Foundation
import Kernel

/// Sentences computed from the figures of a report, each with the number of the note it rests on. Reports are written in
/// Vietnamese whatever language the desk is in.
struct ReportSentences {
  /// A sentence and what it rests on: codes of targets, titles of tasks.
  struct Line {
    let text: String
    let rests: Set<String>
  }

  let facts: ReportFacts
  let year: Int

  private var known: [ReportTarget] { facts.targets.filter { $0.note != nil } }
  /// Of which a figure is missing although the plan wants something by the end of the year.
  private var unknown: [ReportTarget] { facts.targets.filter { $0.note == nil } }

  var targets: [String] { targetLines.map(\.text) }

  /// On targets: how many stand where, then each that has a figure, then what is missing.
  var targetLines: [Line] {
    guard !facts.targets.isEmpty else { return [Line(text: "Kế hoạch không đặt chỉ tiêu.", rests: [])] }
    return [Line(text: whole, rests: Set(facts.targets.map(\.code)))]
      + known.map { Line(text: one($0), rests: [$0.code]) }
      + missing.map { Line(text: $0, rests: Set(unknown.map(\.code))) }
      + changed.map { Line(text: $0, rests: []) }
  }

  private var whole: String {
    let all = facts.targets.count
    guard !known.isEmpty else {
      return
        "Có \(all) chỉ tiêu phải thực hiện; chưa có số liệu năm \(year) của chỉ tiêu nào. Danh mục chỉ tiêu tại Phụ lục I."
    }
    let words: [(FigureStanding, String)] = [
      (.reached, "đạt kế hoạch"), (.behind, "chưa đạt"), (.underWay, "đang thực hiện"),
      (.notApplicable, "không áp dụng trong năm"), (.unmeasured, "kế hoạch không định mức"),
    ]
    var parts = words.compactMap { standing, words -> String? in
      let count = known.count { $0.state == standing }
      return count > 0 ? "\(count) chỉ tiêu \(words)" : nil
    }
    if !known.contains(where: { $0.state == .reached }) { parts.insert("chưa chỉ tiêu nào đạt kế hoạch", at: 0) }
    let frozen = facts.day.map {
      facts.isFrozen ? " (số liệu chốt ngày \($0.vietnamese))" : " (số liệu ngày \($0.vietnamese), chưa chốt)"
    }
    return """
      Có \(all) chỉ tiêu phải thực hiện; \(known.count) chỉ tiêu có số liệu năm \(year)\(frozen ?? ""): \
      \(parts.joined(separator: ", ")). Chi tiết tại Phụ lục I.
      """
  }

  /// `Cơ quan báo chí đưa nội dung lên các nền tảng số: 2 trên 3 cơ quan báo chí (66,7%); kế hoạch năm 2025 là 67%: đạt [1].`
  private func one(_ target: ReportTarget) -> String {
    let plan = target.planned.isEmpty ? "" : "; kế hoạch \(target.term(in: year)): \(target.plannedWords)"
    let note = target.note.map { " [\($0)]" } ?? ""
    return "\(target.measure): \(Self.figure(target))\(plan) – \(Self.word(target))\(note)."
  }

  static func figure(_ target: ReportTarget) -> String {
    guard let numerator = target.numerator else { return "chưa có số liệu" }
    guard let denominator = target.denominator else { return FigureText.number(numerator) }
    let of = target.of.isEmpty ? "" : " \(target.of)"
    let counted = "\(figureWords(target))\(of)"
    if denominator == 0 { return "\(counted) (không áp dụng)" }
    return target.percent.isEmpty ? counted : "\(counted) (\(target.percent))"
  }

  /// `2 trên 3`; empty where it is no share.
  static func figureWords(_ target: ReportTarget) -> String {
    guard let numerator = target.numerator, let denominator = target.denominator else { return "" }
    return "\(FigureText.number(numerator)) trên \(FigureText.number(denominator))"
  }

  /// With the plan's rounding said: 66,7% reaches 67% only so.
  static func word(_ target: ReportTarget) -> String {
    target.isRounded == true && target.state == .reached ? "đạt khi làm tròn như kế hoạch" : word(target.state)
  }

  static func word(_ standing: FigureStanding) -> String {
    switch standing {
    case .reached: "đạt"
    case .behind: "chưa đạt"
    case .underWay: "đang thực hiện"
    case .unknown: "chưa có số liệu"
    case .notApplicable: "không áp dụng"
    case .unmeasured: "kế hoạch không định mức"
    }
  }

  private var missing: [String] {
    guard !unknown.isEmpty, !known.isEmpty else { return [] }
    let names = unknown.prefix(5).map { target in
      "“\(target.measure)”\(target.missing.isEmpty ? "" : " (\(target.missingText))")"
    }
    let rest = unknown.count > 5 ? "; và \(unknown.count - 5) chỉ tiêu khác nêu tại Phụ lục I" : ""
    return ["Chưa có số liệu \(unknown.count) chỉ tiêu: \(names.joined(separator: "; "))\(rest)."]
  }

  private var changed: [String] {
    facts.restatements.map { one in
      "Điều chỉnh sau khi chốt, ngày \(one.day.vietnamese): \(one.measure), từ \(one.was) thành \(one.now)\(one.reason.isEmpty ? "" : "; lý do: \(one.reason)")."
    }
  }

  var tasks: [String] { taskLines.map(\.text) }

  /// On tasks: how many stand where, then each that is late.
  var taskLines: [Line] {
    let titles = Set(facts.tasks.map(\.title))
    guard !facts.tasks.isEmpty else { return [Line(text: taskSummary, rests: [])] }
    return [Line(text: taskSummary, rests: titles)]
      + facts.tasks.filter { !$0.state.isEmpty && $0.daysLate > 0 }.map { task in
        let lead = task.lead.isEmpty ? "" : ", \(task.lead) chủ trì"
        return Line(
          text: "Quá hạn \(task.daysLate) ngày: \(task.title)\(lead), hạn ngày \(task.due?.vietnamese ?? "").",
          rests: [task.title])
      }
  }

  private var taskSummary: String {
    guard !facts.tasks.isEmpty else {
      let whom = facts.scope == .own ? " cho cơ quan" : ""
      return "Kế hoạch không giao nhiệm vụ nào\(whom) trong năm \(year)."
    }
    let taken = facts.tasks.filter { !$0.state.isEmpty }
    guard !taken.isEmpty else {
      return
        "Có \(facts.tasks.count) nhiệm vụ phải thực hiện trong năm \(year) (Phụ lục II); chưa có thông tin về tiến độ của các nhiệm vụ này."
    }
    let late = taken.filter { $0.daysLate > 0 }
    let rest = facts.tasks.count - taken.count
    let words: [(WorkState, String)] = [
      (.done, "đã hoàn thành"), (.awaiting, "đã làm xong, chờ xác nhận"), (.doing, "đang thực hiện"),
      (.notStarted, "chưa bắt đầu, còn trong hạn"), (.paused, "tạm dừng"), (.cancelled, "đã hủy"),
    ]
    var parts = words.compactMap { state, words -> String? in
      let count = taken.count { $0.state == state.rawValue && $0.daysLate == 0 }
      return count > 0 ? "\(count) nhiệm vụ \(words)" : nil
    }
    if !taken.contains(where: { $0.state == WorkState.done.rawValue }) {
      parts.insert("chưa có nhiệm vụ nào hoàn thành", at: 0)
    }
    if !late.isEmpty { parts.append("\(late.count) nhiệm vụ quá hạn") }
    if rest > 0 { parts.append("\(rest) nhiệm vụ chưa có thông tin về tiến độ") }
    return
      "Trong \(facts.tasks.count) nhiệm vụ phải thực hiện trong năm \(year): \(parts.joined(separator: ", ")). Chi tiết tại Phụ lục II."
  }

  var maturity: [String] {
    guard !facts.scores.isEmpty else {
      return ["Kết quả đánh giá mức độ trưởng thành chuyển đổi số báo chí năm \(year) chưa được công bố."]
    }
    return [facts.scoresOf]
  }

  /// What was published, and by which decision.
  ///
  /// - Parameter count: of agencies; nil: one's own.
  static func scores(_ count: Int?, _ title: String, _ decision: String) -> String {
    let whose = count.map { "\($0) cơ quan báo chí của tỉnh có kết quả" } ?? "Kết quả của cơ quan"
    return "\(whose) được công bố, \(title)\(decision.isEmpty ? "" : " (\(decision))"):"
  }

  /// What the chart shows, in one sentence.
  var finding: String {
    let shares = charted
    let reached = shares.count { $0.state == .reached }
    let behind = shares.filter { $0.state == .behind }.min { gap($0) > gap($1) }
    let first = "Có \(reached) trên \(shares.count) chỉ tiêu có số liệu đã đạt kế hoạch"
    guard let behind else { return first }
    return
      "\(first); chỉ tiêu chưa đạt còn cách kế hoạch xa nhất: “\(behind.measure)” (\(behind.percent), kế hoạch \(behind.planned))"
  }

  private func gap(_ target: ReportTarget) -> Double {
    target.isRounded == true ? 0 : (target.plannedValue ?? 0) - (target.value ?? 0)
  }

  /// Shares with a plan beside them.
  var charted: [ReportTarget] { known.filter { $0.value != nil && $0.plannedValue != nil } }
}

extension ReportTarget {
  /// What the plan wants; one that only wants something to be done says so.
  var plannedWords: String { planned == "có" ? "hoàn thành" : planned }

  /// `năm 2025`; `đến năm 2030` where the plan names no earlier year.
  func term(in year: Int) -> String {
    let planned = plannedYear ?? year
    return planned > year ? "đến năm \(planned)" : "năm \(planned)"
  }
}
