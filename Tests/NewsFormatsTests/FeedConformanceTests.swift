import Foundation
import Kernel
import TestSupport
import Testing

@testable import NewsFormats

/// Other people's feeds: w3c/feedvalidator's and real ones. See `conformance/README.md` beside this checkout.
struct FeedConformanceTests {
  private struct Tally {
    var read = 0
    var items = 0
    var badItems = 0
    var refused: [String: String] = [:]
    var slowest = Duration.zero
  }

  private func tally(_ folders: [String]) throws -> Tally {
    var tally = Tally()
    for folder in folders {
      let all = try #require(
        FileManager.default.enumerator(at: SharedData.url(folder), includingPropertiesForKeys: nil))
      for case let url as URL in all where url.pathExtension == "xml" {
        let data = try Data(contentsOf: url)
        let start = ContinuousClock.now
        do {
          let feed = try FeedReader.read(data, base: URL(string: "http://example.org/"))
          for item in feed.items { _ = StoryBuilder.story(html: item.html, base: nil) }
          tally.read += 1
          tally.items += feed.items.count
          tally.badItems += feed.failures.count
        } catch {
          #expect(!error.reason.vietnamese.isEmpty)
          tally.refused[url.lastPathComponent] = error.reason.vietnamese
        }
        tally.slowest = max(tally.slowest, ContinuousClock.now - start)
      }
    }
    return tally
  }

  @Test(
    "every well-formed feed of the validator's suite is read; the others are read or refused in words",
    .enabled(if: SharedData.has("conformance/feeds/rss")))
  func validator() throws {
    let tally = try tally(["conformance/feeds/rss", "conformance/feeds/rss20", "conformance/feeds/atom"])
    print(
      "feeds: \(tally.read) read with \(tally.items) items, \(tally.badItems) empty items named,",
      "\(tally.refused.count) refused, slowest \(tally.slowest)")
    // Two spy through the DOCTYPE; the rest are not XML even when their usual faults are mended.
    let expected: Set = [
      "system_entity_http.xml", "system_entity.xml", "invalid_xml.xml", "missing_rss2.xml", "invalid_namespace2.xml",
      "feed_copyright_is_inline_2.xml", "feed_missing2.xml", "feed_missing.xml", "feed_copyright_is_inline.xml",
    ]
    #expect(Set(tally.refused.keys) == expected)
    #expect(tally.read >= 1_331)
    #expect(tally.slowest < .seconds(2))
  }

  @Test("real feeds of a large newspaper are read whole", .enabled(if: SharedData.has("corpora/rss-vnexpress-2017")))
  func real() throws {
    let tally = try tally(["corpora/rss-vnexpress-2017"])
    #expect(tally.read == 3)
    #expect(tally.items == 75)
    #expect(tally.badItems == 0 && tally.refused.isEmpty)
  }

  @Test("hostile alerts are refused", .enabled(if: SharedData.has("conformance/cap/testdata/xee.atom")))
  func hostile() throws {
    for name in ["xee.atom", "xee.cap"] {
      let data = try Data(contentsOf: SharedData.url("conformance/cap/testdata/\(name)"))
      #expect(throws: FormatRefusal.self) { try FeedReader.read(data) }
    }
  }
}
