import Foundation
import Kernel
import Persistence

/// All SQL about pieces of work, who takes part, and what they wait for.
enum WorkStore {
  static func find(_ id: WorkID, on connection: any Connection) throws -> WorkRecord? {
    try connection.first("SELECT \(WorkRecord.columns) FROM work_task WHERE id = \(id)")
  }

  /// The same, kept from others until the transaction ends.
  static func lock(_ id: WorkID, on connection: any Connection) throws -> WorkRecord? {
    try connection.first("SELECT \(WorkRecord.columns) FROM work_task WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func insert(_ one: WorkRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO work_task (\(WorkRecord.columns))
      VALUES (\(one.id), \(one.plan), \(one.planTask), \(one.parent), \(one.rule), \(one.turn), \(one.title),
        \(one.detail), \(one.lead), \(one.assignedOn), \(one.keeper), \(one.responsible), \(one.funding),
        \(one.deliverables), \(one.startsOn), \(one.dueOn), \(one.state), \(one.percent), \(one.submittedBy),
        \(one.submittedOn), \(one.doneOn), \(one.madeBy), \(one.madeAt), \(one.updatedAt), \(one.version))
      """)
  }

  /// Writes what may change, one version on.
  static func update(_ one: WorkRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE work_task
      SET title = \(one.title), detail = \(one.detail), lead = \(one.lead), assigned_on = \(one.assignedOn),
        responsible = \(one.responsible), funding = \(one.funding), deliverables = \(one.deliverables),
        starts_on = \(one.startsOn), due_on = \(one.dueOn), state = \(one.state), percent = \(one.percent),
        submitted_by = \(one.submittedBy), submitted_on = \(one.submittedOn), done_on = \(one.doneOn),
        updated_at = \(one.updatedAt), version = version + 1
      WHERE id = \(one.id)
      """)
  }

  static func children(of id: WorkID, on connection: any Connection) throws -> [WorkRecord] {
    try connection.all(
      "SELECT \(WorkRecord.columns) FROM work_task WHERE parent = \(id) ORDER BY due_on, id LIMIT 500")
  }

  static func find(_ ids: [WorkID], on connection: any Connection) throws -> [WorkRecord] {
    guard !ids.isEmpty else { return [] }
    return try connection.all(
      "SELECT \(WorkRecord.columns) FROM work_task WHERE id IN \(list: ids) ORDER BY due_on, id LIMIT 2000")
  }

  static func made(from task: PlanTaskID, on connection: any Connection) throws -> [WorkRecord] {
    try connection.all(
      "SELECT \(WorkRecord.columns) FROM work_task WHERE plan_task = \(task) ORDER BY due_on, id LIMIT 1000")
  }

  /// Every organisation's work in these states, for the watches.
  static func all(
    _ states: [WorkState], after id: WorkID?, limit: Int, on connection: any Connection
  ) throws -> [WorkRecord] {
    let cursor: SQL = id.map { "AND id > \($0)" } ?? ""
    return try connection.all(
      """
      SELECT \(WorkRecord.columns) FROM work_task WHERE state IN \(list: states) \(cursor) ORDER BY id LIMIT \(limit)
      """)
  }

  static func partners(
    of works: [WorkID], on connection: any Connection
  ) throws -> [WorkID: [OrganisationID]] {
    guard !works.isEmpty else { return [:] }
    let rows = try connection.rows(
      "SELECT work, organisation FROM work_partner WHERE work IN \(list: works) ORDER BY work, organisation LIMIT 20000"
    )
    var all: [WorkID: [OrganisationID]] = [:]
    for row in rows {
      let work: WorkID = try row["work"]
      all[work, default: []].append(try row["organisation"])
    }
    return all
  }

  static func set(partners: [OrganisationID], of work: WorkID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM work_partner WHERE work = \(work)")
    for one in Set(partners).sorted() {
      try connection.execute("INSERT INTO work_partner (work, organisation) VALUES (\(work), \(one))")
    }
  }

  // MARK: What waits for what

  /// Keeps everybody else from joining tasks until the transaction ends: two at once could make a circle together.
  static func lockJoints(on connection: any Connection) throws {
    _ = try connection.rows("SELECT name FROM work_guard WHERE name = 'joints'\(SQL.forUpdate)")
  }

  /// What each of these waits for.
  static func needs(of works: [WorkID], on connection: any Connection) throws -> [WorkID: [WorkID]] {
    guard !works.isEmpty else { return [:] }
    let rows = try connection.rows(
      "SELECT work, needs FROM work_joint WHERE work IN \(list: works) ORDER BY work, needs LIMIT 20000")
    var all: [WorkID: [WorkID]] = [:]
    for row in rows {
      let work: WorkID = try row["work"]
      all[work, default: []].append(try row["needs"])
    }
    return all
  }

  static func waiting(for work: WorkID, on connection: any Connection) throws -> [WorkID] {
    try connection.values("SELECT work FROM work_joint WHERE needs = \(work) ORDER BY work LIMIT 500")
  }

  static func join(_ work: WorkID, needs other: WorkID, on connection: any Connection) throws {
    try connection.execute(
      "INSERT INTO work_joint (work, needs) VALUES (\(work), \(other)) ON CONFLICT (work, needs) DO NOTHING")
  }

  static func part(_ work: WorkID, from other: WorkID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM work_joint WHERE work = \(work) AND needs = \(other)")
  }

  /// Whether a task cannot end before another does: it waits for it, or has it as a part, however far down.
  static func reaches(_ target: WorkID, from start: WorkID, on connection: any Connection) throws -> Bool {
    var seen: Set<WorkID> = [start]
    var edge = [start]
    while !edge.isEmpty {
      if seen.contains(target) { return true }
      let next: [WorkID] = try connection.values(
        """
        SELECT needs FROM work_joint WHERE work IN \(list: edge)
        UNION SELECT id FROM work_task WHERE parent IN \(list: edge)
        """)
      edge = next.filter { seen.insert($0).inserted }
    }
    return false
  }
}
