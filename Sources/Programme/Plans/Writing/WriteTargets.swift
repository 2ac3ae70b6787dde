import Foundation
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// Thêm chỉ tiêu.
  @discardableResult
  func addTarget(
    _ name: String, _ draft: TargetDraft, once: FormNumber? = nil, by principal: Principal
  ) async throws -> TargetID {
    let known = knownIndicatorIDs
    return try await edit(name, "programme.target.add", once: once, by: principal, detail: ["target": draft.measure]) {
      record, connection in
      let errors = draft.problems(in: record, indicators: known)
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      return try Self.insert([draft], into: record, on: connection).first ?? TargetID("")
    }
  }

  /// Behind those there are, each with a code of its own.
  static func insert(
    _ drafts: [TargetDraft], into plan: PlanRecord, on connection: any Connection
  ) throws -> [TargetID] {
    let before = try PlanStore.targets(of: plan.id, on: connection)
    guard before.count + drafts.count <= PlanStore.most else {
      throw Failure.conflict("Kế hoạch có nhiều nhất \(PlanStore.most) chỉ tiêu.")
    }
    var codes = FreeCodes(before.map(\.code))
    let first = (before.map(\.position).max() ?? -1) + 1
    return try drafts.enumerated().map { place, draft in
      let target = target(draft, in: plan.id, code: &codes, position: first + place)
      try PlanStore.save(target, on: connection)
      try PlanStore.save(draft.records(target.id), of: target.id, on: connection)
      return target.id
    }
  }

  /// A new target as a draft has it, with a code of its own.
  static func target(
    _ draft: TargetDraft, in plan: PlanID, code codes: inout FreeCodes, position: Int
  ) -> TargetRecord {
    let wish = VietnameseText.slug(draft.measure, limit: 40, fallback: "chi-tieu")
    var target = TargetRecord(
      plan: plan, code: codes.code(wish), position: position, text: draft.text, measure: draft.measure)
    draft.fill(&target)
    return target
  }

  /// Sửa chỉ tiêu: text, how it is computed, values by year.
  func changeTarget(
    _ name: String, _ id: TargetID, _ draft: TargetDraft, by principal: Principal
  ) async throws {
    let known = knownIndicatorIDs
    try await edit(name, "programme.target.change", by: principal, detail: ["target": id.rawValue]) {
      record, connection in
      var target = try Self.target(id, of: record, on: connection)
      // An indicator that is not here now may stay where it was.
      let errors = draft.problems(in: record, indicators: known.union([target.indicator]))
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      draft.fill(&target)
      try PlanStore.save(target, on: connection)
      var values = draft.records(id)
      let before = try PlanStore.values(of: [id], on: connection)[id] ?? []
      for index in values.indices {
        // What was not touched keeps its place in the paper.
        if let same = before.first(where: { $0.year == values[index].year && $0.shown == values[index].shown }) {
          values[index] = same
        }
      }
      try PlanStore.save(values, of: id, on: connection)
    }
  }

  /// Bỏ chỉ tiêu: out of a draft altogether; in a plan in force it held until the day before the amendment.
  func endTarget(_ name: String, _ id: TargetID, by principal: Principal) async throws {
    do {
      try await edit(name, "programme.target.end", by: principal, detail: ["target": id.rawValue]) {
        record, connection in
        var target = try Self.target(id, of: record, on: connection)
        guard record.state != .draft else {
          try connection.execute("DELETE FROM plan_target_value WHERE target = \(id)")
          try connection.execute("DELETE FROM plan_target WHERE id = \(id)")
          return
        }
        let open = try PlanStore.amendments(of: record.id, on: connection).last { $0.closedAt == nil }
        target.endedOn = (open?.effectiveOn ?? clock.today).adding(days: -1)
        try PlanStore.save(target, on: connection)
      }
    } catch DatabaseError.foreignKeyViolation {
      throw Failure.conflict("Đã có số liệu hoặc chỉ tiêu khác gắn với chỉ tiêu này.")
    }
  }

  static func target(_ id: TargetID, of plan: PlanRecord, on connection: any Connection) throws -> TargetRecord {
    guard let target = try PlanStore.target(id, on: connection), target.plan == plan.id else { throw Failure.notFound }
    return target
  }
}
