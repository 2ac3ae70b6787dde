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
    let today = clock.today
    guard let profile = try await organisations.organisation(organisation, on: today), profile.kind == .pressAgency
    else { throw Failure.invalid(["organisation": "Chỉ cơ quan báo chí đang hoạt động mới đăng ký được"]) }
    let entry = MaturityEntry(
      cycle: cycleID, organisation: organisation, name: profile.name, shortName: profile.shortName, bloc: bloc,
      isTrained: isTrained, trainingNote: trainingNote, at: clock.now)
    try await database.write { connection in
      guard let cycle = try CycleStore.lock(cycleID, on: connection) else { throw Failure.notFound }
      guard !cycle.isPublished, today <= cycle.registerUntil else {
        throw Failure.conflict("Đã hết hạn đăng ký (\(cycle.registerUntil.vietnamese)).")
      }
      guard try EntryStore.find(organisation, in: cycleID, on: connection) == nil else {
        throw Failure.conflict("Cơ quan đã đăng ký đợt này.")
      }
      try EntryStore.insert(entry, on: connection)
      try EntryStore.add(.register, entry, words: trainingNote, by: principal, at: entry.registeredAt, on: connection)
      try notifier.notify(
        NoticeDraft(
          people: [cycle.madeBy], kind: "programme.maturity",
          text: "\(profile.shortName) đăng ký đánh giá chỉ số trưởng thành năm \(cycle.year)",
          path: MaturityPath.entry(entry.id), organisation: cycle.holder ?? organisation, by: principal.id, key: nil),
        on: connection)
      try record("register", entry, by: principal, detail: ["bloc": bloc.rawValue], on: connection)
    }
    return entry
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
