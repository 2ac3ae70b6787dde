import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport

@testable import Programme

/// Notices and audit entries as they came.
final class TaskHeard: Notifier, AuditTrail, Sendable {
  private let notices = Mutex<[NoticeDraft]>([])
  private let entries = Mutex<[AuditEntry]>([])
  var told: [NoticeDraft] { notices.withLock { $0 } }
  var actions: [String] { entries.withLock { $0.map(\.action) } }
  func forget() { notices.withLock { $0 = [] } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws { notices.withLock { $0.append(notice) } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws { entries.withLock { $0.append(entry) } }
}

/// Organisations with their days and heirs, and who works there.
final class TaskHouse: OrganisationDirectory, OrganisationRegisters, PeopleDirectory, Sendable {
  struct Kept: Sendable {
    var profile: OrganisationProfile
    var ended: CivilDate?
    var heirs: [OrganisationID] = []
    var province: UnitID?
  }
  let kept = Mutex<[OrganisationID: Kept]>([:])
  let staff = Mutex<[(person: PersonProfile, permissions: Set<Permission>)]>([])

  func put(_ id: OrganisationID, _ kind: OrganisationKind, _ name: String) {
    let profile = OrganisationProfile(
      id: id, kind: kind, name: name, shortName: name, slug: id.rawValue, governingBody: nil, governingBodyName: nil,
      provinceName: nil, imprint: Imprint())
    kept.withLock { $0[id] = Kept(profile: profile) }
  }

  func end(_ id: OrganisationID, on day: CivilDate, heirs: [OrganisationID]) {
    kept.withLock { all in
      all[id]?.ended = day
      all[id]?.heirs = heirs
    }
  }

  func leave(_ person: AccountID) { staff.withLock { $0.removeAll { $0.person.id == person } } }

  private func alive(_ id: OrganisationID, _ day: CivilDate) -> Kept? {
    kept.withLock { $0[id] }.flatMap { one in one.ended.map { day < $0 } ?? true ? one : nil }
  }

  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    alive(id, day)?.profile
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] {
    let all = kept.withLock { Array($0.values) }
    return all.filter { one in (kind == nil || one.profile.kind == kind) && (one.ended.map { day < $0 } ?? true) }
      .map(\.profile).sorted { $0.name < $1.name }
  }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }

