import Foundation
import Kernel
import Web

/// Frozen figures of a plan for programs: a row for each target and year.
struct OpenData: Encodable, Sendable {
  struct Plan: Encodable, Sendable {
    let code: String
    let title: String
    let kind: String
    let issuer: String
    let number: String
    let fromYear: Int
    let toYear: Int
  }
  struct Row: Encodable, Sendable {
    let year: Int
    /// The reporting day; nil where nothing is frozen for the year.
    let day: String?
    let digest: String?
    let code: String
    let section: String
    let measure: String
    let unit: String
    let planned: String
    let plannedYear: Int?
    let plannedValue: Double?
    let numerator: Double?
    let denominator: Double?
    let percent: Double?
    let standing: String
    let rounded: Bool
    let note: String
  }

  let plan: Plan
  let dictionary: String
  let targets: [Row]

  init(_ progress: PublicProgress) {
    let record = progress.plan
    plan = Plan(
      code: record.code, title: record.title, kind: record.kind.rawValue, issuer: record.issuer, number: record.number,
      fromYear: record.fromYear, toYear: record.toYear)
    dictionary = "\(PublicPath.dictionary).json"
    targets = progress.years.flatMap { year in year.facts.targets.map { Row($0, year) } }
  }

  /// The same as a table.
  var csv: CSVTable {
    var table = CSVTable(DataDictionary.fields.map(\.name))
    for row in targets { table.add(row.cells(plan.code)) }
    return table
  }
}

extension OpenData.Row {
  init(_ one: ReportTarget, _ year: PublicProgress.Year) {
    self.year = year.year
    day = year.facts.day?.rawValue
    digest = year.facts.digest.isEmpty ? nil : year.facts.digest
    code = one.code
    section = one.section
    measure = one.measure
    unit = one.unit.rawValue
    planned = one.planned
    plannedYear = one.plannedYear
    plannedValue = one.plannedValue
    numerator = one.numerator
    denominator = one.denominator
    percent = one.value.map { ($0 * 10).rounded() / 10 }
    standing = one.isHidden == true ? "withheld" : one.state.rawValue
    rounded = one.isRounded == true && one.isHidden != true
    note = one.explanationText
  }

  fileprivate func cells(_ plan: String) -> [String] {
    func text(_ value: Double?) -> String { value.map { Int(exactly: $0).map(String.init) ?? "\($0)" } ?? "" }
    return [
      plan, "\(year)", day ?? "", digest ?? "", code, section, measure, unit, planned,
      plannedYear.map(String.init) ?? "", text(plannedValue), text(numerator), text(denominator), text(percent),
      standing, rounded ? "true" : "false", note,
    ]
  }
}

/// What the fields of the open data mean; the columns of the CSV in their order.
enum DataDictionary {
  struct Field: Sendable {
    let name: String
    let type: String
    let meaning: Phrase
  }

  static let fields: [Field] = [
    Field(name: "plan", type: "string", meaning: "Mã kế hoạch"),
    Field(name: "year", type: "integer", meaning: "Năm của số liệu"),
    Field(name: "day", type: "date", meaning: "Ngày chốt số liệu; trống: chưa chốt"),
    Field(name: "digest", type: "string", meaning: "Mã băm SHA-256 của số liệu và minh chứng khi chốt"),
    Field(name: "code", type: "string", meaning: "Mã chỉ tiêu trong kế hoạch"),
    Field(name: "section", type: "string", meaning: "Mục của kế hoạch nêu chỉ tiêu"),
    Field(name: "measure", type: "string", meaning: "Điều được đo"),
    Field(
      name: "unit", type: "string",
      meaning: "Đơn vị: percent, count, yes-no, hours-per-day, times-per-year, ratio, statement"),
    Field(name: "planned", type: "string", meaning: "Mức kế hoạch, đúng chữ của văn bản"),
    Field(name: "plannedYear", type: "integer", meaning: "Năm của mức kế hoạch"),
    Field(name: "plannedValue", type: "number", meaning: "Mức kế hoạch bằng số, nếu có"),
    Field(name: "numerator", type: "number", meaning: "Tử số; trống: chưa có số liệu"),
    Field(name: "denominator", type: "number", meaning: "Mẫu số; trống: số liệu không phải tỷ lệ"),
    Field(name: "percent", type: "number", meaning: "Tử số chia mẫu số, phần trăm, làm tròn một chữ số lẻ"),
    Field(
      name: "standing", type: "string",
      meaning:
        "So với kế hoạch: reached, behind, under-way, unknown, not-applicable, unmeasured; withheld: không công bố"),
    Field(
      name: "rounded", type: "boolean",
      meaning: "Đạt khi làm tròn như kế hoạch viết: không số nguyên nào cho đúng tỷ lệ của kế hoạch, đây là số gần nhất"
    ),
    Field(name: "note", type: "string", meaning: "Giải thích: cơ quan sáp nhập, số đã điều chỉnh"),
  ]
}
