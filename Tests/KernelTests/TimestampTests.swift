import Foundation
import Kernel
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test("text agrees with Foundation's, and comes back as the same time, over four thousand random times")
  func againstFoundation() throws {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for _ in 0..<4000 {
      let date = Date(milliseconds: Int64.random(in: -11_676_096_000_000...13_569_465_600_000))
      let text = Timestamp.text(date)
      #expect(Timestamp.date(text) == date)
      let theirs = try Date(text, strategy: format)
      #expect(abs(theirs.timeIntervalSince(date)) < 0.0006, "\(text)")
    }
  }

  @Test("text sorts as the times do")
  func sorting() {
    let dates = (0..<2000).map { _ in Date(milliseconds: Int64.random(in: 0...4_000_000_000_000)) }
    #expect(dates.sorted().map(Timestamp.text) == dates.map(Timestamp.text).sorted())
  }

  @Test(
    "other ways of writing the same time are read",
    arguments: [
      "2026-07-01T03:42:00.000Z", "2026-07-01 03:42:00+00", "2026-07-01T10:42:00+07:00", "2026-07-01 10:42:00+07",
      "2026-07-01T10:42:00+0700", "2026-07-01t03:42:00z", "2026-07-01T03:42:00", "2026-07-01T00:12:00-03:30",
      "2026-07-01T03:42:00.000999999Z",
    ])
  func read(text: String) {
    #expect(Timestamp.date(text) == Date(timeIntervalSince1970: 1_782_877_320))
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "2026-07-01", "2026-07-01T24:00:00Z", "2026-07-01T03:60:00Z", "2026-07-01T03:42", "2026-07-01T03:42:00Zx",
      "2026-07-01T03:42:00+7", "2026-07-01T03:42:00+07:0", "2026-07-01X03:42:00Z", "2026-13-01T03:42:00Z",
      "2026-07-01T03-42-00Z", "rác", "2026-07-01T0٣:42:00Z", "2026-07-01T03:42:00.Z0",
    ])
  func refused(text: String) {
    #expect(Timestamp.date(text) == nil)
  }

  @Test("no bytes whatever make the reader crash")
  func noise() {
    let alphabet = Array("0123456789-:T Z+.z٢đ\u{0}")
    for _ in 0..<20_000 {
      let text = String((0..<Int.random(in: 0...30)).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
      if let date = Timestamp.date(text) { #expect(Timestamp.date(Timestamp.text(date)) == date) }
    }
    var valid = Array("2026-07-01T03:42:00.123+07:00".unicodeScalars)
    for index in valid.indices {
      let kept = valid[index]
      for scalar in ["9", "x", "٣", "-", ":"] as [Unicode.Scalar] {
        valid[index] = scalar
        _ = Timestamp.date(String(String.UnicodeScalarView(valid)))
      }
      valid[index] = kept
    }
  }

  @Test("the clock tells whole milliseconds, and a hand moves it")
  func clock() {
    let hand = ClockHand(Date(timeIntervalSince1970: 1.234_567))
    let clock = WallClock.set(by: hand)
    #expect(clock.now.milliseconds == 1234)
    hand.advance(by: 60)
    #expect(clock.now.milliseconds == 61_234)
  }

  @Test("cutting a time to the millisecond twice is cutting it once")
  func wholeMilliseconds() {
    for _ in 0..<4000 {
      let date = Date(timeIntervalSince1970: Double.random(in: 0...4_000_000_000))
      let cut = date.wholeMilliseconds
      #expect(cut.wholeMilliseconds == cut)
      #expect(Timestamp.date(Timestamp.text(cut)) == cut)
      #expect((0...0.001_01).contains(date.timeIntervalSince(cut) + 0.000_002))
    }
  }
}
