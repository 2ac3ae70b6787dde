import Testing

@testable import Vietnamese

struct FoldedNamesTests {
  static let names = FoldedNames([
    "Kế hoạch chuyển đổi số báo chí tỉnh Thái Bình", "Thái Bình 2023", "Đào tạo kỹ năng số", "", "Bình, Thái",
  ])

  @Test("found by beginnings of words without marks, the beginning of the name before its inside before its words")
  func order() {
    let found = Self.names.find("thái b", limit: 10)
    #expect(found.map(\.place) == [1, 0, 4])
    #expect(found.map(\.fit) == [.beginning, .inside, .words])
    #expect(Self.names.find("DAO TAO", limit: 10).map(\.place) == [2])
    #expect(Self.names.find("thai binh", limit: 1).map(\.place) == [1])
  }

  @Test("no middle of a word, no words of two names, nothing for nothing")
  func misses() {
    for words in ["hai", "binh dao", "", "  ", "%", "\0", "2023 ky"] {
      #expect(Self.names.find(words, limit: 10).isEmpty, "\(words)")
    }
    #expect(FoldedNames().find("a", limit: 5).isEmpty && Self.names.find("thai", limit: 0).isEmpty)
  }

  @Test("tens of thousands are looked through at once")
  func many() {
    var names = FoldedNames()
    for place in 0..<20_000 {
      names.append("Nhiệm vụ số \(place) về chuyển đổi số trong lĩnh vực báo chí, truyền thông")
    }
    #expect(names.find("nhiem vu 19999", limit: 5).map(\.place) == [19_999])
    #expect(names.find("truyen thong", limit: 20_000).count == 20_000)
  }
}
