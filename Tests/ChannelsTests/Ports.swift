import Contracts
import Foundation
import Kernel
import Synchronization

/// Stories in memory, answering as the newsroom's port does.
final class Shelf: PublishedStories, Sendable {
  private struct State {
    var stories: [Story] = []
    var withdrawn: Set<String> = []
    var moved: [String: String] = [:]
  }
  private let state = Mutex(State())
  static let society = SectionProfile(
    id: SectionID("0198b000-0000-7000-8000-000000000001"), name: "Xã hội", slug: "xa-hoi")
  static let culture = SectionProfile(
    id: SectionID("0198b000-0000-7000-8000-000000000002"), name: "Văn hóa", slug: "van-hoa")

  func put(_ story: Story) {
    state.withLock { state in
      if let old = state.stories.first(where: { $0.summary.id == story.summary.id }),
        old.summary.path != story.summary.path
      {
        state.moved[old.summary.path] = story.summary.path
      }
      state.stories.removeAll { $0.summary.id == story.summary.id }
      state.stories.append(story)
      state.stories.sort { $0.summary.firstPublishedAt > $1.summary.firstPublishedAt }
    }
  }

  func withdraw(_ story: Story) {
    state.withLock { state in
      state.stories.removeAll { $0.summary.id == story.summary.id }
      state.withdrawn.insert(story.summary.path)
    }
  }

  private func all(_ organisation: OrganisationID) -> [Story] {
    state.withLock { $0.stories.filter { $0.summary.organisation == organisation } }
  }

  func home(of organisation: OrganisationID) async throws -> HomeArrangement {
    let all = all(organisation).map(\.summary)
    let sections = [Self.society, Self.culture].map { section in (section, all.filter { $0.section == section }) }
    return HomeArrangement(
      lead: all.first, second: Array(all.dropFirst().prefix(3)), sections: sections, latest: Array(all.prefix(10)))
  }

  func sections(of organisation: OrganisationID) async throws -> [SectionProfile] { [Self.society, Self.culture] }

  func latest(
    of organisation: OrganisationID, section: String?, author: String?, before: String?, limit: Int
  ) async throws -> Page<StorySummary> {
    let all = all(organisation).map(\.summary).filter { story in
      (section == nil || story.section.slug == section)
        && (author == nil || story.bylines.contains { $0.slug == author })
    }
    return page(all, before, limit) { $0.id.rawValue }
  }

  private func page<Value: Sendable>(
    _ all: [Value], _ before: String?, _ limit: Int, _ cursor: (Value) -> String
  ) -> Page<Value> {
    let rest = before.map { before in all.drop { cursor($0) != before }.dropFirst() } ?? all[...]
    return Page(fetched: Array(rest.prefix(limit + 1)), limit: limit, cursor: cursor)
  }

  func story(of organisation: OrganisationID, slugAndCode: String) async throws -> StoryLookup {
    let path = "/bai/\(slugAndCode)"
    return state.withLock { state in
      if let story = state.stories.first(where: { $0.summary.path == path && $0.summary.organisation == organisation })
      {
        return .found(story)
      }
      if let now = state.moved[path] { return .moved(path: now) }
      return state.withdrawn.contains(path) ? .gone : .missing
    }
  }

  func summaries(_ ids: [ItemID]) async throws -> [StorySummary] {
    state.withLock { state in ids.compactMap { id in state.stories.first { $0.summary.id == id }?.summary } }
  }

  func stories(_ ids: [ItemID]) async throws -> [Story] {
    state.withLock { state in ids.compactMap { id in state.stories.first { $0.summary.id == id } } }
  }

  func authorName(of organisation: OrganisationID, slug: String) async throws -> String? {
    all(organisation).flatMap(\.summary.bylines).first { $0.slug == slug }?.name
  }

  func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)> {
    page(all(organisation).map(\.summary), before, limit) { $0.id.rawValue }
      .map { ($0.path, $0.title, $0.firstPublishedAt, $0.updatedAt) }
  }
}

/// Pictures in memory.
final class Album: PictureLibrary, Sendable {
  private let all = Mutex<[PictureID: PictureProfile]>([:])

  func add(caption: String = "Chú thích", credit: String = "Minh Anh", alt: String = "Cầu mới") -> PictureID {
    let id = PictureID.new()
    let renditions = [320, 640, 960].map { width in
      PictureProfile.Rendition(path: "/media/\(id)-\(width).webp", width: width, height: width * 2 / 3)
    }
    let picture = PictureProfile(
      id: id, width: 960, height: 640, focalX: 0.5, focalY: 0.5, caption: caption, credit: credit, alt: alt,
      renditions: renditions, wide: .init(path: "/media/\(id)-wide.webp", width: 1280, height: 720), square: nil)
    all.withLock { $0[id] = picture }
    return id
  }

  func pictures(_ ids: [PictureID]) async throws -> [PictureID: PictureProfile] {
    all.withLock { all in all.filter { ids.contains($0.key) } }
  }

  func owns(_ organisation: OrganisationID, _ id: PictureID) async throws -> Bool { true }
}

/// Sound and video in memory.
final class ClipShelf: ClipLibrary, Sendable {
  private let all = Mutex<[ClipID: ClipProfile]>([:])

  func put(_ clip: ClipProfile) { all.withLock { $0[clip.id] = clip } }

  func clips(_ ids: [ClipID]) async throws -> [ClipID: ClipProfile] {
    all.withLock { all in all.filter { ids.contains($0.key) } }
  }

  func owns(_ organisation: OrganisationID, clip id: ClipID) async throws -> Bool { true }
}

/// The paper and the magazine of Lam Giang.
struct Agencies: OrganisationDirectory {
  let all: [OrganisationProfile]

  init(imprint change: (inout Imprint) -> Void) {
    var imprint = Imprint(
      productName: "Lam Giang điện tử", licenceNumber: "12/GP-BVHTTDL", licenceDate: CivilDate(2026, 7, 5),
      licenceIssuer: "Bộ Văn hóa, Thể thao và Du lịch", address: "Số 1 đường Hòa Bình, phường Lam Sơn",
      phone: "0299 3812 345", email: "toasoan@baolamgiang.example", headName: "Trần Văn Hải", headTitle: "Giám đốc",
      domain: "baolamgiang.example")
    change(&imprint)
    let paper = OrganisationProfile(
      id: Province.paper, kind: .pressAgency, name: "Báo và phát thanh, truyền hình Lam Giang",
      shortName: "Báo Lam Giang",
      slug: "bao-lam-giang", governingBody: nil, governingBodyName: "Tỉnh ủy Lam Giang", provinceName: "Lam Giang",
      imprint: imprint)
    let magazine = OrganisationProfile(
      id: Province.magazine, kind: .pressAgency, name: "Tạp chí Văn nghệ Lam Giang", shortName: "Văn nghệ Lam Giang",
      slug: "van-nghe-lam-giang", governingBody: nil,
      governingBodyName: "Hội Liên hiệp Văn học nghệ thuật tỉnh Lam Giang",
      provinceName: "Lam Giang", imprint: Imprint())
    all = [paper, magazine]
  }

  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    all.first { $0.id == id }
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] { all }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }
}
