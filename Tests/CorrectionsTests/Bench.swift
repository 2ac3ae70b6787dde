import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Vietnamese

@testable import Corrections

/// `data` of this checkout.
let facts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)

func day(_ text: String) -> CivilDate { CivilDate(rawValue: text) ?? CivilDate(daysSince1970: 0) }
func time(_ text: String) -> Date { Timestamp.date(text) ?? .distantPast }

/// A newsroom in memory: items, what readers see of them, and what was done to them.
final class Shelf: ItemDesk, PublishedStories, EditorialActs, Sendable {
  struct Kept: Sendable {
    var brief: ItemBrief
    var section = "Xã hội"
    var body: StoryBody
    var draft: StoryBody
    var isPublic = true
  }
  private let kept = Mutex<[ItemID: Kept]>([:])
  let done = Mutex<[String]>([])
  /// What was done, in order.
  var acts: [String] { done.withLock { $0 } }

  func put(
    _ title: String, _ organisation: OrganisationID, author: AccountID, published: Date, body: String
  ) throws -> ItemID {
    let id = ItemID.new()
    let body = StoryBody.text(body)
    let brief = ItemBrief(
      id: id, organisation: organisation, kind: .article, title: title, state: "published",
      statePhrase: "Đã xuất bản", author: author, authorName: "Lan", holder: nil, deadline: nil,
      firstPublishedAt: published, updatedAt: published, deskPath: "/lam-viec/bai/\(id)", publicPath: "/bai/x-\(id)")
    kept.withLock { $0[id] = Kept(brief: brief, body: body, draft: body) }
    return id
  }

  func edit(_ id: ItemID, to text: String) { kept.withLock { $0[id]?.draft = StoryBody.text(text) } }
  func isPublic(_ id: ItemID) -> Bool { kept.withLock { $0[id]?.isPublic ?? false } }

  private func seen(_ id: ItemID, _ principal: Principal) -> Kept? {
    kept.withLock { $0[id] }.flatMap { one in
      principal.may("newsroom.item.write", in: one.brief.organisation) ? one : nil
    }
  }

  func briefs(_ ids: [ItemID], for principal: Principal) async throws -> [ItemID: ItemBrief] {
    Dictionary(ids.compactMap { id in seen(id, principal).map { (id, $0.brief) } }, uniquingKeysWith: { a, _ in a })
  }
  func brief(_ id: ItemID, for principal: Principal, on connection: any Connection) throws -> ItemBrief {
    guard let found = seen(id, principal) else { throw Failure.notFound }
    return found.brief
  }
  func begin(_ start: ItemStart, by principal: Principal, on connection: any Connection) throws -> ItemBrief {
    throw Failure.notFound
  }
  func find(
    _ text: String, in organisation: OrganisationID, for principal: Principal, limit: Int
  ) async throws -> [ItemBrief] {
    kept.withLock { $0.values.map(\.brief).filter { $0.organisation == organisation && $0.title.contains(text) } }
  }
  func sections(of organisation: OrganisationID) async throws -> [SectionProfile] { [] }

  func published(
    _ item: ItemID, for principal: Principal
  ) async throws -> (title: String, section: String, at: Date)? {
    seen(item, principal).map { ($0.brief.title, $0.section, $0.brief.firstPublishedAt ?? .distantPast) }
  }
  func isReworded(_ item: ItemID, for principal: Principal) async throws -> Bool {
    seen(item, principal).map { $0.draft != $0.body } ?? false
  }
  func takeDown(_ item: ItemID, reason: String, by principal: Principal) async throws {
    try principal.require("newsroom.item.withdraw", in: seen(item, principal)?.brief.organisation)
    kept.withLock { $0[item]?.isPublic = false }
    done.withLock { $0.append("withdraw") }
  }
  func republish(_ item: ItemID, by principal: Principal) async throws {
    kept.withLock { all in
      if let draft = all[item]?.draft { all[item]?.body = draft }
    }
    done.withLock { $0.append("republish") }
  }

  func stories(_ ids: [ItemID]) async throws -> [Story] {
    kept.withLock { all in
      ids.compactMap { id in
        all[id].flatMap { one in
          guard one.isPublic else { return nil }
          let at = one.brief.firstPublishedAt ?? .distantPast
          let summary = StorySummary(
            id: id, organisation: one.brief.organisation, path: one.brief.publicPath ?? "", title: one.brief.title,
            summary: "Sapo", section: SectionProfile(id: .new(), name: one.section, slug: "xa-hoi"), bylines: [],
            lead: nil, firstPublishedAt: at, updatedAt: at)
          return Story(summary: summary, body: one.body, tags: [], place: nil, related: [])
        }
      }
    }
  }
  func summaries(_ ids: [ItemID]) async throws -> [StorySummary] { try await stories(ids).map(\.summary) }
  func home(of organisation: OrganisationID) async throws -> HomeArrangement {
    HomeArrangement(lead: nil, second: [], sections: [], latest: [])
  }
  func latest(
    of organisation: OrganisationID, section: String?, author: String?, before: String?, limit: Int
  ) async throws -> Page<StorySummary> { Page(items: [], next: nil) }
  func story(of organisation: OrganisationID, slugAndCode: String) async throws -> StoryLookup { .missing }
  func authorName(of organisation: OrganisationID, slug: String) async throws -> String? { nil }
  func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)> {
    Page(items: [], next: nil)
  }
}

extension StoryBody {
  static func text(_ text: String) -> StoryBody {
    let paragraph =
      "{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"attrs\":{\"id\":\"p1\"},\"content\":[{\"type\":\"text\",\"text\":\"\(text)\"}]}]}"
    return (try? StoryBody(json: paragraph)) ?? StoryBody()
  }
}

