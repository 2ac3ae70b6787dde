import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Việc này chờ việc kia. A circle is refused; a task also waits for its own parts.
  func join(_ id: WorkID, needs other: WorkID, by principal: Principal) async throws {
    try await database.write { connection in
      try WorkStore.lockJoints(on: connection)
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) || work.mayWork(principal) else { throw Failure.forbidden(Self.manage) }
      guard work.record.state.isOpen else { throw Failure.conflict("Nhiệm vụ đã khép lại. Mở lại trước khi sửa.") }
      do { _ = try Self.seen(try WorkStore.find(other, on: connection), by: principal, on: connection) } catch {
        throw Failure.invalid(["needs": "Không có nhiệm vụ này"])
      }
      guard try !WorkStore.reaches(id, from: other, on: connection) else {
        throw Failure.invalid(["needs": "Hai việc sẽ chờ nhau vòng tròn"])
      }
      try WorkStore.join(id, needs: other, on: connection)
      // The event keeps which work, not its title: who reads the history may not see that other work.
      try WorkEvent.add(
        .joined, work.record, words: other.rawValue, by: principal, at: clock.now, on: connection)
      try record("programme.work.join", work.record, by: principal, detail: ["needs": other.rawValue], on: connection)
    }
  }

  func part(_ id: WorkID, from other: WorkID, by principal: Principal) async throws {
    try await database.write { connection in
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) || work.mayWork(principal) else { throw Failure.forbidden(Self.manage) }
      guard try WorkStore.needs(of: [id], on: connection)[id]?.contains(other) == true else { throw Failure.notFound }
      _ = try Self.seen(try WorkStore.find(other, on: connection), by: principal, on: connection)
      try WorkStore.part(id, from: other, on: connection)
      try WorkEvent.add(.parted, work.record, words: other.rawValue, by: principal, at: clock.now, on: connection)
      try record("programme.work.part", work.record, by: principal, detail: ["needs": other.rawValue], on: connection)
    }
  }
}
