import Contracts
import Foundation
import Kernel
import Persistence

/// Writes checked files into the tables, within one transaction.
struct PlanLoader {
  /// Raised where the same file means other rows than before.
  static let version = "1"
  let principal: Principal
  let now: Date
  let today: CivilDate
  let connection: any Connection

  func load(_ plan: ProgrammeFiles.Plan, province: UnitID?) throws -> PlanLoadReport.Outcome {
    let file = plan.file
    let digest = "\(Self.version) \(plan.digest) \(province?.rawValue ?? "")"
    let known: String? = try connection.value("SELECT digest FROM plan_load WHERE code = \(file.id)")
    if known == digest { return .unchanged }
    let before = try PlanStore.find(code: file.id, on: connection)
    if let before, try !PlanStore.amendments(of: before.id, on: connection).isEmpty { return .leftAlone }
    let record = head(file, before, province)
    try PlanStore.save(record, by: principal, at: now, on: connection)
    try PlanStore.replace(texts(file, record.id), of: record.id, on: connection)
    try loadTargets(file, record.id)
    try loadTasks(file, record.id)
    try loadDeadlines(file, record)
    try loadAnnexes(file, record.id)
    try remember(file.id, digest)
    return before == nil ? .added : .changed
  }

  private func remember(_ code: String, _ digest: String) throws {
    try connection.execute(
      """
      INSERT INTO plan_load (code, digest, loaded_at) VALUES (\(code), \(digest), \(now))
      ON CONFLICT (code) DO UPDATE SET digest = excluded.digest, loaded_at = excluded.loaded_at
      """)
  }

  /// Owner and state are of this installation and stay.
  private func head(_ file: PlanFile, _ before: PlanRecord?, _ province: UnitID?) -> PlanRecord {
    let notes = [file.document.numberNote, file.source.note].compactMap(\.self).filter { !$0.isEmpty }
    return PlanRecord(
      id: before?.id ?? .new(), code: file.id, kind: PlanKind(rawValue: file.kind) ?? .provincial,
      state: before?.state ?? .active, owner: before?.owner, province: province,
      provinceName: file.province?.name ?? "", title: file.title, shortTitle: file.shortTitle,
      document: file.document.kind, number: file.document.number ?? "", issued: file.document.date ?? "",
      issuer: file.document.issuer ?? "", fromYear: file.period.from, toYear: file.period.to,
      visionYear: file.period.vision, baseYear: file.baseYear, sourceFile: file.source.file ?? "",
      sourceMark: file.source.mark, sourceNote: notes.joined(separator: " "), version: before?.version ?? 1,
      updatedAt: now)
  }

  private func texts(_ file: PlanFile, _ plan: PlanID) -> [PlanText] {
    func texts(_ words: [PlanFile.Words]?, _ kind: PlanText.Kind) -> [PlanText] {
      (words ?? []).enumerated().map { index, one in
        PlanText(
          plan: plan, kind: kind, position: index, ref: one.ref ?? "", section: one.section ?? "",
          lines: one.lines ?? "", text: one.text)
      }
    }
    let recipients = (file.recipients?.list ?? []).enumerated().map { index, name in
      PlanText(plan: plan, kind: .recipient, position: index, lines: file.recipients?.lines ?? "", text: name)
    }
    return texts(file.bases, .basis) + texts(file.aims, .aim) + texts(file.funding, .funding) + recipients
  }

  private func loadTargets(_ file: PlanFile, _ plan: PlanID) throws {
    let before = try PlanStore.targets(of: plan, on: connection)
    let known = Dictionary(before.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, entry) in (file.targets ?? []).enumerated() {
      let target = entry.record(plan, position: index, before: known[entry.id], baseYear: file.baseYear)
      try PlanStore.save(target, on: connection)
      try PlanStore.save(entry.records(target.id, file.period), of: target.id, on: connection)
    }
    let codes = Set((file.targets ?? []).map(\.id))
    for var gone in before where !codes.contains(gone.code) && gone.endedOn == nil {
      gone.endedOn = today
      try PlanStore.save(gone, on: connection)
    }
  }

