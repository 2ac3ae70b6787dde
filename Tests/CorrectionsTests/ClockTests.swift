import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("Clocks of cases")
struct ClockTests {
  @Test("a correction online is due at once, and late on the next day", arguments: Engine.all)
  func atOnce(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z"))
      #expect(try await bench.clock(record.id, .publish)?.state == .soon)
      #expect(try await bench.clock(record.id, .publish)?.dueOn == day("2026-11-21"))
      bench.hand.advance(by: 86_400)
      #expect(try await bench.clock(record.id, .publish)?.state == .late)
      #expect(try await bench.clock(record.id, .remove)?.state == .late)
    }
  }

  @Test("a complaint under examination starts only the clock of the answer to the person", arguments: Engine.all)
  func examined(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let record = try await bench.correction(item, origin: .complaint) { $0.foundOn = nil }
      #expect(try await bench.clock(record.id, .publish)?.state == .waiting)
      let answer = try #require(try await bench.clock(record.id, .pressAnswersPerson))
      // 15 working days after Saturday 21/11: 24/11 may be off.
      #expect(answer.dueOn == day("2026-12-14") && answer.earliest == day("2026-12-11"))
      #expect(answer.passed == ["Ngày Văn hóa Việt Nam"])
    }
  }

  @Test(
    "television has two days, and Law 103 counts thirty days for an opinion where Law 126 counts fifteen working days",
    arguments: Engine.all)
  func twoLaws(engine: Engine) async throws {
    try await withBench(engine, now: "2026-07-20T02:00:00Z") { bench in
      let aired = try await bench.correction(nil, work: bench.work(.tv, on: "2026-07-19", airings: 3))
      #expect(try await bench.clock(aired.id, .publish)?.dueOn == day("2026-07-22"))
      let old = try await bench.open(.opinion, on: "2026-06-30")
      #expect(try await bench.clock(old.id, .bodyAnswersOpinion)?.dueOn == day("2026-07-30"))
      let new = try await bench.open(.opinion, on: "2026-07-01")
      #expect(try await bench.clock(new.id, .bodyAnswersOpinion)?.dueOn == day("2026-07-22"))
      #expect(try await bench.corrections.file(old.id, for: bench.secretary).regime.id == "L103")
      #expect(try await bench.corrections.file(new.id, for: bench.secretary).regime.id == "L126")
    }
  }

  @Test("thirty days that end on a Sunday end on the Monday after", arguments: Engine.all)
  func weekend(engine: Engine) async throws {
    try await withBench(engine, now: "2026-10-10T02:00:00Z") { bench in
      // 30 days after 09/10 is Sunday 08/11.
      let record = try await bench.open(.pressQuestion, on: "2026-10-09")
      let clock = try #require(try await bench.clock(record.id, .bodyAnswersQuestion))
      #expect(clock.dueOn == day("2026-11-09") && clock.earliest == day("2026-11-08"))
    }
  }

  @Test(
    "fifteen working days pass over Tết and its weekends, and say that nobody has confirmed the days",
    arguments: Engine.all)
  func tet(engine: Engine) async throws {
    try await withBench(engine, now: "2027-02-01T02:00:00Z") { bench in
      let record = try await bench.open(
        .personQuestion, on: "2027-02-01", work: bench.work(.online, on: "2027-01-20"))
      let clock = try #require(try await bench.clock(record.id, .pressAnswersPerson))
      // 2, 3, 4 February; off from 5 to 11; 12 (4), 15–19 (9), 22–26 (14), 1 March (15).
      #expect(clock.dueOn == day("2027-03-01"))
      #expect(clock.earliest == day("2027-02-22"))
      #expect(clock.passed.contains { $0.contains("Tết Nguyên đán Đinh Mùi") })
    }
  }

  @Test(
    "a forwarded complaint waits for its conclusion under Law 126, then five working days; then ten for the press",
    arguments: Engine.all)
  func complaint(engine: Engine) async throws {
    try await withBench(engine, now: "2026-10-01T02:00:00Z") { bench in
      let record = try await bench.open(.complaint, on: "2026-10-01") { $0.hidesIdentity = true }
      #expect(try await bench.clock(record.id, .bodyAnswersComplaint)?.state == .waiting)
      bench.hand.move(to: time("2026-10-12T02:00:00Z"))
      try await bench.corrections.recordStep(
        record.id, .concluded, happened: day("2026-10-09"), note: "", evidence: "Số 12/KL", by: bench.secretary)
      #expect(try await bench.clock(record.id, .bodyAnswersComplaint)?.dueOn == day("2026-10-16"))
      try await bench.corrections.recordStep(
        record.id, .bodyAnswered, happened: day("2026-10-12"), note: "", evidence: "Số 13", by: bench.secretary)
      #expect(try await bench.clock(record.id, .bodyAnswersComplaint)?.state == .inTime)
      #expect(try await bench.clock(record.id, .pressTellsCitizen)?.dueOn == day("2026-10-26"))
    }
  }

  @Test("a step written down by mistake is taken back, and its clock runs again", arguments: Engine.all)
  func retracted(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.open(.pressQuestion, on: "2026-11-20")
      try await bench.corrections.recordStep(
        record.id, .bodyAnswered, happened: day("2026-11-21"), note: "", evidence: "Số 1", by: bench.secretary)
      #expect(try await bench.clock(record.id, .bodyAnswersQuestion)?.state == .inTime)
      let steps = try await bench.corrections.file(record.id, for: bench.secretary).steps
      let step = try #require(steps.last)
      await #expect(throws: Failure.notFound) {
        try await bench.corrections.retract(record.id, step: steps[0].id, reason: "x", by: bench.secretary)
      }
      try await bench.corrections.retract(record.id, step: step.id, reason: "Nhầm hồ sơ", by: bench.secretary)
      #expect(try await bench.clock(record.id, .bodyAnswersQuestion)?.state == .running)
      await #expect(throws: Failure.self) {
        try await bench.corrections.retract(record.id, step: step.id, reason: "x", by: bench.secretary)
      }
      #expect(try await bench.corrections.file(record.id, for: bench.secretary).steps.count == 3)
    }
  }

  @Test("a response to a broadcast is done when it was on the air, each round by its own airing", arguments: Engine.all)
  func responseOnAir(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.open(.response, on: "2026-11-20", work: bench.work(.tv, on: "2026-11-19"))
      try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      #expect(try await bench.clocks(record.id).map(\.state) == [.soon])
      try await bench.corrections.recordStep(
        record.id, .ran, happened: day("2026-11-21"), note: "", evidence: "19:30", by: bench.secretary)
      try await bench.corrections.addRound(
        record.id, received: day("2026-11-21"), words: "Nữa", by: bench.secretary)
      #expect(try await bench.clocks(record.id).map(\.state) == [.inTime, .soon])
    }
  }

  @Test("a weekly's correction is due with the next issue, once its day was entered", arguments: Engine.all)
  func nextIssue(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(nil, work: bench.work(.weekly, on: "2026-11-18"))
      #expect(try await bench.clock(record.id, .publish)?.state == .waiting)
      var detail = record.detail
      detail.nextIssue = day("2026-11-25")
      try await bench.corrections.change(
        record.id, CaseChange(detail: detail, work: nil, base: 1), by: bench.secretary)
      #expect(try await bench.clock(record.id, .publish)?.dueOn == day("2026-11-25"))
      try await bench.corrections.recordStep(
        record.id, .ran, happened: day("2026-11-21"), note: "", evidence: "Số 1235, trang 2", by: bench.secretary)
      #expect(try await bench.clock(record.id, .publish)?.state == .inTime)
    }
  }

  @Test("the recall of a print issue is reported within 48 hours after it was finished", arguments: Engine.all)
  func recall(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.open(.removal, on: "2026-11-20", work: bench.work(.daily, on: "2026-11-19"))
      #expect(try await bench.clock(record.id, .removeOnRequest)?.state == .late)
      try await bench.corrections.recordStep(
        record.id, .recalled, happened: day("2026-11-20"), time: "10:00", note: "", evidence: "Biên bản",
        by: bench.secretary)
      let clock = try #require(try await bench.clock(record.id, .recallReport))
      #expect(clock.dueAt == time("2026-11-22T03:00:00Z") && clock.state == .soon)
      bench.hand.move(to: time("2026-11-22T03:00:01Z"))
      #expect(try await bench.clock(record.id, .recallReport)?.state == .late)
    }
  }

  @Test("who keeps a case is told once before the last day, once on it and once after it", arguments: Engine.all)
  func told(engine: Engine) async throws {
    try await withBench(engine, now: "2026-07-01T02:00:00Z") { bench in
      let record = try await bench.open(.opinion, on: "2026-07-01")
      for at in [
        "2026-07-10T02:00:00Z", "2026-07-20T02:00:00Z", "2026-07-21T02:00:00Z", "2026-07-22T02:00:00Z",
        "2026-07-22T09:00:00Z", "2026-07-23T02:00:00Z", "2026-08-01T02:00:00Z",
      ] {
        bench.hand.move(to: time(at))
        try await bench.corrections.watchClocks()
        try await bench.corrections.watchClocks()
      }
      let told = bench.heard.told.filter { $0.kind == "corrections.deadline" }
      #expect(told.count == 3)
      #expect(told.allSatisfy { $0.people == [bench.secretary.id] && $0.path.hasSuffix(record.id.rawValue) })
      #expect(told.map(\.text.vietnamese).contains { $0.contains("đã trễ hạn ngày 22/07/2026") })
    }
  }
}
