import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("Responses")
struct ResponseTests {
  private func response(_ bench: Bench, _ medium: Medium, on date: String) async throws -> CaseRecord {
    try await bench.open(.response, on: "2026-11-21", work: bench.work(medium, on: date)) {
      $0.who = "Ông Nguyễn Văn A"
      $0.request = "Tôi không nói như vậy."
    }
  }

  @Test("after two published responses Law 126 lets the press stop, Law 103 after three", arguments: Engine.all)
  func rounds(engine: Engine) async throws {
    try await withBench(engine) { bench in
      for (date, most) in [("2026-07-01", 2), ("2026-06-30", 3)] {
        let record = try await response(bench, .online, on: date)
        for round in 1...most {
          await #expect(throws: Failure.self) { try await bench.corrections.stopRounds(record.id, by: bench.chief) }
          try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
          if round < most {
            try await bench.corrections.addRound(
              record.id, received: day("2026-11-21"), words: "Lần nữa", by: bench.secretary)
          }
        }
        try await bench.corrections.stopRounds(record.id, by: bench.chief)
        let file = try await bench.corrections.file(record.id, for: bench.secretary)
        #expect(file.record.state == .closed && file.notices.count == most)
        await #expect(throws: Failure.self) {
          try await bench.corrections.addRound(
            record.id, received: day("2026-11-21"), words: "Nữa", by: bench.secretary)
        }
      }
    }
  }

  @Test("a response is refused only with reasons, which make a letter", arguments: Engine.all)
  func refusal(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await response(bench, .online, on: "2026-07-01")
      #expect(
        await refused("reason") { try await bench.corrections.refuse(record.id, reason: "Không", by: bench.chief) })
      await #expect(throws: Failure.forbidden(Corrections.publish)) {
        try await bench.corrections.refuse(
          record.id, reason: "Nội dung xúc phạm danh dự người khác.", by: bench.secretary)
      }
      try await bench.corrections.refuse(
        record.id, reason: "Nội dung xúc phạm danh dự người khác.", by: bench.chief)
      let file = try await bench.corrections.file(record.id, for: bench.secretary)
      #expect(file.clocks.first?.state == .inTime)
      let letter = try #require(CaseLetter.refusal(file.rounds[0], file, on: day("2026-11-21")))
      #expect(letter.text.contains("xúc phạm danh dự") && letter.text.contains("Điều 21.2"))
      await #expect(throws: Failure.self) {
        try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      }
    }
  }

  @Test("a response names who answers and the work, with programme and hour on the air", arguments: Engine.all)
  func fields(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await response(bench, .tv, on: "2026-07-01")
      let notice = try await bench.corrections.publishNotice(
        record.id, homeDays: nil, ownView: "Tòa soạn giữ ý kiến của mình.", by: bench.chief)
      #expect(notice.kind == .response && notice.title.contains("Ông Nguyễn Văn A"))
      #expect(
        notice.lines.map(\.field) == [
          .responder, .work, .section, .programme, .date, .hour, .channel, .response, .ownView,
        ])
    }
  }
}