  private func loadTasks(_ file: PlanFile, _ plan: PlanID) throws {
    let rows = try connection.rows("SELECT id, code FROM plan_task WHERE plan = \(plan)")
    var ids: [String: PlanTaskID] = [:]
    for row in rows { ids[try row["code"]] = try row["id"] }
    let entries = (file.tasks ?? []) + (file.duties ?? []).map { PlanFile.Task(duty: $0) }
    for entry in entries where ids[entry.id] == nil { ids[entry.id] = .new() }
    // A heading may stand after what is below it: first all of them, then who belongs to whom.
    var records: [PlanTaskRecord] = []
    for (index, entry) in entries.enumerated() {
      guard let id = ids[entry.id] else { continue }
      var record = entry.record(id, plan, position: index)
      try PlanStore.save(record, on: connection)
      record.parent = entry.parent.flatMap { ids[$0] }
      records.append(record)
      try PlanStore.save(entry.parties(id), of: id, on: connection)
    }
    for record in records where record.parent != nil { try PlanStore.save(record, on: connection) }
    for (code, id) in ids where !entries.contains(where: { $0.id == code }) {
      try connection.execute("UPDATE plan_task SET ended_on = \(today) WHERE id = \(id) AND ended_on IS NULL")
    }
  }

  private func loadDeadlines(_ file: PlanFile, _ plan: PlanRecord) throws {
    let before = try PlanStore.deadlines(of: plan.id, on: connection)
    let ids = Dictionary(before.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
    for entry in file.deadlines ?? [] {
      var deadline = PlanDeadline(
        id: ids[entry.id] ?? UUIDv7.shared.next(), plan: plan.id, code: entry.id, text: entry.text)
      deadline.who = entry.who.joined(separator: "; ")
      deadline.toWhom = entry.to ?? ""
      deadline.via = entry.via ?? ""
      deadline.every = entry.every ?? "year"
      deadline.month = entry.month
      deadline.day = entry.day
      deadline.isBefore = entry.before ?? true
      deadline.section = entry.section ?? ""
      deadline.lines = entry.lines ?? ""
      deadline.mark = plan.sourceMark
      try PlanStore.save(deadline, on: connection)
    }
    try end(before, unless: Set((file.deadlines ?? []).map(\.id)))
  }

  /// What is no longer owed: it was until today.
  private func end(_ before: [PlanDeadline], unless codes: Set<String>) throws {
    for var gone in before where !codes.contains(gone.code) && gone.validTo == nil {
      gone.validTo = today
      try PlanStore.save(gone, on: connection)
    }
  }

  private func loadAnnexes(_ file: PlanFile, _ plan: PlanID) throws {
    let annexes = (file.annexes ?? []).enumerated().map { index, entry in
      PlanAnnex(
        id: "\(plan)-\(entry.id)", plan: plan, position: index, title: entry.title, section: entry.section,
        lines: entry.lines ?? "", content: .init(columns: entry.columns, rows: entry.rows))
    }
    try PlanStore.replace(annexes, of: plan, on: connection)
  }

  /// Laws with what became of them, and what is owed by law.
  func loadFacts(_ files: ProgrammeFiles) throws {
    let digest = "\(Self.version) \(files.factsDigest)"
    let known: String? = try connection.value("SELECT digest FROM plan_load WHERE code = 'laws'")
    guard known != digest else { return }
    try PlanStore.replaceLaws(files.laws.map(\.law), files.laws.flatMap(\.changes), on: connection)
    let before = try PlanStore.deadlines(of: nil, on: connection)
    let ids = Dictionary(before.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
    var codes: Set<String> = []
    for entry in files.deadlines where entry.programme == nil {
      for deadline in entry.deadlines({ ids[$0] ?? UUIDv7.shared.next() }) {
        codes.insert(deadline.code)
        try PlanStore.save(deadline, on: connection)
      }
    }
    try end(before, unless: codes)
    try remember("laws", digest)
  }

  /// A provincial target that the file says is of goal G1 … G8 comes from the national target of that goal.
  func joinGoals() throws {
    try connection.execute(
      """
      UPDATE plan_target SET adopted_from = (
        SELECT n.id FROM plan_target n JOIN plan p ON p.id = n.plan
        WHERE p.kind = 'national' AND n.goal = plan_target.goal AND n.ended_on IS NULL
        ORDER BY n.position, n.id LIMIT 1)
      WHERE adopted_from IS NULL AND goal <> ''
        AND plan IN (SELECT id FROM plan WHERE kind = 'provincial' AND source_mark <> 'own')
      """)
  }
}
