import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Publishes a cycle: totals, levels and ranks of every entry that was appraised, frozen under one hash. Nothing may be open.
  func publish(_ id: MaturityCycleID, decision: String, by principal: Principal) async throws {
    guard decision.count <= 300 else { throw Failure.invalid(["decision": "Dài quá \(300) chữ"]) }
    let (now, today) = (clock.now, clock.today)
    try await database.write { connection in
      guard let cycle = try CycleStore.lock(id, on: connection) else { throw Failure.notFound }
      try principal.require(Self.appraise, in: cycle.holder)
      guard !cycle.isPublished else { throw Failure.conflict("Đợt này đã công bố.") }
      let entries = try EntryStore.all(of: id, on: connection)
      try Self.checkReady(entries, cycle, today, on: connection)
      let ready = entries.filter { $0.state == .result || $0.state == .settled }
      guard !ready.isEmpty else { throw Failure.conflict("Chưa có cơ quan nào thẩm định xong.") }
      guard let scheme = try IndexStore.scheme(cycle.version, on: connection) else { throw Failure.notFound }
      let given = try ScoreStore.given(of: id, on: connection)
      let results = Ranking.ranked(
        ready.map { entry in
          let total = Self.total(entry, scheme, given[entry.id] ?? [:])
          return MaturityResult(entry, total: total, level: scheme.levels.level(of: total))
        })
      for result in results { try ResultStore.insert(result, on: connection) }
      for var entry in entries where entry.state != .withdrawn && entry.state != .unranked {
        let act: EntryAct = entry.state == .result || entry.state == .settled ? .publish : .leaveOut
        guard let step = EntryStep.find(act, in: entry.state) else { continue }
        entry.state = step.to
        entry.updatedAt = now
        try EntryStore.update(entry, on: connection)
        try EntryStore.add(act, entry, words: "", by: principal, at: now, on: connection)
        if act == .publish {
          try tell(entry, "Đã công bố chỉ số trưởng thành năm \(cycle.year)", by: principal, on: connection)
        }
      }
      let digest = Self.digest(cycle, scheme, results, given)
      try CycleStore.markPublished(
        id, decision: decision, digest: digest, by: principal, at: now, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.maturity.publish", subject: "maturity-cycle/\(id)",
          organisation: cycle.holder,
          detail: ["results": String(results.count), "digest": digest, "decision": decision]), on: connection)
    }
  }

  /// Whether what was published is still what was frozen.
  func isIntact(_ id: MaturityCycleID) async throws -> Bool {
    try await database.read { connection in
      guard let cycle = try CycleStore.find(id, on: connection), cycle.isPublished,
        let scheme = try IndexStore.scheme(cycle.version, on: connection)
      else { return false }
      return cycle.digest
        == Self.digest(
          cycle, scheme, try ResultStore.of(id, on: connection), try ScoreStore.given(of: id, on: connection))
    }
  }

  private static func checkReady(
    _ entries: [MaturityEntry], _ cycle: MaturityCycle, _ today: CivilDate, on connection: any Connection
  ) throws {
    let open = entries.filter { $0.state == .appraisal || $0.state == .appeal }
    guard open.isEmpty else {
      throw Failure.conflict(
        "Còn \(open.count) hồ sơ chưa thẩm định hoặc chưa trả lời kiến nghị: \(names(open.map(\.shortName))).")
    }
    // Whoever has not agreed may still appeal until the last day.
    let mayAppeal = entries.filter { $0.state == .result && today <= cycle.appealUntil }
    guard mayAppeal.isEmpty else {
      throw Failure.conflict(
        "Còn \(mayAppeal.count) cơ quan được kiến nghị đến hết ngày \(cycle.appealUntil.vietnamese): \(names(mayAppeal.map(\.shortName)))."
      )
    }
    let unfinished = entries.filter {
      [.registered, .scoring, .approval].contains($0.state) && today <= cycle.scoreUntil
    }
    guard unfinished.isEmpty else {
      throw Failure.conflict("Chưa hết hạn tự chấm: \(names(unfinished.map(\.shortName))).")
    }
    let expired = try ScoreEvidenceStore.expired(of: cycle.id, on: today, on: connection)
    guard expired.isEmpty else {
      throw Failure.conflict(
        "Minh chứng đã hết hiệu lực: \(names(expired.map { "\($0.agency) (\($0.code))" })). Mở lại thẩm định các hồ sơ này trước khi công bố."
      )
    }
  }

  private static func names(_ all: [String]) -> String {
    all.prefix(10).joined(separator: ", ") + (all.count > 10 ? "…" : "")
  }

  /// The points of the criteria that apply to the entry's bloc.
  static func total(
    _ entry: MaturityEntry, _ scheme: IndexScheme, _ given: [IndexCriterionID: Points]
  ) -> Points {
    scheme.criteria(of: entry.bloc).compactMap { given[$0.id] }.sum
  }

  /// Over every figure that was published, in an order that anybody can repeat.
  private static func digest(
    _ cycle: MaturityCycle, _ scheme: IndexScheme, _ results: [MaturityResult],
    _ given: [MaturityEntryID: [IndexCriterionID: Points]]
  ) -> String {
    var text = "\(cycle.year)\t\(cycle.version)\n"
    for result in results.sorted(by: { $0.entry < $1.entry }) {
      text +=
        "\(result.entry)\t\(result.organisation)\t\(result.name)\t\(result.bloc.rawValue)\t\(result.total.hundredths)"
      text += "\t\(result.level.map(String.init) ?? "-")\t\(result.rank)/\(result.rankOf)\n"
      for criterion in scheme.criteria(of: result.bloc) {
        text += "\(criterion.code)=\(given[result.entry]?[criterion.id]?.hundredths ?? -1)\n"
      }
    }
    return MaturityDigest.of(Data(text.utf8))
  }
}
