import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Vietnamese

@testable import Programme

/// Registers and directories with as many agencies as a test wants.
struct MaturityHouse: OrganisationDirectory, OrganisationRegisters, PeopleDirectory {
  let agencies: [OrganisationID: String]
  var before: [OrganisationID: [OrganisationID]] = [:]
  /// Accounts by organisation; everybody may do everything there.
  var staff: [OrganisationID: [PersonProfile]] = [:]
  /// From which day an agency is in the directory; always where it is not said.
  var since: [OrganisationID: CivilDate] = [:]
  /// The last day an agency is in the directory; always where it is not said.
  var until: [OrganisationID: CivilDate] = [:]

  private func profile(_ id: OrganisationID) -> OrganisationProfile? {
    agencies[id].map {
      OrganisationProfile(
        id: id, kind: .pressAgency, name: $0, shortName: $0, slug: id.rawValue, governingBody: nil,
        governingBodyName: nil, provinceName: nil, imprint: Imprint())
    }
  }
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    isThere(id, day) ? profile(id) : nil
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] {
    agencies.keys.filter { isThere($0, day) }.sorted().compactMap { profile($0) }
  }
  private func isThere(_ id: OrganisationID, _ day: CivilDate) -> Bool {
    (since[id].map { $0 <= day } ?? true) && (until[id].map { $0 >= day } ?? true)
  }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }
  func facts(
    kind: OrganisationKind, province: UnitID?, on day: CivilDate
  ) async throws -> [OrganisationFacts] { [] }
  func facts(_ ids: [OrganisationID], on day: CivilDate) async throws -> [OrganisationID: OrganisationFacts] { [:] }
  func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] { [:] }
  func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] { before[id] ?? [] }
  func province(named name: String, on day: CivilDate) async throws -> UnitProfile? { nil }
  func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID? { nil }
  func revenue(
    of ids: [OrganisationID], year: Int
  ) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)] { [:] }
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] { staff[organisation] ?? [] }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    let all = staff.values.joined().filter { ids.contains($0.id) }
    return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Keeps what was audited and told.
