import Foundation
import Kernel
import OfficeDocuments
import Persistence
import Vietnamese

/// The rows of an import, made ready before the transaction that takes them, with what the plan had of their kind then.
struct PlanBulk: Sendable {
  /// What was there: the transaction goes on only where it still is.
  struct Standing: Sendable, Equatable {
    let codes: [String]
    let names: [String]
    let position: Int

    init(_ kind: PlanImportKind, _ plan: PlanRecord, on connection: any Connection) throws {
      let rows: [Row]
      switch kind {
      case .targets:
        rows = try connection.rows(
          "SELECT code, position, measure AS name, ended_on FROM plan_target WHERE plan = \(plan.id) ORDER BY code")
      case .tasks:
        rows = try connection.rows(
          "SELECT code, position, title AS name, ended_on FROM plan_task WHERE plan = \(plan.id) ORDER BY code")
      }
      var (codes, names, last): ([String], [String], Int) = ([], [], -1)
      for row in rows {
        codes.append(try row["code"])
        last = max(last, try row["position"])
        let ended: CivilDate? = try row["ended_on"]
        if ended == nil { names.append(try row["name"]) }
      }
      (self.codes, self.names, position) = (codes, names, last + 1)
    }
  }

  let standing: Standing
  private let parts: [BulkRows]

  /// Throws where the plan is no longer what the rows were looked at against.
  init(_ preview: PlanPreview, into plan: PlanRecord, _ standing: Standing) throws {
    guard let drafts = preview.drafts else {
      throw Failure.conflict("Còn dòng chưa đúng; chưa có gì được nhập.")
    }
    guard PlanBrief(plan, []).hasYears(of: preview.against) else {
      throw Failure.conflict("Thời kỳ của kế hoạch đã đổi; chưa có gì được nhập. Gửi lại tệp để xem lại từng dòng.")
    }
    self.standing = standing
    // Only what came since has to be looked at again.
    let since = Set(standing.names).subtracting(preview.against.names).map { HeaderName.plain($0) }
    func refuse(_ names: [String]) throws {
      guard !since.isEmpty, let twice = names.first(where: { since.contains(HeaderName.plain($0)) }) else { return }
      throw Failure.conflict(
        "“\(twice)” vừa được thêm vào kế hoạch; chưa có gì được nhập. Gửi lại tệp không có dòng ấy.")
    }
    var codes = FreeCodes(standing.codes)
    switch drafts {
    case .targets(let drafts):
      try refuse(drafts.map(\.measure))
      parts = try Self.rows(drafts, plan.id, &codes, from: standing.position)
    case .tasks(let drafts):
      try refuse(drafts.map(\.title))
      parts = try Self.rows(drafts, plan.id, &codes, from: standing.position)
    }
  }

  func insert(on connection: any Connection) throws {
    for part in parts { try part.insert(on: connection) }
  }

  private static func rows(
    _ drafts: [TargetDraft], _ plan: PlanID, _ codes: inout FreeCodes, from first: Int
  ) throws -> [BulkRows] {
    var (targets, values): ([[BulkRows.Cell]], [[BulkRows.Cell]]) = ([], [])
    for (place, draft) in drafts.enumerated() {
      let one = Programme.target(draft, in: plan, code: &codes, position: first + place)
      targets.append([
        .text(one.id.rawValue), .text(plan.rawValue), .text(one.code), .integer(one.position), .text(one.section),
        .text(one.lines), .text(one.text), .text(one.goal), .text(one.indicator), .text(one.measure),
        .text(one.unit.rawValue), .text(one.direction.rawValue), .text(one.populationKind),
        .text(one.populationFilter), .text(one.populationText), .text(one.numerator), .text(one.denominator),
        .integer(one.baseYear), .text(one.contradicts), .text(one.note),
      ])
      for value in draft.records(one.id) {
        values.append([
          .text(one.id.rawValue), .integer(value.year), .real(value.value), .real(value.low), .real(value.high),
          .real(value.growth), .text(value.shown), .text(value.section), .text(value.lines),
        ])
      }
    }
    return [
      try BulkRows(
        "plan_target",
        [
          ("id", .text), ("plan", .text), ("code", .text), ("position", .integer), ("section", .text),
          ("lines", .text), ("text", .text), ("goal", .text), ("indicator", .text), ("measure", .text),
          ("unit", .text), ("direction", .text), ("population_kind", .text), ("population_filter", .text),
          ("population_text", .text), ("numerator", .text), ("denominator", .text), ("base_year", .integer),
          ("contradicts", .text), ("note", .text),
        ], targets),
      try BulkRows(
        "plan_target_value",
        [
          ("target", .text), ("year", .integer), ("value", .real), ("low", .real), ("high", .real),
          ("growth", .real), ("shown", .text), ("section", .text), ("lines", .text),
        ], values),
    ]
  }

  private static func rows(
    _ drafts: [TaskDraft], _ plan: PlanID, _ codes: inout FreeCodes, from first: Int
  ) throws -> [BulkRows] {
    var (tasks, parties): ([[BulkRows.Cell]], [[BulkRows.Cell]]) = ([], [])
    for (place, draft) in drafts.enumerated() {
      let one = Programme.task(draft, in: plan, code: &codes, position: first + place)
      tasks.append([
        .text(one.id.rawValue), .text(plan.rawValue), .text(one.code), .integer(one.position),
        .text(one.kind.rawValue), .text(one.section), .text(one.lines), .text(one.title), .text(one.text),
        .text(one.funding), .integer(one.fromYear), .integer(one.toYear), .text(one.every), .text(one.period),
        .text(one.targets),
      ])
      for party in draft.parties(one.id) {
        parties.append([
          .text(one.id.rawValue), .text(party.role.rawValue), .integer(party.position), .text(party.name),
        ])
      }
    }
    return [
      try BulkRows(
        "plan_task",
        [
          ("id", .text), ("plan", .text), ("code", .text), ("position", .integer), ("kind", .text),
          ("section", .text), ("lines", .text), ("title", .text), ("text", .text), ("funding", .text),
          ("from_year", .integer), ("to_year", .integer), ("every", .text), ("period", .text), ("targets", .text),
        ], tasks),
      try BulkRows(
        "plan_task_party", [("task", .text), ("role", .text), ("position", .integer), ("name", .text)], parties),
    ]
  }
}
