import Foundation
import Kernel
import Persistence

extension Corrections {
  /// The responder answers again: one round more.
  func addRound(_ id: CaseID, received day: CivilDate, words: String, by principal: Principal) async throws {
    guard !words.isEmpty else { throw Failure.invalid(["request": "Cần nội dung phản hồi"]) }
    let words = try Self.checked(words, "request")
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      guard record.kind == .response else { throw Failure.conflict("Hồ sơ này không phải là phản hồi.") }
      guard day <= clock.today, day >= record.startedOn else {
        throw Failure.invalid(["received-on": "Ngày nhận phải từ ngày mở hồ sơ đến hôm nay"])
      }
      let rounds = try RoundStore.rounds(of: id, on: connection)
      guard !rounds.contains(where: { $0.state == .waiting }) else {
        throw Failure.conflict("Còn một phản hồi chưa đăng. Đăng hoặc từ chối trước.")
      }
      guard rounds.count < 50 else { throw Failure.conflict("Hồ sơ đã có 50 lần phản hồi.") }
      let number = (rounds.last?.number ?? 0) + 1
      try RoundStore.insert(number, of: id, received: day, words: words, on: connection)
      try StepStore.insert(
        .responseCame, of: id, by: principal, at: clock.now, happened: day.start, note: "\(number)", on: connection)
      try self.record("corrections.round.add", record, by: principal, detail: ["round": "\(number)"], on: connection)
    }
  }

  /// Từ chối đăng: only with reasons, which go to the responder in writing (FB3).
  func refuse(_ id: CaseID, reason: String, by principal: Principal) async throws {
    guard reason.count >= 20 else {
      throw Failure.invalid(["reason": "Cần nêu rõ lý do bằng văn bản: trái luật hoặc xúc phạm ở chỗ nào (FB3)"])
    }
    let reason = try Self.checked(reason, "reason")
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.publish, on: connection)
      guard let round = try RoundStore.rounds(of: id, on: connection).first(where: { $0.state == .waiting }) else {
        throw Failure.conflict("Không có phản hồi nào đang chờ.")
      }
      let now = clock.now
      try RoundStore.end(round.number, of: id, as: .refused, at: now, reason: reason, on: connection)
      try StepStore.insert(.refused, of: id, by: principal, at: now, note: reason, on: connection)
      try self.record(
        "corrections.round.refuse", record, by: principal, detail: ["round": "\(round.number)"], on: connection)
    }
  }

  /// Dừng: allowed once so many responses were published without agreement (FB2).
  func stopRounds(_ id: CaseID, by principal: Principal) async throws {
    try await database.write { connection in
      var record = try Self.locked(id, for: principal, to: Self.publish, on: connection)
      guard record.kind == .response else { throw Failure.conflict("Hồ sơ này không phải là phản hồi.") }
      let most = regimes.regime(on: record.lawDay).rule(.stopRounds, record.medium)?.value
      let published = try RoundStore.rounds(of: id, on: connection).count { $0.state == .published }
      guard let most, published >= most else {
        throw Failure.conflict("Luật chỉ cho dừng sau \(most ?? 0) lần đăng (FB2); mới đăng \(published) lần.")
      }
      let now = clock.now
      try StepStore.insert(.stopped, of: id, by: principal, at: now, on: connection)
      record.state = .closed
      record.updatedAt = now
      record.outcome = "FB2: \(published)/\(most)"
      try CaseStore.update(record, on: connection)
      try self.record("corrections.round.stop", record, by: principal, on: connection)
    }
  }
}
