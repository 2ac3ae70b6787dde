import Contracts
import Foundation
import Kernel
import Logging
import Messaging
import Persistence
import Synchronization
import TestSupport

@testable import Programme

/// Registers in memory: who lived when, what is known of them, who became whom.
final class FigureRegisters: OrganisationRegisters, OrganisationDirectory, PeopleDirectory, Sendable {
  struct Life: Sendable {
    var facts: OrganisationFacts
    var from: CivilDate
    var to: CivilDate?
    /// To whom it went when it ended.
    var heirs: [OrganisationID] = []
  }

  let lives = Mutex<[OrganisationID: Life]>([:])
  let money = Mutex<[OrganisationID: [Int: (amount: Int, isConfirmed: Bool)]]>([:])
  let staff = Mutex<[(person: PersonProfile, permissions: Set<Permission>)]>([])
  static let thaiBinh = UnitID("0198b000-0000-7000-8000-000000000034")
  static let hungYen = UnitID("0198b000-0000-7000-8000-000000000033")

  @discardableResult
  func add(
    _ name: String, kind: OrganisationKind = .pressAgency, province: UnitID = thaiBinh, from: String = "2000-01-01",
    to: String? = nil, heirs: [OrganisationID] = [], _ change: (inout OrganisationFacts) -> Void = { _ in }
  ) -> OrganisationID {
    let id = OrganisationID.new()
    var facts = OrganisationFacts(
      id: id, kind: kind, name: name, shortName: name, province: province, governingBody: nil)
    change(&facts)
    let life = Life(
      facts: facts, from: CivilDate(rawValue: from) ?? CivilDate(daysSince1970: 0),
      to: to.flatMap(CivilDate.init(rawValue:)), heirs: heirs)
    lives.withLock { $0[id] = life }
    return id
  }

  func end(_ ids: [OrganisationID], on day: String, into heirs: [OrganisationID]) {
    lives.withLock { lives in
      for id in ids {
        lives[id]?.to = CivilDate(rawValue: day)
        lives[id]?.heirs = heirs
      }
    }
  }

  func revenue(_ id: OrganisationID, _ year: Int, _ amount: Int, confirmed: Bool = true) {
    money.withLock { $0[id, default: [:]][year] = (amount, confirmed) }
  }

  private func alive(_ life: Life, _ day: CivilDate) -> Bool {
    life.from <= day && (life.to.map { $0 >= day } ?? true)
  }

  func facts(kind: OrganisationKind, province: UnitID?, on day: CivilDate) async throws -> [OrganisationFacts] {
    lives.withLock { lives in
      lives.values.filter {
        alive($0, day) && $0.facts.kind == kind && (province == nil || $0.facts.province == province)
      }
      .map(\.facts).sorted { $0.name < $1.name }
    }
  }
  func facts(_ ids: [OrganisationID], on day: CivilDate) async throws -> [OrganisationID: OrganisationFacts] {
    lives.withLock { lives in
      Dictionary(
        ids.compactMap { id in lives[id].flatMap { alive($0, day) ? (id, $0.facts) : nil } },
        uniquingKeysWith: { first, _ in first })
    }
  }
  func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] {
    lives.withLock { lives in
      func heirs(_ id: OrganisationID) -> [OrganisationID] {
        guard let life = lives[id] else { return [] }
        return alive(life, day) ? [id] : life.heirs.flatMap(heirs)
      }
      return Dictionary(ids.map { ($0, Array(Set(heirs($0))).sorted()) }, uniquingKeysWith: { first, _ in first })
    }
  }
  func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] {
    lives.withLock { lives in
      func before(_ id: OrganisationID) -> [OrganisationID] {
        let near = lives.filter { $0.value.heirs.contains(id) }.map(\.key).sorted()
        return near + near.flatMap(before)
      }
      return before(id)
    }
  }
  func province(named name: String, on day: CivilDate) async throws -> UnitProfile? {
    name == "Thái Bình" ? profile(Self.thaiBinh) : nil
  }
  func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID? {
    unit == Self.thaiBinh && day >= CivilDate(2025, 7, 1) ?? day ? Self.hungYen : unit
  }
  func revenue(
    of ids: [OrganisationID], year: Int
  ) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)] {
    money.withLock { money in
      Dictionary(
        ids.compactMap { id in money[id]?[year].map { (id, $0) } }, uniquingKeysWith: { first, _ in first })
    }
  }

  private func profile(_ id: UnitID) -> UnitProfile {
    let name = id == Self.thaiBinh ? "tỉnh Thái Bình" : "tỉnh Hưng Yên"
    return UnitProfile(id: id, code: "34", level: "province", name: name, fullName: name)
  }
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    lives.withLock { $0[id] }.map { life in
      OrganisationProfile(
        id: id, kind: life.facts.kind, name: life.facts.name, shortName: life.facts.name, slug: id.rawValue,
        governingBody: nil, governingBodyName: nil, provinceName: nil, imprint: Imprint())
    }
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] { [] }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { profile(id) }
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    staff.withLock { $0.map(\.person).filter { $0.organisation == organisation } }
  }
  func people(in organisation: OrganisationID, who permission: Permission) async throws -> [PersonProfile] {
    staff.withLock { all in
      all.filter { $0.person.organisation == organisation && $0.permissions.contains(permission) }.map(\.person)
    }
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] { [:] }
}

