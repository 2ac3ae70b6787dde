import Contracts
import Foundation
import Kernel
import Persistence

/// What may be changed in a case after it was opened.
struct CaseChange: Sendable {
  var detail: CaseDetail
  /// Of a work that is not an item of ours; nil leaves it.
  var work: Work?
  /// The version the person looked at.
  var base: Int
}

extension Corrections {
  /// Sửa hồ sơ: refused where somebody else changed it meanwhile.
  func change(_ id: CaseID, _ change: CaseChange, by principal: Principal) async throws {
    try await database.write { connection in
      var record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      guard record.version == change.base else {
        throw Failure.conflict("Có người vừa sửa hồ sơ này. Mở lại trang để xem bản mới.")
      }
      if var work = change.work, var old = record.work {
        if old.item != nil {
          // Title and day are what readers saw; the section may be missing there.
          old.section = work.section.isEmpty ? old.section : work.section
          work = old
        } else {
          work.item = nil
        }
        record.work = work
      }
      record.detail = change.detail
      let start = CaseStart(
        organisation: record.organisation, kind: record.kind, origin: record.origin, item: nil, work: record.work,
        startedOn: record.startedOn, detail: record.detail)
      try Self.check(start, record.work, today: clock.today)
      record.updatedAt = clock.now
      try CaseStore.update(record, on: connection)
      try StepStore.insert(.changed, of: id, by: principal, at: clock.now, on: connection)
      try self.record("corrections.case.change", record, by: principal, on: connection)
    }
  }

  /// Writes down what happened outside of the program, with its evidence.
  func recordStep(
    _ id: CaseID, _ kind: StepKind, happened day: CivilDate, time: String = "", note: String, evidence: String,
    by principal: Principal
  ) async throws {
    let note = try Self.checked(note, "note", limit: 5_000)
    let evidence = try Self.checked(evidence, "evidence", limit: 2_000)
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      guard StepKind.byHand(record.kind, record.medium).contains(kind) else {
        throw Failure.invalid(["step": "Bước này không có trong loại hồ sơ"])
      }
      if kind != .note, evidence.isEmpty, note.isEmpty {
        throw Failure.invalid(["evidence": "Cần bằng chứng hoặc ghi chú: số văn bản, địa chỉ, giờ phát"])
      }
      let now = clock.now
      let happened = Self.time(day, time, now: now)
      guard happened <= now else { throw Failure.invalid(["happened-on": "Việc này chưa xảy ra"]) }
      guard CivilDate(happened) >= record.startedOn else {
        throw Failure.invalid(["happened-on": "Trước ngày \(record.startedOn.vietnamese) của hồ sơ"])
      }
      try StepStore.insert(
        kind, of: id, by: principal, at: now, happened: happened, note: note, evidence: evidence, on: connection)
      try self.record("corrections.step.record", record, by: principal, detail: ["step": kind.rawValue], on: connection)
    }
  }

  /// Takes back a step that was written down by mistake; both stay to be seen.
  func retract(_ id: CaseID, step: ID<CaseStep>, reason: String, by principal: Principal) async throws {
    guard !reason.isEmpty else { throw Failure.invalid(["reason": "Cần lý do"]) }
    let reason = try Self.checked(reason, "reason", limit: 2_000)
    try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      let steps = try StepStore.steps(of: id, on: connection)
      guard let found = steps.first(where: { $0.id == step }),
        StepKind.byHand(record.kind, record.medium).contains(found.kind)
      else { throw Failure.notFound }
      guard !steps.contains(where: { $0.kind == .retracted && $0.evidence == step.rawValue }) else {
        throw Failure.conflict("Việc này đã được bỏ.")
      }
      try StepStore.insert(
        .retracted, of: id, by: principal, at: clock.now, note: reason, evidence: step.rawValue, on: connection)
      try self.record(
        "corrections.step.retract", record, by: principal, detail: ["step": found.kind.rawValue], on: connection)
    }
  }

  /// A day with a time of day; without one the end of that day, or now where that is earlier.
  static func time(_ day: CivilDate, _ clock: String, now: Date) -> Date {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    if parts.count == 2, isHour(clock) {
      return day.start.addingTimeInterval(Double(parts[0] * 3600 + parts[1] * 60))
    }
    let end = day.adding(days: 1).start.addingTimeInterval(-1)
    return CivilDate(now) == day ? min(now, end) : end
  }

  /// Giao hồ sơ to somebody of the agency, who is told.
  func handOver(_ id: CaseID, to person: AccountID, by principal: Principal) async throws {
    let known = try await database.read { try Self.visible(try CaseStore.find(id, on: $0), to: principal) }
    guard let receiver = try await people.people(in: known.organisation).first(where: { $0.id == person }) else {
      throw Failure.invalid(["responsible": "Chọn một người của cơ quan"])
    }
    try await database.write { connection in
      var record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      record.responsible = person
      record.updatedAt = clock.now
      try CaseStore.update(record, on: connection)
      try StepStore.insert(.handedOver, of: id, by: principal, at: clock.now, note: receiver.name, on: connection)
      if person != principal.id {
        try notifier.notify(
          .init(
            people: [person], kind: "corrections.handed-over",
            text: "\(principal.name) giao bạn hồ sơ \(record.label): \(record.title.prefixLine)",
            path: CasePath.show(id), organisation: record.organisation, by: principal.id), on: connection)
      }
      try self.record("corrections.case.hand-over", record, by: principal, on: connection)
    }
  }

  /// Đóng hồ sơ with its outcome.
  func close(_ id: CaseID, outcome: String, by principal: Principal) async throws {
    guard !outcome.isEmpty else { throw Failure.invalid(["outcome": "Cần ghi kết quả"]) }
    let outcome = try Self.checked(outcome, "outcome", limit: 5_000)
    try await database.write { connection in
      var record = try Self.locked(id, for: principal, to: Self.manage, on: connection)
      record.state = .closed
      record.outcome = outcome
      record.updatedAt = clock.now
      try CaseStore.update(record, on: connection)
      try StepStore.insert(.closed, of: id, by: principal, at: clock.now, note: outcome, on: connection)
      try self.record("corrections.case.close", record, by: principal, on: connection)
    }
  }

  func reopen(_ id: CaseID, by principal: Principal) async throws {
    try await database.write { connection in
      var record = try Self.visible(try CaseStore.lock(id, on: connection), to: principal)
      try principal.require(Self.manage, in: record.organisation)
      guard record.state == .closed else { throw Failure.conflict("Hồ sơ đang mở.") }
      record.state = .open
      record.updatedAt = clock.now
      try CaseStore.update(record, on: connection)
      try StepStore.insert(.reopened, of: id, by: principal, at: clock.now, on: connection)
      try self.record("corrections.case.reopen", record, by: principal, on: connection)
    }
  }
}
