import Foundation
import Kernel
import OfficeDocuments
import Persistence

/// All SQL about reports.
enum ReportStore {
  static func find(_ id: ReportID, on connection: any Connection) throws -> ReportRecord? {
    try connection.first("SELECT \(ReportRecord.columns) FROM plan_report WHERE id = \(id)")
  }

  /// The same, kept from others until the transaction ends.
  static func lock(_ id: ReportID, on connection: any Connection) throws -> ReportRecord? {
    try connection.first("SELECT \(ReportRecord.columns) FROM plan_report WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(
    plan: PlanID?, type: String, year: Int, period: String, of organisation: OrganisationID,
    on connection: any Connection
  ) throws -> ReportRecord? {
    let which: SQL = plan.map { "plan = \($0)" } ?? "plan IS NULL"
    return try connection.first(
      """
      SELECT \(ReportRecord.columns) FROM plan_report
      WHERE organisation = \(organisation) AND type = \(type) AND year = \(year) AND period = \(period) AND \(which)
      """)
  }

  /// Those of some years, without their text.
  static func lines(of years: [Int], on connection: any Connection) throws -> [ReportLine] {
    try connection.all(
      """
      SELECT \(ReportLine.columns) FROM plan_report WHERE year IN \(list: years)
      ORDER BY year DESC, organisation_name, id LIMIT 20000
      """)
  }

  static func insert(_ one: ReportRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_report (\(ReportRecord.columns))
      VALUES (\(one.id), \(one.plan), \(one.type), \(one.year), \(one.period), \(one.organisation),
        \(one.organisationName), \(one.state), \(one.from), \(one.to), \(one.dueOn), \(try ReportJSON.text(one.head)),
        \(try ReportJSON.text(one.sections)), \(try ReportJSON.text(one.facts)), \(one.facts.day), \(one.facts.digest),
        \(one.madeBy), \(one.madeByName), \(one.madeAt), \(one.changedBy), \(one.changedByName), \(one.updatedAt),
        \(one.reviewedBy), \(one.reviewedByName), \(one.signedOn), \(one.sentOn), \(one.sentWay), \(one.version))
      """)
    try keepVersion(one, writer: one.madeBy, on: connection)
  }

  /// Writes what may change; the caller counts the version up where the text changed.
  static func update(_ one: ReportRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE plan_report
      SET state = \(one.state), head = \(try ReportJSON.text(one.head)),
        content = \(try ReportJSON.text(one.sections)), facts = \(try ReportJSON.text(one.facts)),
        facts_day = \(one.facts.day), facts_digest = \(one.facts.digest), changed_by = \(one.changedBy),
        changed_by_name = \(one.changedByName), updated_at = \(one.updatedAt), reviewed_by = \(one.reviewedBy),
        reviewed_by_name = \(one.reviewedByName), signed_on = \(one.signedOn), sent_on = \(one.sentOn),
        sent_way = \(one.sentWay), version = \(one.version)
      WHERE id = \(one.id)
      """)
  }

  /// - Parameter writer: who wrote it; nil where only figures were taken anew.
  static func keepVersion(_ one: ReportRecord, writer: AccountID?, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_report_version (report, version, head, content, facts_digest, by_name, at, by_account)
      VALUES (\(one.id), \(one.version), \(try ReportJSON.text(one.head)), \(try ReportJSON.text(one.sections)),
        \(one.facts.digest), \(one.changedByName), \(one.updatedAt), \(writer))
      """)
  }

  /// Whether somebody wrote in it.
  static func wrote(_ account: AccountID, in report: ReportID, on connection: any Connection) throws -> Bool {
    try connection.exists(
      "SELECT 1 FROM plan_report_version WHERE report = \(report) AND by_account = \(account) LIMIT 1")
  }

  /// Everybody who wrote in it.
  static func writers(of report: ReportRecord, on connection: any Connection) throws -> Set<AccountID> {
    let accounts: [AccountID] = try connection.values(
      """
      SELECT DISTINCT by_account FROM plan_report_version
      WHERE report = \(report.id) AND by_account IS NOT NULL LIMIT 1000
      """)
    return Set(accounts + [report.madeBy, report.changedBy])
  }

  /// What a version said, by the names of the form; nil where there is no such version.
  static func fields(of report: ReportID, version: Int, on connection: any Connection) throws -> [String: String]? {
    let row = try connection.rows(
      "SELECT head, content FROM plan_report_version WHERE report = \(report) AND version = \(version)"
    ).first
    guard let row else { return nil }
    let sections: [ReportSection] = try ReportJSON.read(try row["content"])
    let words = Dictionary(sections.map { ($0.id, $0.words) }, uniquingKeysWith: { first, _ in first })
    return ReportEdit.fields(try ReportJSON.read(try row["head"]), words)
  }

  static func add(
    _ kind: String, to report: ReportID, words: String = "", by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO plan_report_event (\(ReportEvent.columns))
      VALUES (\(ID<ReportEvent>.new()), \(report), \(kind), \(words), \(principal.name), \(time))
      """)
  }

  static func events(of report: ReportID, on connection: any Connection) throws -> [ReportEvent] {
    try connection.all(
      "SELECT \(ReportEvent.columns) FROM plan_report_event WHERE report = \(report) ORDER BY id LIMIT 500")
  }

  static func papers(of report: ReportID, on connection: any Connection) throws -> [ReportPaperFile] {
    try connection.all(
      """
      SELECT p.evidence, p.kind, p.seen, p.findings, e.name, e.value FROM plan_report_paper p
      JOIN plan_evidence e ON e.id = p.evidence
      WHERE p.report = \(report) AND e.removed_at IS NULL ORDER BY p.evidence LIMIT 100
      """)
  }

  static func add(
    paper: EvidenceID, _ kind: String, seen: String, findings: [SignatureFinding], to report: ReportID,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO plan_report_paper (evidence, report, kind, seen, findings)
      VALUES (\(paper), \(report), \(kind), \(seen), \(try ReportJSON.text(findings)))
      """)
  }

  /// Takes a report away with what hangs on it; its papers are evidence, of which the rows stay.
  static func delete(_ id: ReportID, at time: Date, on connection: any Connection) throws {
    for paper in try papers(of: id, on: connection) {
      try EvidenceStore.remove(paper.evidence, at: time, on: connection)
    }
    try connection.execute("DELETE FROM plan_report_paper WHERE report = \(id)")
    try connection.execute("DELETE FROM plan_report_event WHERE report = \(id)")
    try connection.execute("DELETE FROM plan_report_version WHERE report = \(id)")
    try connection.execute("DELETE FROM plan_report WHERE id = \(id)")
  }

  /// Whether it is new that this stage of this deadline is told there.
  static func tell(
    _ due: String, _ organisation: OrganisationID, _ stage: String, at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO plan_report_told (due, organisation, stage, told_at)
      VALUES (\(due), \(organisation), \(stage), \(time)) ON CONFLICT (due, organisation, stage) DO NOTHING
      """) > 0
  }
}
