import Contracts
import Kernel
import Persistence

extension Programme {
  /// Figures that somebody else of one's organisation entered and that count only once they are confirmed, oldest first.
  func waitingFigures(for principal: Principal) async throws -> [OwedDuty] {
    let organisations = principal.ownOrganisations(for: Self.confirm)
    guard !organisations.isEmpty else { return [] }
    let rows: [(entry: FigureEntry, target: String)] = try await database.read { connection in
      let entries: [FigureEntry] = try connection.all(
        """
        SELECT \(FigureEntry.columns) FROM plan_figure_entry
        WHERE organisation IN \(list: organisations) AND state = 'waiting' AND entered_by <> \(principal.id)
        ORDER BY id LIMIT \(OwedDuty.most)
        """)
      guard !entries.isEmpty else { return [] }
      let targets: [TargetRecord] = try connection.all(
        """
        SELECT \(TargetRecord.columns) FROM plan_target WHERE id IN \(list: Set(entries.map(\.target)).sorted())
        LIMIT \(OwedDuty.most)
        """)
      let texts = Dictionary(targets.map { ($0.id, $0.measure) }, uniquingKeysWith: { first, _ in first })
      return entries.map { ($0, texts[$0.target] ?? "") }
    }
    return rows.map { entry, target in
      OwedDuty(
        .waiting, kind: "Số liệu", title: target,
        detail: entry.organisation == principal.organisation ? "" : entry.name,
        words: "\(entry.enteredByName) nhập cho ngày \(entry.day.vietnamese), chờ xác nhận",
        path: ProgrammePath.target(entry.target))
    }
  }
}
