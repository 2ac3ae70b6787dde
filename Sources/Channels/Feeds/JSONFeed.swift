import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// JSON Feed 1.1 (jsonfeed.org/version/1.1) with whole texts.
  func jsonFeed() async throws -> RenderedPage {
    let stories = try await feedStories(section: nil)
    let document: JSONValue = [
      "version": "https://jsonfeed.org/version/1.1", "title": .string(site.product),
      "description": .string(feedDescription), "home_page_url": .string(site.absolute("/")),
      "feed_url": .string(site.absolute("/feed.json")), "language": "vi",
      "authors": [["name": .string(site.organisation.name), "url": .string(site.absolute("/"))]],
      "items": .array(stories.map(jsonItem)),
    ]
    return RenderedPage(
      text: document.text, type: "application/feed+json; charset=utf-8", keys: feedKeys(stories))
  }

  private func jsonItem(_ story: FeedStory) -> JSONValue {
    let summary = story.summary
    var item: [String: JSONValue] = [
      "id": .string("urn:uuid:\(summary.id.rawValue)"), "url": .string(site.absolute(summary.path)),
      "title": .string(summary.title), "summary": .string(summary.summary), "content_html": .string(story.content),
      "date_published": .string(Timestamp.text(summary.firstPublishedAt)),
      "date_modified": .string(Timestamp.text(summary.updatedAt)),
      "tags": .array(([summary.section.name] + story.tags).map(JSONValue.string)),
      "authors": .array(
        summary.bylines.map { ["name": .string($0.name), "url": .string(site.absolute(link($0).path))] }),
    ]
    if let picture = story.picture { item["image"] = .string(site.absolute(picture.path)) }
    return .object(item)
  }
}
