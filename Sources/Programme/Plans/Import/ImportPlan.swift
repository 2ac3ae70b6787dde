import Foundation
import Kernel
import OfficeDocuments
import Persistence

/// A table that was sent and waits to be looked at; nothing of it is in the plan.
struct PlanImport: Sendable, RowDecodable {
  static let columns: SQL = "id, plan, kind, name, content, made_by, made_at"

  let id: String
  let plan: PlanID
  let kind: PlanImportKind
  let name: String
  let sheet: Sheet
  let madeBy: AccountID

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    let kind: String = try row["kind"]
    self.kind = PlanImportKind(rawValue: kind) ?? .targets
    name = try row["name"]
    madeBy = try row["made_by"]
    let text: String = try row["content"]
    let cells = try JSONDecoder().decode([[String]].self, from: Data(text.utf8))
    sheet = Sheet(name: name, rows: cells.map { $0.map { $0.isEmpty ? .empty : .text($0) } })
  }
}

/// What a table would bring, row by row.
enum PlanPreview: Sendable {
  case targets(ImportPreview<TargetDraft>)
  case tasks(ImportPreview<TaskDraft>)

  var problems: [CellProblem] {
    switch self {
    case .targets(let preview): preview.problems
    case .tasks(let preview): preview.problems
    }
  }

  var isReady: Bool {
    switch self {
    case .targets(let preview): preview.values != nil
    case .tasks(let preview): preview.values != nil
    }
  }
}

extension Programme {
  static let importRows = 5000

  /// Keeps a table that was sent, to be looked at; throws where it has none of the columns that are needed.
  func beginImport(
    _ name: String, _ kind: PlanImportKind, sheets: [Sheet], file: String, by principal: Principal
  ) async throws -> String {
    let id = UUIDv7.shared.next()
    let known = Set(knownIndicators.keys)
    try await database.write { connection in
      let record = try Self.kept(name, by: principal, on: connection)
      try Self.requireOpen(record, on: connection)
      let whole = try PlanStore.whole(record, on: connection)
      let sheet = try Self.table(kind, among: sheets, into: whole, indicators: known)
      guard sheet.rows.count <= Self.importRows else { throw SpreadsheetFailure.tooManyRows(Self.importRows) }
      let cells = sheet.rows.map { $0.map(\.shown) }
      let content = String(decoding: try JSONEncoder().encode(cells), as: UTF8.self)
      // What was sent and never taken is not kept for ever.
      try connection.execute(
        "DELETE FROM plan_import WHERE plan = \(record.id) AND made_at < \(clock.now.addingTimeInterval(-86_400))")
      try connection.execute(
        """
        INSERT INTO plan_import (\(PlanImport.columns))
        VALUES (\(id), \(record.id), \(kind.rawValue), \(file), \(content), \(principal.id), \(clock.now))
        """)
    }
    return id
  }

  /// The first sheet that has the columns; else why the first has not.
  private static func table(
    _ kind: PlanImportKind, among sheets: [Sheet], into whole: PlanWhole, indicators: Set<String>
  ) throws -> Sheet {
    var first: (any Error)?
    for sheet in sheets where !sheet.rows.isEmpty {
      do {
        _ = try preview(kind, sheet, into: whole, indicators: indicators)
        return sheet
      } catch {
        first = first ?? error
      }
    }
    throw first ?? SpreadsheetFailure.empty
  }

  static func preview(
    _ kind: PlanImportKind, _ sheet: Sheet, into whole: PlanWhole, indicators: Set<String>
  ) throws(SpreadsheetFailure) -> PlanPreview {
    switch kind {
    case .targets: .targets(try PlanTables.targets(sheet, into: whole, indicators: indicators))
    case .tasks: .tasks(try PlanTables.tasks(sheet, into: whole))
    }
  }

  /// What a table that was sent would bring now; only for whoever sent it.
  func previewImport(
    _ name: String, _ id: String, for principal: Principal
  ) async throws -> (view: PlanView, sent: PlanImport, preview: PlanPreview) {
    let known = Set(knownIndicators.keys)
    return try await database.read { connection in
      let record = try Self.seen(name, by: principal, on: connection)
      let sent = try Self.sent(id, record, by: principal, on: connection)
      let view = try Self.view(record, for: principal, on: connection)
      return (view, sent, try Self.preview(sent.kind, sent.sheet, into: view.whole, indicators: known))
    }
  }

  private static func sent(
    _ id: String, _ record: PlanRecord, by principal: Principal, on connection: any Connection
  ) throws -> PlanImport {
    try principal.require(manage, in: record.owner)
    let found: PlanImport? = try connection.first(
      "SELECT \(PlanImport.columns) FROM plan_import WHERE id = \(id) AND plan = \(record.id)")
    guard let found, found.madeBy == principal.id else { throw Failure.notFound }
    return found
  }

  /// Takes all of it, or nothing: as the plan is now, every row must hold.
  func finishImport(_ name: String, _ id: String, by principal: Principal) async throws -> PlanImportKind {
    let known = Set(knownIndicators.keys)
    return try await edit(name, "programme.plan.import", by: principal, detail: ["import": id]) { record, connection in
      let sent = try Self.sent(id, record, by: principal, on: connection)
      let whole = try PlanStore.whole(record, on: connection)
      switch try Self.preview(sent.kind, sent.sheet, into: whole, indicators: known) {
      case .targets(let preview):
        guard let drafts = preview.values else { throw Failure.conflict("Còn dòng chưa đúng; chưa có gì được nhập.") }
        _ = try Self.insert(drafts, into: record, on: connection)
      case .tasks(let preview):
        guard let drafts = preview.values else { throw Failure.conflict("Còn dòng chưa đúng; chưa có gì được nhập.") }
        _ = try Self.insert(drafts, into: record, on: connection)
      }
      try connection.execute("DELETE FROM plan_import WHERE id = \(id)")
      return sent.kind
    }
  }
}
