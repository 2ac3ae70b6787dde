import Contracts
import Foundation
import Kernel
import Logging
import Messaging
import Persistence
import TestSupport
import Testing
import Web

@testable import Collaboration

/// The room with people in it, a clock that a test moves, and nothing else of the house.
struct House: Sendable {
  static let agency = OrganisationID("bao")
  static let lan = person("lan", "Nguyễn Thị Lan", ["newsroom.item.write"])
  static let minh = person("minh", "Trần Minh", ["newsroom.item.write", "newsroom.item.approve"])
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let data = root.appendingPathComponent("data")

  let database: Database
  /// 08:00 on 21/11/2026 in Vietnam.
  let hand = ClockHand(Timestamp.date("2026-11-21T01:00:00Z")!)
  let acts: DoneActs
  let room: Collaboration
  let notifier: NoticeBook

  static func person(_ id: String, _ name: String, _ permissions: Set<Permission>) -> Principal {
    Principal(id: AccountID(id), name: name, organisation: agency, scoped: [agency: permissions])
  }

  init(
    _ database: Database, mail: MailConfiguration? = nil, acts: Set<String> = [], owed: [any OwedWork] = [],
    principals: any Principals = NoPrincipals()
  ) throws {
    self.database = database
    self.acts = DoneActs(acts: acts)
    let clock = WallClock.set(by: hand)
    room = try Collaboration(
      database: database, clock: clock, audit: NoAuditTrail(), people: Nobody(), items: NoItems(), own: NoOwnItems(),
      acts: self.acts, owed: owed, principals: principals,
      catalogue: try Catalogue(folder: Self.data.appendingPathComponent("locale")), data: Self.data,
      mail: mail)
    notifier = Collaboration.notifier(clock: clock, mail: mail)
  }

  static func with(
    _ engine: Engine, mail: MailConfiguration? = nil, acts: Set<String> = [], owed: [any OwedWork] = [],
    principals: any Principals = NoPrincipals(), _ body: (House) async throws -> Void
  ) async throws {
    try await withDatabase(engine, Messaging.migrations + Collaboration.migrations) { database in
      try await body(try House(database, mail: mail, acts: acts, owed: owed, principals: principals))
    }
  }

  var site: AskedSite { AskedSite(people: [Self.lan, Self.minh]) { room.addRoutes(to: $0) } }

  func tell(
    _ people: [Principal] = [lan], kind: String = "item.sent-back", _ text: Phrase = "Minh đã trả lại bài",
    path: String = "/lam-viec/bai/7", by: Principal? = minh, key: String? = nil
  ) async throws {
    let draft = NoticeDraft(
      people: people.map(\.id), kind: kind, text: text, path: path, organisation: Self.agency, by: by?.id, key: key)
    try await database.write { try notifier.notify(draft, on: $0) }
  }

  func notices(of person: Principal = lan, unreadOnly: Bool = false) async throws -> [StaffNotice] {
    try await database.read {
      try NoticeStore.page(of: person.id, unreadOnly: unreadOnly, before: nil, limit: 100, on: $0).items
    }
  }

  /// Runs the jobs that are due, those that mail something too.
  func work() async throws {
    let worker = JobWorker(
      database: database, clock: .set(by: hand), handlers: room.jobHandlers,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await worker.drain()
  }

  var reader: MailReader { reader(Self.lan) }

  func reader(_ person: Principal) -> MailReader {
    MailReader(
      account: person.id, name: person.name, organisation: Self.agency, language: .vietnamese,
      origin: "https://bao.example")
  }

  /// Gives a person an address by the code that is mailed there; the server holds one mail then.
  func confirmAddress(of reader: MailReader, _ server: MailServer) async throws {
    try await room.askForAddress("\(reader.account)@lamgiang.example", reader)
    try await work()
    let text = MailServer.text(of: server.mails.first?.data ?? "", "text/plain")
    let code = text.firstMatch(of: /\d{6}/).map { String($0.output) } ?? ""
    try await room.confirmAddress(code, reader)
  }
}

struct DoneActs: PersonalActs {
  let acts: Set<String>
  func done(_ actions: [String], by account: AccountID) async throws -> Set<String> { acts.intersection(actions) }
}

struct Nobody: PeopleDirectory {
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] { [] }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] { [:] }
}

struct NoItems: ItemDesk {
  func briefs(_ ids: [ItemID], for principal: Principal) async throws -> [ItemID: ItemBrief] { [:] }
  func brief(_ id: ItemID, for principal: Principal, on connection: any Connection) throws -> ItemBrief {
    throw Failure.notFound
  }
  func begin(_ start: ItemStart, by principal: Principal, on connection: any Connection) throws -> ItemBrief {
    throw Failure.notFound
  }
  func find(_ text: String, in organisation: OrganisationID, for principal: Principal, limit: Int) async throws
    -> [ItemBrief]
  { [] }
  func sections(of organisation: OrganisationID) async throws -> [SectionProfile] { [] }
}
