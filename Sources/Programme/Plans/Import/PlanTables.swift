import Foundation
import Kernel
import OfficeDocuments

/// What of a plan a table brings.
enum PlanImportKind: String, Codable, Sendable, CaseIterable {
  case targets
  case tasks

  var phrase: Phrase {
    switch self {
    case .targets: "Chỉ tiêu"
    case .tasks: "Nhiệm vụ"
    }
  }
}

/// Reads tables of targets and tasks as departments keep them: the annexes of the plans are of this form.
enum PlanTables {
  /// Of targets: a name, one column for each year of the plan, and what else there is.
  static func targetColumns(_ plan: PlanRecord) -> [TableImport.Column] {
    years(of: plan).map { year in
      .init(
        "year-\(year)", "Năm \(year)", "\(year)", "Kế hoạch năm \(year)", "Mục tiêu năm \(year)",
        "Chỉ tiêu năm \(year)",
        isRequired: false)
    } + [
      .init("measure", "Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu"),
      .init("text", "Nguyên văn", isRequired: false),
      .init("section", "Chỗ trong văn bản", "Mục", isRequired: false),
      .init("goal", "Mục tiêu quốc gia", "Mục tiêu của QĐ 348", isRequired: false),
      .init("unit", "Đơn vị tính", "Đơn vị", isRequired: false),
      .init("direction", "Đạt khi", isRequired: false),
      .init("formula", "Cách tính", "Đơn vị đo lường", "Công thức", isRequired: false),
      .init("numerator", "Tử số", isRequired: false), .init("denominator", "Mẫu số", isRequired: false),
      .init("population-text", "Tính trên", isRequired: false), .init("base", "Năm gốc", isRequired: false),
      .init("note", "Ghi chú", isRequired: false),
    ]
  }

