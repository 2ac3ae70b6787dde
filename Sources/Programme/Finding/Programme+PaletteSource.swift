package import Contracts
import Foundation
package import Kernel
import Persistence
import Vietnamese

/// Plans, targets, tasks and reports by their names; each only for whoever may open its page.
extension Programme: PaletteSource {
  /// So many names that fit are looked at for one that this person may see.
  private static let mostLookedAt = 500

  /// Plans, targets, tasks, reports, as many of each as asked for; only those whose page this person may open.
  package func hits(_ words: String, limit: Int, for principal: Principal) async throws -> [PaletteHit] {
    guard !words.isEmpty, principal.mayAnywhere(Self.read) else { return [] }
    try await learnNames()
    // Where most of what was kept were old names, all are read anew.
    if nameIndex.since == nil { try await learnNames() }
    let found = nameIndex.find(words, limit: Self.mostLookedAt)
    let types = reportTypes
    let today = clock.today
    return try await database.read { connection in
      let all = Dictionary(
        try PlanStore.all(on: connection).filter { (try? Self.visible($0, to: principal)) != nil }
          .map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var hits = (found[.plan] ?? []).compactMap { id, fit in all[PlanID(id)].map { Self.hit($0, fit) } }.prefix(limit)
      hits += try Self.targets(found[.target] ?? [], all, on: connection).prefix(limit)
      hits += try Self.works(found[.work] ?? [], all, for: principal, on: connection).prefix(limit)
      hits += try Self.reports(found[.report] ?? [], all, types, for: principal, on: connection).prefix(limit)
      hits += Self.kinds(types, words, today).prefix(limit)
      return hits.sorted { $0.fit < $1.fit }
    }
  }

  /// Reads the names that changed since the last time.
  private func learnNames() async throws {
    let now = clock.now
    let since = nameIndex.since ?? Date(timeIntervalSince1970: 0)
    let types = reportTypes
    let entries = try await database.read { connection -> [ProgrammeNames.Entry] in
      var entries: [ProgrammeNames.Entry] = []
      func add(_ kind: ProgrammeNames.Kind, _ rows: SQL, _ name: (Row) throws -> String) throws {
        try connection.forEach(rows) { row in
          let key = ProgrammeNames.Key(kind: kind, id: try row["id"])
          entries.append(.init(key: key, name: try name(row)))
        }
      }
      try add(.plan, "SELECT id, short_title, title, number FROM plan WHERE updated_at >= \(since)") {
        "\(try $0["short_title"] as String) \(try $0["title"] as String) \(try $0["number"] as String)"
      }
      try add(
        .target,
        """
        SELECT t.id, t.measure FROM plan_target t JOIN plan p ON p.id = t.plan
        WHERE p.updated_at >= \(since) AND t.ended_on IS NULL
        """
      ) { try $0["measure"] }
      try add(.work, "SELECT id, title, turn FROM work_task WHERE updated_at >= \(since)") {
        "\(try $0["title"] as String) \(try $0["turn"] as String)"
      }
      try add(
        .report,
        """
        SELECT r.id, r.type, r.year, r.organisation_name, p.short_title FROM plan_report r
        LEFT JOIN plan p ON p.id = r.plan WHERE r.updated_at >= \(since)
        """
      ) { row in
        let plan: String? = try row["short_title"]
        let type = types.type(try row["type"])?.name ?? ""
        return "\(type) \(try row["year"] as Int) \(plan ?? "") \(try row["organisation_name"] as String)"
      }
      return entries
    }
    nameIndex.learn(entries, at: now)
  }

  private static func hit(_ plan: PlanRecord, _ fit: FoldedNames.Fit) -> PaletteHit {
    PaletteHit(
      title: plan.shortTitle, kind: "Kế hoạch", detail: plan.number, path: ProgrammePath.plan(plan.id), icon: "target",
      fit: PaletteHit.Fit(fit))
  }

  private static func targets(
    _ found: [(id: String, fit: FoldedNames.Fit)], _ plans: [PlanID: PlanRecord], on connection: any Connection
  ) throws -> [PaletteHit] {
    guard !found.isEmpty else { return [] }
    let records: [TargetRecord] = try connection.all(
      """
      SELECT \(TargetRecord.columns) FROM plan_target WHERE id IN \(list: found.map(\.id)) AND ended_on IS NULL
      LIMIT \(mostLookedAt)
      """)
    let byID = Dictionary(records.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    return found.compactMap { id, fit in
      guard let target = byID[id], let plan = plans[target.plan] else { return nil }
      return PaletteHit(
        title: target.measure, kind: "Chỉ tiêu", detail: plan.shortTitle, path: ProgrammePath.target(target.id),
        icon: "gauge", fit: PaletteHit.Fit(fit))
    }
  }

  private static func works(
    _ found: [(id: String, fit: FoldedNames.Fit)], _ plans: [PlanID: PlanRecord], for principal: Principal,
    on connection: any Connection
  ) throws -> [PaletteHit] {
    guard !found.isEmpty else { return [] }
    let sight: SQL = sight(principal).map { " AND \($0)" } ?? ""
    let records: [WorkRecord] = try connection.all(
      """
      SELECT \(WorkRecord.columns) FROM work_task WHERE id IN \(list: found.map(\.id))\(sight) LIMIT \(mostLookedAt)
      """)
    let byID = Dictionary(records.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    return found.compactMap { id, fit in
      guard let work = byID[id] else { return nil }
      return PaletteHit(
        title: work.title, kind: "Nhiệm vụ", detail: work.plan.flatMap { plans[$0]?.shortTitle } ?? "",
        path: ProgrammePath.work(work.id), icon: "clipboard-list", fit: PaletteHit.Fit(fit))
    }
  }

  private static func reports(
    _ found: [(id: String, fit: FoldedNames.Fit)], _ plans: [PlanID: PlanRecord], _ types: ReportTypes,
    for principal: Principal, on connection: any Connection
  ) throws -> [PaletteHit] {
    guard !found.isEmpty else { return [] }
    let lines: [ReportLine] = try connection.all(
      "SELECT \(ReportLine.columns) FROM plan_report WHERE id IN \(list: found.map(\.id)) LIMIT \(mostLookedAt)")
    let byID = Dictionary(lines.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    return found.compactMap { id, fit in
      guard let line = byID[id], sees(line, line.plan.flatMap { plans[$0] }, principal) else { return nil }
      let plan = line.plan.flatMap { plans[$0]?.shortTitle }
      return PaletteHit(
        title: "\(types.type(line.type)?.name ?? "") \(line.year)", kind: line.state.phrase,
        detail: plan ?? line.organisationName, path: ReportPath.show(line.id), icon: "file-text",
        fit: PaletteHit.Fit(fit))
    }
  }

  /// Reports nobody has made yet: their line in the calendar.
  private static func kinds(_ types: ReportTypes, _ words: String, _ today: CivilDate) -> [PaletteHit] {
    types.all.filter { $0.holds(on: today) }.compactMap { type in
      FoldedNames.fit(words, in: type.name).map { fit in
        PaletteHit(
          title: type.name, kind: "Hạn báo cáo", path: ReportPath.calendar, icon: "calendar-days",
          fit: PaletteHit.Fit(fit))
      }
    }
  }
}
