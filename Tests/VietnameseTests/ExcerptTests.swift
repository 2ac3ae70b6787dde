import Testing
import Vietnamese

@Suite("The beginning of a text")
struct ExcerptTests {
  @Test(
    "is cut between words, with a sign that more comes",
    arguments: [
      ("Một cửa của xã", 20, "Một cửa của xã"), ("Một cửa của xã", 14, "Một cửa của xã"),
      ("Một cửa của xã", 13, "Một cửa của…"), ("Một cửa của xã", 11, "Một cửa của…"), ("Nào; thì", 5, "Nào…"),
      ("Dài", 2, "Dà…"), ("", 3, ""),
    ])
  func cut(text: String, limit: Int, excerpt: String) {
    #expect(text.excerpt(limit) == excerpt)
  }
}
