import Contracts
import Foundation
import Kernel
import Messaging
import Newsroom
import Persistence
import Search
import Synchronization
import TestSupport

/// A newsroom on a database of its own, with the people of two agencies and a clock to move.
struct Desk: Sendable {
  let database: Database
  let newsroom: Newsroom
  let hand: ClockHand
  let trail: KeptTrail
  let notices: KeptNotices

  static let agency = OrganisationID("0190a000-0000-7000-8000-00000000000a")
  static let other = OrganisationID("0190b000-0000-7000-8000-00000000000b")
  static let picture = PictureID("0190c000-0000-7000-8000-00000000000c")
  static let othersPicture = PictureID("0190d000-0000-7000-8000-00000000000d")
  static let barePicture = PictureID("0190e000-0000-7000-8000-00000000000e")
  static let place = UnitID("0190f000-0000-7000-8000-00000000000f")
  /// 08:00 on 21/11/2026 in Vietnam.
  static let start = CivilDate(2026, 11, 21)!.start.addingTimeInterval(8 * 3600)

  let lan = Desk.person("lan", "Nguyễn Thị Lan", .reporter)
  let minh = Desk.person("minh", "Trần Minh", .reporter)
  let hoa = Desk.person("hoa", "Lê Hoa", .editor)
  let thu = Desk.person("thu", "Phạm Thu", .secretary)
  let chief = Desk.person("chief", "Đỗ Vinh", .chief)
  /// An editor-in-chief, of another agency.
  let stranger = Desk.person("stranger", "Người Lạ", .chief, in: Desk.other)
  let administrator = Desk.person("admin", "Quản Trị", .administrator)

  var stories: any PublishedStories { newsroom.stories }

  enum Role: String, CaseIterable {
    case reporter, editor, secretary, chief, administrator

    var permissions: Set<Permission> {
      switch self {
      case .reporter: [Newsroom.write, Newsroom.readInbox]
      case .editor:
        Role.reporter.permissions.union([
          Newsroom.edit, Newsroom.approve, Newsroom.publish, Newsroom.publishLive,
        ])
      case .secretary:
        Role.editor.permissions.union([
          Newsroom.withdraw, Newsroom.arrangeHome, Newsroom.manageInbox, Newsroom.importItems, Newsroom.override,
          Newsroom.readFigures,
        ])
      case .chief:
        Role.editor.permissions.union([
          Newsroom.withdraw, Newsroom.arrangeHome, Newsroom.manageInbox, Newsroom.override, Newsroom.approveFinally,
          Newsroom.readSources, Newsroom.manageProfiles, Newsroom.readFigures,
        ])
      case .administrator: [Newsroom.manageInbox, Newsroom.importItems]
      }
    }
  }

  static func person(_ id: String, _ name: String, _ role: Role, in agency: OrganisationID = Desk.agency) -> Principal {
    Principal(id: AccountID(id), name: name, organisation: agency, scoped: [agency: role.permissions])
  }
}

/// Runs a test in a newsroom of its own.
func withDesk<Value>(_ engine: Engine, _ body: (Desk) async throws -> Value) async throws -> Value {
  let migrations = Messaging.migrations + SearchIndex.migrations + Newsroom.migrations
  return try await withDatabase(engine, migrations) { database in
    let hand = ClockHand(Desk.start)
    let trail = KeptTrail()
    let notices = KeptNotices()
    let newsroom = Newsroom(
      database: database, clock: .set(by: hand), audit: trail, organisations: KnownOrganisations(),
      people: KnownPeople(), pictures: KnownPictures(), clips: NoClips(), rights: NoRights(),
      notifier: notices)
    return try await body(Desk(database: database, newsroom: newsroom, hand: hand, trail: trail, notices: notices))
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
  var all: [NoticeDraft] { kept.withLock { $0 } }

  func notify(_ notice: NoticeDraft, on connection: any Connection) throws {
    kept.withLock { $0.append(notice) }
  }
}

struct KnownOrganisations: OrganisationDirectory {
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    OrganisationProfile(
      id: id, kind: .pressAgency, name: "Báo Lam Giang", shortName: "Báo Lam Giang", slug: "bao-lam-giang",
      governingBody: nil, governingBodyName: nil, provinceName: "Lam Giang", imprint: Imprint())
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] {
    try await organisation(Desk.agency, on: day).map { [$0] } ?? []
  }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? {
    guard id == Desk.place else { return nil }
    return UnitProfile(
      id: id, code: "01", level: "commune", name: "Xã Bến Sỏi", fullName: "Xã Bến Sỏi, tỉnh Lam Giang")
  }
}

