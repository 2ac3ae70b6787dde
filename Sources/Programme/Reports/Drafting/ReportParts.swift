import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// The plans in which an organisation has a part, and on which it may report: those it keeps, those of its province (as it
  /// was called then), those that name it or gave it work, and those above whose targets such a plan took over.
  func plansWithPart(of organisation: OrganisationID, on day: CivilDate) async throws -> Set<PlanID> {
    let own = try await registers.facts([organisation], on: day)[organisation]?.province
    let province = try await carried(own, on: day)
    let (plans, named, adopted) = try await database.read { connection in
      (
        try PlanStore.all(on: connection), try Self.named(organisation, on: connection),
        try Self.adoptions(on: connection)
      )
    }
    var parts = named
    var carriers: [UnitID: UnitID?] = [:]
    for plan in plans {
      if plan.owner == organisation { parts.insert(plan.id) }
      guard plan.kind == .provincial, let unit = plan.province, let province else { continue }
      if carriers[unit] == nil { carriers[unit] = try await carried(unit, on: day) }
      if carriers[unit] == province { parts.insert(plan.id) }
    }
    // From an agency's plan to its province's, and from there to the nation's.
    for _ in 0..<2 {
      for (source, adopter) in adopted where parts.contains(adopter) { parts.insert(source) }
    }
    return parts
  }

  /// The province that carries a unit on; nil where none is known.
  private func carried(_ unit: UnitID?, on day: CivilDate) async throws -> UnitID? {
    guard let unit else { return nil }
    return try await registers.successor(ofProvince: unit, on: day)
  }

  private static func named(_ organisation: OrganisationID, on connection: any Connection) throws -> Set<PlanID> {
    Set(
      try connection.values(
        """
        SELECT plan FROM work_task WHERE lead = \(organisation) AND plan IS NOT NULL
        UNION SELECT w.plan FROM work_partner p JOIN work_task w ON w.id = p.work
        WHERE p.organisation = \(organisation) AND w.plan IS NOT NULL
        UNION SELECT t.plan FROM plan_task_party p JOIN plan_task t ON t.id = p.task
        WHERE p.organisation = \(organisation)
        """))
  }

  /// Which plan took targets over from which.
  private static func adoptions(on connection: any Connection) throws -> [(source: PlanID, adopter: PlanID)] {
    try connection.rows(
      """
      SELECT DISTINCT s.plan AS source, t.plan AS adopter FROM plan_target t
      JOIN plan_target s ON s.id = t.adopted_from WHERE t.adopted_from IS NOT NULL
      """
    ).map { (try $0["source"], try $0["adopter"]) }
  }

  /// Whether an organisation of a kind makes reports of a type: a department's paper is a department's.
  static func makes(_ type: ReportType, _ kind: OrganisationKind?) -> Bool {
    type.maker != "department" || kind == .department
  }

  /// Whose figures a report of an organisation holds: of everybody only in that of whoever keeps the plan.
  static func scope(
    of organisation: OrganisationID, _ kind: OrganisationKind?, in plan: PlanRecord, year: Int, _ principal: Principal,
    on connection: any Connection
  ) throws -> ReportFacts.Scope {
    if plan.owner == organisation, mayManage(plan, principal) { return .whole }
    guard kind == .department else { return .own }
    let counts = try connection.exists(
      "SELECT 1 FROM plan_figure_part WHERE organisation = \(organisation) AND plan = \(plan.id) AND year = \(year) LIMIT 1"
    )
    return counts ? .own : .published
  }

  /// What a report takes from other rooms.
  struct ReportGround: Sendable {
    var kind: OrganisationKind?
    /// The press agencies of the plan's province, as alive on the day.
    var agencies: [OrganisationID] = []
    /// By which names plans mean the organisation; nil where it is not known.
    var calling: Calling?
  }

  func ground(of organisation: OrganisationID, in plan: PlanRecord?, on day: CivilDate) async throws -> ReportGround {
    let profile = try await organisations.organisation(organisation, on: day)
    var ground = ReportGround(kind: profile?.kind)
    ground.agencies = try await pressAgencies(of: plan, on: day)
    if let profile { ground.calling = try await calling(profile) }
    return ground
  }
}
