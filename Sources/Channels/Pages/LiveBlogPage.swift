import Contracts
import Foundation
import HTTPTypes
import Kernel
import Web

/// What a story's page shows beyond its text: the entries of a live blog, the members of a package.
struct StoryExtra: Sendable {
  var html: HTML = .empty
  var head: HTML = .empty
  var styles: [String] = []
  var keys: Set<String> = []
  /// In the place of what an article says of itself to search engines.
  var data: String?
}

extension Edition {
  /// Looked up only for the kinds that have any.
  func extra(of story: Story, _ lead: PictureProfile?) async throws -> StoryExtra {
    switch story.summary.kind {
    case .liveBlog: try await liveBlog(of: story, lead)
    case .package: try await package(of: story)
    default: StoryExtra()
    }
  }

  private func liveBlog(of story: Story, _ lead: PictureProfile?) async throws -> StoryExtra {
    guard let live = try await channels.liveBlogs.liveBlog(story.summary.id) else { return StoryExtra() }
    let things = try await things(in: live.entries.map(\.body))
    let script = house.assets.path("js/live-blog-site.js")
    return StoryExtra(
      html: LiveBlogMarkup(edition: self, things: things).section(live, of: story.summary),
      head: live.closedAt == nil ? "<script type=\"module\" src=\"\(url: script)\"></script>" : .empty,
      styles: ["live-blog.css"], keys: Set(live.entries.flatMap { things.keys(of: $0.body) }),
      data: liveBlogData(story, live, lead))
  }

  private func package(of story: Story) async throws -> StoryExtra {
    guard let members = try await channels.liveBlogs.members(ofPackage: story.summary.id) else { return StoryExtra() }
    let pictures = try await leads(of: members)
    let items = members.map { "<li>\(teaser($0, pictures).row(level: 3))</li>" as HTML }
    guard !items.isEmpty else { return StoryExtra() }
    return StoryExtra(
      html: """
        <section class="story__package" aria-labelledby="package"><h2 id="package">\(t("Trong chùm bài này"))</h2>\
        <ol class="listing__items">\(items)</ol></section>
        """, styles: ["live-blog.css"], keys: keys(of: members))
  }

  /// `/truc-tiep/<slug>/moi?sau=<n>`: what came after a page was made. The same for everybody who has seen as much, so the
  /// cache answers it; a change of any entry purges it.
  func liveChanges(_ slugAndCode: String, after change: Int) async throws -> RenderedPage {
    guard
      let changes = try await channels.liveBlogs.changes(of: site.id, slugAndCode: slugAndCode, after: max(0, change))
    else { return missing() }
    let things = try await things(in: changes.entries.map(\.body))
    let markup = LiveBlogMarkup(edition: self, things: things)
    let entries = changes.isTooOld ? [] : changes.entries.map(markup.entry)
    let removed = changes.removed.map(\.rawValue).joined(separator: " ")
    let html: HTML = """
      <div data-change="\(changes.change)" data-removed="\(removed)"\(flag: "data-closed", changes.closedAt != nil)\
      \(flag: "data-old", changes.isTooOld)><ol>\(entries)</ol></div>
      """
    let keys = Set([PageKey.item(changes.item), siteKey] + changes.entries.flatMap { things.keys(of: $0.body) })
    var page = RenderedPage(html: html, keys: keys, maxAge: 2)
    page.headers[.init("X-Robots-Tag")!] = "noindex"
    return page
  }
}

/// Entries as readers see them.
struct LiveBlogMarkup {
  let edition: Edition
  let things: StoryThings

  private var t: Translator { edition.t }

  func section(_ live: LiveBlogProfile, of story: StorySummary) -> HTML {
    let slug = story.path.split(separator: "/").last.map(String.init) ?? ""
    let source: String? = live.closedAt == nil ? "/truc-tiep/\(slug)/moi" : nil
    let state: HTML =
      live.closedAt.map { "\(t("Tường thuật đã kết thúc lúc")) \(TimeText.absolute($0))" }
      ?? "<strong class=\"live-blog__on\">\(t("Trực tiếp"))</strong> \(t("Trang tự cập nhật diễn biến mới."))"
    return """
      <section class="live-blog" id="dien-bien" aria-label="\(t("Diễn biến"))"\(attribute: "data-live-blog", source) \
      data-change="\(live.change)"><p class="live-blog__state">\(state)</p>\(moments(live))\
      <p class="live-blog__new" role="status" data-one="\(t("Có {0} diễn biến mới"))" hidden></p>\
      <ol class="live-blog__entries">\(live.entries.map(entry))</ol>\
      \(if: live.entries.isEmpty, "<p class=\"live-blog__none\">\(t("Chưa có diễn biến nào."))</p>")</section>
      """
  }

  func entry(_ entry: LiveEntryProfile) -> HTML {
    let id = "e-\(entry.id)"
    let edited: HTML =
      entry.editedAt.map { " <span class=\"live-blog__edited\">\(t("Cập nhật")) \(TimeText.clock($0))</span>" }
      ?? .empty
    return """
      <li class="live-entry\(entry.isKey ? " live-entry--key" : "")\(entry.isPinned ? " live-entry--pinned" : "")" id="\(id)" \
      data-time="\(Timestamp.text(entry.publishedAt))"\(flag: "data-pinned", entry.isPinned)\(flag: "data-key", entry.isKey)>\
      <article aria-labelledby="\(id)-when"><p class="live-entry__meta" id="\(id)-when"><a href="#\(id)">\(TimeText.absolute(entry.publishedAt))</a>\
      \(if: entry.isPinned, " <span class=\"live-entry__mark\">\(t("Ghim"))</span>")\
      \(if: entry.isKey, " <span class=\"live-entry__mark\">\(t("Diễn biến chính"))</span>")\(edited)</p>\
      \(if: !entry.title.isEmpty, "<h3 class=\"live-entry__title\">\(entry.title)</h3>")\
      <div class="story__body">\(StoryMarkup(things: things, t: t, prefix: "\(id)-").html(entry.body))</div>\
      <p class="live-entry__by">\(entry.authorName)</p></article></li>
      """
  }

  private func moments(_ live: LiveBlogProfile) -> HTML {
    let keys = live.entries.filter(\.isKey).sorted { $0.publishedAt > $1.publishedAt }
    guard !keys.isEmpty else { return .empty }
    let lines = keys.map { entry -> HTML in
      "<li>\(TimeText.clock(entry.publishedAt)) <a href=\"#e-\(entry.id.rawValue)\">\(entry.headline)</a></li>"
    }
    return """
      <nav class="live-blog__moments" aria-labelledby="moments"><h2 id="moments">\(t("Diễn biến chính"))</h2>\
      <ol>\(lines)</ol></nav>
      """
  }
}

extension LiveEntryProfile {
  /// Its title, or its first words.
  var headline: String {
    guard title.isEmpty else { return title }
    let words = body.plainText.split(whereSeparator: \.isWhitespace)
    return words.prefix(14).joined(separator: " ") + (words.count > 14 ? "…" : "")
  }
}
