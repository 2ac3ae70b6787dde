import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// What the plans lay on one organisation: tasks and duties by name, and the reports it owes; with what became of each.
struct DutyBook: Sendable {
  struct Duty: Sendable {
    let task: PlanTaskRecord
    let role: TaskParty.Role
    /// The name in the paper under which this organisation is meant.
    let named: String
    /// Work made of it that this organisation leads or takes part in.
    let works: [Made]
  }

  struct Made: Sendable {
    let record: WorkRecord
    let deadline: WorkDeadline
    /// Who leads it, where that is another.
    let lead: String?
  }

  struct Part: Sendable {
    let plan: PlanRecord
    let duties: [Duty]
    /// Deadlines of the plan that no report of the calendar answers: told in its words.
    let deadlines: [OwedReport]
  }

  /// A report that a plan's words ask of it, and the next day on which it is owed.
  struct OwedReport: Sendable {
    let deadline: PlanDeadline
    let named: String
    /// The last day; nil where the plan names no day of the year.
    let next: CivilDate?
    let workingDays: Int
  }

  /// A report of the calendar that it owes: as the room of reports computes it.
  struct Report: Sendable {
    let due: ReportDue
    /// What was made of it.
    let own: ReportLine?
    /// Days until the last day; negative after it.
    let left: Int
    /// Passed before the organisation was told of anything here, and not begun.
    let isBefore: Bool

    var isSent: Bool { own?.state == .sent }
    var isLate: Bool { !isSent && left < 0 && !isBefore }
  }

  let organisation: OrganisationProfile
  let parts: [Part]
  /// Work that comes from no plan's task.
  let others: [Made]
  /// Reports with their last day in this year, and in the next where it is near; what is late first.
  let reports: [Report]
}

extension Programme {
  /// Nghĩa vụ của một đơn vị qua các kế hoạch: for its own people, and for whoever keeps a plan.
  func duties(of id: OrganisationID, for principal: Principal) async throws -> DutyBook {
    let today = clock.today
    guard principal.mayAnywhere(Self.read), let profile = try await organisations.organisation(id, on: today) else {
      throw Failure.notFound
    }
    let isOwn = principal.may(Self.read, in: id)
    let plans = try await database.read { try PlanStore.all(on: $0) }.filter { plan in
      (try? Self.visible(plan, to: principal)) != nil && (isOwn || Self.mayManage(plan, principal))
    }
    guard isOwn || !plans.isEmpty else { throw Failure.notFound }
    let calling = try await calling(profile)
    let reports = try await reports(owedBy: id, for: principal)
    let made = Dictionary(
      grouping: try await works(of: id, for: principal, "plan_task IS NOT NULL"), by: \.record.planTask)
    var parts: [DutyBook.Part] = []
    for plan in plans {
      let reaches = try await reaches(plan, profile, calling)
      let found = try await database.read { connection -> DutyBook.Part in
        try part(of: plan, made, reports, calling, reachesGroups: reaches, on: connection)
      }
      if !found.duties.isEmpty || !found.deadlines.isEmpty { parts.append(found) }
    }
    let others = try await works(of: id, for: principal, "plan_task IS NULL AND state IN \(list: WorkState.open)")
    return DutyBook(organisation: profile, parts: parts, others: others, reports: reports)
  }

  /// Work that an organisation leads or takes part in, as far as somebody sees it, by its day.
  private func works(of id: OrganisationID, for principal: Principal, _ which: SQL) async throws -> [DutyBook.Made] {
    let today = clock.today
    let records = try await database.read { connection in
      let all: [WorkRecord] = try connection.all(
        """
        SELECT \(WorkRecord.columns) FROM work_task
        WHERE \(which) AND (lead = \(id) OR id IN (SELECT work FROM work_partner WHERE organisation = \(id)))
        ORDER BY due_on, id LIMIT 5000
        """)
      return all.filter { (try? Self.seen($0, by: principal, on: connection)) != nil }
    }
    let names = try await names(of: records.map(\.lead).filter { $0 != id })
    return records.map { one in
      DutyBook.Made(
        record: one, deadline: WorkDeadline(one, calendar, today: today), lead: one.lead == id ? nil : names[one.lead])
    }
  }

  /// What an organisation is and was called, folded: its own names, and those of the ones it carries on.
  struct Calling: Sendable {
    let kind: OrganisationKind
    let ids: Set<OrganisationID>
    let names: Set<String>
    let province: UnitID?

