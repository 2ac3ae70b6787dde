import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// Tells of the days of every open cycle as they come, each once: the agency's people what they still have to do, the body
  /// that runs the cycle who has not. Nothing is late without its owner having been told.
  func remindMaturity() async throws {
    let today = clock.today
    guard calendar.isWorkingDay(today) else { return }
    let cycles = try await database.read { try CycleStore.all(on: $0) }.filter { !$0.isPublished }
    for cycle in cycles {
      for day in CycleDay.allCases {
        guard let stage = day.stage(of: cycle, reminders, calendar, on: today) else { continue }
        try await remind(cycle, day, stage)
      }
    }
  }

  private func remind(_ cycle: MaturityCycle, _ day: CycleDay, _ stage: ReminderStage) async throws {
    let (entries, told) = try await database.read { connection in
      (try EntryStore.all(of: cycle.id, on: connection), try MaturityTold.of(cycle.id, on: connection))
    }
    let heading = CycleWord(day: day, stage: stage)
    let known = Set(told.filter { $0.what == heading.what }.map(\.organisation))
    var unheard: [String] = []
    let duties = try await duties(day, cycle, entries)
    for duty in duties where !known.contains(duty.organisation) {
      let people = try await people(of: duty)
      if people.isEmpty { unheard.append(duty.name) }
      let word = reminder(day, stage, cycle, duty.words)
      try await tell(word, heading, cycle, duty.organisation, duty.name, duty.path, people)
    }
    try await remindHolder(cycle, day, stage, entries, duties, unheard, known)
  }

  /// Something an agency still has to do before a day.
  private struct Duty: Sendable {
    let organisation: OrganisationID
    let name: String
    let path: String
    let words: Phrase
    /// Whoever may do it.
    let permissions: [Permission]
  }

  private func duties(
    _ day: CycleDay, _ cycle: MaturityCycle, _ entries: [MaturityEntry]
  ) async throws -> [Duty] {
    switch day {
    case .register:
      let registered = Set(entries.map(\.organisation))
      return try await invited(cycle).filter { !registered.contains($0.id) }.map {
        Duty(
          organisation: $0.id, name: $0.name, path: MaturityPath.cycle(cycle.id), words: "cơ quan chưa đăng ký",
          permissions: [Self.work])
      }
    case .score:
      return entries.filter { $0.state == .scoring || $0.state == .approval || $0.state == .registered }.map { entry in
        let words: Phrase =
          switch entry.state {
          case .approval: "điểm tự chấm đang chờ duyệt nội bộ"
          case .registered: "đăng ký chưa được nhận"
          default: "điểm tự chấm chưa trình duyệt"
          }
        return Duty(
          organisation: entry.organisation, name: entry.name, path: MaturityPath.entry(entry.id), words: words,
          permissions: entry.state == .approval ? [Self.confirm] : [Self.work, Self.confirm])
      }
    case .appeal:
      return entries.filter { $0.state == .result }.map { entry in
        Duty(
          organisation: entry.organisation, name: entry.name, path: MaturityPath.entry(entry.id),
          words: "cơ quan chưa đồng ý hay kiến nghị về kết quả thẩm định", permissions: [Self.confirm])
      }
    // The appraisal is the holder's own duty.
    case .appraise: return []
    }
  }

  /// Press agencies of the holder's province; of the whole installation where none is on record.
  private func invited(_ cycle: MaturityCycle) async throws -> [(id: OrganisationID, name: String)] {
    let today = clock.today
    if let holder = cycle.holder, let province = try await registers.facts([holder], on: today)[holder]?.province {
      return try await registers.facts(kind: .pressAgency, province: province, on: today).map { ($0.id, $0.name) }
    }
    return try await organisations.organisations(kind: .pressAgency, on: today).map { ($0.id, $0.name) }
  }

  private func people(of duty: Duty) async throws -> [PersonProfile] {
    var found: [PersonProfile] = []
    for permission in duty.permissions {
      for one in try await people.people(in: duty.organisation, who: permission) where !found.contains(one) {
        found.append(one)
      }
    }
    return found
  }

  /// The body that runs the cycle: who still owes what, what waits for itself, and whom nobody could reach.
  private func remindHolder(
    _ cycle: MaturityCycle, _ day: CycleDay, _ stage: ReminderStage, _ entries: [MaturityEntry], _ duties: [Duty],
    _ unheard: [String], _ known: Set<OrganisationID>
  ) async throws {
    let holder = cycle.holder ?? Self.noHolder
    guard !known.contains(holder) else { return }
    let open = entries.count { day == .appeal ? $0.state == .appeal : day == .appraise && $0.state == .appraisal }
    let waiting = entries.count { $0.state == .registered }
    let words: Phrase? =
      switch day {
      case .register where !duties.isEmpty || waiting > 0:
        "\(duties.count) cơ quan chưa đăng ký, \(waiting) đăng ký chờ nhận"
      case .score where !duties.isEmpty: "\(duties.count) cơ quan chưa gửi điểm tự chấm"
      case .appraise where open > 0: "\(open) hồ sơ chưa thẩm định xong"
      case .appeal where open > 0 || !duties.isEmpty:
        "\(open) kiến nghị chưa trả lời, \(duties.count) cơ quan chưa trả lời kết quả"
      default: nil
      }
    guard let words else { return }
    let (name, people) = try await keepers(of: cycle)
    let path = MaturityPath.cycle(cycle.id)
    try await tell(
      reminder(day, stage, cycle, words), CycleWord(day: day, stage: stage), cycle, holder, name, path, people)
    guard !unheard.isEmpty else { return }
    let names = unheard.prefix(5).joined(separator: ", ") + (unheard.count > 5 ? "…" : "")
    try await tell(
      "Chưa báo được cho ai về \(day.phrase.vietnamese) (\(stage.due.vietnamese)): \(names) không có người nhận",
      CycleWord(day: day, stage: stage, isUnheard: true), cycle, holder, name, path, people)
  }

  /// Stands for the body that runs a cycle, where it is whoever runs the installation.
  private static let noHolder = OrganisationID("")

  /// Who hears what is owed to a cycle: those who appraise or keep plans at the body that runs it; where no body does,
  /// whoever opened it.
  private func keepers(of cycle: MaturityCycle) async throws -> (name: String, people: [PersonProfile]) {
    guard let holder = cycle.holder else {
      let one = try await people.people([cycle.madeBy])[cycle.madeBy]
      return (one?.name ?? "", one.map { [$0] } ?? [])
    }
    var found = try await people.people(in: holder, who: Self.appraise)
    for one in try await people.people(in: holder, who: Self.manage) where !found.contains(one) { found.append(one) }
    return (try await organisations.organisation(holder, on: clock.today)?.name ?? "", found)
  }

  private func tell(
    _ text: Phrase, _ word: CycleWord, _ cycle: MaturityCycle, _ organisation: OrganisationID, _ name: String,
    _ path: String, _ people: [PersonProfile]
  ) async throws {
    try await database.write { connection in
      // Published meanwhile: nothing is owed any more.
      guard let now = try CycleStore.lock(cycle.id, on: connection), !now.isPublished,
        try MaturityTold.put(
          word.what, cycle.id, organisation, name: name, people: people.map(\.name), at: clock.now, on: connection),
        !people.isEmpty
      else { return }
      try notifier.notify(
        NoticeDraft(
          people: people.map(\.id), kind: "programme.maturity-deadline", text: text, path: path,
          organisation: organisation, by: nil, key: "maturity-day:\(cycle.id):\(organisation):\(word.topic)"),
        on: connection)
    }
  }

  private func reminder(
    _ day: CycleDay, _ stage: ReminderStage, _ cycle: MaturityCycle, _ words: Phrase
  ) -> Phrase {
    let (due, what) = (stage.due.vietnamese, day.phrase.vietnamese)
    return switch stage.kind {
    case .before(let count): "Còn \(count) ngày làm việc đến \(what) \(due), \(cycle.title): \(words.vietnamese)"
    case .today: "Hôm nay là ngày cuối của \(what) \(due), \(cycle.title): \(words.vietnamese)"
    case .late(let count): "Đã quá \(what) \(due) \(count) ngày làm việc, \(cycle.title): \(words.vietnamese)"
    }
  }
}