final class FigureWitness: Notifier, AuditTrail, Sendable {
  let entries = Mutex<[AuditEntry]>([])
  let told = Mutex<[NoticeDraft]>([])
  var actions: [String] { entries.withLock { $0.map(\.action) } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws { told.withLock { $0.append(notice) } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws { entries.withLock { $0.append(entry) } }
}

/// The room with a department that keeps the plan, and people of two agencies.
struct FigureBench: Sendable {
  let database: Database
  let hand: ClockHand
  let registers = FigureRegisters()
  let witness = FigureWitness()
  let programme: Programme
  let department: OrganisationID
  let newspaper: OrganisationID
  let station: OrganisationID
  let keeper: Principal
  let lan: Principal
  let minh: Principal
  let stranger: Principal

  static let facts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)

  init(_ database: Database, indicators: [any Indicator] = []) throws {
    self.database = database
    hand = ClockHand(Timestamp.date("2026-11-28T02:00:00Z") ?? .distantPast)
    department = registers.add("Sở Văn hóa, Thể thao và Du lịch", kind: .department)
    newspaper = registers.add("Báo Thái Bình")
    station = registers.add("Đài Phát thanh và Truyền hình Thái Bình")
    let all: Set<Permission> = [Programme.read, Programme.work, Programme.confirm]
    let registers = registers
    func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
      let one = Principal(id: .new(), name: name, organisation: organisation, scoped: [organisation: own])
      let profile = PersonProfile(id: one.id, name: name, roleTitle: "", organisation: organisation)
      registers.staff.withLock { $0.append((profile, own)) }
      return one
    }
    keeper = person("Hoa", department, all.union([Programme.manage, Programme.freeze]))
    lan = person("Lan", newspaper, all)
    minh = person("Minh", newspaper, all)
    stranger = person("Bình", station, all)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-figures-\(UUIDv7.shared.next())")
    programme = try Programme(
      database: database, clock: .set(by: hand), audit: witness, organisations: registers, registers: registers,
      people: registers, notifier: witness, indicators: indicators, facts: Self.facts, folder: folder)
  }

