import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Messaging
import Persistence
import Synchronization
import TestSupport
import Web

@testable import Planning

/// A planning room on a database of its own, with the people of two agencies and a clock to move.
struct Room: Sendable {
  let database: Database
  let planning: Planning
  let hand: ClockHand
  let trail: KeptTrail
  let notices: KeptNotices
  let staff: Staff

  static let agency = OrganisationID("0190a000-0000-7000-8000-00000000000a")
  static let other = OrganisationID("0190b000-0000-7000-8000-00000000000b")
  /// 08:00 on Saturday 21/11/2026 in Vietnam.
  static let start = Room.day(2026, 11, 21).start.addingTimeInterval(8 * 3600)

  let lan = Room.person("lan", "Nguyễn Thị Lan", [Planning.read, Planning.pitch])
  let minh = Room.person("minh", "Trần Minh", [Planning.read, Planning.pitch])
  let thu = Room.person("thu", "Phạm Thu", [Planning.read, Planning.pitch, Planning.manage])
  /// May see and nothing else.
  let guest = Room.person("guest", "Khách", [Planning.read])
  /// Somebody of the newsroom without any permission here.
  let outsider = Room.person("outsider", "Người Ngoài", [])
  /// Manages, in another agency.
  let stranger = Room.person(
    "stranger", "Người Lạ", [Planning.read, Planning.pitch, Planning.manage], in: Room.other)

  static func person(
    _ id: String, _ name: String, _ permissions: Set<Permission>, in agency: OrganisationID = Room.agency
  ) -> Principal {
    Principal(
      id: AccountID(id), name: name, organisation: agency,
      scoped: [agency: permissions.union(permissions.isEmpty ? [] : ["newsroom.item.write"])])
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year, month, day)!
  }

  /// A time in Vietnam.
  static func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Date {
    Room.day(year, month, day).start.addingTimeInterval(Double(hour * 3600 + minute * 60))
  }

  var site: AskedSite {
    AskedSite(people: [lan, minh, thu, guest, outsider, stranger], rooms: planning.deskRooms) {
      planning.addRoutes(to: $0)
    }
  }
}

/// Runs a test in a planning room of its own.
func withRoom<Value>(_ engine: Engine, _ body: (Room) async throws -> Value) async throws -> Value {
  let migrations = Messaging.migrations + Planning.migrations + [KeptItems.migration]
  return try await withDatabase(engine, migrations) { database in
    let hand = ClockHand(Room.start)
    let (trail, notices, staff) = (KeptTrail(), KeptNotices(), Staff())
    let planning = Planning(
      database: database, clock: .set(by: hand), audit: trail, items: KeptItems(database: database), people: staff,
      organisations: OneAgency(), notifier: notices)
    return try await body(
      Room(database: database, planning: planning, hand: hand, trail: trail, notices: notices, staff: staff))
  }
}

/// An audit trail that can be read back.
final class KeptTrail: AuditTrail {
  private let kept = Mutex<[AuditEntry]>([])
  var actions: [String] { kept.withLock { $0.map(\.action) } }

  func record(_ entry: AuditEntry, on connection: any Connection) throws {
    kept.withLock { $0.append(entry) }
  }
}

/// Notices that can be read back.
final class KeptNotices: Notifier {
  private let kept = Mutex<[NoticeDraft]>([])
  private let unspeakable = Mutex<String?>(nil)
  var all: [NoticeDraft] { kept.withLock { $0 } }

  func kinds(for person: Principal) -> [String] { all.filter { $0.people.contains(person.id) }.map(\.kind) }

  /// Notices with this word in them fail; nil: none.
  func refuse(_ word: String?) { unspeakable.withLock { $0 = word } }

  func notify(_ notice: NoticeDraft, on connection: any Connection) throws {
    if let word = unspeakable.withLock({ $0 }), notice.text.vietnamese.contains(word) { throw Failure.gone }
    kept.withLock { $0.append(notice) }
  }
}

/// Who works in the agency; somebody can leave.
final class Staff: PeopleDirectory {
  private let left = Mutex<Set<String>>([])
  private static let names = [
    "lan": "Nguyễn Thị Lan", "minh": "Trần Minh", "thu": "Phạm Thu", "guest": "Khách",
  ]

