import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// What a form begins with: from the plan's task, with whoever carries its organisations' names today; or from the work it
  /// is to be a part of.
  func proposed(_ given: WorkForm.Values, for principal: Principal) async throws -> WorkForm.Values {
    var values = given
    if !given.parent.isEmpty {
      let above = try await file(WorkID(given.parent), for: principal)
      values.plan = above.record.plan?.rawValue ?? ""
      values.leads = above.names[above.record.lead] ?? ""
      (values.startsOn, values.dueOn) = (above.record.startsOn, above.record.dueOn)
      return values
    }
    let own = try await principal.organisation.flatMapAsync {
      try await organisations.organisation($0, on: clock.today)
    }
    guard !given.planTask.isEmpty else {
      values.leads = own?.name ?? ""
      return values
    }
    let found = try await database.read { connection -> (PlanTaskRecord, PlanRecord, [TaskParty])? in
      guard let task = try PlanStore.task(PlanTaskID(given.planTask), on: connection) else { return nil }
      let plan = try Self.visible(try PlanStore.find(task.plan, on: connection), to: principal)
      return (task, plan, try PlanStore.parties(of: [task.id], on: connection)[task.id] ?? [])
    }
    guard let (task, plan, parties) = found else { throw Failure.notFound }
    values.plan = plan.id.rawValue
    values.title = task.title
    values.detail = task.text
    values.funding = task.funding
    propose(days: task, &values)
    if Self.mayManage(plan, principal) {
      values.leads = try await names(meantBy: parties.filter { $0.role == .lead }, in: plan)
    } else {
      // Whoever does not keep the plan writes down only what its own organisation does of it.
      values.leads = own?.name ?? ""
    }
    values.partners = try await names(meantBy: parties.filter { $0.role == .partner }, in: plan)
    return values
  }

  /// A yearly task begins with this year's turn; any other has the plan's own years.
  private func propose(days task: PlanTaskRecord, _ values: inout WorkForm.Values) {
    let year = clock.today.year
    if task.every == "year" {
      let from = max(task.fromYear ?? year, year)
      values.every = WorkRhythm.year.rawValue
      (values.startsOn, values.dueOn) = (CivilDate(from, 1, 1), CivilDate(from, 12, 31))
      values.until = task.toYear.flatMap { CivilDate($0, 12, 31) }
    } else {
      values.startsOn = task.fromYear.flatMap { CivilDate($0, 1, 1) }
      values.dueOn = task.toYear.flatMap { CivilDate($0, 12, 31) }
    }
  }

  /// The organisations of today that are meant, a line each: one by its name then, or many by what they are.
  private func names(meantBy parties: [TaskParty], in plan: PlanRecord) async throws -> String {
    var found: [OrganisationID] = []
    for party in parties {
      let own = try await carriers(of: party, in: plan)
      found += own.isEmpty && party.organisation == nil ? try await group(party.name, in: plan) : own
    }
    let names = try await names(of: found)
    var seen: Set<OrganisationID> = []
    return found.filter { seen.insert($0).inserted }.compactMap { names[$0] }.joined(separator: "\n")
  }

  private func group(_ name: String, in plan: PlanRecord) async throws -> [OrganisationID] {
    let today = clock.today
    var province: UnitID?
    if let of = plan.province { province = try await registers.successor(ofProvince: of, on: today) }
    guard plan.kind == .national || province != nil else { return [] }
    for kind in [OrganisationKind.pressAgency, .department, .commune] {
      let calling = Calling(kind: kind, ids: [], names: [], province: nil)
      guard calling.isOneOf(name) else { continue }
      return try await registers.facts(kind: kind, province: province, on: today).map(\.id)
    }
    return []
  }

  /// Organisations of today by their names or short names; names nobody has are one fault of the field.
  func organisations(
    named names: [String], field: String, _ faults: inout [String: Phrase]
  ) async throws -> [OrganisationID] {
    let lines = names.flatMap { $0.split(whereSeparator: \.isNewline) }.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    guard !lines.isEmpty else { return [] }
    let all = try await organisationsToday()
    let byName = Dictionary(all.map { (VietnameseText.fold($0.name), $0.id) }, uniquingKeysWith: { first, _ in first })
    let byShort = Dictionary(
      all.map { (VietnameseText.fold($0.shortName), $0.id) }, uniquingKeysWith: { first, _ in first })
    var (found, unknown): ([OrganisationID], [String]) = ([], [])
    for line in lines {
      let key = VietnameseText.fold(line)
      if let id = byName[key] ?? byShort[key] {
        if !found.contains(id) { found.append(id) }
      } else {
        unknown.append(line)
      }
    }
    if !unknown.isEmpty {
      let names = unknown.prefix(5).joined(separator: "; ")
      faults.add([field: "Không có đơn vị nào đang hoạt động tên: \(names)"])
    }
    return found
  }
}

extension Optional where Wrapped: Sendable {
  fileprivate func flatMapAsync<Value: Sendable>(_ transform: (Wrapped) async throws -> Value?) async throws -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
