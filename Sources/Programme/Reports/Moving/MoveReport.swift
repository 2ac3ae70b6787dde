import Foundation
import Kernel
import Persistence

extension Programme {
  /// A step of a report: gửi duyệt, duyệt, trả lại, gửi đi. Whoever wrote in it does not approve.
  ///
  /// - Parameters:
  ///   - words: why it is sent back; how it was sent.
  ///   - day: of sending.
  ///   - unfrozen: why it is approved although figures in it are not frozen; nil: such a report is not.
  func moveReport(
    _ id: ReportID, _ move: ReportMove, words: String = "", day: CivilDate? = nil, unfrozen: String? = nil,
    by principal: Principal
  ) async throws {
    guard words.count <= 2000 else { throw Failure.invalid(["words": "Lời ghi dài quá 2000 ký tự"]) }
    guard (unfrozen ?? "").count <= 2000 else { throw Failure.invalid(["unfrozen": "Lời ghi dài quá 2000 ký tự"]) }
    let audience = try await audience(of: id, by: principal)
    try await database.write { connection in
      var (record, _) = try Self.worked(id, by: principal, on: connection)
      guard let next = move.state(from: record.state), move != .sign else {
        throw Failure.conflict("Bước này không làm được khi báo cáo ở trạng thái hiện tại.")
      }
      var step = ReportStep(kind: move.rawValue, words: words)
      switch move {
      case .submit, .sign: break
      case .approve:
        let isWriter = try ReportStore.wrote(principal.id, in: id, on: connection)
        guard principal.id != record.changedBy, !isWriter else {
          throw Failure.conflict("Người duyệt phải là người khác với những người đã soạn.")
        }
        step = try Self.approving(record, unfrozen)
        record.reviewedBy = principal.id
        record.reviewedByName = principal.name
      case .sendBack:
        guard !words.isEmpty else { throw Failure.invalid(["reason": "Cần ghi lý do trả lại"]) }
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
      let told = try tell(move, of: record, words: words, to: audience, by: principal, on: connection)
      // The page says who was asked to look through it.
      if move == .submit { step.words = told.joined(separator: "; ") }
      try ReportStore.add(step.kind, to: id, words: step.words, by: principal, at: clock.now, on: connection)
      try auditReport(move.action, record, by: principal, detail: step.detail, on: connection)
    }
  }

  /// What is kept of an approval. Figures that nobody froze can still change: approving them is said aloud, with why. The
  /// paper says itself that they are not frozen.
  private static func approving(_ record: ReportRecord, _ unfrozen: String?) throws -> ReportStep {
    let count = record.facts.unfrozen
    guard count > 0 else { return ReportStep(kind: ReportMove.approve.rawValue) }
    guard let unfrozen else {
      throw Failure.conflict(
        "Báo cáo còn \(count) số liệu chưa chốt. Hãy chốt số liệu rồi lấy lại, hoặc đánh dấu ô duyệt dù chưa chốt và ghi lý do."
      )
    }
    guard !unfrozen.isEmpty else { throw Failure.invalid(["unfrozen": "Cần ghi lý do duyệt khi số liệu chưa chốt"]) }
    return ReportStep(
      kind: ReportEvent.approvedUnfrozen, words: unfrozen, detail: ["unfrozen": "\(count)", "reason": unfrozen])
  }
}

/// What is kept of a step: in the report's history, and in the audit log.
private struct ReportStep {
  var kind: String
  var words = ""
  var detail: [String: String] = [:]
}
