import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// What an article is, for search engines (schema.org `NewsArticle`).
  func articleData(_ story: Story, _ lead: PictureProfile?) -> String {
    let summary = story.summary
    let address = site.absolute(summary.path)
    var data: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "NewsArticle", "headline": .string(String(summary.title.prefix(110))),
      "description": .string(summary.summary), "inLanguage": "vi", "isAccessibleForFree": true,
      "url": .string(address), "mainEntityOfPage": ["@type": "WebPage", "@id": .string(address)],
      "datePublished": .string(Timestamp.text(summary.firstPublishedAt)),
      "dateModified": .string(Timestamp.text(summary.updatedAt)), "articleSection": .string(summary.section.name),
      "author": .array(authors(summary)), "publisher": publisherData,
    ]
    if !story.tags.isEmpty { data["keywords"] = .array(story.tags.map(JSONValue.string)) }
    if let place = story.place { data["contentLocation"] = ["@type": "Place", "name": .string(place)] }
    if let lead { data["image"] = .array(images(lead)) }
    return JSONValue.object(data).text
  }

  /// Those named above the story; where nobody is, the agency speaks.
  private func authors(_ story: StorySummary) -> [JSONValue] {
    if story.bylines.isEmpty { return [publisherData] }
    return story.bylines.map { byline in
      ["@type": "Person", "name": .string(byline.name), "url": .string(site.absolute(link(byline).path))]
    }
  }

  private func images(_ picture: PictureProfile) -> [JSONValue] {
    [picture.wide, picture.square, picture.renditions.last].compactMap { rendition in
      rendition.map { rendition in
        [
          "@type": "ImageObject", "url": .string(site.absolute(rendition.path)), "width": .number(rendition.width),
          "height": .number(rendition.height), "creditText": .string(picture.credit),
        ]
      }
    }
  }
}