/// Notices and audit entries as they came.
final class Heard: Notifier, AuditTrail, Sendable {
  private let notices = Mutex<[NoticeDraft]>([])
  private let entries = Mutex<[AuditEntry]>([])
  var told: [NoticeDraft] { notices.withLock { $0 } }
  var actions: [String] { entries.withLock { $0.map(\.action) } }
  var details: String { entries.withLock { $0.map { "\($0.detail)" }.joined() } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws {
    notices.withLock { $0.append(notice) }
  }
  func record(_ entry: AuditEntry, on connection: any Connection) throws {
    entries.withLock { $0.append(entry) }
  }
}

struct House: OrganisationDirectory, PeopleDirectory {
  let agencies: [OrganisationProfile]
  let staff: [PersonProfile]
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    agencies.first { $0.id == id }
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] { agencies }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }
  func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    staff.filter { $0.organisation == organisation }
  }
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    Dictionary(staff.filter { ids.contains($0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
  }
}

/// The room with two agencies, and ways to say things shortly.
struct Bench: Sendable {
  static let paper = OrganisationID("0198a000-0000-7000-8000-000000000001")
  static let magazine = OrganisationID("0198a000-0000-7000-8000-000000000002")
  let database: Database
  let hand: ClockHand
  let shelf = Shelf()
  let heard = Heard()
  let corrections: Corrections
  let reporter: Principal
  let secretary: Principal
  let chief: Principal
  let stranger: Principal

  init(_ database: Database, now: String) throws {
    self.database = database
    hand = ClockHand(time(now))
    func person(_ name: String, _ organisation: OrganisationID, _ own: Set<Permission>) -> Principal {
      Principal(
        id: .new(), name: name, organisation: organisation,
        scoped: [organisation: own.union(["newsroom.item.write"])])
    }
    reporter = person("Lan", Self.paper, [])
    secretary = person("Mai", Self.paper, [Corrections.read, Corrections.manage, "newsroom.item.withdraw"])
    chief = person(
      "Hải", Self.paper,
      [Corrections.read, Corrections.manage, Corrections.publish, "newsroom.item.withdraw"])
    stranger = person("Bình", Self.magazine, [Corrections.read, Corrections.manage, Corrections.publish])
    let agencies = [(Self.paper, "Báo Lam Giang"), (Self.magazine, "Văn nghệ Lam Giang")].map { id, name in
      OrganisationProfile(
        id: id, kind: .pressAgency, name: name, shortName: name, slug: id.rawValue, governingBody: nil,
        governingBodyName: nil, provinceName: nil,
        imprint: Imprint(email: "toasoan@baolamgiang.example", domain: "baolamgiang.example"))
    }
    let staff = [reporter, secretary, chief, stranger].map {
      PersonProfile(id: $0.id, name: $0.name, roleTitle: "", organisation: $0.organisation)
    }
    let house = House(agencies: agencies, staff: staff)
    corrections = try Corrections(
      database: database, clock: .set(by: hand), audit: heard, organisations: house, people: house, items: shelf,
      stories: shelf, acts: shelf, notifier: heard, facts: facts)
  }

  func item(published: String, _ text: String = "Cầu sập hôm qua.") throws -> ItemID {
    try shelf.put("Cầu Lam", Self.paper, author: reporter.id, published: time(published), body: text)
  }

  /// A correction of an item, complete but for what a test takes away.
  func correction(
    _ item: ItemID?, work: Work? = nil, origin: CaseOrigin = .ownDiscovery,
    _ change: (inout CaseDetail) -> Void = { _ in }
  ) async throws -> CaseRecord {
    let today = corrections.clock.today
    var detail = CaseDetail()
    detail.who = "Sở Xây dựng"
    detail.foundOn = today
    detail.falseText = "Cầu sập."
    detail.correctedText = "Cầu vẫn đi lại được."
    detail.apology = "Tòa soạn xin lỗi bạn đọc."
    change(&detail)
    return try await corrections.open(
      CaseStart(
        organisation: Self.paper, kind: .correction, origin: origin, item: item, work: work, startedOn: today,
        detail: detail), by: secretary)
  }

  func open(
    _ kind: CaseKind, on start: String, work: Work? = nil, _ change: (inout CaseDetail) -> Void = { _ in }
  ) async throws -> CaseRecord {
    var detail = CaseDetail()
    detail.who = "Sở Xây dựng"
    detail.request = "Đề nghị trả lời."
    change(&detail)
    return try await corrections.open(
      CaseStart(
        organisation: Self.paper, kind: kind, work: work, startedOn: day(start), detail: detail), by: secretary)
  }

  func work(_ medium: Medium, on date: String, airings: Int = 1) -> Work {
    var work = Work(date: day(date))
    work.title = "Cầu Lam"
    work.medium = medium
    work.section = "Thời sự"
    work.issue = medium.isPrint ? "1234" : ""
    work.programme = medium.isAired ? "Thời sự tối" : ""
    work.hour = medium.isAired ? "19:30" : ""
    work.airings = airings
    return work
  }

  func clocks(_ id: CaseID) async throws -> [CaseClock] { try await corrections.file(id, for: secretary).clocks }
  func clock(_ id: CaseID, _ duty: Duty) async throws -> CaseClock? {
    try await clocks(id).first { $0.rule.does == duty }
  }
}

func withBench(
  _ engine: Engine, now: String = "2026-11-21T02:00:00Z", _ body: (Bench) async throws -> Void
) async throws {
  try await withDatabase(engine, Corrections.migrations) { try await body(Bench($0, now: now)) }
}

/// Whether this fails because something sent does not hold there.
func refused(_ field: String, _ act: () async throws -> Void) async -> Bool {
  do {
    try await act()
    return false
  } catch Failure.invalid(let errors) {
    return errors[field] != nil
  } catch {
    return false
  }
}