  func facts(
    kind: OrganisationKind, province: UnitID?, on day: CivilDate
  ) async throws -> [OrganisationFacts] {
    try await organisations(kind: kind, on: day).map(facts)
  }
  private func facts(_ one: OrganisationProfile) -> OrganisationFacts {
    OrganisationFacts(
      id: one.id, kind: one.kind, name: one.name, shortName: one.shortName,
      province: kept.withLock { $0[one.id]?.province },
      governingBody: nil)
  }
  func facts(_ ids: [OrganisationID], on day: CivilDate) async throws -> [OrganisationID: OrganisationFacts] {
    Dictionary(ids.compactMap { id in alive(id, day).map { (id, facts($0.profile)) } }, uniquingKeysWith: { a, _ in a })
  }
  func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] {
    var all: [OrganisationID: [OrganisationID]] = [:]
    for id in ids {
      guard alive(id, start) != nil else { continue }
      if alive(id, day) != nil { all[id] = [id] } else { all[id] = kept.withLock { $0[id]?.heirs ?? [] } }
    }
    return all
  }
  func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] {
    kept.withLock { all in all.filter { $0.value.heirs.contains(id) }.map(\.key).sorted() }
  }
  func province(named name: String, on day: CivilDate) async throws -> UnitProfile? { nil }
  func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID? { unit }
  func revenue(
    of ids: [OrganisationID], year: Int
  ) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)] { [:] }

  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    staff.withLock { $0.map(\.person).filter { $0.organisation == organisation } }
  }
  func people(in organisation: OrganisationID, who permission: Permission) async throws -> [PersonProfile] {
    staff.withLock { all in
      all.filter { $0.person.organisation == organisation && $0.permissions.contains(permission) }.map(\.person)
    }
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    staff.withLock { all in
      Dictionary(all.map(\.person).filter { ids.contains($0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    }
  }
}

/// A department that keeps a plan, two agencies that work by it, and a stranger.
struct TaskBench: Sendable {
  static let department = OrganisationID("0198a000-0000-7000-8000-0000000000d1")
  static let paper = OrganisationID("0198a000-0000-7000-8000-0000000000a1")
  static let station = OrganisationID("0198a000-0000-7000-8000-0000000000a2")
  static let merged = OrganisationID("0198a000-0000-7000-8000-0000000000a3")
  static let facts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)

  let database: Database
  let hand: ClockHand
  let heard = TaskHeard()
  let house = TaskHouse()
  let programme: Programme
  let folder: URL
  /// Keeps the plan; works at the paper; works at the station; the paper's own manager; reads at the station only.
  let keeper: Principal
  let worker: Principal
  let other: Principal
  let chief: Principal
  let reader: Principal

  static func day(_ text: String) -> CivilDate { CivilDate(rawValue: text) ?? CivilDate(daysSince1970: 0) }
  static func time(_ text: String) -> Date { Timestamp.date(text) ?? .distantPast }

  init(_ database: Database, now: String) throws {
    self.database = database
    hand = ClockHand(Self.time(now))
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-tasks-\(UUIDv7.shared.next())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    house.put(Self.department, .department, "Sở Văn hóa, Thể thao và Du lịch Lam Giang")
    house.put(Self.paper, .pressAgency, "Báo Lam Giang")
    house.put(Self.station, .pressAgency, "Đài Phát thanh và Truyền hình Lam Giang")
    let house = house
    func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
      let one = Principal(id: .new(), name: name, organisation: organisation, scoped: [organisation: own])
      house.staff.withLock {
        $0.append((PersonProfile(id: one.id, name: name, roleTitle: "", organisation: organisation), own))
      }
      return one
    }
    keeper = person("Hà", Self.department, [Programme.read, Programme.work, Programme.manage])
    worker = person("Lan", Self.paper, [Programme.read, Programme.work])
    other = person("Bình", Self.station, [Programme.read, Programme.work])
    chief = person("Hải", Self.paper, [Programme.read, Programme.manage])
    reader = person("Mai", Self.station, [Programme.read])
    programme = try Programme(
      database: database, clock: .set(by: hand), audit: heard, organisations: house, registers: house, people: house,
      notifier: heard, indicators: [], facts: Self.facts, folder: folder)
  }

  func move(to text: String) { hand.move(to: Self.time(text)) }

  /// A plan that the department keeps, with one yearly task of the paper and one duty of all agencies.
  func plan() async throws -> (plan: PlanID, task: PlanTaskID, duty: PlanTaskID) {
    let plan = PlanRecord(
      code: "lam-giang-2026", kind: .provincial, state: .active, owner: Self.department,
      title: "Kế hoạch chuyển đổi số báo chí tỉnh Lam Giang", shortTitle: "Lam Giang 2026", issued: "2026-01-05",
      fromYear: 2026, toYear: 2030, updatedAt: hand.now)
    let (task, duty) = (PlanTaskID.new(), PlanTaskID.new())
    let now = hand.now
    try await database.write { connection in
      try connection.execute(
        """
        INSERT INTO plan (\(PlanRecord.columns), made_at)
        VALUES (\(plan.id), \(plan.code), \(plan.kind), \(plan.state), \(plan.owner), NULL, '', \(plan.title),
          \(plan.shortTitle), '', '', \(plan.issued), '', 2026, 2030, NULL, NULL, '', 'own', '', 1, \(now), \(now))
        """)
      for (id, code, kind, title, every, name) in [
        (task, "t1", "task", "Đào tạo kỹ năng số", "year", "Báo Lam Giang"),
        (duty, "d1", "duty", "Báo cáo kết quả", "", "Các cơ quan báo chí của tỉnh"),
      ] {
        try connection.execute(
          """
          INSERT INTO plan_task (\(PlanTaskRecord.columns))
          VALUES (\(id), \(plan.id), NULL, \(code), 1, \(kind), 'II.1', '1', \(title), '', 'Ngân sách', 2026, 2030,
            \(every), 'Hằng năm', '')
          """)
        try connection.execute(
          "INSERT INTO plan_task_party (task, role, position, name, organisation) VALUES (\(id), 'lead', 0, \(name), NULL)"
        )
      }
      try connection.execute(
        """
        INSERT INTO plan_deadline (\(PlanDeadline.columns))
        VALUES ('bao-cao', \(plan.id), 'bao-cao', 'Báo Lam Giang; Ủy ban nhân dân các xã', 'UBND tỉnh', '', 'year', 12, 10,
          \(true), 'V', '1', 'Báo cáo trước ngày 10/12', 'A', NULL, NULL, '')
        """)
    }
    return (plan.id, task, duty)
  }

  /// Work of the paper that the department laid on it.
  func work(
    due: String? = "2026-12-15", plan: PlanID? = nil, lead: OrganisationID = paper, title: String = "Mở kênh số",
    _ change: (inout WorkDraft) -> Void = { _ in }
  ) async throws -> WorkID {
    var draft = WorkDraft(lead: lead)
    draft.plan = plan
    draft.title = title
    draft.startsOn = due.map { _ in Self.day("2026-01-05") }
    draft.dueOn = due.map { Self.day($0) }
    change(&draft)
    return try await programme.make(draft, by: plan == nil ? chief : keeper)
  }

  func prove(_ id: WorkID, by person: Principal? = nil) async throws {
    try await programme.prove(id, file: nil, text: "Công văn 12/BLG", name: "", by: person ?? worker)
  }

  func record(_ id: WorkID) async throws -> WorkRecord {
    guard let found = try await database.read({ try WorkStore.find(id, on: $0) }) else { throw Failure.notFound }
    return found
  }

  func told(_ id: WorkID) async throws -> [String] {
    try await database.read { try WorkTold.of([id], on: $0)[id] ?? [] }.map {
      $0.what.split(separator: ":").prefix(2).joined(separator: ":")
    }
  }
}

func withTaskBench(
  _ engine: Engine, now: String = "2026-11-23T02:00:00Z", _ body: (TaskBench) async throws -> Void
) async throws {
  try await withDatabase(engine, Programme.migrations) { database in
    let bench = try TaskBench(database, now: now)
    defer { try? FileManager.default.removeItem(at: bench.folder) }
    try await body(bench)
  }
}
