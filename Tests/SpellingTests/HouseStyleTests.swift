import Foundation
import Testing

@testable import Spelling

/// One word, two ways: the house decides.
struct HouseStyleTests {
  @Test(
    "the tone stands where the house sets it",
    arguments: [
      ("hoà", "hòa"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("Hoà", "Hòa"), ("UỶ", "ỦY"), ("loè", "lòe"), ("xoã", "xõa"),
      ("toạ", "tọa"), ("huỷ", "hủy"), ("luỹ", "lũy"),
    ])
  func bothWays(sounding: String, first: String) {
    #expect(HouseStyle(tone: .first).corrected(sounding) == first)
    #expect(HouseStyle(tone: .sounding).corrected(first) == sounding)
    #expect(HouseStyle(tone: .first).corrected(first) == nil)
    #expect(HouseStyle(tone: .sounding).corrected(sounding) == nil)
    #expect(HouseStyle().corrected(first) == nil)
    #expect(HouseStyle().corrected(sounding) == nil)
  }

  @Test(
    "what has one way only is left alone by every house",
    arguments: [
      "hoàn", "quý", "quà", "giá", "giữa", "gì", "giếng", "thuế", "khuỷu", "huỳnh", "quýt", "ngoài", "loại", "tuổi",
      "cửa",
      "múa", "mía", "hoặc", "thuở", "quốc", "Nguyễn", "nghiêng", "xoáy", "ngoéo", "được", "rượu", "yếu", "ý", "ủa",
    ])
  func oneWay(word: String) {
    for tone in HouseStyle.Tone.allCases { #expect(HouseStyle(tone: tone).corrected(word) == nil, "\(tone)") }
  }

  @Test(
    "a tone that stands wrong in both is set right by every house",
    arguments: [
      ("hòan", "hoàn"), ("qúy", "quý"), ("tóan", "toán"), ("ngòai", "ngoài"), ("gía", "giá"), ("thúê", "thuế"),
    ])
  func wrong(written: String, right: String) {
    for tone in HouseStyle.Tone.allCases { #expect(HouseStyle(tone: tone).corrected(written) == right, "\(tone)") }
  }

  @Test("y and i, names excepted")
  func endings() {
    let y = HouseStyle(ending: .y)
    let i = HouseStyle(ending: .i)
    #expect(y.corrected("kĩ") == "kỹ")
    #expect(y.corrected("lí") == "lý")
    #expect(y.corrected("quí") == "quý")
    #expect(y.corrected("lì") == nil)
    #expect(y.corrected("tỉ") == nil)
    #expect(y.corrected("mĩ") == "mỹ")
    #expect(i.corrected("kỹ") == "kĩ")
    #expect(i.corrected("hy") == "hi")
    #expect(i.corrected("Mỹ") == nil)
    #expect(i.corrected("thúy") == nil)
  }

  @Test(
    "other languages and numbers are no syllables",
    arguments: ["online", "COVID", "and", "hơnn", "5G", "xyz", "", "aaaaaaa"])
  func others(word: String) {
    #expect(VietnameseSyllable(word) == nil)
  }

  @Test("a whole text is set in the house's way and composed, and nothing else is touched")
  func texts() throws {
    let speller = try SpellerTests.speller()
    let text = "Bà Thuý (UỶ viên), hoà nhạc 😀 ở https://bao.example/hoà – “khoẻ”.\nHo\u{300}a"
    #expect(
      speller.normalised(text, style: HouseStyle(tone: .first))
        == "Bà Thúy (ỦY viên), hòa nhạc 😀 ở https://bao.example/hoà – “khỏe”.\nHòa")
    let twice = speller.normalised(
      speller.normalised(text, style: HouseStyle(tone: .first)), style: HouseStyle(tone: .sounding))
    #expect(speller.normalised(twice, style: HouseStyle(tone: .sounding)) == twice)
  }
}
