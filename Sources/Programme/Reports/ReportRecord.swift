import Foundation
package import Kernel
import OfficeDocuments
import Persistence

/// Marks the IDs of reports.
package enum ReportMark {}
/// Names a report, from its draft on.
package typealias ReportID = ID<ReportMark>

/// A report of an organisation on a plan, or on what a law asks, for a period of a year.
struct ReportRecord: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, type, year, period, organisation, organisation_name, state, from_day, to_day, due_on, head, content, facts,
    facts_day, facts_digest, made_by, made_by_name, made_at, changed_by, changed_by_name, updated_at, reviewed_by,
    reviewed_by_name, signed_on, sent_on, sent_way, version
    """

  var id: ReportID
  var plan: PlanID?
  /// An id of ``ReportTypes``.
  var type: String
  var year: Int
  /// `year`, `q1`, `h2`.
  var period: String
  var organisation: OrganisationID
  /// As it was called when the report was begun.
  var organisationName: String
  var state: ReportState
  var from: CivilDate
  var to: CivilDate
  /// The last lawful day, where one is known.
  var dueOn: CivilDate?
  var head: ReportHead
  var sections: [ReportSection]
  var facts: ReportFacts
  var madeBy: AccountID
  var madeByName: String
  var madeAt: Date
  /// Who wrote in it last: somebody else approves it.
  var changedBy: AccountID
  var changedByName: String
  var updatedAt: Date
  var reviewedBy: AccountID?
  var reviewedByName: String
  var signedOn: CivilDate?
  var sentOn: CivilDate?
  /// How: `Trục liên thông văn bản`, `bưu điện`.
  var sentWay: String
  var version: Int

  init(
    plan: PlanRecord?, type: ReportType, year: Int, period: String, organisation: OrganisationID, name: String,
    days: (from: CivilDate, to: CivilDate), dueOn: CivilDate?, head: ReportHead, sections: [ReportSection],
    facts: ReportFacts, by principal: Principal, at time: Date
  ) {
    id = .new()
    self.plan = plan?.id
    self.type = type.id
    self.year = year
    self.period = period
    self.organisation = organisation
    organisationName = name
    state = .draft
    from = days.from
    to = days.to
    self.dueOn = dueOn
    self.head = head
    self.sections = sections
    self.facts = facts
    madeBy = principal.id
    madeByName = principal.name
    madeAt = time
    changedBy = principal.id
    changedByName = principal.name
    updatedAt = time
    reviewedByName = ""
    sentWay = ""
    version = 1
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    type = try row["type"]
    year = try row["year"]
    period = try row["period"]
    organisation = try row["organisation"]
    organisationName = try row["organisation_name"]
    state = try row["state"]
    from = try row["from_day"]
    to = try row["to_day"]
    dueOn = try row["due_on"]
    head = try ReportJSON.read(try row["head"])
    sections = try ReportJSON.read(try row["content"])
    facts = try ReportJSON.read(try row["facts"])
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
    changedBy = try row["changed_by"]
    changedByName = try row["changed_by_name"]
    updatedAt = try row["updated_at"]
    reviewedBy = try row["reviewed_by"]
    reviewedByName = try row["reviewed_by_name"]
    signedOn = try row["signed_on"]
    sentOn = try row["sent_on"]
    sentWay = try row["sent_way"]
    version = try row["version"]
  }
}

/// A line of lists and calendars: a report without its text.
struct ReportLine: Sendable, RowDecodable {
  static let columns: SQL = "id, plan, type, year, period, organisation, organisation_name, state, due_on, sent_on"

  let id: ReportID
  let plan: PlanID?
  let type: String
  let year: Int
  let period: String
  let organisation: OrganisationID
  let organisationName: String
  let state: ReportState
  let dueOn: CivilDate?
  let sentOn: CivilDate?

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    type = try row["type"]
    year = try row["year"]
    period = try row["period"]
    organisation = try row["organisation"]
    organisationName = try row["organisation_name"]
    state = try row["state"]
    dueOn = try row["due_on"]
    sentOn = try row["sent_on"]
  }
}

/// A thing that was done with a report.
struct ReportEvent: Sendable, RowDecodable {
  static let columns: SQL = "id, report, kind, words, by_name, at"
  /// An approval although figures are not frozen; its words say why.
  static let approvedUnfrozen = "approve-unfrozen"

  let kind: String
  /// Why, how; of submitting, who was told.
  let words: String
  let byName: String
  let at: Date

  init(row: Row) throws {
    kind = try row["kind"]
    words = try row["words"]
    byName = try row["by_name"]
    at = try row["at"]
  }
}

/// A signed paper of a report: a scan, or a signature as a file.
struct ReportPaperFile: Sendable, RowDecodable {
  let evidence: EvidenceID
  let kind: String
  /// What kind of file it is.
  let seen: String
  let name: String
  /// Of each signature in it, what could be checked.
  let findings: [SignatureFinding]
  /// Where the file lies, below the folder of evidence.
  let place: String

  init(row: Row) throws {
    evidence = try row["evidence"]
    kind = try row["kind"]
    seen = try row["seen"]
    name = try row["name"]
    findings = try ReportJSON.read(try row["findings"])
    place = try row["value"]
  }
}
