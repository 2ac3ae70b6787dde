import Testing
import Vietnamese

struct NumberTests {
  @Test("numbers are grouped by points and cut by a comma")
  func numbers() {
    #expect(VietnameseNumber.whole(0) == "0")
    #expect(VietnameseNumber.whole(999) == "999")
    #expect(VietnameseNumber.whole(-1_234_567) == "-1.234.567")
    #expect(VietnameseNumber.whole(.min) == "-9.223.372.036.854.775.808")
    #expect(VietnameseNumber.money(1_234_567) == "1.234.567 đ")
    #expect(VietnameseNumber.percent(12.5) == "12,5 %")
    #expect(VietnameseNumber.percent(100) == "100 %")
    #expect(VietnameseNumber.decimal(1234.056, places: 2) == "1.234,06")
    #expect(VietnameseNumber.decimal(-0.04) == "0")
    #expect(VietnameseNumber.decimal(.nan) == "–")
    #expect(VietnameseNumber.size(512) == "512 B")
    #expect(VietnameseNumber.size(1_600) == "1,6 KB")
    #expect(VietnameseNumber.size(20 * 1_048_576) == "20 MB")
  }
}
