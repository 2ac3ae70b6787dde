import Contracts
import Kernel
import Persistence

extension Programme {
  /// Reports that one's organisation owes and has not sent, late or near; and those a colleague wants looked through.
  func owedReports(by principal: Principal) async throws -> [OwedDuty] {
    let organisations = principal.ownOrganisations(for: Self.report)
    guard !organisations.isEmpty else { return [] }
    let today = clock.today
    let (dues, reports, told) = try await database.read { connection in
      let dues = try pressingDues(on: today, for: principal, connection)
      return (
        dues, try Self.openReports(of: organisations, for: principal, on: today, connection),
        try ReportsTold(of: dues, on: connection)
      )
    }
    let facts = try await registers.facts(organisations, on: today)
    var found: [OwedDuty] = []
    for due in dues {
      for organisation in organisations {
        let own = reports.first { $0.line.answers(due, of: organisation) }
        guard own?.line.state != .sent, own?.line.state != .review || own?.mayApprove == false,
          own != nil || !told.isBefore(due, of: organisation, on: today),
          try await owes(due, organisation, facts[organisation], on: today)
        else { continue }
        found.append(Self.duty(due, own?.line, today))
      }
    }
    let waiting = reports.filter { $0.line.state == .review && $0.mayApprove }.map { report in
      OwedDuty(
        .waiting, kind: "Báo cáo", title: reportTypes.type(report.line.type)?.name ?? "",
        detail: report.plan,
        due: report.line.dueOn, words: "chờ duyệt", path: ReportPath.show(report.line.id))
    }
    return found + waiting
  }

  /// Those whose last day comes within a month, and those of this year and the last two months that have passed.
  private func pressingDues(
    on today: CivilDate, for principal: Principal, _ connection: any Connection
  ) throws -> [ReportDue] {
    let plans = try PlanStore.all(on: connection).filter {
      $0.state == .active && (try? Self.visible($0, to: principal)) != nil
    }
    let since = min(CivilDate(today.year, 1, 1) ?? today, today.adding(days: -60))
    let until = today.adding(days: Self.nearReportDays)
    let all: [PlanDeadline] = try connection.all(
      "SELECT \(PlanDeadline.columns) FROM plan_deadline ORDER BY month, day, id LIMIT 20000")
    let deadlines = Dictionary(grouping: all, by: \.plan)
    let laws = Dictionary((deadlines[nil] ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return (since.year...until.year)
      .flatMap { reportTypes.dues(in: $0, plans: plans.map { ($0, deadlines[$0.id] ?? []) }, laws: laws) }
      .filter { since <= $0.last && $0.last <= until && $0.type.about != .elsewhere }
  }

  /// A report without its text, the name of its plan, and whether this person may approve it.
  private struct OpenReport: Sendable {
    let line: ReportLine
    let plan: String
    let mayApprove: Bool
  }

  private static func openReports(
    of organisations: [OrganisationID], for principal: Principal, on today: CivilDate, _ connection: any Connection
  ) throws -> [OpenReport] {
    let lines: [ReportLine] = try connection.all(
      """
      SELECT \(ReportLine.columns) FROM plan_report
      WHERE organisation IN \(list: organisations) AND (state <> 'sent' OR year >= \(today.year - 1))
      ORDER BY year DESC, id LIMIT 1000
      """)
    return try lines.map { line in
      guard line.state == .review, let record = try ReportStore.find(line.id, on: connection) else {
        return OpenReport(line: line, plan: "", mayApprove: false)
      }
      let plan = try record.plan.flatMap { try PlanStore.find($0, on: connection) }
      let wrote = try ReportStore.writers(of: record, on: connection).contains(principal.id)
      return OpenReport(
        line: line, plan: plan?.shortTitle ?? "", mayApprove: !wrote && sees(record, plan, principal))
    }
  }

  /// Whether one organisation is among ``owing(_:on:)``, without listing all the others.
  func owes(
    _ due: ReportDue, _ organisation: OrganisationID, _ facts: OrganisationFacts?, on day: CivilDate
  ) async throws -> Bool {
    switch due.type.owes {
    case .none: return false
    case .planOwner: return due.plan?.owner == organisation
    case .provincePress:
      guard let facts, facts.kind == .pressAgency, let unit = due.plan?.province, let own = facts.province else {
        return false
      }
      return try await registers.successor(ofProvince: unit, on: day) == own
    case .broadcasters:
      guard let facts, facts.kind == .pressAgency else { return false }
      return !facts.pressTypes.isDisjoint(with: [.radio, .television])
    }
  }

  private static func duty(_ due: ReportDue, _ own: ReportLine?, _ today: CivilDate) -> OwedDuty {
    let left = due.last.daysSince1970 - today.daysSince1970
    let words: Phrase =
      switch (left, own == nil) {
      case (..<0, true): "trễ \(-left) ngày, chưa lập"
      case (..<0, false): "trễ \(-left) ngày, chưa ghi là đã gửi"
      case (0, _): "hôm nay là ngày cuối"
      case (_, true): "còn \(left) ngày, chưa lập"
      case (_, false): "còn \(left) ngày"
      }
    return OwedDuty(
      left < 0 ? .late : .soon, kind: "Báo cáo",
      title: due.label.isEmpty ? due.title : "\(due.title) (\(due.label))", detail: due.plan?.shortTitle ?? "",
      due: due.last, words: words,
      path: own.map { ReportPath.show($0.id) } ?? "\(ReportPath.calendar)?nam=\(due.last.year)#\(due.anchor)")
  }
}

extension ReportDue {
  /// Where it stands in the calendar of its year.
  var anchor: String { "han-\(key.map { $0.isLetter || $0.isNumber ? $0 : "-" }.map(String.init).joined())" }
}

extension ReportLine {
  /// Whether it is what a deadline asks of an organisation.
  func answers(_ due: ReportDue, of organisation: OrganisationID) -> Bool {
    self.organisation == organisation && plan == due.plan?.id && type == due.type.id && year == due.year
      && period == due.period
  }
}
