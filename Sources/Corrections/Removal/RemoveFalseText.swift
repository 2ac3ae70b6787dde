import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// How what was false goes away.
  enum Removal: Sendable {
    /// The whole item: its address answers 410.
    case withdraw
    /// The item as it was edited meanwhile takes the place of what readers see.
    case republish
  }

  /// Gỡ phần sai: first what readers see is put by, then it is taken away. Withdrawing and publishing need those
  /// permissions of the newsroom as well.
  func remove(_ id: CaseID, _ way: Removal, reason: String, by principal: Principal) async throws {
    let record = try await database.read { try Self.visible(try CaseStore.find(id, on: $0), to: principal) }
    try principal.require(Self.manage, in: record.organisation)
    guard record.state == .open, record.kind.mayRemove, let item = record.work?.item else {
      throw Failure.conflict("Hồ sơ này không có bài trên trang để gỡ.")
    }
    guard !reason.isEmpty else { throw Failure.invalid(["reason": "Cần lý do"]) }
    guard let content = try await publishedContent(item) else {
      throw Failure.conflict("Bài không còn trên trang.")
    }
    // Before anything is done: a text published anew and noted as corrected cannot be taken back.
    if way == .republish, try await !acts.isReworded(item, for: principal) {
      throw Failure.conflict("Bài chưa được sửa: mở bài, bỏ phần sai rồi bấm lại.")
    }
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      try keep(content, record, by: principal, on: connection)
    }
    switch way {
    case .withdraw: try await acts.takeDown(item, reason: reason, by: principal)
    case .republish: try await acts.republish(item, by: principal)
    }
    try await database.write { connection in
      let record = try Self.visible(try CaseStore.lock(id, on: connection), to: principal)
      try StepStore.insert(.removed, of: id, by: principal, at: clock.now, note: reason, on: connection)
      try self.record(
        "corrections.item.remove", record, by: principal, detail: ["way": "\(way)"], on: connection)
    }
  }
}
