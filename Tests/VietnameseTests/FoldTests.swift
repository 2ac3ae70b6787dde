import Foundation
import Testing

@testable import Vietnamese

struct FoldTests {
  static let samples = [
    "Đường về quê", "Thủ tướng làm việc với tỉnh Lam Giang", "hoà bình, thuý kiều, quý, kỹ sư", "ẰẲẴẮẶ ằẳẵắặ",
    "Nguyễn Thị Lân — Ủy ban nhân dân", "ÐÀ NẴNG", "naïve café Ünïcode Straße Øre", "中文 và 日本", "Ελλάδα Москва",
    "😀 emoji ‘quotes’", "", "a\u{301}", "\u{301}", "e\u{302}\u{323}", "e\u{323}\u{302}", "1.234.567 đ", "İstanbul ǅ ŉ",
  ]

  @Test("folding takes every mark, and đ is d")
  func marks() {
    #expect(VietnameseText.fold("Đường về QUÊ") == "duong ve que")
    #expect(VietnameseText.fold("ÐÀ NẴNG đẵn") == "da nang dan")
    let all = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    #expect(Set(VietnameseText.fold(all + all.uppercased())) == Set("aeiouyd"))
  }

  @Test("folding folded text changes nothing", arguments: samples)
  func idempotent(sample: String) {
    let folded = VietnameseText.fold(sample)
    #expect(VietnameseText.fold(folded) == folded)
  }

  @Test("composed and decomposed text fold alike", arguments: samples)
  func composition(sample: String) {
    let composed = VietnameseText.fold(sample.precomposedStringWithCanonicalMapping)
    #expect(VietnameseText.fold(sample.decomposedStringWithCanonicalMapping) == composed)
  }

  @Test("every character of the tables folds to what folds to itself")
  func everyCharacter() {
    for value in Array(0..<UInt32(0x3000)) + Array(0x1F000..<0x1F700) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = VietnameseText.fold(String(scalar))
      #expect(VietnameseText.fold(once) == once, "U+\(String(value, radix: 16))")
    }
  }

  @Test("text is composed, and composed text is left alone")
  func nfc() {
    let composed = "Đường về quê, ệ ỗ ử"
    #expect(VietnameseText.composed(composed.decomposedStringWithCanonicalMapping).utf8.elementsEqual(composed.utf8))
    #expect(VietnameseText.composed(composed).utf8.elementsEqual(composed.utf8))
  }
}
