import Foundation
import Testing

@testable import Spelling

/// What the speller sees, and what it leaves alone.
struct SpellerTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func speller(names: Set<String> = []) throws -> Speller {
    try #require(try Speller(data: root.appendingPathComponent("data/spelling"), names: names))
  }

  private func found(_ text: String, style: HouseStyle = HouseStyle(), words: Set<String> = []) async throws -> [String]
  {
    try await Self.speller().findings(in: text, words: words, style: style).map(\.text)
  }

  @Test("a misspelt syllable is found with its place and what was meant")
  func unknown() async throws {
    let findings = try await Self.speller().findings(in: "Ông nói nghành giáo dục cần đổi mới.")
    #expect(findings.count == 1)
    #expect(findings.first?.text == "nghành")
    #expect(findings.first?.start == 8)
    #expect(findings.first?.length == 6)
    #expect(findings.first?.suggestions.contains("ngành") == true)
  }

  @Test(
    "what is right is left alone",
    arguments: [
      "Ủy ban nhân dân tỉnh họp sáng 21/11/2026.", "Uỷ ban nhân dân tỉnh họp.",
      "Bà Thúy và bà Thuý ở Hòa Bình, Hoà Bình.",
      "Kỹ sư, kĩ sư, quý, quí, lý do, lí do.", "UBND TP.HCM, HĐND, ĐBSCL, G7, COVID-19, 5G.",
      "Tổng thống Washington gặp McCartney ở New York.", "Xem https://bao.example/tin-1 hay viết cho lan@bao.example.",
      "Trang chinhphu.vn và #tintuc, tệp bao_cao.docx.", "The conference on climate change was held.",
      "Ho\u{300}a bi\u{300}nh".precomposedStringWithCanonicalMapping, "1.234 đồng, 12,5%, khóa XIV, thế kỷ XX",
    ])
  func right(text: String) async throws {
    #expect(try await found(text) == [])
  }

  @Test(
    "what looks like a word and is none in its place is found",
    arguments: [
      ("Cần sử lý nghiêm", "sử lý", "xử lý"), ("Bổ xung hồ sơ", "Bổ xung", "Bổ sung"),
      ("chỉnh chu", "chỉnh chu", "chỉn chu"),
    ])
  func phrases(text: String, wrong: String, right: String) async throws {
    let findings = try await Self.speller().findings(in: text)
    #expect(findings.map(\.text) == [wrong])
    #expect(findings.first?.kind == .phrase)
    #expect(findings.first?.suggestions == [right])
  }

  @Test("no phrase reaches over a full stop")
  func fullStop() async throws {
    #expect(try await found("Đó là lịch sử. Lý do khác.").isEmpty)
  }

  @Test(
    "keys left by an input method are read",
    arguments: [
      ("tieengs", "tiếng"), ("nguwowif", "người"), ("ddaay", "đây"), ("vieejt", nil), ("tie61ng", "tiếng"),
      ("nguo72i", "người"), ("d9a6y", "đây"), ("too", nil), ("test", nil), ("5G", nil), ("21h", nil),
    ] as [(String, String?)])
  func keys(typed: String, meant: String?) {
    #expect(TypedKeys.meant(typed) == meant)
  }

  @Test(
    "text of before Unicode is seen as a whole",
    arguments: [
      "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
    ])
  func legacy(text: String) async throws {
    let findings = try await Self.speller().findings(in: text)
    #expect(findings.count == 1)
    #expect(findings.first?.kind == .encoding)
    #expect(findings.first?.suggestions == ["Cộng hòa xã hội chủ nghĩa Việt Nam"])
    #expect(findings.first?.length == text.utf16.count)
  }

  @Test("words of the house are known, whatever their case")
  func houseWords() async throws {
    #expect(try await found("Sông Lôốc chảy") == ["Lôốc"])
    #expect(try await found("Sông Lôốc chảy", words: ["lôốc"]).isEmpty)
  }

  @Test("places are counted as scripts count, also behind a face and behind decomposed letters")
  func places() async throws {
    let text = "😀 Ho\u{300}a bi\u{300}nh nghành"
    let finding = try #require(try await Self.speller().findings(in: text).last)
    let units = Array(text.utf16)[finding.start..<(finding.start + finding.length)]
    #expect(String(decoding: units, as: UTF16.self) == "nghành")
  }

  @Test("suggestions are written as the house writes, with the capital of the word")
  func housedSuggestions() async throws {
    let speller = try Self.speller()
    let old = await speller.findings(in: "Khỏee", style: HouseStyle(tone: .first)).first?.suggestions ?? []
    #expect(old.contains("Khỏe"), "\(old)")
    let new = await speller.findings(in: "khỏee", style: HouseStyle(tone: .sounding)).first?.suggestions ?? []
    #expect(new.contains("khoẻ"), "\(new)")
  }

  @Test(
    "what was meant stands first",
    arguments: [
      ("nghành", "ngành"), ("nguời", "người"), ("xữ", "xử"), ("tễTình", nil), ("khuyếch", "khuếch"), ("tưong", "tương"),
      ("vàđiều", "và điều"), ("triễn", "triển"), ("kiễm", "kiểm"), ("ghế", nil),
    ] as [(String, String?)])
  func meant(written: String, right: String?) async throws {
    let first = try await Self.speller().findings(in: "ông \(written) này").first
    if let right { #expect(first?.suggestions.prefix(3).contains(right) == true, "\(first?.suggestions ?? [])") }
  }

  @Test(
    "hostile input ends",
    arguments: [String(repeating: "ấ", count: 20_000), String(repeating: "a\u{301}\u{300}", count: 9_000)])
  func hostile(text: String) async throws {
    let start = ContinuousClock.now
    _ = try await found(text)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
