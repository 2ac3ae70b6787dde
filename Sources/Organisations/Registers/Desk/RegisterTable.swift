import Contracts
import Kernel
import Web

/// Rows of a register as a table.
struct RegisterTable: Sendable {
  let register: Register
  let rows: [RegisterRow]
  let keeping: RegisterReach
  let asOf: AsOf
  /// When licences end, by row; empty for other registers.
  var ends: [String: LicenceEnd] = [:]
  var showsOrganisation = true

  func html(_ caption: String, _ context: StaffContext) -> HTML {
    let t = context.translator
    let shown = register.columns.filter { !$0.isQuiet && !(hidesDays && Self.days.contains($0.name)) }
    let hasMark = rows.contains { !$0.mark.isEmpty }
    let mayAct = rows.contains { keeping.contains($0.organisation) }
    let hasState = hidesDays
    let keeper = showsOrganisation ? [Table.Column(t(register.keeper))] : []
    let own = shown.map { Table.Column(t($0.title), kind($0)) }
    var columns = register.isOfThings ? own + keeper : keeper + own
    if hasState { columns.append(.init(t("Tình trạng"), .fit)) }
    if hasMark { columns.append(.init(t("Nguồn"))) }
    if mayAct { columns.append(.init(t("Việc"), .fit)) }
    let cells = rows.map { row -> [HTML] in
      let keeper: [HTML] = showsOrganisation ? [link(row)] : []
      let own = shown.map { cell(row, $0, t) }
      var line = register.isOfThings ? own + keeper : keeper + own
      if hasState { line.append(state(row, t)) }
      if hasMark { line.append(mark(row, t)) }
      if mayAct { line.append(keeping.contains(row.organisation) ? acts(row, t) : .empty) }
      return line
    }
    return Table.html(caption: caption, columns: columns, rows: cells, id: register.id.rawValue)
  }

  private static let days: Set<String> = ["valid_from", "valid_to"]
  /// First and last day stand in the state.
  private var hidesDays: Bool { register.time == .validity }

  private func kind(_ column: RegisterColumn) -> Table.Column.Kind {
    if case .number = column.kind { .figure } else { .text }
  }

  private func link(_ row: RegisterRow) -> HTML {
    "<a href=\"\(url: asOf.path(RegisterPath.tab(register, of: row.organisation)))\">\(row.organisationName)</a>"
  }

  private func cell(_ row: RegisterRow, _ column: RegisterColumn, _ t: Translator) -> HTML {
    let value = row.values[column.name] ?? ""
    if case .unit = column.kind {
      guard !value.isEmpty else { return .empty }
      return "<a href=\"\(url: asOf.path("\(UnitPages.path)/\(value)"))\">\(row.unitName)</a>"
    }
    return "\(column.shown(value) { t($0) })"
  }

  /// A word, and the days behind it.
  private func state(_ row: RegisterRow, _ t: Translator) -> HTML {
    let days: HTML = "\(validity(row)?.text(t) ?? "")"
    if let end = ends[row.id] {
      let left = end.day.daysSince1970 - asOf.today.daysSince1970
      let why: HTML = "\(days)\(end.rule.map { " · \($0)" } ?? "")"
      if left < 0 { return StateWord.html(t("Đã hết hạn"), .bad, more: why) }
      if left <= 90 { return StateWord.html(t("Còn \(left) ngày"), .waiting, more: why) }
      return StateWord.html(t("Đến \(end.day.vietnamese)"), .done, more: why)
    }
    return row.holds(on: asOf.day)
      ? StateWord.html(t("Đang có hiệu lực"), .done, more: days)
      : StateWord.html(t("Không còn hiệu lực"), .off, more: days)
  }

  private func validity(_ row: RegisterRow) -> Validity? {
    guard let from = row.values["valid_from"].flatMap({ CivilDate(rawValue: $0) }) else { return nil }
    return Validity(from: from, to: row.values["valid_to"].flatMap { CivilDate(rawValue: $0) })
  }

  private func mark(_ row: RegisterRow, _ t: Translator) -> HTML {
    let source = row.values["source"] ?? ""
    switch row.mark {
    case "", "A": return "\(source)"
    case "unverified": return StateWord.html(t("Chưa xác minh"), .waiting, more: "\(source)")
    default: return "<span>\(source) <span class=\"quiet\">(\(t(SourceMark.words(row.mark))))</span></span>"
    }
  }

  private func acts(_ row: RegisterRow, _ t: Translator) -> HTML {
    let name = row.values["name"] ?? row.values["title"] ?? row.values["system"] ?? row.organisationName
    return """
      <a class="button button--quiet" href="\(url: RegisterPath.edit(register, row.id))" \
      aria-label="\(t("Sửa \(name)"))"><span>\(t("Sửa"))</span></a>
      """
  }
}
