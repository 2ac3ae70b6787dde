import Foundation
import Kernel
import TestSupport
import Testing

@testable import NewsFormats

/// IPTC's own test files behave as they are labelled. See `conformance/README.md` beside this checkout.
struct SuiteTests {
  private func files(_ folder: String, _ label: String) throws -> [URL] {
    let all = try #require(
      FileManager.default.enumerator(at: SharedData.url(folder), includingPropertiesForKeys: nil))
    return all.compactMap { $0 as? URL }.filter {
      ["json", "xml"].contains($0.pathExtension) && (label.isEmpty || $0.pathComponents.contains(label))
    }.sorted { $0.path < $1.path }
  }

  private func outcome(_ url: URL, _ read: (Data) throws -> Delivery) -> Result<Delivery, any Error> {
    Result { try read(try Data(contentsOf: url)) }
  }

  @Test(
    "ninjs: what should pass is read, what should fail is refused", .enabled(if: SharedData.has("conformance/ninjs")))
  func ninjs() throws {
    var passed = 0
    for url in try files("conformance/ninjs/suite", "should_pass") + files("conformance/ninjs/examples-3.0", "") {
      switch outcome(url, { try NewsReader.read($0) }) {
      case .success(let delivery):
        #expect(delivery.format == .ninjs, "\(url.lastPathComponent)")
        passed += 1
      case .failure(let error): Issue.record("\(url.lastPathComponent): \(error)")
      }
    }
    var failed = 0
    for url in try files("conformance/ninjs/suite", "should_fail") {
      if case .success = outcome(url, { try NewsReader.read($0) }) {
        Issue.record("\(url.lastPathComponent) was read")
      } else {
        failed += 1
      }
    }
    print("ninjs: \(passed) read, \(failed) refused as labelled")
    #expect(passed == 48 && failed == 10)
  }

  @Test("ninjs: the stories of agencies' examples are found", .enabled(if: SharedData.has("conformance/ninjs")))
  func agencies() throws {
    func story(_ name: String) throws -> NewsStory {
      let url = SharedData.url("conformance/ninjs/examples-3.0/\(name).json")
      return try #require(try NewsReader.read(try Data(contentsOf: url)).items.first)
    }
    let dpa = try story("dpa_text")
    #expect(dpa.title == "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?")
    #expect(dpa.guid == "urn:newsml:dpa.com:20090101:190510-99-167362" && dpa.version == "2" && dpa.urgency == 4)
    #expect(dpa.author == "Von Christian Hollmann, dpa" && dpa.copyrightHolder == "dpa" && dpa.language == "de")
    #expect(dpa.html.contains("<p>Für Lucien Favre") && dpa.summary.hasPrefix("Für Lucien Favre"))
    let ntb = try story("ntb_text")
    #expect(ntb.slugline == "skien-google" && ntb.categories.contains("Teknologi") && ntb.located == "Telemark")
    let tt = try story("tt_text_image_3")
    #expect(!tt.enclosures.isEmpty && !tt.html.isEmpty)
    #expect(try !story("ap_image").enclosures.isEmpty)
  }

  @Test(
    "NewsML-G2: files behave as labelled by the rules of their version",
    .enabled(if: SharedData.has("conformance/newsml-g2")))
  func newsMLG2() throws {
    var passed = 0
    var failed = 0
    for minor in [28, 29, 30, 33, 34] {
      let folder = "conformance/newsml-g2/2.\(minor)"
      for url in try files(folder, "should_pass") {
        switch outcome(url, { try NewsReader.read($0) }) {
        case .success(let delivery):
          passed += 1
          let text = try String(contentsOf: url, encoding: .utf8)
          if text.contains("<headline"), text.contains("<newsItem") || text.contains("<packageItem") {
            #expect(delivery.items.first?.title.isEmpty == false, "\(url.lastPathComponent)")
          }
        case .failure(let error): Issue.record("\(url.lastPathComponent): \(error)")
        }
      }
      for url in try files(folder, "should_fail") {
        let result = outcome(url) { data in
          let text = try SourceText.decode(data, charset: nil).text
          return try NewsMLG2Reader.read(try XMLDocumentTree.read(text), as: G2Version(minor))
        }
        if case .success = result { Issue.record("\(url.lastPathComponent) was read") } else { failed += 1 }
      }
    }
    print("NewsML-G2: \(passed) read, \(failed) refused as labelled")
    #expect(passed == 47 && failed == 9)
  }

  @Test("NewsML-G2: an inline NITF story is found whole", .enabled(if: SharedData.has("conformance/newsml-g2")))
  func inlineStory() throws {
    let url = SharedData.url(
      "conformance/newsml-g2/2.33/should_pass/CR00217_digitalSourceType_on_contentMeta_newsItem.xml")
    let story = try #require(try NewsReader.read(try Data(contentsOf: url)).items.first)
    #expect(story.title == "Fed to halt QE to avert \"bubble\"" && story.version == "11")
    #expect(story.guid == "urn:newsml:acmenews.com:20231121:US-FINANCE-FED")
    #expect(story.html.contains("<p>(New York, NY - October 21)") && story.located == "New York, NY")
    #expect(story.subjects.map(\.code).contains("medtop:20000350") && story.digitalSource == "trainedAlgorithmicMedia")
    #expect(story.copyrightHolder == "Acme News and Media LLC" && story.author.contains("Meredith Jameson"))
  }
}
