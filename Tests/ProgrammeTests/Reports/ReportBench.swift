import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport

@testable import Programme

/// Plans as they ship, a department that makes reports, a colleague, two agencies, and somebody from elsewhere.
struct ReportBench: Sendable {
  let database: Database
  let hand: ClockHand
  let witness = FigureWitness()
  let registers = FigureRegisters()
  let programme: Programme
  let department: OrganisationID
  let agency: OrganisationID
  let station: OrganisationID
  /// Keeps plans and makes reports for the department.
  let ha: Principal
  /// Makes and approves reports there.
  let son: Principal
  /// Reads at the department.
  let thu: Principal
  /// Makes the reports of the agency.
  let lan: Principal
  /// Makes and approves reports there, and sees what it earns.
  let minh: Principal
  /// Makes the reports of the other agency.
  let hoa: Principal
  let stranger: Principal

  init(_ database: Database, now: String) async throws {
    self.database = database
    hand = ClockHand(Timestamp.date(now) ?? .distantPast)
    department = registers.add("Sở Văn hóa, Thể thao và Du lịch Lam Giang", kind: .department)
    agency = registers.add("Báo Lam Giang", province: FigureRegisters.hungYen)
    station = registers.add("Đài Lam Giang", province: FigureRegisters.hungYen)
    let elsewhere = registers.add("Sở khác", kind: .department)
    func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
      Principal(id: .new(), name: name, organisation: organisation, scoped: [organisation: own])
    }
    ha = person(
      "Hà", department,
      [Programme.read, Programme.manage, Programme.freeze, Programme.report, Programme.readRevenue])
    son = person("Sơn", department, [Programme.read, Programme.manage, Programme.report])
    thu = person("Thu", department, [Programme.read])
    lan = person("Lan", agency, [Programme.read, Programme.report])
    minh = person("Minh", agency, [Programme.read, Programme.report, Programme.readRevenue])
    hoa = person("Hoa", station, [Programme.read, Programme.report])
    stranger = person("Bình", elsewhere, [Programme.read, Programme.manage, Programme.report])
    programme = try Programme(
      database: database, clock: .set(by: hand), audit: witness, organisations: registers, registers: registers,
      people: ReportPeople(staff: [ha, son, thu, lan, minh, hoa]), notifier: witness, indicators: [], facts: plansFacts,
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-reports-\(UUIDv7.shared.next())"))
    try await programme.loadPlans(
      by: Principal(id: .new(), name: "Quản trị", organisation: nil, everywhere: [Programme.manage]))
  }

  static let five = ["thai-nguyen-2024", "quang-tri-2023", "cao-bang-2021", "thai-binh-2023", "hung-yen-2023"]

  var site: AskedSite {
    AskedSite(people: [ha, son, thu, lan, minh, hoa, stranger]) { programme.addRoutes(to: $0) }
  }

  /// - Parameter named: whom its tasks name, so that it has a part in a plan nobody keeps.
  func plan(
    _ code: String, keptBy owner: OrganisationID? = nil, naming named: OrganisationID? = nil
  ) async throws -> PlanRecord {
    try await database.write { connection in
      if let named {
        try connection.execute(
          """
          UPDATE plan_task_party SET organisation = \(named)
          WHERE task IN (SELECT t.id FROM plan_task t JOIN plan p ON p.id = t.plan WHERE p.code = \(code))
          """)
      }
      if let owner { try connection.execute("UPDATE plan SET owner = \(owner) WHERE code = \(code)") }
      guard let plan = try PlanStore.find(code: code, on: connection) else { throw Failure.notFound }
      return plan
    }
  }

  /// A whole of a target on a day, as if counted.
  func figure(_ code: String, of plan: PlanRecord, _ day: String, _ numerator: Double, _ denominator: Double?)
    async throws
  {
    let day = CivilDate(rawValue: day) ?? programme.clock.today
    try await database.write { connection in
      guard let target = try PlanStore.targets(of: plan.id, on: connection).first(where: { $0.code == code }) else {
        throw Failure.notFound
      }
      try connection.execute(
        """
        INSERT INTO plan_figure (target, day, plan, year, numerator, denominator, population, known, source, missing,
          explanation, made_by_name, made_at)
        VALUES (\(target.id), \(day), \(plan.id), \(day.year), \(numerator), \(denominator), \(3), \(3), 'computed', '', '',
          'Hà', \(programme.clock.now))
        """)
    }
  }

  /// What one organisation adds to a target on a day.
  func part(
    _ code: String, of plan: PlanRecord, _ day: String, _ organisation: OrganisationID, _ name: String,
    _ numerator: Double, _ denominator: Double
  ) async throws {
    let day = CivilDate(rawValue: day) ?? programme.clock.today
    try await database.write { connection in
      guard let target = try PlanStore.targets(of: plan.id, on: connection).first(where: { $0.code == code }) else {
        throw Failure.notFound
      }
      try connection.execute(
        """
        INSERT INTO plan_figure_part (target, day, organisation, plan, year, name, numerator, denominator, source, entry,
          evidence, missing)
        VALUES (\(target.id), \(day), \(organisation), \(plan.id), \(day.year), \(name), \(numerator), \(denominator),
          'computed', NULL, '[]', '')
        """)
    }
  }

  /// What was told to somebody, by kind.
  func told(_ person: Principal) -> [String] {
    witness.told.withLock { $0.filter { $0.people.contains(person.id) }.map(\.kind) }
  }

  func freeze(_ plan: PlanRecord, _ day: String) async throws {
    let day = CivilDate(rawValue: day) ?? programme.clock.today
    try await database.write { connection in
      try FreezeStore.insert(
        Freeze(
          plan: plan.id, day: day, digest: String(repeating: "ab", count: 32), figures: 1, parts: 0, proofs: 0, by: ha,
          at: programme.clock.now), on: connection)
    }
  }
}

struct ReportPeople: PeopleDirectory {
  let staff: [Principal]
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    staff.filter { $0.organisation == organisation }.map {
      PersonProfile(id: $0.id, name: $0.name, roleTitle: "", organisation: organisation)
    }
  }
  func people(in organisation: OrganisationID, who permission: Permission) async throws -> [PersonProfile] {
    let able = Set(staff.filter { $0.may(permission, in: organisation) }.map(\.id))
    return try await people(in: organisation).filter { able.contains($0.id) }
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] { [:] }
}

func withReports(
  _ engine: Engine, now: String = "2026-11-28T02:00:00Z", _ body: (ReportBench) async throws -> Void
) async throws {
  try await withDatabase(engine, Programme.migrations) { try await body(try await ReportBench($0, now: now)) }
}
