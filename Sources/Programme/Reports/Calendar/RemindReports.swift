import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// How many days before the last one people are told; nought is the day itself, then once when it has passed.
  static let reportStages = [30, 10, 3, 0]

  /// Tells each organisation that owes a report, once at each stage, until it is sent.
  func remindReports() async throws {
    let today = clock.today
    let (dues, sent) = try await database.read { connection in
      let plans = try PlanStore.all(on: connection).filter { $0.state == .active }
      let soon = try [today.year, today.year + 1].flatMap { try self.dues(in: $0, plans, on: connection) }
      return (soon, try ReportStore.lines(of: [today.year - 1, today.year, today.year + 1], on: connection))
    }
    for due in dues {
      guard let stage = Self.stage(due.last, on: today) else { continue }
      for (organisation, name) in try await owing(due, on: today) {
        let isSent = sent.contains {
          $0.organisation == organisation && $0.plan == due.plan?.id && $0.type == due.type.id && $0.year == due.year
            && $0.period == due.period && $0.state == .sent
        }
        guard !isSent else { continue }
        let people = try await people.people(in: organisation, who: Self.report)
        guard !people.isEmpty else { continue }
        try await tell(due, stage, organisation, name, people)
      }
    }
  }

  /// The newest stage that has come; nothing long before, nor a month after.
  static func stage(_ last: CivilDate, on today: CivilDate) -> String? {
    let left = last.daysSince1970 - today.daysSince1970
    if left < 0 { return left >= -ReportsTold.lateDays ? "late" : nil }
    return reportStages.last { left <= $0 }.map(String.init)
  }

  /// Who owes it, as far as the program can tell.
  func owing(_ due: ReportDue, on day: CivilDate) async throws -> [(id: OrganisationID, name: String)] {
    switch due.type.owes {
    case .none: return []
    case .planOwner:
      guard let owner = due.plan?.owner else { return [] }
      return [(owner, try await organisations.organisation(owner, on: day)?.name ?? "")]
    case .provincePress:
      guard let plan = due.plan, let unit = plan.province,
        let now = try await registers.successor(ofProvince: unit, on: day)
      else { return [] }
      return try await registers.facts(kind: .pressAgency, province: now, on: day).map { ($0.id, $0.name) }
    case .broadcasters:
      return try await registers.facts(kind: .pressAgency, province: nil, on: day)
        .filter { !$0.pressTypes.isDisjoint(with: [.radio, .television]) }.map { ($0.id, $0.name) }
    }
  }

  private func tell(
    _ due: ReportDue, _ stage: String, _ organisation: OrganisationID, _ name: String, _ people: [PersonProfile]
  ) async throws {
    let day = due.last.vietnamese
    let plan = due.plan.map { " (\($0.shortTitle))" } ?? ""
    let what = "\(due.title)\(plan)"
    let text: Phrase =
      switch stage {
      case "late": "Đã quá hạn ngày \(day): \(what)"
      case "0": "Hôm nay là ngày cuối: \(what)"
      default: "Đến hạn ngày \(day): \(what)"
      }
    try await database.write { connection in
      guard try ReportStore.tell(due.key, organisation, stage, at: clock.now, on: connection) else { return }
      try notifier.notify(
        NoticeDraft(
          people: people.map(\.id), kind: "programme.report-deadline", text: text,
          path: "\(ProgrammePath.reports)?nam=\(due.last.year)", organisation: organisation, by: nil,
          key: "report:\(due.key):\(organisation)"), on: connection)
    }
  }
}
