package import Foundation
package import Kernel

/// Marks the IDs of newsroom items (tin, bài); the records are in the room Newsroom.
package enum ItemMark {}
package typealias ItemID = ID<ItemMark>

/// Marks the IDs of sections (chuyên mục).
package enum SectionMark {}
package typealias SectionID = ID<SectionMark>

/// A section of an agency's site.
package struct SectionProfile: Sendable, Equatable, Codable {
  package let id: SectionID
  package let name: String
  /// For addresses: `xa-hoi`.
  package let slug: String
  package init(id: SectionID, name: String, slug: String) {
    self.id = id
    self.name = name
    self.slug = slug
  }
}

/// Somebody named above a story.
package struct BylineProfile: Sendable, Equatable, Codable {
  package let name: String
  /// For the author's page: `nguyen-thi-lan`.
  package let slug: String
  package init(name: String, slug: String) {
    self.name = name
    self.slug = slug
  }
}

/// A published story as lists show it.
package struct StorySummary: Sendable, Equatable {
  package let id: ItemID
  package let organisation: OrganisationID
  /// `/bai/<slug>-<code>`, on the agency's site.
  package let path: String
  package let title: String
  /// The sapo, as plain text.
  package let summary: String
  package let section: SectionProfile
  package let bylines: [BylineProfile]
  package let lead: PictureID?
  package let firstPublishedAt: Date
  /// The last update that readers should know of.
  package let updatedAt: Date
  package let kind: ItemKind
  /// BCP 47: `vi`, `en`, `zh`.
  package let language: String

  package init(
    id: ItemID, organisation: OrganisationID, path: String, title: String, summary: String, section: SectionProfile,
    bylines: [BylineProfile], lead: PictureID?, firstPublishedAt: Date, updatedAt: Date, kind: ItemKind = .article,
    language: String = "vi"
  ) {
    self.id = id
    self.organisation = organisation
    self.path = path
    self.title = title
    self.summary = summary
    self.section = section
    self.bylines = bylines
    self.lead = lead
    self.firstPublishedAt = firstPublishedAt
    self.updatedAt = updatedAt
    self.kind = kind
    self.language = language
  }
}

/// A published story whole.
package struct Story: Sendable {
  package let summary: StorySummary
  package let body: StoryBody
  package let tags: [String]
  /// `Xã Bảo Lâm, tỉnh Cao Bằng`, as named on the day it was published.
  package let place: String?
  package let related: [StorySummary]
  /// The same story in other languages, as far as it is public there; never itself.
  package let translations: [StoryTranslation]
  /// What readers must know of the part that machines had in it (NĐ 237/2026 Art 24); empty where there is nothing.
  package let aiLabels: [AILabel]
  /// What was changed since it was first published, newest first: only what readers should know.
  package let updates: [StoryUpdate]

  package init(
    summary: StorySummary, body: StoryBody, tags: [String], place: String?, related: [StorySummary],
    translations: [StoryTranslation] = [], aiLabels: [AILabel] = [], updates: [StoryUpdate] = []
  ) {
    self.summary = summary
    self.body = body
    self.tags = tags
    self.place = place
    self.related = related
    self.translations = translations
    self.aiLabels = aiLabels
    self.updates = updates
  }
}

/// What is found at a story's address.
package enum StoryLookup: Sendable {
  case found(Story)
  /// Its address has changed: 301.
  case moved(path: String)
  /// It was published and taken away: 410.
  case gone
  case missing
}

/// Home as the secretary ordered it: one lead, a second row, then sections.
package struct HomeArrangement: Sendable {
  package let lead: StorySummary?
  package let second: [StorySummary]
  package let sections: [(section: SectionProfile, stories: [StorySummary])]
  /// Newest first, whatever their section.
  package let latest: [StorySummary]

  package init(
    lead: StorySummary?, second: [StorySummary], sections: [(section: SectionProfile, stories: [StorySummary])],
    latest: [StorySummary]
  ) {
    self.lead = lead
    self.second = second
    self.sections = sections
    self.latest = latest
  }
}

/// What the public may read, of one agency. Only what is published now; room Newsroom implements it.
package protocol PublishedStories: Sendable {
  func home(of organisation: OrganisationID) async throws -> HomeArrangement
  func sections(of organisation: OrganisationID) async throws -> [SectionProfile]
  /// Newest first; `before` is the cursor of the page before. Section and author by slug.
  func latest(
    of organisation: OrganisationID, section: String?, author: String?, before: String?, limit: Int
  ) async throws -> Page<StorySummary>
  /// By the last part of the address: `<slug>-<code>`.
  func story(of organisation: OrganisationID, slugAndCode: String) async throws -> StoryLookup
  /// In the order of the IDs; those no longer published are left out.
  func summaries(_ ids: [ItemID]) async throws -> [StorySummary]
  /// Whole, in the order of the IDs and with nothing in `related`; those no longer published are left out.
  func stories(_ ids: [ItemID]) async throws -> [Story]
  func authorName(of organisation: OrganisationID, slug: String) async throws -> String?
  /// Every published story with its last change, newest first, for sitemaps.
  func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)>
}
