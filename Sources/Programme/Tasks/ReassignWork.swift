import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Chuyển đơn vị chủ trì, by hand: only those who keep the work.
  func reassign(_ id: WorkID, to lead: OrganisationID, reason: String, by principal: Principal) async throws {
    var faults: [String: Phrase] = [:]
    if reason.isEmpty { faults["reason"] = "Cần nêu lý do" }
    if reason.count > 5000 { faults["reason"] = "Dài quá 5000 chữ" }
    let new = try await organisations.organisation(lead, on: clock.today)
    if new == nil { faults["lead"] = "Đơn vị không có hoặc đã kết thúc hoạt động" }
    guard faults.isEmpty, let new else { throw Failure.invalid(faults) }
    let overseen = try await overseen([lead], by: principal)
    let old = try await database.read { try Self.seen(try WorkStore.find(id, on: $0), by: principal, on: $0) }.record
    let before = try await owners(of: old)
    let words: Phrase = "Từ \(try await names(of: [old.lead])[old.lead] ?? "—") sang \(new.name). Lý do: \(reason)"
    try await database.write { connection in
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) else { throw Failure.forbidden(Self.manage) }
      guard work.record.state.isOpen else { throw Failure.conflict("Nhiệm vụ đã khép lại.") }
      guard lead != work.record.lead else { throw Failure.invalid(["lead": "Đơn vị này đang chủ trì"]) }
      // Work nobody above keeps is laid on others only by those who may do so.
      guard Self.mayLay(on: lead, in: work.plan, principal) || overseen.contains(lead) else {
        throw Failure.invalid(["lead": Self.notOverseen])
      }
      guard work.record.lead == old.lead else { throw Failure.conflict("Đơn vị chủ trì vừa đổi. Mở lại trang.") }
      try hand(work.record, to: [lead], words: words.vietnamese, by: principal, on: connection)
      try tellMoved(work.record, before, reason, by: principal, on: connection)
    }
    try await remind(only: [id])
  }

  /// Organisations that ended: their open work goes to those that carry them on, by the registers; both are told. Where
  /// there is none, those who keep the work are told, once.
  func reassignEnded() async throws {
    let today = clock.today
    let (records, rules) = try await database.read { connection in
      (try Self.openWork(on: connection), try WorkRuleStore.live(on: today, connection))
    }
    let leads = Array(Set(records.map(\.lead) + rules.map(\.lead))).sorted()
    guard !leads.isEmpty else { return }
    let alive = try await registers.facts(leads, on: today)
    for record in records where alive[record.lead] == nil {
      let heirs = try await heirs(of: record.lead, from: record.assignedOn, on: today)
      let before = try await owners(of: record)
      heirs.isEmpty
        ? try await tellNoHeir(record) : try await handOver(record.id, to: heirs, from: record.lead, before)
    }
    try await replacePartners(of: records, on: today)
    for rule in rules where alive[rule.lead] == nil {
      let heirs = try await heirs(of: rule.lead, from: rule.assignedOn, on: today)
      guard let lead = heirs.first else { continue }
      try await database.write { try WorkRuleStore.move(rule.id, to: lead, on: today, $0) }
    }
  }

  /// Those that take part and ended: whoever carries them on takes part instead.
  private func replacePartners(of records: [WorkRecord], on today: CivilDate) async throws {
    let partners = try await database.read { try WorkStore.partners(of: records.map(\.id), on: $0) }
    let all = Array(Set(partners.values.flatMap(\.self))).sorted()
    guard !all.isEmpty else { return }
    let alive = try await registers.facts(all, on: today)
    for record in records {
      let own = partners[record.id] ?? []
      var now: [OrganisationID] = []
      for one in own {
        now += alive[one] == nil ? try await heirs(of: one, from: record.assignedOn, on: today) : [one]
      }
      // One that ended without an heir stays named: somebody must see that its part is open.
      let next = Set(now).union(own.filter { alive[$0] == nil && now.isEmpty }).subtracting([record.lead])
      guard next != Set(own) else { continue }
      try await database.write { try WorkStore.set(partners: next.sorted(), of: record.id, on: $0) }
    }
  }

  private static func openWork(on connection: any Connection) throws -> [WorkRecord] {
    var all: [WorkRecord] = []
    var last: WorkID?
    repeat {
      let part = try WorkStore.all(WorkState.open, after: last, limit: 1000, on: connection)
      all += part
      last = part.count == 1000 ? part.last?.id : nil
    } while last != nil
    return all
  }

  private func heirs(
    of lead: OrganisationID, from day: CivilDate, on today: CivilDate
  ) async throws -> [OrganisationID] {
    let heirs = try await registers.rollUp([lead], from: day, on: today)[lead] ?? []
    return heirs.filter { $0 != lead }
  }

  private func handOver(
    _ id: WorkID, to heirs: [OrganisationID], from lead: OrganisationID, _ before: [PersonProfile]
  ) async throws {
    let today = clock.today
    let old = try await organisations.organisation(lead, on: today.adding(days: -1))?.name
    let new = try await organisations.organisation(heirs[0], on: today)?.name ?? ""
    let words: Phrase =
      heirs.count == 1
      ? "\(old ?? "Đơn vị cũ") kết thúc hoạt động; \(new) làm tiếp"
      : "\(old ?? "Đơn vị cũ") kết thúc hoạt động; \(new) chủ trì, các đơn vị kế thừa khác phối hợp"
    try await database.write { connection in
      guard let record = try WorkStore.lock(id, on: connection), record.lead == lead, record.state.isOpen else {
        return
      }
      let system = Principal.system([])
      try hand(record, to: heirs, words: words.vietnamese, by: system, on: connection)
      try tellMoved(record, before, words.vietnamese, by: system, on: connection)
    }
    try await remind(only: [id])
  }

  /// The first leads; the others take part.
  private func hand(
    _ record: WorkRecord, to heirs: [OrganisationID], words: String, by principal: Principal,
    on connection: any Connection
  ) throws {
    var record = record
    let old = record.lead
    record.lead = heirs[0]
    record.assignedOn = clock.today
    record.responsible = nil
    record.updatedAt = clock.now
    // What an organisation set itself, its heir keeps too.
    if record.keeper == old {
      try connection.execute("UPDATE work_task SET keeper = \(heirs[0]) WHERE id = \(record.id)")
    }
    try WorkStore.update(record, on: connection)
    let partners = try WorkStore.partners(of: [record.id], on: connection)[record.id] ?? []
    try WorkStore.set(
      partners: (partners + heirs.dropFirst()).filter { $0 != record.lead && $0 != old }, of: record.id, on: connection)
    try WorkEvent.add(.reassigned, record, words: words, by: principal, at: clock.now, on: connection)
    try self.record(
      "programme.work.reassign", record, by: principal, detail: ["from": old.rawValue, "to": heirs[0].rawValue],
      on: connection)
  }

  private func tellMoved(
    _ record: WorkRecord, _ people: [PersonProfile], _ words: String, by principal: Principal,
    on connection: any Connection
  ) throws {
    guard !people.isEmpty else { return }
    let title = String(record.title.prefix(120))
    try notifier.notify(
      NoticeDraft(
        people: people.map(\.id), kind: "tasks.reassigned",
        text: "Nhiệm vụ “\(title)” chuyển sang đơn vị khác: \(String(words.prefix(200)))",
        path: ProgrammePath.work(record.id), organisation: record.lead, by: principal.id), on: connection)
  }

  private func tellNoHeir(_ record: WorkRecord) async throws {
    let plan = try await database.read { connection in
      try record.plan.flatMap { try PlanStore.find($0, on: connection) }
    }
    let keepers = try await keepers(of: record, plan)
    guard !keepers.isEmpty else { return }
    let title = String(record.title.prefix(120))
    try await database.write { connection in
      let isNew = try WorkTold.put(
        "ended:\(record.lead)", record.id, people: keepers.map(\.name), at: clock.now, on: connection)
      guard isNew else { return }
      try notifier.notify(
        NoticeDraft(
          people: keepers.map(\.id), kind: "tasks.reassigned",
          text: "Đơn vị chủ trì “\(title)” đã kết thúc mà không có đơn vị kế thừa: hãy giao cho đơn vị khác",
          path: ProgrammePath.work(record.id), organisation: record.lead, by: nil), on: connection)
    }
  }
}
