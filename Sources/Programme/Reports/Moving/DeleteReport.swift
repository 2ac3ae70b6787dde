import Foundation
import Kernel
import Persistence

extension Programme {
  /// Takes a draft away with all its versions; its line in the calendar is free again. The audit log keeps what it was. Signed
  /// papers of a draft that was sent back stay as evidence that was taken away, so that it can be explained later.
  ///
  /// - Returns: the year of the calendar in which it stood.
  @discardableResult
  func deleteReport(_ id: ReportID, by principal: Principal) async throws -> Int {
    let audience = try await audience(of: id, by: principal)
    return try await database.write { connection in
      let (record, plan) = try Self.worked(id, by: principal, on: connection)
      guard record.state.isOpen else {
        throw Failure.conflict("Chỉ xóa được bản nháp. Báo cáo đang duyệt thì trả lại trước rồi xóa.")
      }
      try tellDeleted(record, to: audience, by: principal, on: connection)
      try ReportStore.delete(id, at: clock.now, on: connection)
      try auditReport(
        "programme.report.delete", record, by: principal,
        detail: [
          "type": record.type, "plan": plan?.code ?? "", "year": "\(record.year)", "period": record.period,
          "subject": String(record.head.subject.prefix(500)), "made-by": record.madeBy.rawValue,
        ], on: connection)
      return record.dueOn?.year ?? record.year
    }
  }
}
