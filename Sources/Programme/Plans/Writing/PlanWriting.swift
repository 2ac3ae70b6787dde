import Contracts
import Foundation
import Kernel
import Persistence

/// What every act that writes a plan begins and ends with.
extension Programme {
  /// A draft is written freely; a plan in force only under an amendment that is open.
  static func mayEdit(_ whole: PlanWhole) -> Bool { whole.record.state == .draft || whole.open != nil }

  /// Changes a plan that somebody keeps and may edit now, in one transaction, with its audit entry.
  func edit<Value: Codable & Sendable>(
    _ name: String, _ action: String, once: FormNumber? = nil, by principal: Principal, detail: [String: String] = [:],
    _ change: @Sendable @escaping (PlanRecord, any Connection) throws -> Value
  ) async throws -> Value {
    try await database.write(once: once, at: clock.now) { connection in
      let record = try Self.kept(name, by: principal, on: connection)
      try Self.requireOpen(record, on: connection)
      let value = try change(record, connection)
      try touch(record.id, on: connection)
      try note(action, record, by: principal, detail: detail, on: connection)
      return value
    }
  }

  /// The same where nothing is given back.
  func edit(
    _ name: String, _ action: String, once: FormNumber? = nil, by principal: Principal, detail: [String: String] = [:],
    _ change: @Sendable @escaping (PlanRecord, any Connection) throws -> Void
  ) async throws {
    _ = try await edit(name, action, once: once, by: principal, detail: detail) { record, connection in
      try change(record, connection)
      return true
    }
  }

  static func requireOpen(_ record: PlanRecord, on connection: any Connection) throws {
    if record.state == .draft { return }
    let amendments = try PlanStore.amendments(of: record.id, on: connection)
    guard amendments.contains(where: { $0.closedAt == nil }) else {
      throw Failure.conflict("Kế hoạch không còn là dự thảo: mở một lần sửa đổi rồi mới sửa nội dung.")
    }
  }

  func touch(_ plan: PlanID, on connection: any Connection) throws {
    try connection.execute("UPDATE plan SET updated_at = \(clock.now) WHERE id = \(plan)")
  }

  func note(
    _ action: String, _ record: PlanRecord, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "plan/\(record.id)", organisation: record.owner,
        detail: detail.merging(["plan": record.code]) { given, _ in given }), on: connection)
  }

  /// A code for a new thing of a plan that none of these has: `muc-tieu`, `muc-tieu-2`.
  static func freeCode(_ wish: String, among taken: Set<String>) -> String {
    if !taken.contains(wish) { return wish }
    var number = 2
    while taken.contains("\(wish)-\(number)") { number += 1 }
    return "\(wish)-\(number)"
  }

  /// Texts of a form within what is kept; throws what the form shows.
  static func check(lengths fields: [(name: String, text: String, limit: Int)]) throws(Failure) {
    var errors: [String: Phrase] = [:]
    for field in fields where field.text.count > field.limit { errors[field.name] = "Dài quá \(field.limit) chữ" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}