  static let taskColumns: [TableImport.Column] = [
    .init("title", "Nhiệm vụ", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ, giải pháp"),
    .init("text", "Nội dung", "Mô tả", "Mô tả nhiệm vụ", isRequired: false),
    .init("kind", "Loại", isRequired: false),
    .init("leads", "Chủ trì", "Đơn vị chủ trì", "Cơ quan chủ trì", isRequired: false),
    .init("partners", "Phối hợp", "Đơn vị phối hợp", "Cơ quan phối hợp", isRequired: false),
    .init("funding", "Kinh phí", "Nguồn kinh phí", isRequired: false),
    .init("period", "Thời gian", "Thời gian thực hiện", isRequired: false),
    .init("from", "Từ năm", isRequired: false), .init("to", "Đến năm", isRequired: false),
    .init("section", "Chỗ trong văn bản", "Mục", isRequired: false),
  ]

  static func years(of plan: PlanRecord) -> [Int] {
    Array(plan.fromYear...min(plan.toYear, plan.fromYear + 40)) + [plan.visionYear].compactMap(\.self)
  }

  /// Rows with the targets there are already refused, and those that come twice.
  static func targets(
    _ sheet: Sheet, into whole: PlanWhole, indicators: Set<String>
  ) throws(SpreadsheetFailure) -> (preview: ImportPreview<TargetDraft>, unknown: [String]) {
    let plan = whole.record
    let table = try TableImport(sheet, columns: targetColumns(plan))
    let fields = years(of: plan).map { (year: $0, key: "year-\($0)") }
    // Thousands of rows say the same few words.
    var (unitsRead, directionsRead): ([String: TargetUnit], [String: TargetDirection]) = ([:], [:])
    var seen = Set(whole.targets.filter { $0.endedOn == nil }.map { HeaderName.plain($0.measure) })
    let preview = table.read { row -> TargetDraft? in
      var draft = TargetDraft()
      guard let measure = row.text("measure", limit: 500) else { return nil }
      draft.measure = measure
      draft.text = row.textIfAny("text", limit: 5000) ?? ""
      draft.section = row.textIfAny("section", limit: 300) ?? ""
      draft.goal = row.textIfAny("goal", limit: 10) ?? ""
      draft.unit = choice("unit", units, &row, &unitsRead) ?? .percent
      draft.direction = choice("direction", directions, &row, &directionsRead) ?? .up
      draft.numerator = row.textIfAny("numerator", limit: 2000) ?? ""
      draft.denominator = row.textIfAny("denominator", limit: 2000) ?? ""
      if let formula = row.textIfAny("formula", limit: 4000), draft.numerator.isEmpty {
        let parts = formula.split(separator: "/", maxSplits: 1).map {
          $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        draft.numerator = parts.first ?? ""
        draft.denominator = parts.count > 1 ? parts[1] : ""
      }
      draft.populationText = row.textIfAny("population-text", limit: 2000) ?? draft.denominator
      draft.baseYear = row.integerIfAny("base")
      draft.note = row.textIfAny("note", limit: 2000) ?? ""
      for field in fields {
        guard let shown = row.textIfAny(field.key, limit: 300) else { continue }
        let isBare = draft.unit == .percent && shown.utf8.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2C }
        draft.values[field.year] = isBare ? "\(shown)%" : shown
      }
      for (field, message) in draft.problems(in: plan, indicators: indicators).sorted(by: { $0.key < $1.key }) {
        if field.isEmpty || field == "values" { row.refuse(message) } else { row.refuse(field, message) }
      }
      if !seen.insert(HeaderName.plain(measure)).inserted {
        row.refuse("measure", "Chỉ tiêu này đã có trong kế hoạch hoặc ở dòng trên")
      }
      return draft
    }
    return (preview, table.unknown)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// One of a few, remembered by what the cell says; what is none is noted with its row.
  private static func choice<Value>(
    _ key: String, _ choices: [(Value, [String])], _ row: inout TableImport.Row, _ read: inout [String: Value]
  ) -> Value? {
    let text = row.cell(key).shown
    if let known = read[text] { return known }
    let found: Value? = row.choiceIfAny(key, choices)
    read[text] = found
    return found
  }

  static func tasks(
    _ sheet: Sheet, into whole: PlanWhole
  ) throws(SpreadsheetFailure) -> (preview: ImportPreview<TaskDraft>, unknown: [String]) {
    let table = try TableImport(sheet, columns: taskColumns)
    var seen = Set(whole.tasks.map { HeaderName.plain($0.title) })
    var kindsRead: [String: PlanTaskRecord.Kind] = [:]
    let preview = table.read { row -> TaskDraft? in
      var draft = TaskDraft()
      guard let title = row.text("title", limit: 2000) else { return nil }
      draft.title = title
      draft.text = row.textIfAny("text", limit: 20_000) ?? ""
      draft.kind = choice("kind", kinds, &row, &kindsRead) ?? .task
      draft.leads = TaskDraft.names(row.textIfAny("leads", limit: 4000) ?? "")
      draft.partners = TaskDraft.names(row.textIfAny("partners", limit: 4000) ?? "")
      draft.funding = row.textIfAny("funding", limit: 1000) ?? ""
      draft.section = row.textIfAny("section", limit: 300) ?? ""
      draft.fromYear = row.integerIfAny("from")
      draft.toYear = row.integerIfAny("to")
      if let period = row.textIfAny("period", limit: 300) {
        let read = period.matches(of: /(19|20|21)\d\d/).compactMap { Int(String($0.output.0)) }
        draft.isYearly = HeaderName.plain(period).contains("hangnam")
        if read.isEmpty, !draft.isYearly {
          row.refuse("period", "Cần năm, như 2026-2030, hoặc “hằng năm”")
        }
        draft.fromYear = draft.fromYear ?? read.first
        draft.toYear = draft.toYear ?? read.last
      }
      for (field, message) in draft.problems(in: whole.record).sorted(by: { $0.key < $1.key }) {
        if field.isEmpty { row.refuse(message) } else { row.refuse(field, message) }
      }
      if !seen.insert(HeaderName.plain(title)).inserted {
        row.refuse("title", "Nhiệm vụ này đã có trong kế hoạch hoặc ở dòng trên")
      }
      return draft
    }
    return (preview, table.unknown)
  }

  private static let units: [(TargetUnit, [String])] = [
    (.percent, ["Tỷ lệ phần trăm", "%", "phần trăm", "tỷ lệ"]), (.count, ["Số lượng", "số", "cơ quan", "người"]),
    (.yesNo, ["Có hoặc không", "có/không"]), (.hoursPerDay, ["Giờ mỗi ngày", "giờ/ngày"]),
    (.timesPerYear, ["Lần mỗi năm", "lần/năm"]), (.ratio, ["Tỷ số"]),
    (.statement, ["Bằng lời, không có con số", "bằng lời"]),
  ]
  private static let directions: [(TargetDirection, [String])] = [
    (.up, ["Ít nhất bằng", "tối thiểu", "ít nhất"]), (.down, ["Nhiều nhất bằng", "tối đa", "nhiều nhất"]),
    (.range, ["Trong khoảng", "khoảng"]), (.equal, ["Đúng bằng", "bằng"]),
  ]
  private static let kinds: [(PlanTaskRecord.Kind, [String])] = [
    (.task, ["Nhiệm vụ"]), (.solution, ["Giải pháp"]), (.duty, ["Trách nhiệm"]),
  ]
}
