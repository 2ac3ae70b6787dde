import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Chốt số liệu: the figures of a reporting day can no longer be changed, by anybody; only restated beside.
  /// - Parameter leavesOut: entries that nobody confirmed are returned, and the figures stand without them; else they
  ///   keep the day open.
  @discardableResult
  func freezeFigures(
    of id: PlanID, on day: CivilDate, leavesOut: Bool = false, by principal: Principal
  ) async throws -> Freeze {
    try await database.write { connection in
      let plan = try Self.kept(try PlanStore.lock(id, on: connection), by: principal)
      try principal.require(Self.freeze, in: plan.owner)
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      let waiting = try FigureEntryStore.waiting(of: id, on: day, on: connection)
      guard waiting.isEmpty || leavesOut else {
        throw Failure.conflict("Còn \(waiting.count) số liệu chờ người thứ hai xác nhận hoặc trả lại.")
      }
      for entry in waiting { try leaveOut(entry, by: principal, on: connection) }
      let figures = try FigureStore.wholes(of: id, on: connection).filter { $0.day == day }
      let kept = try FreezeStore.current(of: id, Set(figures.map(\.target)), on: connection)
      let frozen = try FrozenText.of(plan, day, targets: kept.map(CanonicalJSON.text), on: connection)
      guard frozen.figures > 0 else {
        throw Failure.conflict("Chưa có số liệu nào ngày \(day.vietnamese): hãy tính số liệu trước.")
      }
      let freeze = Freeze(
        plan: id, day: day, digest: frozen.digest, figures: frozen.figures, parts: frozen.parts,
        proofs: frozen.proofs, by: principal, at: clock.now)
      try FreezeStore.insert(freeze, on: connection)
      try FreezeStore.insert(kept, of: freeze, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.figures.freeze", subject: "plan/\(id)", organisation: plan.owner,
          detail: [
            "day": day.rawValue, "digest": freeze.digest, "figures": "\(freeze.figures)", "leftOut": "\(waiting.count)",
          ]), on: connection)
      return freeze
    }
  }

  /// An entry that nobody confirmed goes back before the day is frozen.
  private func leaveOut(_ waiting: FigureEntry, by principal: Principal, on connection: any Connection) throws {
    var entry = waiting
    entry.state = .returned
    // Nobody decides on what they entered: their own is withdrawn.
    entry.decidedBy = entry.enteredBy == principal.id ? nil : principal.id
    entry.decidedByName = principal.name
    entry.decidedAt = clock.now
    entry.reason = "Số liệu được chốt khi chưa có người thứ hai xác nhận"
    try FigureEntryStore.decide(entry, on: connection)
    try record("programme.figure.return", entry, by: principal, on: connection)
    guard entry.enteredBy != principal.id else { return }
    try notifier.notify(
      NoticeDraft(
        people: [entry.enteredBy], kind: "programme.figure-returned",
        text: "\(principal.name) chốt số liệu ngày \(entry.day.vietnamese) mà không có số bạn nhập: chưa ai xác nhận",
        path: ProgrammePath.target(entry.target), organisation: entry.organisation, by: principal.id), on: connection)
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
    let (freeze, plan, text, proofs, restated) = try await database.read { connection in
      guard let freeze = try FreezeStore.find(id, on: connection) else { throw Failure.notFound }
      let plan = try Self.kept(try PlanStore.find(freeze.plan, on: connection), by: principal)
      let parts = try FigureStore.parts(FigureQuery.parts(of: plan.id, on: freeze.day), on: connection)
      return (
        freeze, plan,
        try FrozenText.of(
          plan, freeze.day, targets: freeze.form == 1 ? nil : FreezeStore.keptTexts(of: freeze.id, on: connection),
          on: connection),
        try FrozenText.proofs(of: parts.compactMap { $0.entry?.rawValue }, on: connection).values.flatMap(\.self),
        try RestatementDigest.check(freeze, on: connection)
      )
    }
    let bad = (proofs + restated.proofs).filter { proof in
      guard proof.kind == .file else { return false }
      let path = folder.appendingPathComponent("evidence/\(proof.value)")
      return (try? Self.digestOfFile(path)) != proof.sha256
    }
    let check = FreezeCheck(
      isIntact: text.digest == freeze.digest && restated.broken.isEmpty && bad.isEmpty,
      badFiles: bad.map(\.name).sorted())
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
