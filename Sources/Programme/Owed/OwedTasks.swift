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
    let mine: [SQL] = (lead.isEmpty ? [] : ["lead IN \(list: lead)"]) + kept
    guard !mine.isEmpty else { return [] }
    let until = calendar.add(workingDays: Self.nearWorkingDays, to: clock.today).day
    let near: SQL = "state IN \(list: WorkState.owed) AND due_on <= \(until)"
    let unconfirmed: SQL = """
      state = \(WorkState.awaiting) AND (submitted_by IS NULL OR submitted_by <> \(principal.id))
      """
    let (owed, awaiting) = try await database.read { connection in
      (
        try Self.works(near, ofAny: mine, on: connection),
        try kept.isEmpty ? [] : Self.works(unconfirmed, ofAny: kept, on: connection)
      )
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

  /// Work for which a condition holds and any of these, the next day first. A part for each, so that each goes by its own
  /// index: of `OR` the engines look through everybody's.
  private static func works(
    _ condition: SQL, ofAny mine: [SQL], on connection: any Connection
  ) throws -> [WorkRecord] {
    let parts = mine.map { "SELECT id FROM work_task WHERE \($0) AND \(condition)" as SQL }
    return try connection.all(
      """
      SELECT \(WorkRecord.columns) FROM work_task WHERE id IN (\(SQL.joined(parts, by: " UNION ")))
      ORDER BY COALESCE(due_on, '9999'), id LIMIT \(OwedDuty.most)
      """)
  }

  /// Work whose keeper's side this person is on, as ``SeenWork/mayKeep(_:)`` says it; none: nowhere.
  private static func keeping(_ principal: Principal) -> [SQL] {
    let kept = principal.ownOrganisations(for: manage)
    let own = principal.ownOrganisations(for: writeOwn)
    guard !kept.isEmpty || !own.isEmpty else { return [] }
    return [
      "keeper IN \(list: Set(kept).union(own).sorted())",
      "plan IN (SELECT id FROM plan WHERE owner IN \(list: kept) OR kind = 'agency' AND owner IN \(list: own))",
    ]
  }
}
