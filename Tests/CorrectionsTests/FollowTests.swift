import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("Places where a work ran")
struct FollowTests {
  @Test("a broadcast is done when it was aired as often as the work was, each with evidence", arguments: Engine.all)
  func airings(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(nil, work: bench.work(.radio, on: "2026-11-19", airings: 2))
      let place = try #require(try await bench.corrections.file(record.id, for: bench.secretary).places.first)
      #expect(place.kind == .radio && place.needed == 2 && place.place.contains("19:30"))
      #expect(
        await refused("evidence") {
          try await bench.corrections.finishPlace(record.id, place.id, evidence: "", by: bench.secretary)
        })
      for time in ["19:30 22/11", "19:30 23/11"] {
        #expect(try await bench.corrections.file(record.id, for: bench.secretary).places[0].isDone == false)
        try await bench.corrections.finishPlace(record.id, place.id, evidence: time, by: bench.secretary)
      }
      let done = try await bench.corrections.file(record.id, for: bench.secretary).places[0]
      #expect(done.isDone && done.evidence == "19:30 22/11\n19:30 23/11")
      #expect(try await bench.clock(record.id, .publish)?.state == .inTime)
      #expect(try await bench.corrections.file(record.id, for: bench.secretary).steps.count { $0.kind == .ran } == 1)
    }
  }

  @Test(
    "a republisher gets a letter by e-mail with the whole notice, and is offered again in the next case",
    arguments: Engine.all)
  func letters(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let record = try await bench.correction(item)
      try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      try await bench.corrections.addPlace(
        record.id, .republisher, name: "Trang tổng hợp B", place: "", address: "tin@tonghop.example",
        by: bench.secretary)
      let file = try await bench.corrections.file(record.id, for: bench.secretary)
      #expect(file.places.first { $0.kind == .site }?.isDone == true)
      let place = try #require(file.places.first { $0.kind == .republisher })
      let letter = try #require(
        CaseLetter.republisher(place, file, site: "https://baolamgiang.example", on: day("2026-11-21")))
      #expect(letter.text.contains("Thông tin cải chính, xin lỗi") && letter.text.contains("Điều 19.3c"))
      #expect(letter.text.contains("https://baolamgiang.example/cai-chinh/1-2026"))
      let message = letter.message(from: "a@b.example", at: time("2026-11-21T02:00:00Z"), id: "x")
      #expect(message.contains("<tin@tonghop.example>") && message.contains("Sat, 21 Nov 2026 09:00:00 +0700"))
      #expect(message.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { $0 < 0x80 } })
      try await bench.corrections.tellPlace(record.id, place.id, evidence: "Thư 09:00", by: bench.secretary)

      let next = try await bench.correction(item)
      let known = try await bench.corrections.file(next.id, for: bench.secretary).knownPlaces
      #expect(known.map(\.name) == ["Trang tổng hợp B"] && known[0].address == "tin@tonghop.example")
    }
  }

  @Test("an address that is none, or hides a header, is not written into a message")
  func addresses() {
    let text = "Tin & tức\r\nBcc: x@y.example"
    let letter = CaseLetter(subject: text, to: text, email: nil, text: "x")
    let head = letter.message(from: "a@b.example\r\nBcc: c@d.example", at: .distantPast, id: "1")
    #expect(!head.contains("Bcc:") && !head.contains("From:"))
  }
}
