import Foundation
import Kernel
import Persistence

/// The paper that changes a plan.
struct AmendmentDraft: Sendable, Equatable {
  var number = ""
  /// As people write it (``PaperDay``).
  var issued = ""
  var effectiveOn: CivilDate?
  var summary = ""
}

extension Programme {
  /// Mở lần sửa đổi: keeps the plan as it is now; from here on it is changed under this paper.
  func openAmendment(
    _ name: String, _ draft: AmendmentDraft, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    var errors: [String: Phrase] = [:]
    if draft.number.isEmpty { errors["number"] = "Cần số văn bản sửa đổi" }
    if draft.summary.isEmpty { errors["summary"] = "Cần nội dung sửa đổi" }
    let issued = PaperDay.read(draft.issued) ?? ""
    if !draft.issued.isEmpty, issued.isEmpty { errors["issued"] = PaperDay.refusal }
    if draft.number.count > 300 { errors["number"] = "Dài quá \(300) chữ" }
    if draft.summary.count > 5000 { errors["summary"] = "Dài quá \(5000) chữ" }
    if let day = draft.effectiveOn { errors["effective"] = PaperDay.problem(day) }
    PlainName.check([("number", draft.number), ("summary", draft.summary)], &errors)
    guard let effective = draft.effectiveOn, errors.isEmpty else {
      if draft.effectiveOn == nil { errors["effective"] = "Cần ngày có hiệu lực" }
      throw Failure.invalid(errors)
    }
    try await database.write(once: once, at: clock.now) { connection in
      var record = try Self.kept(name, by: principal, on: connection)
      guard record.state == .active else {
        throw Failure.conflict("Chỉ kế hoạch đang thực hiện mới cần lần sửa đổi.")
      }
      let before = try PlanStore.amendments(of: record.id, on: connection)
      guard before.allSatisfy({ $0.closedAt != nil }) else {
        throw Failure.conflict("Đang có một lần sửa đổi chưa khép.")
      }
      if let last = before.last, effective < last.effectiveOn {
        throw Failure.invalid(["effective": "Trước ngày hiệu lực của lần sửa đổi trước, \(last.effectiveOn.vietnamese)"]
        )
      }
      let snapshot = try PlanSnapshot(PlanStore.whole(record, on: connection)).json()
      record.version += 1
      record.updatedAt = clock.now
      try PlanStore.save(record, by: principal, at: clock.now, on: connection)
      try PlanStore.insert(
        PlanAmendment(
          plan: record.id, version: record.version, number: draft.number, issued: issued,
          effectiveOn: effective, summary: draft.summary, before: snapshot, by: principal, at: clock.now),
        on: connection)
      try note(
        "programme.amendment.open", record, by: principal,
        detail: ["number": draft.number, "version": "\(record.version)"], on: connection)
    }
  }

  /// Khép lần sửa đổi: the plan is as this paper wants it.
  func closeAmendment(_ name: String, by principal: Principal) async throws {
    try await database.write { connection in
      let record = try Self.kept(name, by: principal, on: connection)
      let count = try connection.execute(
        "UPDATE plan_amendment SET closed_at = \(clock.now) WHERE plan = \(record.id) AND closed_at IS NULL")
      guard count > 0 else { throw Failure.conflict("Không có lần sửa đổi nào đang mở.") }
      try touch(record.id, on: connection)
      try note(
        "programme.amendment.close", record, by: principal, detail: ["version": "\(record.version)"], on: connection)
    }
  }
}
