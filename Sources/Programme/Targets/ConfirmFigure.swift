import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Xác nhận số liệu: by another person of the same organisation, or, where that has nobody else, by one who may confirm
  /// where the plan is kept. Only now it counts.
  func confirmFigure(_ id: FigureEntryID, by principal: Principal) async throws {
    let (entry, target, plan) = try await entered(id, for: principal)
    if !principal.may(Self.confirm, in: entry.organisation) {
      guard try await standsIn(for: [entry], in: plan, principal).contains(id) || entry.enteredBy == principal.id else {
        throw Failure.forbidden(Self.confirm)
      }
    }
    let hasPopulation = try await population(of: target, in: plan, on: entry.day) != nil
    try await database.write { connection in
      var entry = try Self.decidable(id, by: principal, on: connection)
      entry.state = .confirmed
      try decide(&entry, by: principal, on: connection)
      let day = entry.day
      let old = try FigureStore.whole(target.id, day, on: connection)
      let part = FigureCounting.part(of: entry)
      let others = try FigureStore.parts(FigureQuery.parts(of: target.id, on: day), on: connection).filter {
        $0.organisation != part.organisation
      }
      // What has never been counted for this day is counted whole by "Tính số liệu"; one part alone would look like all.
      if old != nil || !hasPopulation {
        let whole = try FigureTotal.whole(
          target, day, (others + [part]).sorted { $0.name < $1.name }, hasPopulation: hasPopulation,
          explanation: old?.explanation ?? "", by: principal.name, at: clock.now)
        try FigureStore.replace(part, whole, on: connection)
      }
      try record("programme.figure.confirm", entry, by: principal, on: connection)
    }
  }

  /// Rút số liệu: by who entered it, while nobody has decided on it.
  func withdrawFigure(_ id: FigureEntryID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let plan: PlanID = try connection.value("SELECT plan FROM plan_figure_entry WHERE id = \(id)") else {
        throw Failure.notFound
      }
      _ = try PlanStore.lock(plan, on: connection)
      guard var entry = try FigureEntryStore.lock(id, on: connection), entry.enteredBy == principal.id,
        principal.may(Self.work, in: entry.organisation)
      else { throw Failure.notFound }
      guard entry.state == .waiting else { throw Failure.conflict("Số liệu này đã được xử lý.") }
      guard try FreezeStore.find(plan, entry.day, on: connection) == nil else { throw Self.isFrozen(entry.day) }
      entry.state = .returned
      entry.decidedByName = principal.name
      entry.decidedAt = clock.now
      try FigureEntryStore.decide(entry, on: connection)
      try record("programme.figure.withdraw", entry, by: principal, on: connection)
    }
  }

  /// Trả lại số liệu, with the reason: it never counts. By the second person, or by whoever keeps the plan.
  func returnFigure(_ id: FigureEntryID, reason: String, by principal: Principal) async throws {
    _ = try await entered(id, for: principal)
    guard !reason.isEmpty, reason.count <= 2000 else { throw Failure.invalid(["reason": "Cần lý do, tối đa 2000 chữ"]) }
    try await database.write { connection in
      var entry = try Self.decidable(id, by: principal, on: connection)
      entry.state = .returned
      entry.reason = reason
      try decide(&entry, by: principal, on: connection)
      try notifier.notify(
        NoticeDraft(
          people: [entry.enteredBy], kind: "programme.figure-returned",
          text: "\(principal.name) trả lại số liệu ngày \(entry.day.vietnamese): \(String(reason.prefix(120)))",
          path: ProgrammePath.target(entry.target), organisation: entry.organisation, by: principal.id), on: connection)
      try record("programme.figure.return", entry, by: principal, on: connection)
    }
  }

  /// An entry for those who decide on it: of its organisation, or who keep the plan.
  private func entered(
    _ id: FigureEntryID, for principal: Principal
  ) async throws -> (entry: FigureEntry, target: TargetRecord, plan: PlanRecord) {
    try await database.read { connection in
      guard
        let entry: FigureEntry = try connection.first(
          "SELECT \(FigureEntry.columns) FROM plan_figure_entry WHERE id = \(id)"),
        let target = try PlanStore.target(entry.target, on: connection)
      else { throw Failure.notFound }
      let plan = try Self.visible(try PlanStore.find(entry.plan, on: connection), to: principal)
      guard principal.may(Self.confirm, in: entry.organisation) || Self.seesAll(of: target, in: plan, principal)
      else {
        throw Failure.notFound
      }
      return (entry, target, plan)
    }
  }

  /// An entry that waits, for somebody else than who entered it.
  private static func decidable(
    _ id: FigureEntryID, by principal: Principal, on connection: any Connection
  ) throws -> FigureEntry {
    guard let plan: PlanID = try connection.value("SELECT plan FROM plan_figure_entry WHERE id = \(id)") else {
      throw Failure.notFound
    }
    _ = try PlanStore.lock(plan, on: connection)
    guard let entry = try FigureEntryStore.lock(id, on: connection) else { throw Failure.notFound }
    guard entry.enteredBy != principal.id else {
      throw Failure.conflict("Người nhập không tự xác nhận: cần một người khác của cơ quan.")
    }
    guard entry.state == .waiting else { throw Failure.conflict("Số liệu này đã được xử lý.") }
    guard try FreezeStore.find(plan, entry.day, on: connection) == nil else { throw isFrozen(entry.day) }
    return entry
  }

  private func decide(_ entry: inout FigureEntry, by principal: Principal, on connection: any Connection) throws {
    entry.decidedBy = principal.id
    entry.decidedByName = principal.name
    entry.decidedAt = clock.now
    try FigureEntryStore.decide(entry, on: connection)
  }
}