  func leave(_ person: Principal) { left.withLock { _ = $0.insert(person.id.rawValue) } }

  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    guard organisation == Room.agency else { return [] }
    let gone = left.withLock { $0 }
    return Self.names.filter { !gone.contains($0.key) }.sorted { $0.key < $1.key }.map {
      PersonProfile(id: AccountID($0.key), name: $0.value, roleTitle: "Phóng viên", organisation: organisation)
    }
  }

  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    let all = try await people(in: Room.agency).filter { ids.contains($0.id) }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  }
}

struct OneAgency: OrganisationDirectory {
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    OrganisationProfile(
      id: id, kind: .pressAgency, name: "Báo Lam Giang", shortName: "Báo Lam Giang", slug: "bao-lam-giang",
      governingBody: nil, governingBodyName: nil, provinceName: "Lam Giang", imprint: Imprint())
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] { [] }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }
}

/// Items in a table of the same database, so that what is rolled back takes them with it.
struct KeptItems: ItemDesk {
  let database: Database
  static let section = SectionID("0190d000-0000-7000-8000-00000000000d")

  static let migration = Migration(
    "test.0001-items",
    """
    CREATE TABLE test_item (
      id TEXT PRIMARY KEY, organisation TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT,
      author TEXT NOT NULL, deadline \(Column.time)
    )\(Column.strict)
    """)

  func briefs(_ ids: [ItemID], for principal: Principal) async throws -> [ItemID: ItemBrief] {
    try await database.read { connection in
      var found: [ItemID: ItemBrief] = [:]
      for id in ids { found[id] = try? brief(id, for: principal, on: connection) }
      return found
    }
  }

  func brief(_ id: ItemID, for principal: Principal, on connection: any Connection) throws -> ItemBrief {
    guard let row = try connection.rows("SELECT * FROM test_item WHERE id = \(id)").first,
      principal.may("newsroom.item.write", in: try row["organisation"])
    else { throw Failure.notFound }
    let kind: String = try row["kind"]
    return ItemBrief(
      id: id, organisation: try row["organisation"], kind: ItemKind(rawValue: kind) ?? .article,
      title: try row["title"], state: "draft", statePhrase: "Nháp", author: try row["author"], authorName: "",
      holder: try row["holder"], deadline: try row["deadline"], firstPublishedAt: nil, updatedAt: Room.start,
      deskPath: "/lam-viec/bai/\(id)", publicPath: nil)
  }

  func begin(_ start: ItemStart, by principal: Principal, on connection: any Connection) throws -> ItemBrief {
    try principal.require("newsroom.item.write", in: start.organisation)
    guard start.title != "Hỏng" else { throw Failure.unavailable("Đĩa đầy") }
    let id = ItemID.new()
    try connection.execute(
      """
      INSERT INTO test_item (id, organisation, title, kind, holder, author, deadline)
      VALUES (\(id), \(start.organisation), \(start.title), \(start.kind.rawValue), \(start.holder), \(principal.id),
        \(start.deadline))
      """)
    return try brief(id, for: principal, on: connection)
  }

  func find(
    _ text: String, in organisation: OrganisationID, for principal: Principal, limit: Int
  ) async throws -> [ItemBrief] {
    try await database.read { connection in
      let ids = try connection.values(
        "SELECT id FROM test_item WHERE organisation = \(organisation) AND title LIKE \("%\(text)%") LIMIT \(limit)",
        as: ItemID.self)
      return try ids.map { try brief($0, for: principal, on: connection) }
    }
  }

  func sections(of organisation: OrganisationID) async throws -> [SectionProfile] {
    [SectionProfile(id: Self.section, name: "Xã hội", slug: "xa-hoi")]
  }
}

extension Room {
  var items: Int {
    get async throws { try await database.read { try $0.value("SELECT COUNT(*) FROM test_item") ?? 0 } }
  }

  /// An accepted plan of the secretary's with one text to write by 16:00.
  func plan(_ title: String = "Lũ về sớm", on day: CivilDate = Room.day(2026, 11, 23)) async throws -> (Plan, Coverage)
  {
    let plan = try await planning.propose(
      PlanWords(title: title, section: KeptItems.section, day: day), in: Room.agency, accepted: true, by: thu)
    let coverage = try await planning.addCoverage(
      CoverageWords(kind: .text, length: 800, deadline: day.start.addingTimeInterval(16 * 3600)), to: plan.id, by: thu)
    return (plan, coverage)
  }
}
