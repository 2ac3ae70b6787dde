import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport

@testable import Programme

/// `data` of this checkout.
let plansFacts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)

/// Audit entries and notices as they came.
final class PlansHeard: AuditTrail, Notifier, Sendable {
  private let entries = Mutex<[AuditEntry]>([])
  var actions: [String] { entries.withLock { $0.map(\.action) } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws { entries.withLock { $0.append(entry) } }
  private let told = Mutex<[NoticeDraft]>([])
  var notices: [NoticeDraft] { told.withLock { $0 } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws { told.withLock { $0.append(notice) } }
}

/// Two provinces' departments, an agency, and registers that know provinces by name.
struct PlansHouse: OrganisationDirectory, OrganisationRegisters, PeopleDirectory {
  static let provinces = ["Thái Bình", "Hưng Yên", "Quảng Trị", "Cao Bằng", "Thái Nguyên"]
  static func province(_ name: String) -> UnitID {
    UnitID("0198b000-0000-7000-8000-00000000000\(provinces.firstIndex(of: name) ?? 9)")
  }
  let profiles: [OrganisationProfile]

  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    profiles.first { $0.id == id }
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] {
    profiles.filter { kind == nil || $0.kind == kind }
  }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }
  /// Who leads the first department.
  static let head = AccountID("0198c000-0000-7000-8000-000000000001")
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] { [] }
  func people(in organisation: OrganisationID, who permission: Permission) async throws -> [PersonProfile] {
    guard permission == Programme.confirm, organisation == PlansBench.department else { return [] }
    return [PersonProfile(id: Self.head, name: "Dung", roleTitle: "", organisation: organisation)]
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] { [:] }

  func facts(kind: OrganisationKind, province: UnitID?, on day: CivilDate) async throws -> [OrganisationFacts] { [] }
  func facts(_ ids: [OrganisationID], on day: CivilDate) async throws -> [OrganisationID: OrganisationFacts] { [:] }
  func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] { [:] }
  func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] { [] }
  func province(named name: String, on day: CivilDate) async throws -> UnitProfile? {
    guard Self.provinces.contains(name) else { return nil }
    return UnitProfile(id: Self.province(name), code: "00", level: "province", name: name, fullName: name)
  }
  func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID? { unit }
  func revenue(
    of ids: [OrganisationID], year: Int
  ) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)] { [:] }
}

/// The room's plans, and the people who work with them.
struct PlansBench: Sendable {
  static let department = OrganisationID("0198a000-0000-7000-8000-000000000001")
  static let elsewhere = OrganisationID("0198a000-0000-7000-8000-000000000002")
  static let agency = OrganisationID("0198a000-0000-7000-8000-000000000003")
  let database: Database
  let hand: ClockHand
  let heard = PlansHeard()
  let programme: Programme
  /// Keeps the department's plans.
  let lead: Principal
  /// Reads, and works for an agency.
  let editor: Principal
  /// Keeps the agency's own plans.
  let planner: Principal
  /// Of another department.
  let stranger: Principal
  let administrator: Principal

  init(_ database: Database, now: String = "2026-11-21T02:00:00Z", facts: URL = plansFacts) throws {
    self.database = database
    hand = ClockHand(Timestamp.date(now) ?? .distantPast)
    func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
      Principal(id: .new(), name: name, organisation: organisation, scoped: [organisation: own])
    }
    lead = person("Hà", Self.department, [Programme.read, Programme.work, Programme.manage])
    editor = person("Lan", Self.agency, [Programme.read, Programme.work])
    planner = person("Nam", Self.agency, [Programme.read, Programme.manage])
    stranger = person("Bình", Self.elsewhere, [Programme.read, Programme.manage])
    administrator = Principal(
      id: .new(), name: "Quản trị", organisation: nil, everywhere: [Programme.read, Programme.manage])
    let profiles = [
      (Self.department, OrganisationKind.department, "Sở Văn hóa, Thể thao và Du lịch Lam Giang"),
      (Self.elsewhere, .department, "Sở khác"), (Self.agency, .pressAgency, "Báo Lam Giang"),
    ].map { id, kind, name in
      OrganisationProfile(
        id: id, kind: kind, name: name, shortName: name, slug: id.rawValue, governingBody: nil, governingBodyName: nil,
        provinceName: nil, imprint: Imprint())
    }
    let house = PlansHouse(profiles: profiles)
    programme = try Programme(
      database: database, clock: .set(by: hand), audit: heard, organisations: house, registers: house, people: house,
      notifier: heard, indicators: [], facts: facts,
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-plans-\(UUIDv7.shared.next())"))
  }

  var site: AskedSite {
    AskedSite(people: [lead, editor, planner, stranger, administrator]) { programme.addRoutes(to: $0) }
  }

  /// A draft of the department with two targets and a task.
  func plan(_ change: (inout PlanDraft) -> Void = { _ in }) async throws -> PlanRecord {
    var draft = PlanDraft()
    draft.owner = Self.department
    draft.title = "Chuyển đổi số báo chí tỉnh Lam Giang giai đoạn 2026–2030"
    draft.shortTitle = "Chuyển đổi số báo chí Lam Giang"
    draft.number = "12/KH-UBND"
    draft.issued = "2026-01-15"
    draft.fromYear = 2026
    draft.toYear = 2030
    change(&draft)
    return try await programme.createPlan(draft, by: draft.owner == Self.agency ? planner : lead)
  }

  func target(_ measure: String, _ values: [Int: String]) -> TargetDraft {
    var draft = TargetDraft()
    draft.measure = measure
    draft.values = values
    return draft
  }
}

func withPlans(
  _ engine: Engine, now: String = "2026-11-21T02:00:00Z", _ body: (PlansBench) async throws -> Void
) async throws {
  try await withDatabase(engine, Programme.migrations) { try await body(PlansBench($0, now: now)) }
}

/// Whether this fails because something sent does not hold there.
func plansRefused(_ field: String, _ act: () async throws -> Void) async -> Bool {
  do {
    try await act()
    return false
  } catch Failure.invalid(let errors) {
    return errors[field] != nil
  } catch {
    return false
  }
}
