import Foundation
import Testing

@testable import Kernel

@Suite("IDs, phrases, languages, principals")
struct NameTests {
  enum Mark {}

  @Test("a new ID is a UUIDv7, later in order than every one before it")
  func monotonic() async {
    let made = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<4 { group.addTask { (0..<5000).map { _ in UUIDv7.shared.next() } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(made.allSatisfy { $0 == $0.sorted() })
    #expect(Set(made.joined()).count == 20_000)
    let id = ID<Mark>.new()
    #expect(id.isWellFormed)
    #expect(Array(id.rawValue)[14] == "7")
    #expect("89ab".contains(Array(id.rawValue)[19]))
  }

  @Test("IDs stay in order when the clock stands still, and when it goes back")
  func backwards() {
    let maker = UUIDv7()
    let noon = Date(timeIntervalSince1970: 1_780_000_000)
    let ids = (0..<10_000).map { maker.next(at: noon.addingTimeInterval(-Double($0))) }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    "text from outside that is no ID of ours is known as such",
    arguments: [
      "", "1", "0198f4a0-0000-7000-8000-00000000000G", "0198F4A0-0000-7000-8000-000000000000",
      "0198f4a0-0000-7000-8000-0000000000000", "' OR 1=1 --",
    ])
  func malformed(text: String) {
    #expect(!ID<Mark>(text).isWellFormed)
  }

  @Test("a phrase is its own key, its values numbered, and is filled in any order")
  func phrases() {
    let minutes = 25
    let phrase: Phrase = "Chờ duyệt · \("Lan") · còn \(minutes) phút"
    #expect(phrase.key == "Chờ duyệt · {0} · còn {1} phút")
    #expect(phrase.vietnamese == "Chờ duyệt · Lan · còn 25 phút")
    let table = [phrase.key: "{1} minutes left · {0} {2} {x} {"]
    #expect(Translator(.english, table: table)(phrase) == "25 minutes left · Lan {2} {x} {")
    #expect(Translator(.chinese)(phrase) == "Chờ duyệt · Lan · còn 25 phút")
  }

  @Test("a value that looks like a numbered place is not filled again")
  func nestedValue() {
    let phrase: Phrase = "\("{1}") và \("b")"
    #expect(phrase.vietnamese == "{1} và b")
  }

  @Test(
    "the language is the best of ours by the browser's wishes",
    arguments: [
      (nil, Language.vietnamese), ("", .vietnamese), ("en", .english), ("en-US,en;q=0.9", .english),
      ("fr-FR, zh-CN;q=0.8, vi;q=0.9", .vietnamese), ("zh-TW", .chinese), ("fr, de;q=0.5", .vietnamese),
      ("en;q=0, zh;q=0.1", .chinese), ("vi;q=0.1, EN;q=0.7", .english), (";;,,q=1", .vietnamese),
      ("en;q=abc, zh;q=0.5", .english),
    ] as [(String?, Language)])
  func languages(header: String?, language: Language) {
    #expect(Language(accepting: header) == language)
  }

  @Test("a person may do what was granted where it was granted, and nothing else")
  func principals() throws {
    let here = OrganisationID.new()
    let there = OrganisationID.new()
    let publish: Permission = "newsroom.item.publish"
    let editor = Principal(id: .new(), name: "Lan", organisation: here, scoped: [here: [publish]])
    try editor.require(publish, in: here)
    #expect(throws: Failure.forbidden(publish)) { try editor.require(publish, in: there) }
    #expect(throws: Failure.forbidden(publish)) { try editor.require(publish, in: nil) }
    #expect(!editor.may("newsroom.item.approve", in: here))
    #expect(editor.mayAnywhere(publish))
    #expect(editor.organisations(for: publish) == [here])
    #expect(Principal.system([publish]).organisations(for: publish) == nil)
    #expect(Principal.system([publish]).may(publish, in: there))
  }

  @Test("a page is cut from one row more than it shows")
  func pages() {
    #expect(Page(fetched: [1, 2, 3], limit: 2) { "\($0)" }.next == "2")
    #expect(Page(fetched: [1, 2], limit: 2) { "\($0)" }.next == nil)
    #expect(Page(fetched: [1, 2, 3], limit: 2) { "\($0)" }.map { $0 * 10 }.items == [10, 20])
  }
}
