import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Registers an agency for a year's cycle, in the bloc it says it belongs to this year.
  func register(
    _ organisation: OrganisationID, in cycleID: MaturityCycleID, bloc: Bloc, isTrained: Bool, trainingNote: String,
    by principal: Principal
  ) async throws -> MaturityEntry {
    try principal.require(Self.work, in: organisation)
    guard trainingNote.count <= 500 else { throw Failure.invalid(["training-note": "Dài quá \(500) chữ"]) }
    let (now, today) = (clock.now, clock.today)
    guard let profile = try await organisations.organisation(organisation, on: today), profile.kind == .pressAgency
    else { throw Failure.invalid(["organisation": "Chỉ cơ quan báo chí đang hoạt động mới đăng ký được"]) }
    let new = MaturityEntry(
      cycle: cycleID, organisation: organisation, name: profile.name, shortName: profile.shortName, bloc: bloc,
      isTrained: isTrained, trainingNote: trainingNote, at: now)
    return try await database.write { connection in
      var entry = new
      guard let cycle = try CycleStore.lock(cycleID, on: connection) else { throw Failure.notFound }
      guard !cycle.isPublished, today <= cycle.registerUntil else {
        throw Failure.conflict("Đã hết hạn đăng ký (\(cycle.registerUntil.vietnamese)).")
      }
      if var before = try EntryStore.find(organisation, in: cycleID, on: connection) {
        // Who withdrew comes back to the same entry, with what was scored in it.
        guard before.state == .withdrawn else { throw Failure.conflict("Cơ quan đã đăng ký đợt này.") }
        before.state = .registered
        (before.bloc, before.isTrained, before.trainingNote) = (bloc, isTrained, trainingNote)
        before.updatedAt = now
        try EntryStore.update(before, on: connection)
        entry = before
      } else {
        try EntryStore.insert(entry, on: connection)
      }
      try EntryStore.add(.register, entry, words: trainingNote, by: principal, at: now, on: connection)
      try notifier.notify(
        NoticeDraft(
          people: [cycle.madeBy], kind: "programme.maturity",
          text: "\(profile.shortName) đăng ký đánh giá chỉ số trưởng thành năm \(cycle.year)",
          path: MaturityPath.entry(entry.id), organisation: cycle.holder ?? organisation, by: principal.id, key: nil),
        on: connection)
      try record("register", entry, by: principal, detail: ["bloc": bloc.rawValue], on: connection)
      return entry
    }
  }

  /// Takes a registration: the body that runs the cycle says in which bloc the agency is this year, and that it was trained.
  func admit(
    _ id: MaturityEntryID, bloc: Bloc, isTrained: Bool, by principal: Principal
  ) async throws {
    try await move(id, .admit, words: bloc.phrase.vietnamese, by: principal) { entry, cycle, _ in
      guard isTrained || !cycle.needsTraining else {
        throw Failure.invalid(["trained": "Cơ quan phải hoàn thành tập huấn trước khi tự chấm"])
      }
      entry.bloc = bloc
      entry.isTrained = isTrained
    }
  }
}
