import Foundation
import Kernel
import Persistence

extension Corrections {
  /// A further place where the work ran.
  func addPlace(
    _ id: CaseID, _ kind: Follow.Kind, name: String, place: String, address: String, needed: Int = 1,
    by principal: Principal
  ) async throws {
    guard !name.isEmpty else { throw Failure.invalid(["name": "Cần tên kênh hoặc nơi đăng"]) }
    guard (1...99).contains(needed) else { throw Failure.invalid(["needed": "Số lần phát từ 1 đến 99"]) }
    for (text, field) in [(name, "name"), (place, "place"), (address, "address")] {
      _ = try Self.checked(text, field, limit: 500)
    }
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      guard try FollowStore.all(of: id, on: connection).count < 300 else {
        throw Failure.conflict("Hồ sơ đã có 300 nơi đăng.")
      }
      try FollowStore.insert(
        kind, name: name, place: place, address: address, needed: needed, of: id, on: connection)
      try StepStore.insert(
        .followed, of: id, by: principal, at: clock.now, note: "+ \(name)", on: connection)
      try self.record("corrections.place.add", record, by: principal, detail: ["place": kind.rawValue], on: connection)
    }
  }

  /// A republisher was written to (CO7: in writing or by e-mail).
  func tellPlace(_ id: CaseID, _ follow: ID<Follow>, evidence: String, by principal: Principal) async throws {
    try await place(id, follow, by: principal, action: "corrections.place.tell") { found, now, connection in
      try FollowStore.tell(found.id, at: now, by: principal.name, on: connection)
      return "→ \(found.name)"
    } evidence: {
      evidence
    }
  }

  /// The correction ran there, or what was false is gone there; of broadcasts, one airing more.
  func finishPlace(
    _ id: CaseID, _ follow: ID<Follow>, times: Int = 1, evidence: String, by principal: Principal
  ) async throws {
    guard !evidence.isEmpty else { throw Failure.invalid(["evidence": "Cần bằng chứng: địa chỉ, số báo, giờ phát"]) }
    try await place(id, follow, by: principal, action: "corrections.place.done") { found, now, connection in
      guard !found.isDone else { throw Failure.conflict("Nơi này đã xong.") }
      try FollowStore.done(
        found, times: max(1, times), at: now, evidence: evidence, by: principal.name, on: connection)
      try ran(id, found, evidence, principal, at: now, on: connection)
      return "✓ \(found.name)"
    } evidence: {
      evidence
    }
  }

  /// Where that is the print issue or broadcast itself, the clock of the case has its step with it.
  private func ran(
    _ id: CaseID, _ place: Follow, _ evidence: String, _ principal: Principal, at now: Date,
    on connection: any Connection
  ) throws {
    guard let record = try CaseStore.find(id, on: connection), let work = record.work, !work.medium.isRemovable,
      record.kind.hasNotice, place.name == work.title, place.done == 0
    else { return }
    try StepStore.insert(.ran, of: id, by: principal, at: now, evidence: evidence, on: connection)
  }

  private func place(
    _ id: CaseID, _ follow: ID<Follow>, by principal: Principal, action: String,
    _ change: @Sendable @escaping (Follow, Date, any Connection) throws -> String,
    evidence: @Sendable @escaping () -> String
  ) async throws {
    let evidence = try Self.checked(evidence(), "evidence", limit: 2_000)
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      guard let found = try FollowStore.find(follow, of: id, on: connection) else { throw Failure.notFound }
      let now = clock.now
      let note = try change(found, now, connection)
      try StepStore.insert(.followed, of: id, by: principal, at: now, note: note, evidence: evidence, on: connection)
      try self.record(action, record, by: principal, on: connection)
    }
  }
}
