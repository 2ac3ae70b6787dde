import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// Warns before an edition closes and closes it, each once per edition and day, however often it is run and however
  /// late. At closing, pitches nobody decided on go back to the edition's backlog; whoever made the edition's plans is
  /// told what is not done. One that fails does not hold up the others; it is tried again at the next turn.
  func closeEditions() async throws {
    let now = clock.now
    let today = clock.today
    var failure: (any Error)?
    let editions = try await database.read { try EditionStore.alive(on: today.adding(days: -2), $0) }
    for edition in editions {
      for offset in -2...8 {
        let day = today.adding(days: offset)
        guard edition.appears(on: day) else { continue }
        let closing = edition.closing(of: day)
        let warning = closing.addingTimeInterval(-Double(edition.warnsMinutes * 60))
        // What closed more than a day ago while nothing ran is no news.
        guard warning <= now, closing > now.addingTimeInterval(-86_400) else { continue }
        do {
          try await closeEdition(edition, of: day, isClosing: closing <= now, at: now)
        } catch {
          try Task.checkCancellation()
          failure = failure ?? error
        }
      }
    }
    // The schedule says so and tries again.
    if let failure { throw failure }
  }

  private func closeEdition(_ edition: Edition, of day: CivilDate, isClosing: Bool, at now: Date) async throws {
    let isKnown = try await database.read { connection in
      try connection.exists(
        """
        SELECT 1 FROM planning_edition_closing WHERE edition = \(edition.id) AND day = \(day)
          AND \(isClosing ? "closed_at IS NOT NULL" : "warned_at IS NOT NULL" as SQL)
        """)
    }
    guard !isKnown else { return }
    try await database.write { connection in
      try connection.execute(
        """
        INSERT INTO planning_edition_closing (edition, day) VALUES (\(edition.id), \(day))
        ON CONFLICT (edition, day) DO NOTHING
        """)
      let changed = try connection.execute(
        isClosing
          ? """
          UPDATE planning_edition_closing SET closed_at = \(now), warned_at = COALESCE(warned_at, \(now))
          WHERE edition = \(edition.id) AND day = \(day) AND closed_at IS NULL
          """
          : """
          UPDATE planning_edition_closing SET warned_at = \(now)
          WHERE edition = \(edition.id) AND day = \(day) AND warned_at IS NULL
          """)
      guard changed == 1 else { return }
      let plans = try PlanStore.editions(day...day, in: edition.organisation, on: connection)
        .filter { $0.edition == edition.id && $0.state.isOpen }
      if isClosing {
        for var plan in plans where plan.state == .proposed {
          guard let locked = try PlanStore.lock(plan.id, on: connection), locked.state == .proposed else { continue }
          plan = locked
          plan.editionDay = nil
          plan.version += 1
          plan.updatedAt = now
          try PlanStore.update(plan, on: connection)
        }
      }
      try tellClosing(edition, day, plans, isClosing: isClosing, on: connection)
      if isClosing {
        try record(
          action: "planning.edition.closed", "planning-edition/\(edition.id)", in: edition.organisation, by: nil,
          detail: ["day": day.rawValue, "open": "\(plans.count)"], on: connection)
      }
    }
  }

  private func tellClosing(
    _ edition: Edition, _ day: CivilDate, _ plans: [Plan], isClosing: Bool, on connection: any Connection
  ) throws {
    guard !plans.isEmpty else { return }
    let coverages = try CoverageStore.of(plans.map(\.id), on: connection)
    let assignments = try AssignmentStore.of(coverages.map(\.id), on: connection).filter(\.state.isOpen)
    let people = Set(assignments.compactMap(\.person) + assignments.map(\.madeBy) + plans.compactMap(\.decider))
    guard !people.isEmpty else { return }
    let clock = VietnamTime.clock(edition.closing(of: day))
    let text: Phrase =
      isClosing
      ? "“\(edition.name)” ngày \(day.vietnamese) đã đóng, còn \(plans.count) đề tài chưa xong"
      : "“\(edition.name)” ngày \(day.vietnamese) đóng lúc \(clock), còn \(plans.count) đề tài chưa xong"
    try notifier.notify(
      NoticeDraft(
        people: people.sorted(), kind: "planning.edition-closing", text: text, path: PlanningPath.day(day),
        organisation: edition.organisation, by: nil, key: "planning-edition/\(edition.id)/\(day)"), on: connection)
  }
}
