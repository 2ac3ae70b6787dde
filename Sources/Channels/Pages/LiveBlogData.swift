import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// More of them than search engines read.
  private static let mostUpdates = 100

  /// What a live blog is, for search engines (schema.org `LiveBlogPosting`).
  func liveBlogData(_ story: Story, _ live: LiveBlogProfile, _ lead: PictureProfile?) -> String {
    let summary = story.summary
    let address = site.absolute(summary.path)
    let newest = live.entries.sorted { $0.publishedAt > $1.publishedAt }
    var data: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "LiveBlogPosting",
      "headline": .string(String(summary.title.prefix(110))), "description": .string(summary.summary),
      "inLanguage": "vi", "isAccessibleForFree": true, "url": .string(address),
      "mainEntityOfPage": ["@type": "WebPage", "@id": .string(address)],
      "datePublished": .string(Timestamp.text(summary.firstPublishedAt)),
      "dateModified": .string(Timestamp.text(newest.first?.publishedAt ?? summary.updatedAt)),
      "coverageStartTime": .string(Timestamp.text(newest.last?.publishedAt ?? summary.firstPublishedAt)),
      "articleSection": .string(summary.section.name), "publisher": publisherData,
      "liveBlogUpdate": .array(newest.prefix(Self.mostUpdates).map { update($0, address) }),
    ]
    if let closed = live.closedAt { data["coverageEndTime"] = .string(Timestamp.text(closed)) }
    if !story.tags.isEmpty { data["keywords"] = .array(story.tags.map(JSONValue.string)) }
    if let place = story.place { data["contentLocation"] = ["@type": "Place", "name": .string(place)] }
    if let picture = lead.flatMap(SitePicture.shared) { data["image"] = .string(site.absolute(picture.path)) }
    return JSONValue.object(data).text
  }

  private func update(_ entry: LiveEntryProfile, _ address: String) -> JSONValue {
    var data: [String: JSONValue] = [
      "@type": "BlogPosting", "headline": .string(String(entry.headline.prefix(110))),
      "articleBody": .string(entry.body.plainText), "url": .string("\(address)#e-\(entry.id)"),
      "datePublished": .string(Timestamp.text(entry.publishedAt)),
      "author": ["@type": "Person", "name": .string(entry.authorName)],
    ]
    if let edited = entry.editedAt { data["dateModified"] = .string(Timestamp.text(edited)) }
    return .object(data)
  }
}
