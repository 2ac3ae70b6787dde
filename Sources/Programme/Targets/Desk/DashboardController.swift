import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The dashboard of targets, and the same as a file.
struct DashboardController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("bang-chi-tieu", use: show)
    staff.get("bang-chi-tieu.csv", use: csv)
    staff.get("bang-chi-tieu/so-sanh") { request, context in
      let code = request.uri.queryParameters["ke-hoach"].map { String($0) }
      return ComparisonPage(comparison: try await programme.comparison(code, for: context.principal)).answer(context)
    }
  }

  private func filter(_ request: Request) -> DashboardFilter {
    func asked(_ name: String) -> String? {
      request.uri.queryParameters[name[...]].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
    return DashboardFilter(
      plan: asked("ke-hoach"), province: asked("tinh").map { UnitID($0) },
      organisation: asked("co-quan").map { OrganisationID($0) }, task: asked("nhiem-vu"))
  }

  private func board(_ request: Request, _ context: StaffContext) async throws -> Dashboard {
    var filter = filter(request)
    do {
      return try await programme.dashboard(filter, for: context.principal)
    } catch Failure.notFound where filter.province != nil && filter.organisation == nil {
      filter.plan = nil
      return try await programme.dashboard(filter, for: context.principal)
    }
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let board = try await board(request, context)
    var provinces: [UnitID: String] = [:]
    for plan in board.plans { if let id = plan.province { provinces[id] = plan.provinceName } }
    return DashboardPage(
      board: board, today: programme.clock.today,
      provinces: provinces.map { (id: $0.key, name: $0.value) }.sorted { $0.name < $1.name }
    ).answer(context)
  }

  private func csv(_ request: Request, context: StaffContext) async throws -> Response {
    let board = try await board(request, context)
    var response = Answer.bytes(DashboardCSV.text(board, context.translator), type: "text/csv; charset=utf-8")
    response.headers[.contentDisposition] = "attachment; filename=\"chi-tieu-\(board.plan.code).csv\""
    response.headers[.cacheControl] = "no-store"
    return response
  }
}

/// What the dashboard shows, a line for each target and year.
enum DashboardCSV {
  static func text(_ board: Dashboard, _ t: Translator) -> String {
    let head: [Phrase] = [
      "Mã chỉ tiêu", "Mục", "Chỉ tiêu", "Phạm vi", "Năm", "Kế hoạch", "Ngày báo cáo", "Tử số", "Mẫu số", "Tỷ lệ %",
      "Trạng thái", "Chênh lệch", "Đã chốt", "Tử số khi chốt", "Mẫu số khi chốt", "Dự báo", "Dự báo thấp", "Dự báo cao",
      "Còn thiếu", "Đơn vị của số liệu",
    ]
    var lines = [head.map { t($0) }]
    for line in board.lines {
      for cell in line.cells where cell.planned != nil || cell.count != nil || cell.forecast != nil {
        lines.append(row(line.target, cell, board.organisation?.name ?? t("Toàn kế hoạch"), t))
      }
    }
    return "\u{FEFF}" + lines.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func row(
    _ target: TargetRecord, _ cell: Dashboard.Cell, _ whose: String, _ t: Translator
  ) -> [String] {
    func number(_ value: Double?) -> String { value.map(FigureText.number) ?? "" }
    let percent = cell.unit == .percent ? cell.count?.value(.percent) : nil
    return [
      target.code, target.section, target.measure, whose, "\(cell.year)", cell.planned?.shown ?? "",
      cell.day?.rawValue ?? "", number(cell.count?.numerator), number(cell.count?.denominator), number(percent),
      cell.year > (cell.day?.year ?? cell.year) ? "" : t(cell.attainment.phrase), cell.attainment.gapText ?? "",
      cell.isFrozen ? t("Có") : "", number(cell.restatedFrom?.numerator), number(cell.restatedFrom?.denominator),
      number(cell.forecast?.value), number(cell.forecast?.low), number(cell.forecast?.high),
      KeptPhrases.missing(cell.missing, t), t(PlanWords.unit(cell.unit)),
    ]
  }

  /// A cell; what a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
  static func cell(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    if let first = scalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first),
      Double(text.replacing(",", with: ".")) == nil
    {
      scalars.insert("'", at: 0)
    }
    let isQuoted = scalars.contains {
      ",;\"\r\n\t".unicodeScalars.contains($0) || $0.value == 0x85 || $0.value == 0x2028
    }
    var cell = String.UnicodeScalarView()
    if isQuoted { cell.append("\"") }
    for scalar in scalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    if isQuoted { cell.append("\"") }
    return String(cell)
  }
}
