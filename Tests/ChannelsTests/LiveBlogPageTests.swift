import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

/// Live blogs and packages in memory, answering as the newsroom's port does.
final class LiveShelf: LiveBlogs, Sendable {
  private struct State {
    var blogs: [ItemID: LiveBlogProfile] = [:]
    var slugs: [String: ItemID] = [:]
    var changed: [LiveEntryID: Int] = [:]
    var removed: [(LiveEntryID, Int)] = []
    var members: [ItemID: [StorySummary]] = [:]
  }
  private let state = Mutex(State())

  func open(_ story: StorySummary) {
    state.withLock { state in
      state.blogs[story.id] = LiveBlogProfile(item: story.id, entries: [], change: 0, closedAt: nil)
      state.slugs[String(story.path.dropFirst(5))] = story.id
    }
  }

  func put(_ entry: LiveEntryProfile, in item: ItemID, closedAt: Date? = nil) {
    state.withLock { state in
      guard let blog = state.blogs[item] else { return }
      state.changed[entry.id] = blog.change + 1
      state.blogs[item] = LiveBlogProfile(
        item: item, entries: [entry] + blog.entries.filter { $0.id != entry.id }, change: blog.change + 1,
        closedAt: closedAt)
    }
  }

  func take(_ entry: LiveEntryID, from item: ItemID) {
    state.withLock { state in
      guard let blog = state.blogs[item] else { return }
      state.removed.append((entry, blog.change + 1))
      state.blogs[item] = LiveBlogProfile(
        item: item, entries: blog.entries.filter { $0.id != entry }, change: blog.change + 1, closedAt: blog.closedAt)
    }
  }

  func gather(_ stories: [StorySummary], in item: ItemID) { state.withLock { $0.members[item] = stories } }

  func liveBlog(_ item: ItemID) async throws -> LiveBlogProfile? { state.withLock { $0.blogs[item] } }
  func members(ofPackage item: ItemID) async throws -> [StorySummary]? { state.withLock { $0.members[item] } }

  func changes(
    of organisation: OrganisationID, slugAndCode: String, after change: Int
  ) async throws -> LiveBlogChanges? {
    state.withLock { state in
      guard let item = state.slugs[slugAndCode], let blog = state.blogs[item] else { return nil }
      return LiveBlogChanges(
        item: item, entries: blog.entries.filter { state.changed[$0.id, default: 0] > change },
        removed: state.removed.filter { $0.1 > change }.map(\.0), change: blog.change, closedAt: blog.closedAt,
        isTooOld: false)
    }
  }
}

struct LiveBlogPageTests {
  private func entry(_ words: String, title: String = "", isKey: Bool = false, minutes: Int = 0) -> LiveEntryProfile {
    LiveEntryProfile(
      id: .new(), title: title, body: StoryBody(plainForm: words), authorName: "Lan",
      publishedAt: Province.start.addingTimeInterval(Double(minutes * 60)), editedAt: nil, isKey: isKey,
      isPinned: false)
  }

  private func blog(_ province: Province) async throws -> Story {
    var sample = SampleStory()
    sample.kind = .liveBlog
    let story = sample.made
    province.live.open(story.summary)
    try await province.publish(story)
    return story
  }

  @Test("entries, key moments and what search engines read stand on the page", arguments: Engine.all)
  func page(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let story = try await blog(province)
      province.live.put(entry("Nước <b>dâng</b>", title: "Báo động 2", isKey: true), in: story.summary.id)
      province.live.put(entry("Đò ngừng chạy", minutes: 5), in: story.summary.id)
      let page = try await province.get(story.summary.path)
      #expect(page.text.contains("Nước &lt;b&gt;dâng&lt;/b&gt;") && page.text.contains("data-change=\"2\""))
      #expect(page.text.contains("live-blog-site.js") && page.text.contains("live-blog.css"))
      #expect(page.text.contains("id=\"moments\"") && page.text.contains("Báo động 2"))
      #expect(page.text.contains("\"@type\":\"LiveBlogPosting\"") && !page.text.contains("\"@type\":\"NewsArticle\""))
      #expect(page.text.contains("\"liveBlogUpdate\"") && page.text.contains("\"coverageStartTime\""))
      #expect(!page.text.contains("coverageEndTime"))
      let article = SampleStory(slug: "khac").made
      try await province.publish(article)
      #expect(try await !province.get(article.summary.path).text.contains("live-blog"))
    }
  }

  @Test("what came after is the same for all who have seen as much, and purged by its key", arguments: Engine.all)
  func changes(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let story = try await blog(province)
      let first = entry("Một")
      province.live.put(first, in: story.summary.id)
      let path = "/truc-tiep/\(story.summary.path.dropFirst(5))/moi"
      let all = try await province.get(path + "?sau=0")
      #expect(all.status == 200 && all.text.contains("id=\"e-\(first.id)\"") && all.text.contains("data-change=\"1\""))
      #expect(all.headers[.cacheControl]?.hasPrefix("public") == true)
      #expect(try await !province.get(path + "?sau=1").text.contains("<li"))
      let second = entry("Hai", minutes: 1)
      province.live.put(second, in: story.summary.id)
      province.live.take(first.id, from: story.summary.id)
      // Kept until its key is purged.
      #expect(try await !province.get(path + "?sau=1").text.contains("<li"))
      province.cache.drop(keys: [PageKey.item(story.summary.id)])
      let told = try await province.get(path + "?sau=1&utm_source=x")
      #expect(told.text.contains("id=\"e-\(second.id)\"") && told.text.contains("data-removed=\"\(first.id)\""))
      #expect(try await province.get("/truc-tiep/khong-co-1/moi?sau=1").status == 404)
      #expect(try await province.get(path + "?sau=abc").status == 200)
    }
  }

  @Test("an ended blog says when, and asks for nothing more", arguments: Engine.all)
  func ended(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let story = try await blog(province)
      province.live.put(entry("Hết"), in: story.summary.id, closedAt: Province.start.addingTimeInterval(3_600))
      let page = try await province.get(story.summary.path).text
      #expect(page.contains("Tường thuật đã kết thúc lúc") && page.contains("coverageEndTime"))
      #expect(!page.contains("live-blog-site.js") && !page.contains("data-live-blog"))
    }
  }

  @Test("a package shows its published members in order", arguments: Engine.all)
  func package(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let one = SampleStory(title: "Bài thứ nhất", slug: "mot").made
      let two = SampleStory(title: "Bài thứ hai", slug: "hai").made
      for story in [one, two] { try await province.publish(story) }
      var sample = SampleStory(slug: "chum")
      sample.kind = .package
      let story = sample.made
      province.live.gather([two.summary, one.summary], in: story.summary.id)
      try await province.publish(story)
      let page = try await province.get(story.summary.path).text
      let second = try #require(page.range(of: "Bài thứ hai"))
      let first = try #require(page.range(of: "Bài thứ nhất"))
      #expect(page.contains("Trong chùm bài này") && second.lowerBound < first.lowerBound)
    }
  }
}
