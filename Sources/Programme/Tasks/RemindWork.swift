import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// Who is told of a piece of work: whoever is responsible, else everybody of the lead organisation who does such work.
  func owners(of record: WorkRecord) async throws -> [PersonProfile] {
    let all = try await people.people(in: record.lead, who: Self.work)
    if let one = all.first(where: { $0.id == record.responsible }) { return [one] }
    return all
  }

  /// Those who keep the plan, or wrote the work down for others.
  func keepers(of record: WorkRecord, _ plan: PlanRecord?) async throws -> [PersonProfile] {
    guard let keeper = plan?.owner ?? record.keeper else { return [] }
    let all = try await people.people(in: keeper, who: Self.manage)
    // An agency that keeps its own plan has nobody who keeps those of others.
    return all.isEmpty ? try await people.people(in: keeper, who: Self.writeOwn) : all
  }

  /// Tells of every day that has come, each once; `only` these, or everything that is owed. Working days only: on a day
  /// off nobody is there, and the next morning still lies before every count that begins then.
  func remind(only: [WorkID]? = nil) async throws {
    if let only {
      return try await remind(
        try await database.read { try WorkStore.find(only, on: $0) }.filter { $0.state.isOwed })
    }
    var cursor: WorkID?
    repeat {
      let after = cursor
      let part = try await database.read { try WorkStore.all(WorkState.owed, after: after, limit: 200, on: $0) }
      try await remind(part)
      cursor = part.count == 200 ? part.last?.id : nil
    } while cursor != nil
  }

  private func remind(_ records: [WorkRecord]) async throws {
    guard !records.isEmpty else { return }
    let (told, plans) = try await database.read { connection in
      (
        try WorkTold.of(records.map(\.id), on: connection),
        try Dictionary(
          Set(records.compactMap(\.plan)).compactMap { id in try PlanStore.find(id, on: connection).map { (id, $0) } },
          uniquingKeysWith: { first, _ in first })
      )
    }
    for record in records {
      let known = Set((told[record.id] ?? []).map(\.what))
      let stage = stage(of: record).filter { !known.contains($0.key(record.lead)) }
      let isAssigned = known.contains(WorkTold.assigned(record.lead))
      guard stage != nil || !isAssigned else { continue }
      let owners = try await owners(of: record)
      let plan = record.plan.flatMap { plans[$0] }
      let needsKeepers = owners.isEmpty || stage?.goesUp ?? false
      let keepers = needsKeepers ? try await keepers(of: record, plan) : []
      try await tell(record.id, isAssigned: isAssigned, stage, owners, keepers)
    }
  }

  /// The last thing that has come to be told of it. What came before a task was there is not told late.
  func stage(of record: WorkRecord) -> ReminderStage? {
    let today = clock.today
    guard calendar.isWorkingDay(today) else { return nil }
    return reminders.stages(record, calendar, on: today).last { $0.day <= today }
  }

  private func tell(
    _ id: WorkID, isAssigned: Bool, _ stage: ReminderStage?, _ owners: [PersonProfile], _ keepers: [PersonProfile]
  ) async throws {
    try await database.write { connection in
      guard let record = try WorkStore.lock(id, on: connection), record.state.isOwed else { return }
      if owners.isEmpty {
        try tellUnheard(record, keepers, on: connection)
      } else {
        if !isAssigned {
          try tell(record, WorkTold.assigned(record.lead), assignedText(record), owners, "", on: connection)
        }
        if let stage {
          try tell(
            record, stage.key(record.lead), text(stage, record), owners, stage.goesUp ? "up" : "", on: connection)
        }
      }
      if let stage, stage.goesUp, !keepers.isEmpty {
        let key = "\(stage.key(record.lead)):up"
        try tell(record, key, text(stage, record), keepers, "up", on: connection)
      }
    }
  }

  private func tell(
    _ record: WorkRecord, _ what: String, _ text: Phrase, _ people: [PersonProfile], _ key: String,
    on connection: any Connection
  ) throws {
    let isNew = try WorkTold.put(what, record.id, people: people.map(\.name), at: clock.now, on: connection)
    guard isNew else { return }
    try notifier.notify(
      NoticeDraft(
        people: people.map(\.id), kind: "tasks.deadline", text: text, path: ProgrammePath.work(record.id),
        organisation: record.lead, by: nil, key: "work:\(record.id):\(key)"), on: connection)
  }

  /// Nobody there has an account that does such work: whoever keeps it must know, or it would be late in silence.
  private func tellUnheard(_ record: WorkRecord, _ keepers: [PersonProfile], on connection: any Connection) throws {
    guard !keepers.isEmpty else { return }
    let title = String(record.title.prefix(120))
    try tell(
      record, WorkTold.unheard(record.lead),
      "Chưa báo được cho ai về “\(title)”: đơn vị chủ trì không có người nhận", keepers, "unheard", on: connection)
  }

  private func assignedText(_ record: WorkRecord) -> Phrase {
    let title = String(record.title.prefix(160))
    guard let due = record.dueOn else { return "Đơn vị được giao nhiệm vụ “\(title)”" }
    return "Đơn vị được giao nhiệm vụ “\(title)”, hạn \(due.vietnamese)"
  }

  private func text(_ stage: ReminderStage, _ record: WorkRecord) -> Phrase {
    let title = String(record.title.prefix(160))
    let due = stage.due.vietnamese
    return switch stage.kind {
    case .before(let count): "Còn \(count) ngày làm việc đến hạn \(due): “\(title)”"
    case .today: "Hết hạn hôm nay, \(due): “\(title)”"
    case .late(let count): "Chậm \(count) ngày làm việc (hạn \(due)): “\(title)”"
    }
  }
}

extension Optional where Wrapped == ReminderStage {
  fileprivate func filter(_ holds: (ReminderStage) -> Bool) -> ReminderStage? { flatMap { holds($0) ? $0 : nil } }
}
