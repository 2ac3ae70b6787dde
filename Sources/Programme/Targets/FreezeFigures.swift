import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Chốt số liệu: the figures of a reporting day can no longer be changed, by anybody; only restated beside.
  @discardableResult
  func freezeFigures(of id: PlanID, on day: CivilDate, by principal: Principal) async throws -> Freeze {
    try await database.write { connection in
      let plan = try Self.kept(try PlanStore.lock(id, on: connection), by: principal)
      try principal.require(Self.freeze, in: plan.owner)
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      let waiting = try FigureEntryStore.waiting(of: id, on: day, on: connection)
      guard waiting == 0 else {
        throw Failure.conflict("Còn \(waiting) số liệu chờ người thứ hai xác nhận hoặc trả lại.")
      }
      let frozen = try FrozenText.of(plan, day, on: connection)
      guard frozen.figures > 0 else {
        throw Failure.conflict("Chưa có số liệu nào ngày \(day.vietnamese): hãy tính số liệu trước.")
      }
      let freeze = Freeze(
        plan: id, day: day, digest: frozen.digest, figures: frozen.figures, parts: frozen.parts,
        proofs: frozen.proofs, by: principal, at: clock.now)
      try FreezeStore.insert(freeze, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.figures.freeze", subject: "plan/\(id)", organisation: plan.owner,
          detail: ["day": day.rawValue, "digest": freeze.digest, "figures": "\(freeze.figures)"]), on: connection)
      return freeze
    }
  }

  /// What a check of a freeze found.
  struct FreezeCheck: Sendable, Equatable {
    /// Whether figures and evidence are those that were frozen.
    var isIntact: Bool
    /// Files of evidence that are not there, or are not what they were, by name.
    var badFiles: [String]
  }

  /// Kiểm tra bản chốt: counts the digest again over what the tables hold, and that of every file of evidence.
  func verifyFreeze(_ id: FreezeID, by principal: Principal) async throws -> FreezeCheck {
    let (freeze, plan, text, proofs) = try await database.read { connection in
      guard let freeze = try FreezeStore.find(id, on: connection) else { throw Failure.notFound }
      let plan = try Self.kept(try PlanStore.find(freeze.plan, on: connection), by: principal)
      let parts = try FigureStore.parts(FigureQuery.parts(of: plan.id, on: freeze.day), on: connection)
      return (
        freeze, plan, try FrozenText.of(plan, freeze.day, on: connection),
        try FrozenText.proofs(of: parts.compactMap { $0.entry?.rawValue }, on: connection).values.flatMap(\.self)
      )
    }
    let bad = proofs.filter { proof in
      guard proof.kind == .file else { return false }
      let path = folder.appendingPathComponent("evidence/\(proof.value)")
      return (try? Self.digestOfFile(path)) != proof.sha256
    }
    let check = FreezeCheck(isIntact: text.digest == freeze.digest && bad.isEmpty, badFiles: bad.map(\.name).sorted())
    try await database.write { connection in
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.figures.verify", subject: "plan/\(plan.id)",
          organisation: plan.owner, detail: ["day": freeze.day.rawValue, "intact": "\(check.isIntact)"]),
        on: connection)
    }
    return check
  }

  private static func digestOfFile(_ url: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var hash = SHA256()
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
    return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
