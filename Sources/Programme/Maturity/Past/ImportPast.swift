import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence

/// Marks the IDs of tables of past results that were sent in and wait to be taken.
enum PastImportMark {}
typealias PastImportID = ID<PastImportMark>

/// What a sent table would bring, before anything is taken from it.
struct PastPreview: Sendable {
  let id: PastImportID
  let fileName: String
  let drafts: [PastDraft]
}

extension Programme {
  /// Looks at every row of a table of results and keeps it for the look before it is taken; where one row is wrong nothing is
  /// kept, and all that is wrong is in the preview.
  func sendPast(
    _ sheet: Sheet, fileName: String, by principal: Principal
  ) async throws -> (id: PastImportID?, preview: ImportPreview<PastDraft>) {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let agencies = try await pastAgencies(for: principal)
    guard !agencies.isEmpty else { throw Failure.forbidden(Self.work) }
    let read = try PastSheet.read(sheet, agencies: agencies)
    var problems: [CellProblem] = []
    var seen: [String: Int] = [:]
    var schemes: [Int: IndexScheme?] = [:]
    for row in read.rows {
      guard let draft = row.value else { continue }
      if schemes[draft.year] == nil { schemes[draft.year] = .some(try await pastScheme(draft.year)) }
      var errors = pastErrors(draft, schemes[draft.year] ?? nil, hasFile: false)
      errors.merge(try await wasThere(draft)) { old, _ in old }
      let key = "\(draft.organisation) \(draft.year)"
      if let first = seen[key] { errors["year"] = "Dòng \(first) đã có cơ quan và năm này" }
      seen[key] = seen[key] ?? row.number
      problems += errors.sorted { $0.key < $1.key }.map {
        CellProblem(row: row.number, message: $0.value)
      }
    }
    let preview = read.adding(problems)
    guard let drafts = preview.values else { return (nil, preview) }
    let (id, now) = (PastImportID.new(), clock.now)
    let content = String(decoding: try JSONEncoder().encode(drafts), as: UTF8.self)
    try await database.write { connection in
      // What was sent before and never taken is not kept for ever.
      try connection.execute("DELETE FROM maturity_past_import WHERE sent_by = \(principal.id)")
      try connection.execute(
        """
        INSERT INTO maturity_past_import (id, file_name, content, sent_by, sent_at)
        VALUES (\(id), \(fileName), \(content), \(principal.id), \(now))
        """)
    }
    return (id, preview)
  }

  /// What the sent table would bring; only for whoever sent it.
  func pastPreview(_ id: PastImportID, for principal: Principal) async throws -> PastPreview {
    try await database.read { try Self.pastPreview(id, for: principal, on: $0) }
  }

  /// Takes the whole table or nothing; every row then waits for a second person.
  func takePast(_ id: PastImportID, by principal: Principal) async throws {
    let now = clock.now
    let organisations = try await pastPreview(id, for: principal).drafts.map(\.organisation)
    let allowed = Set(try await pastAgencies(for: principal).map(\.id))
    guard organisations.allSatisfy(allowed.contains) else { throw Failure.forbidden(Self.work) }
    var others: [OrganisationID: [PersonProfile]] = [:]
    for one in Set(organisations) {
      others[one] = try await confirmers(of: one, but: principal.id, from: principal.organisation)
    }
    let people = others
    try await database.write { connection in
      let preview = try Self.pastPreview(id, for: principal, on: connection)
      let all = preview.drafts.map { PastResult($0, by: principal, at: now) }
      do {
        for one in all { try insertPast(one, by: principal, on: connection) }
      } catch Failure.invalid(let errors) {
        // Somebody entered one of them meanwhile.
        throw Failure.conflict(errors.values.first ?? "Bảng không còn đúng; hãy gửi lại.")
      }
      try connection.execute("DELETE FROM maturity_past_import WHERE id = \(id)")
      // Who may confirm some of them hears of those only, and of all of them in one sentence.
      let groups = Dictionary(grouping: all) { (people[$0.draft.organisation] ?? []).map(\.id) }
      for (_, group) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        try tellPast(group, people[group[0].draft.organisation] ?? [], on: connection)
      }
    }
  }

  private static func pastPreview(
    _ id: PastImportID, for principal: Principal, on connection: any Connection
  ) throws -> PastPreview {
    guard
      let row = try connection.rows(
        "SELECT * FROM maturity_past_import WHERE id = \(id) AND sent_by = \(principal.id)"
      ).first
    else { throw Failure.notFound }
    let content: String = try row["content"]
    return PastPreview(
      id: id, fileName: try row["file_name"],
      drafts: try JSONDecoder().decode([PastDraft].self, from: Data(content.utf8)))
  }
}
