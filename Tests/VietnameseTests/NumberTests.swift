import Foundation
import Kernel
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

  @Test("near times are relative, far ones absolute")
  func times() throws {
    let now = try #require(Timestamp.date("2026-11-21T08:00:00Z"))
    func said(_ seconds: Double) -> String {
      VietnameseTime.relative(now.addingTimeInterval(seconds), now: now).vietnamese
    }
    #expect(said(0) == "vừa xong")
    #expect(said(-300) == "5 phút trước")
    #expect(said(-7_300) == "2 giờ trước")
    #expect(said(-8 * 3600) == "hôm nay 07:00")
    #expect(said(-20 * 3600) == "hôm qua 19:00")
    #expect(said(-72 * 3600) == "15:00 18/11/2026")
    #expect(said(1_500) == "còn 25 phút")
    #expect(said(30) == "còn chưa đầy 1 phút")
    #expect(said(20 * 3600) == "ngày mai 11:00")
    #expect(VietnameseTime.longDate(now).vietnamese == "Thứ bảy, 21/11/2026")
    #expect(VietnameseTime.longDate(now).key == "Thứ bảy, {0}")
  }
}
