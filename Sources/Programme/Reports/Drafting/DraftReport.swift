import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Makes the draft of a report with one act: head, computed sentences, tables, chart and notes. Where it is there
  /// already, that one.
  func draftReport(
    plan: PlanID?, type name: String?, year: Int, period: String = "year", by principal: Principal
  ) async throws -> ReportRecord {
    guard let organisation = principal.organisation else { throw Failure.forbidden(Self.report) }
    try principal.require(Self.report, in: organisation)
    guard (2000...2100).contains(year) else { throw Failure.invalid(["year": "Năm không hợp lệ"]) }
    let found = try await database.read { connection -> (PlanRecord, [String])? in
      guard let plan else { return nil }
      let record = try Self.visible(try PlanStore.find(plan, on: connection), to: principal)
      let recipients: [String] = try connection.values(
        "SELECT text FROM plan_text WHERE plan = \(plan) AND kind = 'recipient' ORDER BY position LIMIT 200")
      return (record, recipients)
    }
    let today = clock.today
    let profile = try await organisations.organisation(organisation, on: today)
    if let plan = found?.0, try await !plansWithPart(of: organisation, on: today).contains(plan.id) {
      throw Failure.invalid(["plan": "Cơ quan của bạn không có phần trong kế hoạch này nên không lập báo cáo về nó."])
    }
    let id = name ?? (profile?.kind == .department ? "province-year" : "agency-year")
    guard let type = reportTypes.type(id, on: today), type.about != .elsewhere,
      (type.about == .plan) == (found != nil), Self.makes(type, profile?.kind), let days = type.period(of: year)
    else { throw Failure.invalid(["type": "Loại báo cáo này không lập được ở đây"]) }
    if type.about == .law, !type.due.contains(where: { $0.key == period }) {
      throw Failure.invalid(["period": "Kỳ báo cáo không có trong loại này"])
    }
    let opening = ReportOpening(
      plan: found?.0, type: type, year: year, label: type.due.first { $0.key == period }?.label ?? "", day: today,
      names: reportTypes.names, province: try await province(of: found?.0, on: today), organisation: profile,
      recipients: found?.1 ?? [])
    let ground = try await ground(of: organisation, in: found?.0, on: min(today, days.to))
    let due = try await dues(in: year, for: principal, on: today).first {
      $0.plan?.id == plan && $0.type.id == type.id && $0.period == period && $0.year == year
    }
    return try await database.write { connection in
      if let there = try ReportStore.find(
        plan: plan, type: type.id, year: year, period: period, of: organisation, on: connection)
      {
        return there
      }
      let facts = try found.map {
        try gathering(
          $0.0, year: year, until: min(today, days.to), principal, organisation, ground, on: connection)
      }
      let record = ReportRecord(
        plan: found?.0, type: type, year: year, period: period, organisation: organisation,
        name: profile?.name ?? "", days: days, dueOn: due?.last, head: opening.head(),
        sections: Self.sections(type, opening), facts: facts ?? ReportFacts(), by: principal, at: clock.now)
      try ReportStore.insert(record, on: connection)
      try ReportStore.add("draft", to: record.id, by: principal, at: clock.now, on: connection)
      try auditReport("programme.report.draft", record, by: principal, on: connection)
      return record
    }
  }

  /// Takes the figures anew into a draft; what people wrote stays.
  func refreshReport(_ id: ReportID, by principal: Principal) async throws {
    let (seen, plan) = try await database.read { connection in
      try Self.worked(id, by: principal, isKept: false, on: connection)
    }
    let ground = try await ground(of: seen.organisation, in: plan, on: min(clock.today, seen.to))
    try await database.write { connection in
      var (record, plan) = try Self.worked(id, by: principal, on: connection)
      guard record.state.isOpen else { throw Failure.conflict("Báo cáo không còn là bản nháp.") }
      guard let plan else { return }
      let before = record.facts
      record.facts = try gathering(
        plan, year: record.year, until: min(clock.today, record.to), principal, record.organisation, ground,
        on: connection)
      // What people wrote may still cite the old ones.
      let replaced = ReportStaleness.changes(before, record.facts).filter { !$0.written.isEmpty }
      record.facts.replaced = Array(((before.replaced ?? []) + replaced).suffix(200))
      // Taking figures anew is no writing: who wrote still does not approve.
      record.updatedAt = clock.now
      record.version += 1
      try ReportStore.update(record, on: connection)
      try ReportStore.keepVersion(record, writer: nil, on: connection)
      try ReportStore.add("refresh", to: id, words: record.facts.digest, by: principal, at: clock.now, on: connection)
      try auditReport("programme.report.refresh", record, by: principal, on: connection)
    }
  }

  func gathering(
    _ plan: PlanRecord, year: Int, until: CivilDate, _ principal: Principal, _ organisation: OrganisationID,
    _ ground: ReportGround, on connection: any Connection
  ) throws -> ReportFacts {
    let scope = try Self.scope(of: organisation, ground.kind, in: plan, year: year, principal, on: connection)
    // What an agency earns stands in no report by itself: colleagues without the right read it too.
    let showsRevenue = scope == .whole && plan.kind != .agency && principal.may(Self.readRevenue, in: plan.owner)
    return try FactGathering(
      plan: plan, year: year, scope: scope, organisation: organisation, until: until, ground: ground,
      names: reportTypes.names, showsRevenue: showsRevenue
    ).facts(on: connection)
  }

  private static func sections(_ type: ReportType, _ opening: ReportOpening) -> [ReportSection] {
    type.sections.map { part in
      var section = ReportSection(id: part.id, kind: part.kind, title: part.title, hint: part.hint ?? "")
      if part.kind == .opening { section.words = opening.words }
      if part.kind == .closing { section.words = opening.closing }
      return section
    }
  }

  /// The press agencies of a plan's province, as alive on a day.
  func pressAgencies(of plan: PlanRecord?, on day: CivilDate) async throws -> [OrganisationID] {
    guard let unit = plan?.province, let now = try await registers.successor(ofProvince: unit, on: day) else {
      return []
    }
    return try await registers.facts(kind: .pressAgency, province: now, on: day).map(\.id)
  }

  /// The province that carries the plan on, on this day, without `Tỉnh`; the plan's own words where units are not known.
  func province(of plan: PlanRecord?, on day: CivilDate) async throws -> String {
    guard let plan, plan.kind == .provincial else { return "" }
    guard let unit = plan.province, let now = try await registers.successor(ofProvince: unit, on: day),
      let profile = try await organisations.unit(now, on: day)
    else { return ReportOpening.plain(plan.provinceName) }
    return ReportOpening.plain(profile.name)
  }

  /// The entry in the audit log for something done to a report.
  func auditReport(
    _ action: String, _ report: ReportRecord, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "report/\(report.id)", organisation: report.organisation,
        detail: detail.merging(["digest": report.facts.digest, "version": "\(report.version)"]) { given, _ in given }),
      on: connection)
  }
}
