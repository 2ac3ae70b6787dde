package import Foundation
package import Kernel

/// Marks the IDs of newsroom items (tin, bài); the records are in the room Newsroom.
package enum ItemMark {}
/// Names a story or another item, from draft to archive.
package typealias ItemID = ID<ItemMark>

/// Marks the IDs of sections (chuyên mục).
package enum SectionMark {}
/// Names a section of one agency's site.
package typealias SectionID = ID<SectionMark>

/// A section of an agency's site.
package struct SectionProfile: Sendable, Equatable, Codable {
  /// Stays the same when name and slug change.
  package let id: SectionID
  /// As readers see it in the menu.
  package let name: String
  /// For addresses: `xa-hoi`.
  package let slug: String
  /// As it is today.
  package init(id: SectionID, name: String, slug: String) {
    self.id = id
    self.name = name
    self.slug = slug
  }
}

/// Somebody named above a story.
package struct BylineProfile: Sendable, Equatable, Codable {
  /// Bút danh, or the person's name.
  package let name: String
  /// For the author's page: `nguyen-thi-lan`.
  package let slug: String
  /// `slug` is unique within an agency.
  package init(name: String, slug: String) {
    self.name = name
    self.slug = slug
  }
}

/// A published story as lists show it.
package struct StorySummary: Sendable, Equatable {
  /// The item behind it, by which other rooms point at it.
  package let id: ItemID
  /// On whose site it is.
  package let organisation: OrganisationID
  /// `/bai/<slug>-<code>`, on the agency's site.
  package let path: String
  /// The headline that readers see.
  package let title: String
  /// The sapo, as plain text.
  package let summary: String
  /// The one section in which it is listed.
  package let section: SectionProfile
  /// In the order in which they are named; may be empty.
  package let bylines: [BylineProfile]
  /// The picture of lists and shares; nil where the story has none.
  package let lead: PictureID?
  /// When readers saw it first; lists are ordered by it.
  package let firstPublishedAt: Date
  /// The last update that readers should know of.
  package let updatedAt: Date
  /// A tin, a bài, a live blog and so on; decides how its page is laid out.
  package let kind: ItemKind
  /// BCP 47: `vi`, `en`, `zh`.
  package let language: String

  /// An article in Vietnamese where nothing else is said.
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
  /// What lists show of it.
  package let summary: StorySummary
  /// What readers may see: no proposals, no open alternatives.
  package let body: StoryBody
  /// As readers see them; may be empty.
  package let tags: [String]
  /// `Xã Bảo Lâm, tỉnh Cao Bằng`, as named on the day it was published.
  package let place: String?
  /// Published stories to read on with; may be empty.
  package let related: [StorySummary]
  /// The same story in other languages, as far as it is public there; never itself.
  package let translations: [StoryTranslation]
  /// What readers must know of the part that machines had in it (NĐ 237/2026 Art 24); empty where there is nothing.
  package let aiLabels: [AILabel]
  /// What was changed since it was first published, newest first: only what readers should know.
  package let updates: [StoryUpdate]

  /// Without the last three: nothing to tell of them.
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
  /// Nil where nothing is published yet.
  package let lead: StorySummary?
  /// Beside and below the lead; may be empty.
  package let second: [StorySummary]
  /// In the order of the menu; sections without stories are left out.
  package let sections: [(section: SectionProfile, stories: [StorySummary])]
  /// Newest first, whatever their section.
  package let latest: [StorySummary]

  /// No story twice among `lead` and `second`.
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
  /// What stands on the front page now.
  func home(of organisation: OrganisationID) async throws -> HomeArrangement
  /// Those of today, in the order of the menu.
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
  /// The name that goes with the address of an author's page; nil where nothing of theirs is public.
  func authorName(of organisation: OrganisationID, slug: String) async throws -> String?
  /// Every published story with its last change, newest first, for sitemaps.
  func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)>
}
