import Channels
import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

/// How readers get what stands in a story beside words: on its page and in feeds.
struct StoryMarkupTests {
  private func shown(_ province: Province, _ blocks: [StoryBody.Block]) async throws -> SiteAnswer {
    let story = SampleStory(body: StoryBody(blocks: blocks)).made
    try await province.publish(story)
    return try await province.get(story.summary.path)
  }

  @Test("a table scrolls in a frame of its own, with its name and its head", arguments: Engine.all)
  func table(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let rows: [[StoryBody.Table.Cell]] = [
        [[.text("Xã", .none)], [.text("Mưa", .none)]],
        [[.text("Bảo <Lâm>", .none)], [.text("120", .init(bold: true))]],
      ]
      let page = try await shown(province, [.init(.table(.init(caption: "Mưa ngày 20/11", rows: rows)))])
      #expect(
        page.text.contains(
          """
          <div class="story__table" role="region" tabindex="0" aria-label="Mưa ngày 20/11"><table>\
          <caption>Mưa ngày 20/11</caption><thead><tr><th scope="col">Xã</th><th scope="col">Mưa</th></tr></thead>\
          <tr><td>Bảo &lt;Lâm&gt;</td><td><strong>120</strong></td></tr></table></div>
          """))
      #expect(page.headers[.contentSecurityPolicy]?.contains("frame-src") != true)
    }
  }

  @Test("a gallery opens without scripts and keeps the words of each picture", arguments: Engine.all)
  func gallery(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let pictures = (0..<3).map { _ in province.pictures.add() }
      let gone = PictureID.new()
      let figures = (pictures + [gone]).map { StoryBody.GalleryPicture(.init(picture: $0, caption: "Nước lên")) }
      let page = try await shown(province, [.init(.gallery(caption: "Cả bộ", figures), id: "g1")])
      #expect(page.text.components(separatedBy: "class=\"gallery__open\"").count == 4)
      #expect(page.text.contains("popovertarget=\"anh-g1-1\""))
      #expect(page.text.contains("id=\"anh-g1-3\" popover role=\"dialog\" aria-label=\"Ảnh 3 trong 3 ảnh\""))
      #expect(page.text.contains("<span class=\"story__credit\">Ảnh: Minh Anh</span>"))
      #expect(page.text.contains("<figcaption>Cả bộ</figcaption>"))
      let feed = try await province.get("/rss")
      #expect(
        feed.text.components(separatedBy: "<img ").count + feed.text.components(separatedBy: "&lt;img ").count == 5)
    }
  }

  @Test("sound and video play in the browser, with subtitles and what is said in them", arguments: Engine.all)
  func clips(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let video = ClipProfile(
        id: .new(), kind: .video, title: "Lũ về", credit: "Hải", transcript: "Nước lên nhanh.\nDân chạy lũ.",
        duration: 3_723,
        width: 1280, height: 720, path: "/media/a.mp4", poster: "/media/a.webp", subtitles: "/media/a.vtt")
      let audio = ClipProfile(
        id: .new(), kind: .audio, title: "Bản tin", credit: "", transcript: "", duration: 61, width: 0, height: 0,
        path: nil, poster: nil, subtitles: nil)
      province.clips.put(video)
      province.clips.put(audio)
      let page = try await shown(
        province,
        [
          .init(.video(.init(clip: video.id, caption: "Sáng 20/11"))), .init(.audio(.init(clip: audio.id))),
          .init(.video(.init(clip: .new()))),
        ])
      #expect(page.text.contains("<video controls playsinline preload=\"none\" src=\"/media/a.mp4\""))
      #expect(page.text.contains("poster=\"/media/a.webp\" width=\"1280\" height=\"720\""))
      #expect(page.text.contains("<track kind=\"captions\" srclang=\"vi\" label=\"Tiếng Việt\" src=\"/media/a.vtt\">"))
      #expect(page.text.contains("Video (1:02:03)</span> Sáng 20/11"))
      #expect(page.text.contains("<p>Nước lên nhanh.</p><p>Dân chạy lũ.</p></details>"))
      #expect(page.text.contains("Bản ghi đang được chuẩn bị."))
      #expect(page.text.components(separatedBy: "class=\"story__clip").count == 3)
    }
  }

  @Test(
    "nothing of another site is asked for until the reader asks; the page allows that host only", arguments: Engine.all)
  func embeds(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let video = try #require(
        try StoryEmbedsTests.embeds.recognise("https://youtu.be/dQw4w9WgXcQ", caption: "Toàn cảnh"))
      let page = try await shown(
        province,
        [
          .init(.embed(video)),
          .init(.embed(.init(provider: "youtube", address: "https://evil.example/x", caption: "Lạ"))),
        ])
      #expect(!page.text.contains("<iframe"))
      #expect(page.text.contains("data-frame=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\""))
      #expect(
        page.text.contains(
          "href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\" rel=\"noopener nofollow\">Xem trên YouTube"))
      #expect(page.text.contains("<p><a href=\"https://evil.example/x\" rel=\"noopener nofollow\">Lạ</a></p>"))
      let policy = try #require(page.headers[.contentSecurityPolicy])
      #expect(policy.hasSuffix("; frame-src 'self' https://www.youtube-nocookie.com"))
      #expect(policy.contains("script-src 'self';"))
      #expect(!(try await province.get("/rss")).text.contains("youtube-nocookie"))
    }
  }

  @Test("notes are numbered, lead there and back, and are at the end of the feed's text too", arguments: Engine.all)
  func notes(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let page = try await shown(
        province,
        [
          .init(.paragraph([.text("Một", .none), .footnote("Lời một", .none)])),
          .init(
            .paragraph([
              .text("Hai", .none), .footnote("Lời <hai>", .none), .text(" m", .none),
              .text("2", .init(script: .superscript)),
            ])),
        ])
      #expect(page.text.contains("Một<sup class=\"note\"><a href=\"#chu-thich-1\" id=\"dan-1\" role=\"doc-noteref\""))
      #expect(page.text.contains("<li id=\"chu-thich-2\">Lời &lt;hai&gt; <a class=\"note__back\" href=\"#dan-2\""))
      #expect(page.text.contains("m<sup>2</sup>"))
      let feed = try await province.get("/feed.json")
      #expect(feed.text.contains("Hai<sup>[2]</sup>"))
      #expect(!feed.text.contains("doc-noteref"))
    }
  }

  @Test("a box stands beside the text; a related story is there as long as it is published", arguments: Engine.all)
  func boxes(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let other = SampleStory(title: "Đò ngang ngừng chạy", code: 9).made
      try await province.publish(other)
      let blocks: [StoryBody.Block] = [
        .init(.factBox(title: "Cầu Hòa Bình", [.init(.paragraph([.text("Dài 1.200 m", .none)]))])),
        .init(.related(.init(item: other.summary.id, title: "Đò ngang"))),
        .init(.related(.init(item: .new(), title: "Không còn"))),
      ]
      let page = try await shown(province, blocks)
      #expect(
        page.text.contains("<aside class=\"story__box\" aria-label=\"Cầu Hòa Bình\"><p class=\"story__box-title\">"))
      #expect(page.text.contains("<a href=\"\(other.summary.path)\">Đò ngang</a></aside>"))
      #expect(!page.text.contains("Không còn"))
      try await province.withdraw(other)
      province.cache.drop(keys: [PageKey.item(other.summary.id)])
      let after = try await province.get(SampleStory().made.summary.path)
      #expect(!after.text.contains("Đò ngang</a></aside>"))
    }
  }

  @Test("what is not settled never reaches readers", arguments: Engine.all)
  func unsettled(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let suggestion = StoryBody.Suggestion(id: "s", kind: .insert, account: .new(), name: "Lan", at: Province.start)
      let variant = StoryBody.Variant(
        account: .new(), name: "Lan", at: Province.start, blocks: [.init(.paragraph([.text("bản của Lan", .none)]))])
      let page = try await shown(
        province,
        [
          .init(.paragraph([.text("Chữ chắc", .none), .text(" chữ đề nghị", .init(suggestions: [suggestion]))])),
          .init(.alternatives([variant, variant])),
        ])
      #expect(page.text.contains("<p>Chữ chắc</p>"))
      #expect(!page.text.contains("chữ đề nghị") && !page.text.contains("bản của Lan"))
    }
  }
}
