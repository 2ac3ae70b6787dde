import Contracts
import Kernel
import Persistence

extension Programme {
  /// Steps of running cycles of the maturity index: those of one's own agency with their last days, and what waits for
  /// whoever appraises.
  func owedMaturity(by principal: Principal) async throws -> [OwedDuty] {
    let agencies = Set(principal.ownOrganisations(for: Self.work) + principal.ownOrganisations(for: Self.confirm))
      .sorted()
    guard !agencies.isEmpty || !principal.ownOrganisations(for: Self.appraise).isEmpty else { return [] }
    let (cycles, entries, waiting) = try await database.read { connection in
      let cycles: [MaturityCycle] = try connection.all(
        "SELECT \(MaturityCycle.columns) FROM maturity_cycle WHERE published_at IS NULL ORDER BY year DESC, id LIMIT 50"
      )
      guard !cycles.isEmpty else { return (cycles, [MaturityEntry](), [MaturityEntry]()) }
      let own: [MaturityEntry] = try connection.all(
        """
        SELECT \(MaturityEntry.columns) FROM maturity_entry
        WHERE organisation IN \(list: agencies) AND cycle IN \(list: cycles.map(\.id)) ORDER BY id LIMIT \(OwedDuty.most)
        """)
      let mine = cycles.filter { Self.appraisesForOwn($0, principal) }.map(\.id)
      let waiting: [MaturityEntry] = try connection.all(
        """
        SELECT \(MaturityEntry.columns) FROM maturity_entry
        WHERE cycle IN \(list: mine) AND state IN \(list: [EntryState.registered, .appraisal, .appeal])
        ORDER BY updated_at, id LIMIT \(OwedDuty.most)
        """)
      return (cycles, own, waiting)
    }
    let byID = Dictionary(cycles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let steps = entries.compactMap { entry in byID[entry.cycle].flatMap { step($0, entry, principal) } }
    // Nobody appraises their own agency, nor what they approved.
    let appraising = waiting.filter { !principal.belongs(to: $0.organisation) && $0.approvedBy != principal.id }
    return steps + appraising.compactMap { entry in byID[entry.cycle].map { appraisal($0, entry) } }
  }

  private static func appraisesForOwn(_ cycle: MaturityCycle, _ principal: Principal) -> Bool {
    let own = principal.ownOrganisations(for: appraise)
    return cycle.holder.map(own.contains) ?? false
  }

  /// What the agency has to do next, where this person may do it.
  private func step(_ cycle: MaturityCycle, _ entry: MaturityEntry, _ principal: Principal) -> OwedDuty? {
    switch entry.state {
    case .scoring where principal.may(Self.work, in: entry.organisation):
      duty(cycle, entry, until: cycle.scoreUntil, "tự chấm và trình duyệt")
    case .approval where principal.may(Self.confirm, in: entry.organisation):
      duty(cycle, entry, until: cycle.scoreUntil, "chờ duyệt nội bộ", isWaiting: true)
    case .result where principal.may(Self.confirm, in: entry.organisation):
      duty(cycle, entry, until: cycle.appealUntil, "đồng ý hoặc kiến nghị")
    default: nil
    }
  }

  private func duty(
    _ cycle: MaturityCycle, _ entry: MaturityEntry, until last: CivilDate, _ words: Phrase, isWaiting: Bool = false
  ) -> OwedDuty? {
    let left = last.daysSince1970 - clock.today.daysSince1970
    guard isWaiting || left <= Self.nearReportDays else { return nil }
    return OwedDuty(
      left < 0 ? .late : isWaiting ? .waiting : .soon, kind: "Chỉ số trưởng thành", title: cycle.title, due: last,
      words: words, path: MaturityPath.entry(entry.id))
  }

  private func appraisal(_ cycle: MaturityCycle, _ entry: MaturityEntry) -> OwedDuty {
    let words: Phrase =
      switch entry.state {
      case .registered: "chờ nhận đăng ký"
      case .appeal: "chờ trả lời kiến nghị"
      default: "chờ thẩm định"
      }
    return OwedDuty(
      .waiting, kind: "Chỉ số trưởng thành", title: entry.name, detail: cycle.title,
      due: entry.state == .appraisal ? cycle.appraiseUntil : nil, words: words, path: MaturityPath.entry(entry.id))
  }
}
