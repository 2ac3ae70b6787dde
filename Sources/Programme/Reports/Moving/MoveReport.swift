import Foundation
import Kernel
import Persistence

extension Programme {
  /// A step of a report: gửi duyệt, duyệt, trả lại, gửi đi. Whoever wrote in it does not approve.
  ///
  /// - Parameters:
  ///   - words: why it is sent back; how it was sent.
  ///   - day: of sending.
  func moveReport(
    _ id: ReportID, _ move: ReportMove, words: String = "", day: CivilDate? = nil, by principal: Principal
  ) async throws {
    guard words.count <= 2000 else { throw Failure.invalid(["words": "Lời ghi dài quá 2000 ký tự"]) }
    try await database.write { connection in
      var (record, _) = try Self.worked(id, by: principal, on: connection)
      guard let next = move.state(from: record.state), move != .sign else {
        throw Failure.conflict("Bước này không làm được khi báo cáo ở trạng thái hiện tại.")
      }
      switch move {
      case .submit, .sign: break
      case .approve:
        let isWriter = try ReportStore.wrote(principal.id, in: id, on: connection)
        guard principal.id != record.changedBy, !isWriter else {
          throw Failure.conflict("Người duyệt phải là người khác với những người đã soạn.")
        }
        record.reviewedBy = principal.id
        record.reviewedByName = principal.name
      case .sendBack:
        guard !words.isEmpty else { throw Failure.invalid(["words": "Cần ghi lý do trả lại"]) }
        record.reviewedBy = nil
        record.reviewedByName = ""
        // The paper was signed, but is not the one that goes out; its date was that of signing.
        if record.head.date == record.signedOn { record.head.date = nil }
        record.signedOn = nil
      case .send:
        guard !words.isEmpty else { throw Failure.invalid(["words": "Cần ghi cách gửi: trục liên thông, bưu điện…"]) }
        guard let day, day <= clock.today, day >= record.signedOn ?? record.from else {
          throw Failure.invalid(["sent-on": "Ngày gửi phải từ ngày ký đến hôm nay"])
        }
        record.sentOn = day
        record.sentWay = words
      }
      record.state = next
      record.updatedAt = clock.now
      try ReportStore.update(record, on: connection)
      try ReportStore.add(move.rawValue, to: id, words: words, by: principal, at: clock.now, on: connection)
      try auditReport(move.action, record, by: principal, on: connection)
    }
  }
}
