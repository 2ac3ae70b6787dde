import Testing
import Vietnamese

struct OrderTests {
  @Test("names sort as in a Vietnamese dictionary")
  func dictionary() {
    let sorted = [
      "9 tháng", "10 tháng", "a", "ai", "an", "ao", "ăn", "âm", "ba", "ba ba", "ba đờn", "bà", "bà ba", "bả", "bã",
      "bá",
      "bạ", "ban", "bàn", "bản", "băng", "bằng", "bân", "ca", "cơ", "da", "dê", "đa", "đê", "e", "em", "ê", "êm", "hoa",
      "hòa", "hỏa", "hóa", "họa", "lam", "o", "ô", "ơ", "u", "ư", "vi", "xã", "y",
    ]
    let keys = sorted.map(VietnameseText.sortKey)
    for (index, key) in keys.enumerated().dropFirst() {
      #expect(keys[index - 1] < key, "\(sorted[index - 1]) < \(sorted[index])")
    }
  }

  @Test("keys hold only digits and small letters, and do not depend on case or punctuation")
  func characters() {
    let key = VietnameseText.sortKey("Báo & phát thanh, TRUYỀN HÌNH “Lam Giang” 中")
    #expect(key.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
    #expect(key == VietnameseText.sortKey("báo phát thanh truyền hình lam giang"))
  }
}

struct SlugTests {
  @Test("a slug holds only small letters, digits and single hyphens")
  func characters() {
    #expect(VietnameseText.slug("Đường về quê") == "duong-ve-que")
    #expect(VietnameseText.slug("  --Giá vàng: tăng 1.234 đ/lượng?!  ") == "gia-vang-tang-1-234-d-luong")
    #expect(VietnameseText.slug("中文 😀") == "bai")
    for sample in FoldTests.samples {
      let slug = VietnameseText.slug(sample)
      #expect(slug.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
      #expect(!slug.hasPrefix("-") && !slug.hasSuffix("-") && !slug.contains("--") && !slug.isEmpty)
    }
  }

  @Test("a long slug ends with a whole word")
  func length() {
    let long = VietnameseText.slug(String(repeating: "nghiêng ", count: 30))
    #expect(long.utf8.count == 79)
    #expect(long.hasSuffix("-nghieng"))
    #expect(VietnameseText.slug(String(repeating: "a", count: 200)).utf8.count == 80)
    #expect(VietnameseText.slug("abc def", limit: 3) == "abc")
  }
}