final class MaturityEar: AuditTrail, Notifier, Sendable {
  private let entries = Mutex<[AuditEntry]>([])
  private let notices = Mutex<[NoticeDraft]>([])
  var recorded: [AuditEntry] { entries.withLock { $0 } }
  var actions: [String] { entries.withLock { $0.map(\.action) } }
  var told: [NoticeDraft] { notices.withLock { $0 } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws { entries.withLock { $0.append(entry) } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws { notices.withLock { $0.append(notice) } }
}

/// A figure that some other room would compute.
struct MaturityFigure: Indicator {
  let id = "press.ai-items"
  let name: Phrase = "Tin, bài có AI hỗ trợ"
  let counting = IndicatorCounting.things
  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    Dictionary(
      question.organisations.map {
        ($0, IndicatorPart(numerator: 12, denominator: 40, evidence: [.init("Sổ AI", path: "/lam-viec/ai")]))
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// The room with a body that appraises and agencies that score themselves.
struct MaturityBench: Sendable {
  static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)
  static let body = OrganisationID("0198a000-0000-7000-8000-0000000000b0")
  static let paper = OrganisationID("0198a000-0000-7000-8000-000000000001")
  static let magazine = OrganisationID("0198a000-0000-7000-8000-000000000002")
  static let appraise: Set<Permission> = [Programme.read, Programme.appraise]

  let database: Database
  let hand = ClockHand(Timestamp.date("2024-11-02T02:00:00Z") ?? .distantPast)
  let ear = MaturityEar()
  let programme: Programme
  /// Writes, approves, and both at once; of the paper.
  let writer = person("Lan", paper, [Programme.read, Programme.work])
  let head = person("Hải", paper, [Programme.read, Programme.confirm])
  let both = person("Mai", paper, [Programme.read, Programme.work, Programme.confirm])
  let other = person("Bình", magazine, [Programme.read, Programme.work, Programme.confirm])
  let appraiser = person("Thu", body, appraise)

  static func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
    Principal(id: .new(), name: name, organisation: organisation, scoped: [organisation: own])
  }

  init(_ database: Database, house: MaturityHouse? = nil) throws {
    self.database = database
    let house =
      house ?? MaturityHouse(agencies: [Self.paper: "Báo Lam Giang", Self.magazine: "Tạp chí Văn nghệ Lam Giang"])
    programme = try Programme(
      database: database, clock: .set(by: hand), audit: ear, organisations: house, registers: house, people: house,
      notifier: ear, indicators: [MaturityFigure()], facts: Self.data,
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-tests/maturity"))
  }

  func move(to time: String) { hand.move(to: Timestamp.date(time) ?? .distantPast) }

  /// Loads what is known, and takes made-up criteria in, as an import does.
  func prepare(version: String = "2024") async throws {
    try await programme.loadIndexVersions(by: .system([Programme.manage]))
    let sent = try await programme.sendCriteria(
      TestCriteria.rows(version == "2023" ? 42 : 43), fileName: "kiem-thu.csv", source: "Dữ liệu kiểm thử",
      version: version, by: appraiser)
    let id = try #require(sent.id, "\(sent.problems)")
    _ = try await programme.takeCriteria(id, by: appraiser)
  }

  func openCycle(version: String = "2024", year: Int = 2024, training: Bool = true) async throws -> MaturityCycle {
    func day(_ text: String) -> CivilDate { CivilDate(rawValue: "\(year)-\(text)") ?? CivilDate(daysSince1970: 0) }
    return try await programme.openCycle(
      CycleStart(
        version: version, year: year, title: "Đợt \(year)", dataFrom: day("01-01"), dataTo: day("10-31"),
        registerUntil: day("11-05"), scoreUntil: day("11-15"), appraiseUntil: day("11-30"), appealUntil: day("12-10"),
        needsTraining: training), by: appraiser)
  }

  func scheme(_ version: String = "2024") async throws -> IndexScheme {
    try #require(try await database.read { try IndexStore.scheme(version, on: $0) })
  }

  /// Registers the paper and has it admitted.
  func begun(_ cycle: MaturityCycle, bloc: Bloc = .localNewspaper) async throws -> MaturityEntryID {
    let entry = try await programme.register(
      Self.paper, in: cycle.id, bloc: bloc, isTrained: true, trainingNote: "Lớp 10/2024", by: writer)
    try await programme.admit(entry.id, bloc: bloc, isTrained: true, by: appraiser)
    return entry.id
  }

  /// Points that sum to exactly this total, criterion by criterion.
  func typed(_ total: Points, _ scheme: IndexScheme, words: String = "") -> [TypedScore] {
    var left = total
    return scheme.criteria.map { criterion in
      let points = min(left, criterion.maximum)
      left = left - points
      return TypedScore(criterion: criterion.id, points: points.text, words: words, base: nil)
    }
  }

  /// Scores the paper, approves, and appraises it with these totals; it then stands at the result.
  func appraised(_ id: MaturityEntryID, own: Points, given: Points) async throws {
    let scheme = try await scheme()
    try await programme.saveScores(id, typed(own, scheme), by: writer)
    try await programme.submit(id, by: writer)
    try await programme.approve(id, by: head)
    try await programme.saveAppraisal(id, typed(given, scheme, words: "Theo minh chứng"), by: appraiser)
    try await programme.finishAppraisal(id, by: appraiser)
  }

  func state(_ id: MaturityEntryID) async throws -> EntryState? {
    try await database.read { try EntryStore.find(id, on: $0)?.state }
  }
}

/// Made-up criteria for tests: they come from no decision.
enum TestCriteria {
  /// The head and `count` rows in ten components whose points sum to the five pillars.
  static func rows(_ count: Int) -> [[String]] {
    let pillars = [("P1", 1800), ("P2", 2400), ("P3", 2000), ("P4", 2300), ("P5", 1500)]
    let shares = [8, 10, 9, count - 34, 7]
    var rows = [["Mã", "Chỉ số thành phần", "Tiêu chí", "Điểm tối đa", "Minh chứng", "Cách chấm", "Khối", "Trụ cột"]]
    for (place, (pillar, maximum)) in pillars.enumerated() {
      for number in 0..<shares[place] {
        let each = maximum / shares[place]
        let points = Points(number == 0 ? maximum - each * (shares[place] - 1) : each)
        rows.append([
          "\(place + 1).\(number + 1)", "Chỉ số kiểm thử \(place * 2 + (number < shares[place] / 2 ? 1 : 2))",
          "Tiêu chí kiểm thử \(place + 1).\(number + 1)", points.text, "Văn bản", "", "", pillar,
        ])
      }
    }
    return rows
  }
}

func withMaturity(_ engine: Engine, _ body: (MaturityBench) async throws -> Void) async throws {
  try await withDatabase(engine, Programme.migrations) { try await body(MaturityBench($0)) }
}

/// Whether this is refused for the state things are in.
func isConflict(_ act: () async throws -> Void) async -> Bool {
  do {
    try await act()
    return false
  } catch Failure.conflict {
    return true
  } catch {
    return false
  }
}
