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
  /// ``PlanPreview`` as JSON.
  let content: String
  let madeBy: AccountID

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    let kind: String = try row["kind"]
    self.kind = PlanImportKind(rawValue: kind) ?? .targets
    name = try row["name"]
    madeBy = try row["made_by"]
    content = try row["content"]
  }

  /// What was looked at; gone where an older program kept it in another form.
  func preview() throws -> PlanPreview {
    guard let preview = try? JSONDecoder().decode(PlanPreview.self, from: Data(content.utf8)) else {
      throw Failure.notFound
    }
    return preview
  }
}

extension Programme {
  static let importRows = PlanStore.most

  /// Looks at a table that was sent, outside of any transaction, and keeps what was found; throws where the table has none
  /// of the columns that are needed.
  func beginImport(
    _ name: String, _ kind: PlanImportKind, sheets: [Sheet], file: String, by principal: Principal
  ) async throws -> String {
    let whole = try await database.read { connection in
      let record = try Self.seen(name, by: principal, on: connection)
      try Self.require(keeping: record, principal)
      try Self.requireOpen(record, on: connection)
      return try PlanStore.whole(record, on: connection)
    }
    let known = knownIndicatorIDs
    let content = try await Blocking.run {
      let preview = try Self.preview(kind, among: sheets, into: whole, indicators: known)
      return String(decoding: try JSONEncoder().encode(preview), as: UTF8.self)
    }
    let id = UUIDv7.shared.next()
    try await database.write { connection in
      let record = try Self.kept(name, by: principal, on: connection)
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

  /// Of the first sheet that has the columns; else why the first has not.
  private static func preview(
    _ kind: PlanImportKind, among sheets: [Sheet], into whole: PlanWhole, indicators: Set<String>
  ) throws -> PlanPreview {
    var first: (any Error)?
    let there = kind == .targets ? whole.targets.count : whole.tasks.count
    for sheet in sheets where !sheet.rows.isEmpty {
      guard sheet.rows.count + there <= importRows + 30 else { throw SpreadsheetFailure.tooManyRows(importRows) }
      do {
        let preview = try PlanPreview(kind, sheet, into: whole, indicators: indicators)
        guard preview.rows.count + there <= importRows else { throw SpreadsheetFailure.tooManyRows(importRows) }
        return preview
      } catch {
        first = first ?? error
      }
    }
    throw first ?? SpreadsheetFailure.empty
  }

  /// What a table that was sent would bring; only for whoever sent it.
  func previewImport(
    _ name: String, _ id: String, for principal: Principal
  ) async throws -> (plan: PlanRecord, sent: PlanImport, preview: PlanPreview) {
    let (record, sent) = try await database.read { connection in
      let record = try Self.seen(name, by: principal, on: connection)
      return (record, try Self.sent(id, record, by: principal, on: connection))
    }
    return (record, sent, try await Blocking.run { try sent.preview() })
  }

  private static func sent(
    _ id: String, _ record: PlanRecord, by principal: Principal, on connection: any Connection
  ) throws -> PlanImport {
    try require(keeping: record, principal)
    let found: PlanImport? = try connection.first(
      "SELECT \(PlanImport.columns) FROM plan_import WHERE id = \(id) AND plan = \(record.id)")
    guard let found, found.madeBy == principal.id else { throw Failure.notFound }
    return found
  }

  /// Takes all of it, or nothing. The rows are made ready before the transaction, which only looks whether the plan is still
  /// what they were made for.
  func finishImport(
    _ name: String, _ id: String, once: FormNumber? = nil, by principal: Principal
  ) async throws -> PlanImportKind {
    let ready = try await database.read { connection -> (PlanRecord, PlanImport, PlanBulk.Standing)? in
      let record = try Self.seen(name, by: principal, on: connection)
      let found = try? Self.sent(id, record, by: principal, on: connection)
      return try found.map { (record, $0, try PlanBulk.Standing($0.kind, record, on: connection)) }
    }
    // The same form a second time finds nothing to make ready, and gets what the first one gave.
    let bulk = try await Blocking.run { try ready.map { try PlanBulk($0.1.preview(), into: $0.0, $0.2) } }
    return try await edit(name, "programme.plan.import", once: once, by: principal, detail: ["import": id]) {
      record, connection in
      guard let bulk, let kind = ready?.1.kind,
        try connection.execute("DELETE FROM plan_import WHERE id = \(id) AND made_by = \(principal.id)") > 0
      else { throw Failure.notFound }
      guard try PlanBulk.Standing(kind, record, on: connection) == bulk.standing else {
        throw Failure.conflict("Kế hoạch vừa được sửa trong lúc nhập; chưa có gì được ghi. Bấm nhập lần nữa.")
      }
      try bulk.insert(on: connection)
      return kind
    }
  }
}
