import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Lập nhiệm vụ: by hand, as a part of another, or from a plan's task. What comes again is kept as a rule; the turn that
  /// has begun is made at once.
  @discardableResult
  func make(_ draft: WorkDraft, by principal: Principal) async throws -> WorkID {
    let made = try await make(draft, for: [draft.lead], by: principal)
    guard let id = made.first else { throw Failure.invalid(["lead": "Chọn đơn vị chủ trì"]) }
    return id
  }

  /// The same work for several organisations, each its own; all or none.
  ///
  /// - Parameter known: what already does not hold, as a form found it: all of it is said at once.
  func make(
    _ draft: WorkDraft, for leads: [OrganisationID], known: [String: Phrase] = [:], once: FormNumber? = nil,
    by principal: Principal
  ) async throws -> [WorkID] {
    var faults = known
    if leads.isEmpty { faults.add(["lead": "Cần tên đơn vị chủ trì"]) }
    if leads.count > 200 { faults.add(["lead": "Nhiều nhất 200 đơn vị chủ trì một lần"]) }
    faults.add(Self.faults(of: draft))
    var drafts: [WorkDraft] = []
    for lead in leads.prefix(200) {
      var one = draft
      one.lead = lead
      one.partners.removeAll { $0 == lead }
      if leads.count > 1 { one.responsible = nil }
      faults.add(try await self.faults(ofPeople: one))
      drafts.append(one)
    }
    let (all, known, today) = (drafts, faults, clock.today)
    let overseen = try await overseen(leads, by: principal)
    let ids = try await database.write(once: once, at: clock.now) { connection in
      var faults = known
      var keepers: [OrganisationID?] = []
      for one in all {
        do {
          keepers.append(try Self.keeper(of: one, overseen: overseen, for: principal, on: connection))
          try Self.check(targets: one.targets, of: one.plan, on: connection)
        } catch Failure.invalid(let found) { faults.add(found) }
      }
      guard faults.isEmpty else { throw Failure.invalid(faults) }
      return try zip(all, keepers).map { one, keeper -> WorkID in
        if let every = one.every {
          return try makeRule(one, every, keeper: keeper, today, by: principal, on: connection)
        }
        let record = WorkRecord(one, keeper: keeper, on: today, by: principal.id, at: clock.now)
        try begin(record, partners: one.partners, targets: one.targets, by: principal, on: connection)
        try self.record("programme.work.make", record, by: principal, on: connection)
        return record.id
      }
    }
    try await remind(only: ids)
    return ids
  }

  private func makeRule(
    _ draft: WorkDraft, _ every: WorkRhythm, keeper: OrganisationID?, _ today: CivilDate, by principal: Principal,
    on connection: any Connection
  ) throws -> WorkID {
    guard draft.parent == nil else { throw Failure.invalid(["every": "Việc con không tự lặp lại"]) }
    guard let start = draft.startsOn, let due = draft.dueOn else {
      throw Failure.invalid(["starts-on": "Việc lặp lại cần ngày bắt đầu và hạn của kỳ đầu"])
    }
    guard due < start.adding(months: every.months).adding(days: 60) else {
      throw Failure.invalid(["due-on": "Hạn của một kỳ không xa quá kỳ sau"])
    }
    let rule = WorkRule(
      draft, every: every, from: start, due: due, keeper: keeper, on: today, by: principal, at: clock.now)
    try WorkRuleStore.insert(rule, partners: draft.partners, on: connection)
    try ServingStore.set(draft.targets, of: rule.id, on: connection)
    guard let made = try makeTurns(of: rule, by: principal, on: connection).last else {
      throw Failure.invalid(["starts-on": "Kỳ đầu chưa bắt đầu hoặc mọi kỳ đã qua: chọn ngày trong kỳ này"])
    }
    return made.id
  }

  /// Writes a new piece of work down with what goes with it.
  func begin(
    _ record: WorkRecord, partners: [OrganisationID], targets: [TargetID], by principal: Principal,
    on connection: any Connection
  ) throws {
    try WorkStore.insert(record, on: connection)
    try WorkStore.set(partners: partners.filter { $0 != record.lead }, of: record.id, on: connection)
    try ServingStore.set(targets, of: record.id, on: connection)
    try WorkEvent.add(.made, record, by: principal, at: clock.now, on: connection)
  }

  /// Who may lay work on whom: those who keep the plan on anybody; a department on those it oversees; everybody else on
  /// their own organisation. Answers who will confirm it.
  private static func keeper(
    of draft: WorkDraft, overseen: Set<OrganisationID>, for principal: Principal, on connection: any Connection
  ) throws -> OrganisationID? {
    if let parent = draft.parent {
      let above = try lockedWork(parent, for: principal, on: connection)
      guard above.record.state.isOpen else {
        throw Failure.conflict("Nhiệm vụ đã khép lại. Mở lại trước khi chia việc.")
      }
      guard draft.plan == above.record.plan else {
        throw Failure.invalid(["plan": "Việc con thuộc kế hoạch của việc cha"])
      }
      if above.mayKeep(principal) { return above.record.keeper }
      guard above.mayWork(principal), draft.lead == above.record.lead else { throw Failure.forbidden(work) }
      return above.record.lead
    }
    guard mayWritePlans(principal) else { throw Failure.forbidden(manage) }
    if let id = draft.plan {
      let plan = try visible(try PlanStore.find(id, on: connection), to: principal)
      guard plan.state != .ended else { throw Failure.conflict("Kế hoạch đã kết thúc.") }
      if let task = draft.planTask {
        guard let found = try PlanStore.task(task, on: connection), found.plan == id else { throw Failure.notFound }
      }
      if mayManage(plan, principal) {
        guard mayLay(on: draft.lead, in: plan, principal) else {
          throw Failure.invalid(["lead": "Kế hoạch của cơ quan chỉ giao việc cho chính cơ quan đó"])
        }
        return plan.owner ?? principal.organisation ?? draft.lead
      }
    } else if draft.planTask != nil {
      throw Failure.invalid(["plan": "Cần kế hoạch của nhiệm vụ này"])
    }
    if mayLay(on: draft.lead, in: nil, principal) { return draft.lead }
    if overseen.contains(draft.lead) { return principal.organisation }
    throw Failure.invalid(
      draft.plan == nil ? ["plan": notOverseen] : ["lead": "Chỉ nơi giữ kế hoạch này giao được việc cho đơn vị khác"])
  }

  /// What to choose where an organisation is neither one's own nor overseen.
  static let notOverseen: Phrase =
    "Không theo kế hoạch nào thì chỉ giao được cho đơn vị của bạn và những đơn vị cơ quan bạn quản lý. Chọn kế hoạch mà cơ quan bạn giữ, hoặc đổi đơn vị chủ trì."

  static func faults(of draft: WorkDraft) -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    if draft.title.allSatisfy(\.isWhitespace) { errors["title"] = "Cần tên nhiệm vụ" }
    if draft.title.count > 1000 { errors["title"] = "Tên dài quá 1000 chữ" }
    if [draft.detail, draft.deliverables].contains(where: { $0.count > 20_000 }) {
      errors[""] = "Một ô dài quá 20000 chữ"
    }
    if draft.funding.count > 500 { errors["funding"] = "Nguồn kinh phí dài quá 500 chữ" }
    if let start = draft.startsOn, let due = draft.dueOn, due < start { errors["due-on"] = "Hạn trước ngày bắt đầu" }
    for day in [draft.startsOn, draft.dueOn, draft.until].compactMap(\.self) where !(2000...2100).contains(day.year) {
      errors["due-on"] = "Năm từ 2000 đến 2100"
    }
    if draft.partners.count > 100 { errors["partners"] = "Nhiều đơn vị phối hợp quá" }
    return errors
  }

  /// Organisations live today; whoever is responsible works there.
  func faults(ofPeople draft: WorkDraft) async throws -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    for one in [draft.lead] + draft.partners where errors.count < 2 {
      guard try await organisations.organisation(one, on: clock.today) == nil else { continue }
      errors[one == draft.lead ? "lead" : "partners"] = "Đơn vị không có hoặc đã kết thúc hoạt động"
    }
    if let person = draft.responsible {
      let people = try await people.people(in: draft.lead, who: Self.work)
      if !people.contains(where: { $0.id == person }) { errors["responsible"] = "Chọn một người của đơn vị chủ trì" }
    }
    return errors
  }
}

extension [String: Phrase] {
  /// What else does not hold; what was found first of a field stays.
  mutating func add(_ more: [String: Phrase]) { merge(more) { first, _ in first } }
}
