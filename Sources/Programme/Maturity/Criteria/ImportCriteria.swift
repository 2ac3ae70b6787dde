import Contracts
import Foundation
import Kernel
import Persistence

/// Marks the IDs of tables of criteria that were sent in and wait to be taken.
enum CriteriaImportMark {}
typealias CriteriaImportID = ID<CriteriaImportMark>

/// What a sent table would bring, before anything is taken from it.
struct CriteriaPreview: Sendable {
  let id: CriteriaImportID
  let scheme: IndexScheme
  let fileName: String
  let source: String
  let drafts: [CriterionDraft]
  let check: CriteriaCheck
}

extension Programme {
  /// Keeps a table of criteria for a look before it is taken. Throws every error of every row at once.
  func sendCriteria(
    _ rows: [[String]], fileName: String, source: String, version: String, by principal: Principal
  ) async throws -> (id: CriteriaImportID?, problems: [CriteriaSheet.Problem]) {
    guard principal.mayAnywhere(Self.appraise) else { throw Failure.forbidden(Self.appraise) }
    guard !source.isEmpty, source.count <= 300 else {
      throw Failure.invalid(["source": "Ghi quyết định và phụ lục mà bảng này được chép từ đó"])
    }
    let now = clock.now
    let scheme = try await database.read { try IndexStore.scheme(version, on: $0) }
    guard let scheme else { throw Failure.notFound }
    let sheet = CriteriaSheet(rows, pillars: scheme.pillars)
    guard sheet.problems.isEmpty else { return (nil, sheet.problems) }
    let id = CriteriaImportID.new()
    let content = String(decoding: try JSONEncoder().encode(sheet.drafts), as: UTF8.self)
    try await database.write { connection in
      // What was sent before and never taken is not kept for ever.
      try connection.execute(
        "DELETE FROM index_import WHERE version = \(version) AND sent_by = \(principal.id)")
      try connection.execute(
        """
        INSERT INTO index_import (id, version, file_name, source, content, sent_by, sent_at)
        VALUES (\(id), \(version), \(fileName), \(source), \(content), \(principal.id), \(now))
        """)
    }
    return (id, [])
  }

  /// What the sent table would bring; only for whoever sent it.
  func criteriaPreview(_ id: CriteriaImportID, for principal: Principal) async throws -> CriteriaPreview {
    try await database.read { try Self.preview(id, for: principal, on: $0) }
  }

  /// Takes the whole table or nothing: the criteria of the version are then exactly its rows.
  func takeCriteria(_ id: CriteriaImportID, by principal: Principal) async throws -> String {
    guard principal.mayAnywhere(Self.appraise) else { throw Failure.forbidden(Self.appraise) }
    let now = clock.now
    return try await database.write { connection in
      let preview = try Self.preview(id, for: principal, on: connection)
      let version = preview.scheme.version.id
      try IndexStore.lock(version, on: connection)
      guard preview.check.isMet else {
        throw Failure.conflict("Bảng chưa khớp với những gì đã xác nhận của bộ chỉ số nên chưa nhập được.")
      }
      guard try !IndexStore.isUsed(version, on: connection) else {
        throw Failure.conflict("Đã có cơ quan chấm điểm theo bộ tiêu chí này nên không thay được nữa.")
      }
      try connection.execute("DELETE FROM index_criterion WHERE version = \(version)")
      try IndexStore.insert(preview.drafts, version: version, on: connection)
      try connection.execute(
        """
        UPDATE index_version SET criteria_source = \(preview.source), criteria_by = \(principal.id),
          criteria_by_name = \(principal.name), criteria_at = \(now) WHERE id = \(version)
        """)
      try connection.execute("DELETE FROM index_import WHERE id = \(id)")
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.maturity.import-criteria", subject: "index-version/\(version)",
          organisation: principal.organisation,
          detail: ["criteria": String(preview.drafts.count), "source": preview.source, "file": preview.fileName]),
        on: connection)
      return version
    }
  }

  private static func preview(
    _ id: CriteriaImportID, for principal: Principal, on connection: any Connection
  ) throws -> CriteriaPreview {
    guard principal.mayAnywhere(appraise),
      let row = try connection.rows("SELECT * FROM index_import WHERE id = \(id) AND sent_by = \(principal.id)").first
    else { throw Failure.notFound }
    let version: String = try row["version"]
    let content: String = try row["content"]
    guard let scheme = try IndexStore.scheme(version, on: connection) else { throw Failure.notFound }
    let drafts = try JSONDecoder().decode([CriterionDraft].self, from: Data(content.utf8))
    return CriteriaPreview(
      id: id, scheme: scheme, fileName: try row["file_name"], source: try row["source"], drafts: drafts,
      check: CriteriaCheck(drafts, pillars: scheme.pillars, version: scheme.version))
  }
}
