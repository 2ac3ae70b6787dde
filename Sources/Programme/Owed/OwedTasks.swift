import Contracts
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// Tasks that are late or near, of one's own organisation and of those one laid them on; and those reported as finished that
  /// wait for one's confirmation.
  func owedTasks(by principal: Principal) async throws -> [OwedDuty] {
    let lead = principal.ownOrganisations(for: Self.work)
    let kept = Self.keeping(principal)
    guard !lead.isEmpty || kept != nil else { return [] }
    let until = calendar.add(workingDays: Self.nearWorkingDays, to: clock.today).day
    let whose: SQL = kept.map { "(lead IN \(list: lead) OR \($0))" } ?? "lead IN \(list: lead)"
    let (owed, awaiting) = try await database.read { connection in
      let owed: [WorkRecord] = try connection.all(
        """
        SELECT \(WorkRecord.columns) FROM work_task
        WHERE state IN \(list: WorkState.owed) AND due_on <= \(until) AND \(whose)
        ORDER BY due_on, id LIMIT \(OwedDuty.most)
        """)
      guard let kept else { return (owed, [WorkRecord]()) }
      let awaiting: [WorkRecord] = try connection.all(
        """
        SELECT \(WorkRecord.columns) FROM work_task
        WHERE state = \(WorkState.awaiting) AND (submitted_by IS NULL OR submitted_by <> \(principal.id)) AND \(kept)
        ORDER BY id LIMIT \(OwedDuty.most)
        """)
      return (owed, awaiting)
    }
    return try await duties(of: owed + awaiting, for: principal)
  }

  /// Every open task that names this person as responsible, the next day first.
  func tasksInHand(of principal: Principal) async throws -> [OwedDuty] {
    let lead = principal.ownOrganisations(for: Self.work)
    guard !lead.isEmpty else { return [] }
    let records: [WorkRecord] = try await database.read { connection in
      try connection.all(
        """
        SELECT \(WorkRecord.columns) FROM work_task
        WHERE responsible = \(principal.id) AND state IN \(list: WorkState.owed) AND lead IN \(list: lead)
        ORDER BY COALESCE(due_on, '9999'), id LIMIT \(OwedDuty.most)
        """)
    }
    return try await duties(of: records, for: principal)
  }

  /// Tasks as what they are to this person.
  func duties(of records: [WorkRecord], for principal: Principal) async throws -> [OwedDuty] {
    guard !records.isEmpty else { return [] }
    let own = Set(principal.ownOrganisations(for: Self.work))
    let names = try await names(of: records.map(\.lead).filter { !own.contains($0) || own.count > 1 })
    return records.map { record in
      let deadline = WorkDeadline(record, calendar, today: clock.today)
      let isAwaiting = record.state == .awaiting
      let isNear = deadline.left <= Self.nearWorkingDays && record.dueOn != nil
      let urgency: OwedDuty.Urgency =
        isAwaiting ? .waiting : deadline.isLate ? .late : isNear ? .soon : .later
      return OwedDuty(
        urgency, kind: "Nhiệm vụ", title: record.title, detail: names[record.lead] ?? "", due: deadline.last,
        words: isAwaiting ? "báo đã xong, chờ xác nhận" : deadline.phrase ?? record.state.phrase,
        path: ProgrammePath.work(record.id), isOwn: record.responsible == principal.id)
    }
  }

  /// Work whose keeper's side this person is on, as ``SeenWork/mayKeep(_:)`` says it; nil: none.
  private static func keeping(_ principal: Principal) -> SQL? {
    let kept = principal.ownOrganisations(for: manage)
    let own = principal.ownOrganisations(for: writeOwn)
    guard !kept.isEmpty || !own.isEmpty else { return nil }
    return """
      (keeper IN \(list: Set(kept).union(own).sorted()) OR plan IN (
        SELECT id FROM plan WHERE owner IN \(list: kept) OR kind = 'agency' AND owner IN \(list: own)))
      """
  }
}
