import Foundation
import Kernel
import Persistence

/// What somebody wrote into a draft.
struct ReportEdit: Sendable {
  var head: ReportHead
  /// Words and titles by the id of their section.
  var words: [String: String]
  /// The version that was on the screen.
  var base: Int
}

extension Programme {
  static let longestReportPart = 30_000

  /// Writes head and words of a draft; the figures in it stay what they are. What somebody else saved meanwhile stays too;
  /// ``ReportClash`` where both changed the same field.
  func editReport(_ id: ReportID, _ edit: ReportEdit, by principal: Principal) async throws {
    try Self.check(edit)
    try await database.write { connection in
      var (record, _) = try Self.worked(id, by: principal, on: connection)
      guard record.state.isOpen else { throw Failure.conflict("Báo cáo không còn là bản nháp.") }
      var edit = edit
      if record.version != edit.base {
        let merge = ReportMerge(
          base: try ReportStore.fields(of: id, version: edit.base, on: connection), mine: edit.fields,
          theirs: ReportEdit.fields(record))
        guard merge.theirs.isEmpty else { throw ReportClash(merge: merge, name: record.changedByName) }
        edit = ReportEdit(fields: merge.fields, of: record, base: record.version)
      }
      record.head = edit.head
      for index in record.sections.indices {
        if let words = edit.words[record.sections[index].id] { record.sections[index].words = words }
      }
      record.changedBy = principal.id
      record.changedByName = principal.name
      record.updatedAt = clock.now
      record.version += 1
      try ReportStore.update(record, on: connection)
      try ReportStore.keepVersion(record, writer: principal.id, on: connection)
      try auditReport("programme.report.edit", record, by: principal, on: connection)
    }
  }

  private static func check(_ edit: ReportEdit) throws {
    var errors: [String: Phrase] = [:]
    if edit.head.subject.isEmpty { errors["subject"] = "Cần có trích yếu" }
    if edit.head.issuer.isEmpty { errors["issuer"] = "Cần có tên cơ quan ban hành" }
    for (id, words) in edit.words where words.count > longestReportPart {
      errors["s-\(id)"] = "Phần này dài quá \(longestReportPart) ký tự"
    }
    let head = edit.head
    let texts = [
      head.subject, head.issuer, head.superior, head.number, head.symbol, head.place, head.signer, head.filing,
    ]
    let lists = [head.addressees, head.capacity, head.recipients]
    if texts.contains(where: { $0.count > 500 }) || lists.contains(where: { $0.count > 60 })
      || lists.joined().contains(where: { $0.count > 500 })
    {
      errors[""] = "Có dòng dài quá 500 ký tự hoặc danh sách quá 60 dòng"
    }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
  }
}
