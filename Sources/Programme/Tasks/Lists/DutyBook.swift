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
    /// Work made of it for this organisation.
    let works: [(record: WorkRecord, deadline: WorkDeadline)]
  }

  struct Part: Sendable {
    let plan: PlanRecord
    let duties: [Duty]
    let deadlines: [OwedReport]
  }

  /// A report that is owed, and the next day on which it is.
  struct OwedReport: Sendable {
    let deadline: PlanDeadline
    let named: String
    /// The last day; nil where the plan names no day of the year.
    let next: CivilDate?
    let workingDays: Int
  }

  let organisation: OrganisationProfile
  let parts: [Part]
  /// Work that comes from no plan's task.
  let others: [(record: WorkRecord, deadline: WorkDeadline)]
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
    var parts: [DutyBook.Part] = []
    for plan in plans {
      let reaches = try await reaches(plan, profile, calling)
      let found = try await database.read { connection -> DutyBook.Part in
        try part(of: plan, for: id, calling, reachesGroups: reaches, on: connection)
      }
      if !found.duties.isEmpty || !found.deadlines.isEmpty { parts.append(found) }
    }
    let lines = try await list(WorkFilter(lead: id), for: principal)
    return DutyBook(
      organisation: profile, parts: parts,
      others: lines.filter { $0.record.planTask == nil }.map { ($0.record, $0.deadline) })
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
      guard words.hasPrefix("cac ") || words.hasPrefix("uy ban nhan dan cac ") else { return false }
      return switch kind {
      case .pressAgency: words.contains("co quan bao chi") || words.contains("bao, dai") || words.contains("cac bao")
      case .department: words.contains("so, ban, nganh") || words.contains("cac so") || words.contains("ban, nganh")
      case .commune: words.contains("xa") && (words.contains("uy ban nhan dan") || words.contains("cap xa"))
      case .governingBody: words.contains("co quan chu quan")
      }
    }
  }

  private func calling(_ profile: OrganisationProfile) async throws -> Calling {
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
    of plan: PlanRecord, for id: OrganisationID, _ calling: Calling, reachesGroups: Bool, on connection: any Connection
  ) throws -> DutyBook.Part {
    let tasks = try PlanStore.tasks(of: plan.id, on: connection)
    let parties = try PlanStore.parties(of: tasks.map(\.id), on: connection)
    let works: [WorkRecord] = try connection.all(
      """
      SELECT \(WorkRecord.columns) FROM work_task
      WHERE plan = \(plan.id) AND lead = \(id) AND plan_task IS NOT NULL ORDER BY due_on, id LIMIT 5000
      """)
    let made = Dictionary(grouping: works, by: \.planTask)
    let today = clock.today
    func meant(_ name: String, _ organisation: OrganisationID?) -> Bool {
      calling.meant(name, organisation) || (organisation == nil && reachesGroups && calling.isOneOf(name))
    }
    let duties = tasks.compactMap { task -> DutyBook.Duty? in
      let own = made[task.id] ?? []
      let party = (parties[task.id] ?? []).first { meant($0.name, $0.organisation) }
      guard party != nil || !own.isEmpty else { return nil }
      return DutyBook.Duty(
        task: task, role: party?.role ?? .lead, named: party?.name ?? "",
        works: own.map { ($0, WorkDeadline($0, calendar, today: today)) })
    }
    let deadlines = try PlanStore.deadlines(of: plan.id, on: connection).compactMap { one -> DutyBook.OwedReport? in
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

  /// To whom a name in a plan belongs today: the organisation it named on the day of the paper, or whoever carries it on.
  func carriers(of party: TaskParty, in plan: PlanRecord) async throws -> [OrganisationID] {
    let today = clock.today
    let issued = Self.day(issued: plan.issued, fromYear: plan.fromYear)
    if let id = party.organisation {
      let heirs = try await registers.rollUp([id], from: issued, on: today)[id] ?? []
      if !heirs.isEmpty { return heirs }
      return try await organisations.organisation(id, on: today) == nil ? [] : [id]
    }
    let name = VietnameseText.fold(party.name)
    let now = try await organisations.organisations(kind: nil, on: today)
    if let same = now.first(where: { VietnameseText.fold($0.name) == name }) { return [same.id] }
    let then = try await organisations.organisations(kind: nil, on: issued)
    guard let old = then.first(where: { VietnameseText.fold($0.name) == name }) else { return [] }
    return try await registers.rollUp([old.id], from: issued, on: today)[old.id] ?? []
  }

  /// `2024-03-19`, `2023-11` and `2023` as a day: the last one it may mean.
  static func day(issued: String, fromYear: Int) -> CivilDate {
    if let day = CivilDate(rawValue: issued) { return day }
    let parts = issued.split(separator: "-").compactMap { Int($0) }
    if parts.count == 2, let first = CivilDate(parts[0], parts[1], 1) {
      return first.adding(months: 1).adding(days: -1)
    }
    return CivilDate(parts.first ?? fromYear, 12, 31) ?? CivilDate(daysSince1970: 0)
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