    /// The words in the paper that mean it; nil where it is not meant.
    func meant(_ name: String, _ organisation: OrganisationID?) -> Bool {
      organisation.map(ids.contains) ?? names.contains(VietnameseText.fold(name))
    }

    /// Whether a name of many means it too: "Các cơ quan báo chí của tỉnh".
    func isOneOf(_ name: String) -> Bool {
      let words = VietnameseText.fold(name)
      guard TaskParty.namesMany(words) else { return false }
      return switch kind {
      case .pressAgency: words.contains("co quan bao chi") || words.contains("bao, dai") || words.contains("cac bao")
      case .department: words.contains("so, ban, nganh") || words.contains("cac so") || words.contains("ban, nganh")
      case .commune: words.contains("xa") && (words.contains("uy ban nhan dan") || words.contains("cap xa"))
      case .governingBody: words.contains("co quan chu quan")
      }
    }
  }

  func calling(_ profile: OrganisationProfile) async throws -> Calling {
    let today = clock.today
    let before = try await registers.predecessors(of: profile.id, on: today)
    var names: Set<String> = [VietnameseText.fold(profile.name), VietnameseText.fold(profile.shortName)]
    for id in before {
      for name in try await self.names(of: [id]).values { names.insert(VietnameseText.fold(name)) }
    }
    let facts = try await registers.facts([profile.id], on: today)[profile.id]
    return Calling(
      kind: profile.kind, ids: Set(before + [profile.id]), names: names.filter { !$0.isEmpty },
      province: facts?.province)
  }

  /// A plan for all reaches everybody; a province's, those whose province carries that one on.
  private func reaches(_ plan: PlanRecord, _ profile: OrganisationProfile, _ calling: Calling) async throws -> Bool {
    if plan.kind == .national { return true }
    guard let of = plan.province, let province = calling.province else { return false }
    return try await registers.successor(ofProvince: of, on: clock.today) == province
  }

  private func part(
    of plan: PlanRecord, _ made: [PlanTaskID?: [DutyBook.Made]], _ reports: [DutyBook.Report], _ calling: Calling,
    reachesGroups: Bool, on connection: any Connection
  ) throws -> DutyBook.Part {
    let tasks = try PlanStore.tasks(of: plan.id, on: connection)
    let parties = try PlanStore.parties(of: tasks.map(\.id), on: connection)
    let today = clock.today
    func meant(_ name: String, _ organisation: OrganisationID?) -> Bool {
      calling.meant(name, organisation) || (organisation == nil && reachesGroups && calling.isOneOf(name))
    }
    let duties = tasks.compactMap { task -> DutyBook.Duty? in
      let own = made[task.id] ?? []
      let party = (parties[task.id] ?? []).first { meant($0.name, $0.organisation) }
      guard party != nil || !own.isEmpty else { return nil }
      let role = party?.role ?? (own.contains { $0.lead == nil } ? .lead : .partner)
      return DutyBook.Duty(task: task, role: role, named: party?.name ?? "", works: own)
    }
    let deadlines = try PlanStore.deadlines(of: plan.id, on: connection).filter { one in
      // What the calendar of reports has stands there.
      !reports.contains { $0.due.plan?.id == plan.id && $0.due.named.month == one.month && $0.due.named.day == one.day }
    }.compactMap { one -> DutyBook.OwedReport? in
      let names = one.who.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      let next = one.next(from: today)
      return names.first { meant($0, nil) }.map {
        .init(
          deadline: one, named: $0, next: next,
          workingDays: next.map { calendar.workingDays(from: today, to: calendar.nextWorkingDay(onOrAfter: $0)) } ?? 0)
      }
    }
    return DutyBook.Part(plan: plan, duties: duties, deadlines: deadlines)
  }
}

extension PlanDeadline {
  /// The last day of the next turn that is not over: "trước ngày 10/12" ends on 09/12. Nil where no day of a year is named.
  func next(from today: CivilDate) -> CivilDate? {
    guard every == "year", let month, let day else { return nil }
    for year in [today.year, today.year + 1] {
      guard let named = CivilDate(year, month, min(day, CivilDate.lastDay(of: month, year))) else { return nil }
      let last = isBefore ? named.adding(days: -1) : named
      if last >= today, validFrom.map({ last >= $0 }) ?? true, validTo.map({ last <= $0 }) ?? true { return last }
    }
    return nil
  }
}
