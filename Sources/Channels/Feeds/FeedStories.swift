import Contracts
import Foundation
import Kernel
import Web

/// A story as a feed tells it.
struct FeedStory: Sendable {
  let summary: StorySummary
  let tags: [String]
  /// The whole text with its lead picture, every address absolute.
  let content: String
  let picture: PictureProfile.Rendition?
}

extension Edition {
  private static let inFeed = 20

  /// The newest stories whole; one that is taken away meanwhile is left out.
  func feedStories(section: String?) async throws -> [FeedStory] {
    let page = try await stories.latest(of: site.id, section: section, author: nil, before: nil, limit: Self.inFeed)
    let found = try await stories.stories(page.items.map(\.id))
    let things = try await things(in: found.map(\.body), pictures: found.compactMap(\.summary.lead))
    var stories: [FeedStory] = []
    for story in found {
      stories.append(feedStory(story, things, corrections: try await feedCorrections(about: story.summary.id)))
    }
    return stories
  }

  private func feedStory(_ story: Story, _ things: StoryThings, corrections: HTML) -> FeedStory {
    let markup = StoryMarkup(things: things, t: t, base: site.base)
    let lead = story.summary.lead.flatMap { things.pictures[$0] }
    var content = corrections
    if let lead { content += markup.feedFigure(lead, alt: lead.alt, caption: lead.caption, credit: lead.credit) }
    if !story.summary.summary.isEmpty { content += "<p><strong>\(story.summary.summary)</strong></p>" }
    content += markup.html(story.body)
    return FeedStory(
      summary: story.summary, tags: story.tags, content: content.text, picture: lead.flatMap(SitePicture.shared))
  }

  /// The keys of a feed: what it lists, and the list itself.
  func feedKeys(_ stories: [FeedStory], section: SectionProfile? = nil) -> Set<String> {
    keys(of: stories.map(\.summary)).union([siteKey, section.map { PageKey.section($0.id) } ?? listsKey])
  }

  /// When something in the feed last changed.
  func lastChange(_ stories: [FeedStory]) -> Date? { stories.map(\.summary.updatedAt).max() }
}
