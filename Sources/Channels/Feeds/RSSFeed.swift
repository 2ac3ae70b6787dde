import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// The program's name, the same in every language.
  static let generator = "Hội Tụ"

  /// RSS 2.0 with whole texts (`content:encoded`) and its own address (`atom:link`), of the site or of a section.
  func rss(section slug: String?) async throws -> RenderedPage {
    let section = slug.flatMap { slug in site.sections.first { $0.slug == slug } }
    if slug != nil, section == nil { return missing() }
    let stories = try await feedStories(section: slug)
    let title = section.map { "\($0.name) · \(site.product)" } ?? site.product
    let here = site.absolute(section.map { "/rss/\($0.slug)" } ?? "/rss")
    let home = site.absolute(section.map(path) ?? "/")
    let changed = lastChange(stories).map { "<lastBuildDate>\(FeedDate.rfc822($0))</lastBuildDate>" as XML }
    let document: XML = """
      \(XML.declaration)<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
      xmlns:media="http://search.yahoo.com/mrss/"><channel><title>\(title)</title><link>\(home)</link>\
      <description>\(feedDescription)</description><language>vi</language>\
      <copyright>\(site.organisation.name)</copyright>\(changed)<generator>\(Self.generator)</generator><ttl>5</ttl>\
      <atom:link href="\(here)" rel="self" type="application/rss+xml"/>\(stories.map(item))</channel></rss>
      """
    return RenderedPage(
      text: document.text, type: "application/rss+xml; charset=utf-8", keys: feedKeys(stories, section: section))
  }

  var feedDescription: String {
    t("\(site.product): tin tức và thông tin chính thức của \(site.organisation.name).")
  }

  private func item(_ story: FeedStory) -> XML {
    let summary = story.summary
    let authors = summary.bylines.map { "<dc:creator>\($0.name)</dc:creator>" as XML }
    let subjects = ([summary.section.name] + story.tags).map { "<category>\($0)</category>" as XML }
    let picture = story.picture.map { picture -> XML in
      """
      <media:content url="\(site.absolute(picture.path))" medium="image" width="\(picture.width)" \
      height="\(picture.height)"/>
      """
    }
    return """
      <item><title>\(summary.title)</title><link>\(site.absolute(summary.path))</link>\
      <guid isPermaLink="false">urn:uuid:\(summary.id.rawValue)</guid>\
      <pubDate>\(FeedDate.rfc822(summary.firstPublishedAt))</pubDate>\(authors)\(subjects)\
      <description>\(summary.summary)</description>\(picture)\
      <content:encoded>\(story.content)</content:encoded></item>
      """
  }
}

/// Dates as feeds write them.
enum FeedDate {
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Sat, 21 Nov 2026 10:42:07 +0700` (RFC 822 as RSS 2.0 takes it, with four digits of the year).
  static func rfc822(_ date: Date) -> String {
    let day = CivilDate(date)
    let seconds = Int((date.timeIntervalSince(day.start)).rounded(.down))
    let clock = [seconds / 3600, seconds % 3600 / 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let number = day.day < 10 ? "0\(day.day)" : "\(day.day)"
    return
      "\(days[day.weekday - 1]), \(number) \(months[day.month - 1]) \(day.year) \(clock.joined(separator: ":")) +0700"
  }
}