  /// An active plan of Thái Bình kept by the department.
  func plan(_ code: String = "thai-binh", _ change: (inout PlanRecord) -> Void = { _ in }) async throws -> PlanRecord {
    var plan = PlanRecord(
      code: code, kind: .provincial, state: .active, owner: department, province: FigureRegisters.thaiBinh,
      provinceName: "Thái Bình", title: "Kế hoạch chuyển đổi số báo chí", shortTitle: "Thái Bình 2023",
      issuer: "Ủy ban nhân dân tỉnh", fromYear: 2023, toYear: 2030, baseYear: 2022, updatedAt: hand.now)
    change(&plan)
    let record = plan
    _ = try await database.write { connection in
      try connection.execute(
        """
        INSERT INTO plan (\(PlanRecord.columns), made_at)
        VALUES (\(record.id), \(record.code), \(record.kind), \(record.state), \(record.owner), \(record.province),
          \(record.provinceName), \(record.title), \(record.shortTitle), '', '', '', \(record.issuer),
          \(record.fromYear), \(record.toYear), \(record.visionYear), \(record.baseYear), '', 'own', '', 1,
          \(record.updatedAt), \(record.updatedAt))
        """)
    }
    return record
  }

  func target(
    _ plan: PlanRecord, _ code: String, indicator: String = "", kind: String = "press-agency", filter: String = "all",
    unit: TargetUnit = .percent, position: Int = 1, values: [(year: Int, value: Double, growth: Double?)] = []
  ) async throws -> TargetRecord {
    var target = TargetRecord(
      plan: plan.id, code: code, position: position, text: "Chỉ tiêu \(code)", measure: "Cơ quan báo chí \(code)")
    target.indicator = indicator
    target.populationKind = kind
    target.populationFilter = filter
    target.unit = unit
    let record = target
    try await database.write { connection in
      try Self.insert([record], values.map { (record.id, $0.year, $0.value, $0.growth) }, on: connection)
    }
    return record
  }

  /// A target that agencies enter shares of things for: of what they make, not of themselves.
  func shares(
    _ plan: PlanRecord, _ code: String, values: [(year: Int, value: Double, growth: Double?)] = []
  ) async throws -> TargetRecord {
    try await target(plan, code, indicator: "press.shares", kind: "item", values: values)
  }

  static func insert(
    _ targets: [TargetRecord], _ values: [(TargetID, Int, Double, Double?)], on connection: any Connection
  ) throws {
    for one in targets {
      try connection.execute(
        """
        INSERT INTO plan_target (\(TargetRecord.columns))
        VALUES (\(one.id), \(one.plan), \(one.code), \(one.position), 'II.1', '', \(one.text), '', \(one.indicator),
          \(one.measure), \(one.unit), \(one.direction), \(one.populationKind), \(one.populationFilter), '', '', '',
          \(one.baseYear), '', '', NULL, NULL)
        """)
    }
    for (target, year, value, growth) in values {
      try connection.execute(
        """
        INSERT INTO plan_target_value (\(TargetValue.columns))
        VALUES (\(target), \(year), \(value), NULL, NULL, \(growth), \("\(Int(value))%"), '', '')
        """)
    }
  }

  func whole(_ target: TargetRecord, _ day: String) async throws -> TargetFigure? {
    try await database.read { try FigureStore.whole(target.id, figureDay(day), on: $0) }
  }

  /// Works the queue off as the program does.
  @discardableResult
  func drain() async throws -> Int {
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    return try await JobWorker(
      database: database, clock: .set(by: hand), handlers: programme.jobHandlers, logger: quiet
    ).drain()
  }

  func parts(_ target: TargetRecord, _ day: String) async throws -> [FigurePart] {
    try await database.read { try FigureStore.parts(FigureQuery.parts(of: target.id, on: figureDay(day)), on: $0) }
  }
}

func figureDay(_ text: String) -> CivilDate { CivilDate(rawValue: text) ?? CivilDate(daysSince1970: 0) }

func withFigures(
  _ engine: Engine, indicators: [any Indicator] = [], _ body: (FigureBench) async throws -> Void
) async throws {
  try await withDatabase(engine, Messaging.migrations + Programme.migrations) {
    try await body(FigureBench($0, indicators: indicators))
  }
}
