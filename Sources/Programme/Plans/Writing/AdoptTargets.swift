import Foundation
import Kernel
import Persistence

extension Programme {
  /// Plans from whose targets this one may take over: a province from the nation, an agency from provinces and the nation.
  static func sources(of plan: PlanRecord, for principal: Principal, on connection: any Connection) throws
    -> [PlanRecord]
  {
    let kinds: Set<PlanKind> =
      switch plan.kind {
      case .national: []
      case .provincial: [.national]
      case .agency: [.provincial, .national]
      }
    return try PlanStore.all(on: connection).filter {
      kinds.contains($0.kind) && $0.id != plan.id && $0.state != .draft && (try? visible($0, to: principal)) != nil
    }
  }

  /// A plan and those above it with their targets; nil where none was chosen.
  struct AdoptionView: Sendable {
    let view: PlanView
    let sources: [PlanRecord]
    let chosen: PlanWhole?
    /// Targets that were taken over before.
    let taken: Set<TargetID>
  }

  func adoption(_ name: String, from source: String?, for principal: Principal) async throws -> AdoptionView {
    try await database.read { connection in
      let record = try Self.seen(name, by: principal, on: connection)
      try Self.require(keeping: record, principal)
      let view = try Self.view(record, for: principal, on: connection)
      let sources = try Self.sources(of: record, for: principal, on: connection)
      let chosen = sources.first { $0.id.rawValue == source } ?? (sources.count == 1 ? sources.first : nil)
      return AdoptionView(
        view: view, sources: sources, chosen: try chosen.map { try PlanStore.whole($0, on: connection) },
        taken: Set(view.whole.targets.compactMap(\.adoptedFrom)))
    }
  }

  /// Nhận chỉ tiêu cấp trên: each comes with its way of computing and its values within the plan's years, to be changed
  /// afterwards; where it came from stays known. What was taken over before is passed over.
  func adopt(_ name: String, targets ids: [TargetID], by principal: Principal) async throws -> Int {
    guard !ids.isEmpty else { throw Failure.invalid(["target": "Chọn ít nhất một chỉ tiêu"]) }
    guard ids.count <= 500 else { throw Failure.invalid(["target": "Chọn nhiều nhất 500 chỉ tiêu một lần"]) }
    return try await edit(name, "programme.plan.adopt", by: principal, detail: ["targets": "\(ids.count)"]) {
      record, connection in
      let sources = Set(try Self.sources(of: record, for: principal, on: connection).map(\.id))
      let before = try PlanStore.targets(of: record.id, on: connection)
      let taken = Set(before.compactMap(\.adoptedFrom))
      let last = record.visionYear ?? record.toYear
      var codes = Set(before.map(\.code))
      var position = (before.map(\.position).max() ?? -1) + 1
      var count = 0
      for id in ids where !taken.contains(id) {
        guard let source = try PlanStore.target(id, on: connection), sources.contains(source.plan) else {
          throw Failure.notFound
        }
        let values = try PlanStore.values(of: [id], on: connection)[id] ?? []
        var target = TargetRecord(
          plan: record.id, code: Self.freeCode(source.code, among: codes), position: position, text: source.text,
          measure: source.measure)
        TargetDraft(source, []).fill(&target)
        target.section = ""
        target.note = ""
        target.adoptedFrom = id
        try PlanStore.save(target, on: connection)
        let kept = values.filter { (record.fromYear...last).contains($0.year) }.map { value in
          var value = value
          value.section = ""
          value.lines = ""
          return value
        }
        try PlanStore.save(kept, of: target.id, on: connection)
        codes.insert(target.code)
        position += 1
        count += 1
      }
      return count
    }
  }
}
