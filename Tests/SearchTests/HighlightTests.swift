import Foundation
import Search
import Testing

struct HighlightTests {
  private func marked(_ text: String, _ query: String) -> String {
    Highlight.segments(text, for: SearchQuery(query)).map { $0.isHit ? "[\($0.text)]" : $0.text }.joined()
  }

  @Test("hits are shown as they are written in the text")
  func segments() {
    #expect(marked("Đường về <quê>", "duong que") == "[Đường] về <[quê]>")
    #expect(marked("Dữ liệu lớn, dù liều", "dữ liệu") == "[Dữ liệu] lớn, dù liều")
    #expect(marked("dù liều", "dữ liệu") == "[dù liều]")
    #expect(marked("Hoà bình", "hòa") == "[Hoà] bình")
    #expect(marked("", "a") == "")
    #expect(marked("không có gì", "xyz") == "không có gì")
    let split = "Đường về".decomposedStringWithCanonicalMapping
    #expect(Highlight.segments(split, for: SearchQuery("ve")).last?.isHit == true)
  }

  @Test("pieces put together are the text")
  func whole() {
    let text = "Một đoạn, hai đoạn — “ba” đoạn 😀."
    #expect(Highlight.segments(text, for: SearchQuery("doan ba")).map(\.text).joined() == text)
  }

  @Test("an excerpt shows the place with most hits, between whole words")
  func excerpt() {
    let text =
      String(repeating: "mở đầu dài dòng ", count: 40) + "lũ quét tại Bảo Lâm "
      + String(repeating: "kết thúc ", count: 40)
    let pieces = Highlight.excerpt(text, for: SearchQuery("lu quet bao lam"), length: 120)
    let shown = pieces.map(\.text).joined()
    #expect(shown.hasPrefix("… ") && shown.hasSuffix(" …"))
    #expect(shown.contains("lũ quét tại Bảo Lâm"))
    #expect(shown.utf8.count < 180)
    #expect(pieces.filter(\.isHit).map(\.text) == ["lũ quét", "Bảo Lâm"])
    let none = Highlight.excerpt(text, for: SearchQuery("khác"), length: 60).map(\.text).joined()
    #expect(text.hasPrefix(none.dropLast()))
  }
}