struct KnownPeople: PeopleDirectory {
  static let names = ["lan": "Nguyễn Thị Lan", "minh": "Trần Minh", "hoa": "Lê Hoa", "thu": "Phạm Thu"]

  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    guard organisation == Desk.agency else { return [] }
    return Self.names.map {
      PersonProfile(id: AccountID($0.key), name: $0.value, roleTitle: "Phóng viên", organisation: organisation)
    }
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    let all = try await people(in: Desk.agency).filter { ids.contains($0.id) }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  }
}

struct KnownPictures: PictureLibrary {
  func pictures(_ ids: [PictureID]) async throws -> [PictureID: PictureProfile] {
    var found: [PictureID: PictureProfile] = [:]
    for id in ids where [Desk.picture, Desk.othersPicture, Desk.barePicture].contains(id) {
      let isBare = id == Desk.barePicture
      found[id] = PictureProfile(
        id: id, width: 1200, height: 800, focalX: 0.5, focalY: 0.5, caption: "", credit: isBare ? "" : "Minh Trần",
        alt: isBare ? "" : "Cầu Lam Giang lúc bình minh",
        renditions: [.init(path: "/media/\(id)/800.webp", width: 800, height: 533)], wide: nil, square: nil)
    }
    return found
  }
  func owns(_ organisation: OrganisationID, _ id: PictureID) async throws -> Bool {
    organisation == Desk.agency ? [Desk.picture, Desk.barePicture].contains(id) : id == Desk.othersPicture
  }
}

extension Desk {
  /// A section of the agency, made by its secretary.
  func section(_ name: String = "Xã hội") async throws -> SectionID {
    try await newsroom.openSection(named: name, in: Desk.agency, by: thu).id
  }

  /// A draft of Lan's that could be published as it stands.
  func draft(
    _ title: String = "Cầu Lam Giang thông xe", section: SectionID, tags: [String] = [], by principal: Principal? = nil
  ) async throws -> Item {
    try await newsroom.create(
      .init(
        organisation: Desk.agency,
        text: ItemText(
          title: title, summary: "Cây cầu nối hai bờ sông sau ba năm thi công.",
          body: StoryBody(plainForm: "Sáng 21/11, cầu Lam Giang thông xe.\n\nHàng nghìn người đã đến xem."),
          metadata: ItemMetadata(section: section, tags: tags, bylines: [BylineProfile(name: "Nguyễn Lan")]))),
      by: principal ?? lan)
  }

  /// The same, public.
  func published(_ title: String = "Cầu Lam Giang thông xe", section: SectionID, tags: [String] = []) async throws
    -> Item
  {
    try await newsroom.publish(try await draft(title, section: section, tags: tags).id, by: thu)
  }

  /// Saves another body.
  func save(
    _ words: String, to item: ItemID, base: Int, title: String = "Cầu Lam Giang thông xe", by principal: Principal
  ) async throws -> Newsroom.Saved {
    try await newsroom.save(
      .init(
        base: base, title: title, summary: "Cây cầu nối hai bờ sông sau ba năm thi công.",
        body: StoryBody(plainForm: words), isAutosave: true),
      to: item, by: principal)
  }

  func topics() async throws -> [String] {
    try await database.read { try $0.values("SELECT topic FROM outbox ORDER BY position", as: String.self) }
  }

  func found(_ words: String, in scope: String) async throws -> [String] {
    try await database.read { connection in
      try SearchIndex().find(words, scope: scope, order: .newest, before: nil, limit: 10, on: connection).items.map(
        \.id)
    }
  }
}
