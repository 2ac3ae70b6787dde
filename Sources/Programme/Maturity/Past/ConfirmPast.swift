import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// A second person has compared it with its source: it stands in histories from now on.
  func confirmPast(_ id: PastResultID, by principal: Principal) async throws {
    let reach = try await confirmReach(of: principal)
    try await database.write { connection in
      var one = try Self.decidablePast(id, reach, by: principal, on: connection)
      guard try !PastStore.isPublishedHere(one.draft.organisation, year: one.draft.year, on: connection) else {
        throw Failure.conflict("Kết quả năm này của cơ quan đã được công bố trên hệ thống.")
      }
      try PastStore.replaceConfirmed(one.draft.organisation, year: one.draft.year, on: connection)
      one.state = .confirmed
      try decidePast(&one, "confirm-past", by: principal, on: connection)
      try tellDecided(
        one, "\(principal.name) xác nhận kết quả \(one.draft.year) của \(one.draft.name)", by: principal,
        on: connection)
    }
  }

  /// It does not agree with its source: back to whoever entered it, with the reason.
  func returnPast(_ id: PastResultID, reason: String, by principal: Principal) async throws {
    let reason = try Self.words(reason)
    let reach = try await confirmReach(of: principal)
    try await database.write { connection in
      var one = try Self.decidablePast(id, reach, by: principal, on: connection)
      one.state = .returned
      one.reason = reason
      try decidePast(&one, "return-past", by: principal, on: connection)
      try tellDecided(
        one, "\(principal.name) trả lại kết quả \(one.draft.year) của \(one.draft.name): \(String(reason.prefix(120)))",
        by: principal, on: connection)
    }
  }

  private static func decidablePast(
    _ id: PastResultID, _ reach: PastReach, by principal: Principal, on connection: any Connection
  ) throws -> PastResult {
    guard let one = try PastStore.lock(id, on: connection), reach.covers(one.draft.organisation)
    else { throw Failure.notFound }
    guard one.enteredBy != principal.id else {
      throw Failure.conflict("Người nhập không tự xác nhận: cần một người khác so với nguồn.")
    }
    guard one.state == .waiting else { throw Failure.conflict("Kết quả này đã được xử lý.") }
    return one
  }

  private func decidePast(
    _ one: inout PastResult, _ act: String, by principal: Principal, on connection: any Connection
  ) throws {
    one.decidedBy = principal.id
    one.decidedByName = principal.name
    one.decidedAt = clock.now
    try PastStore.decide(one, on: connection)
    try recordPast(act, one, by: principal, on: connection)
  }
}
