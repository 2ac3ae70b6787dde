import Foundation
import Kernel
import Persistence

/// The writes of plans: each either makes the row or brings it up to date under the ID it has.
extension PlanStore {
  static func save(_ plan: PlanRecord, by principal: Principal, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan (\(PlanRecord.columns), made_by, made_at)
      VALUES (\(plan.id), \(plan.code), \(plan.kind), \(plan.state), \(plan.owner), \(plan.province),
        \(plan.provinceName), \(plan.title), \(plan.shortTitle), \(plan.document), \(plan.number), \(plan.issued),
        \(plan.issuer), \(plan.fromYear), \(plan.toYear), \(plan.visionYear), \(plan.baseYear), \(plan.sourceFile),
        \(plan.sourceMark), \(plan.sourceNote), \(plan.version), \(time), \(principal.id), \(time))
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state, owner = excluded.owner,
        province = excluded.province, province_name = excluded.province_name, title = excluded.title,
        short_title = excluded.short_title, document = excluded.document, number = excluded.number,
        issued = excluded.issued, issuer = excluded.issuer, from_year = excluded.from_year, to_year = excluded.to_year,
        vision_year = excluded.vision_year, base_year = excluded.base_year, source_file = excluded.source_file,
        source_mark = excluded.source_mark, source_note = excluded.source_note, version = excluded.version,
        updated_at = excluded.updated_at
      """)
  }

  static func save(_ target: TargetRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_target (\(TargetRecord.columns))
      VALUES (\(target.id), \(target.plan), \(target.code), \(target.position), \(target.section), \(target.lines),
        \(target.text), \(target.goal), \(target.indicator), \(target.measure), \(target.unit), \(target.direction),
        \(target.populationKind), \(target.populationFilter), \(target.populationText), \(target.numerator),
        \(target.denominator), \(target.baseYear), \(target.contradicts), \(target.note), \(target.adoptedFrom),
        \(target.endedOn))
      ON CONFLICT (id) DO UPDATE SET position = excluded.position, section = excluded.section, lines = excluded.lines,
        text = excluded.text, goal = excluded.goal, indicator = excluded.indicator, measure = excluded.measure,
        unit = excluded.unit, direction = excluded.direction, population_kind = excluded.population_kind,
        population_filter = excluded.population_filter, population_text = excluded.population_text,
        numerator = excluded.numerator, denominator = excluded.denominator, base_year = excluded.base_year,
        contradicts = excluded.contradicts, note = excluded.note, adopted_from = excluded.adopted_from,
        ended_on = excluded.ended_on
      """)
  }

  /// These values and no others.
  static func save(_ values: [TargetValue], of target: TargetID, on connection: any Connection) throws {
    for value in values {
      try connection.execute(
        """
        INSERT INTO plan_target_value (\(TargetValue.columns))
        VALUES (\(target), \(value.year), \(value.value), \(value.low), \(value.high), \(value.growth),
          \(value.shown), \(value.section), \(value.lines))
        ON CONFLICT (target, year) DO UPDATE SET value = excluded.value, low = excluded.low, high = excluded.high,
          growth = excluded.growth, shown = excluded.shown, section = excluded.section, lines = excluded.lines
        """)
    }
    let years = values.map(\.year)
    try connection.execute(
      """
      DELETE FROM plan_target_value
      WHERE target = \(target)\(years.isEmpty ? "" : " AND year NOT IN \(list: years)" as SQL)
      """)
  }

  static func save(_ task: PlanTaskRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_task (\(PlanTaskRecord.columns))
      VALUES (\(task.id), \(task.plan), \(task.parent), \(task.code), \(task.position), \(task.kind), \(task.section),
        \(task.lines), \(task.title), \(task.text), \(task.funding), \(task.fromYear), \(task.toYear), \(task.every),
        \(task.period), \(task.targets))
      ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, position = excluded.position, kind = excluded.kind,
        section = excluded.section, lines = excluded.lines, title = excluded.title, text = excluded.text,
        funding = excluded.funding, from_year = excluded.from_year, to_year = excluded.to_year, every = excluded.every,
        period = excluded.period, targets = excluded.targets, ended_on = NULL
      """)
  }

  /// These parties and no others; an organisation that was joined to a name stays with it.
  static func save(_ parties: [TaskParty], of task: PlanTaskID, on connection: any Connection) throws {
    let before = try self.parties(of: [task], on: connection)[task] ?? []
    let known = Dictionary(
      before.compactMap { one in one.organisation.map { (one.name, $0) } }, uniquingKeysWith: { first, _ in first })
    try connection.execute("DELETE FROM plan_task_party WHERE task = \(task)")
    for party in parties {
      try connection.execute(
        """
        INSERT INTO plan_task_party (\(TaskParty.columns))
        VALUES (\(task), \(party.role), \(party.position), \(party.name), \(party.organisation ?? known[party.name]))
        """)
    }
  }

  static func save(_ deadline: PlanDeadline, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_deadline (\(PlanDeadline.columns))
      VALUES (\(deadline.id), \(deadline.plan), \(deadline.code), \(deadline.who), \(deadline.toWhom),
        \(deadline.via), \(deadline.every), \(deadline.month), \(deadline.day), \(deadline.isBefore),
        \(deadline.section), \(deadline.lines), \(deadline.text), \(deadline.mark), \(deadline.validFrom),
        \(deadline.validTo), \(deadline.maker))
      ON CONFLICT (id) DO UPDATE SET who = excluded.who, to_whom = excluded.to_whom, via = excluded.via,
        every = excluded.every, month = excluded.month, day = excluded.day, is_before = excluded.is_before,
        section = excluded.section, lines = excluded.lines, text = excluded.text, mark = excluded.mark,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, maker = excluded.maker
      """)
  }

  static func replace(_ texts: [PlanText], of plan: PlanID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM plan_text WHERE plan = \(plan)")
    for text in texts {
      try connection.execute(
        """
        INSERT INTO plan_text (\(PlanText.columns))
        VALUES (\(plan), \(text.kind), \(text.position), \(text.ref), \(text.section), \(text.lines), \(text.text))
        """)
    }
  }

  static func replace(_ annexes: [PlanAnnex], of plan: PlanID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM plan_annex WHERE plan = \(plan)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for annex in annexes {
      let content = String(decoding: try encoder.encode(annex.content), as: UTF8.self)
      try connection.execute(
        """
        INSERT INTO plan_annex (\(PlanAnnex.columns))
        VALUES (\(annex.id), \(plan), \(annex.position), \(annex.title), \(annex.section), \(annex.lines), \(content))
        """)
    }
  }

  static func insert(_ amendment: PlanAmendment, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_amendment (\(PlanAmendment.columns))
      VALUES (\(amendment.id), \(amendment.plan), \(amendment.version), \(amendment.number), \(amendment.issued),
        \(amendment.effectiveOn), \(amendment.summary), \(amendment.before), \(amendment.madeBy),
        \(amendment.madeByName), \(amendment.madeAt), \(amendment.closedAt))
      """)
  }

  static func replaceLaws(
    _ laws: [PlanLaw], _ changes: [PlanLawChange], on connection: any Connection
  ) throws {
    try connection.execute("DELETE FROM plan_law_change")
    try connection.execute("DELETE FROM plan_law")
    for law in laws {
      try connection.execute(
        """
        INSERT INTO plan_law (\(PlanLaw.columns))
        VALUES (\(law.ref), \(law.title), \(law.issued), \(law.inForceFrom), \(law.mark), \(law.note),
          \(law.source))
        """)
    }
    for change in changes {
      try connection.execute(
        """
        INSERT INTO plan_law_change (\(PlanLawChange.columns))
        VALUES (\(change.law), \(change.position), \(change.kind), \(change.by), \(change.from), \(change.mark),
          \(change.note), \(change.source))
        """)
    }
  }
}
