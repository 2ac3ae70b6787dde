import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("What is shared with other provinces")
struct SharedDocumentTests {
  private struct Open: Decodable {
    struct Row: Decodable {
      let code: String
      let year: Int
      let numerator: Double?
      let denominator: Double?
      let digest: String?
    }
    let targets: [Row]
  }

  @Test(
    "every shared figure stands on the public page as it is, and revenue and drafts are in neither",
    arguments: Engine.all)
  func same(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023")
      try await bench.figure("pl-g1", of: plan, "2025-11-30", 2, 3)
      try await bench.figure("pl-g4", of: plan, "2025-11-30", 1, 3)
      #expect(try await bench.programme.sharedDocument().plans.isEmpty, "nothing is frozen")
      try await bench.freeze(plan, "2025-11-30")
      try await bench.figure("pl-g3", of: plan, "2026-10-31", 1, 2)
      let document = try await bench.programme.sharedDocument()
      let figures = try #require(document.plans.first).figures
      #expect(document.plans.map(\.code) == ["thai-binh-2023"] && figures.map(\.target) == ["pl-g1"])
      let text = try await bench.site.get("/tien-do/thai-binh-2023/du-lieu.json", as: nil).text
      let open = try JSONDecoder().decode(Open.self, from: Data(text.utf8)).targets
      for one in figures {
        let row = try #require(open.first { $0.code == one.target && $0.year == one.year })
        #expect(row.numerator == one.numerator && row.denominator == one.denominator && row.digest == one.digest)
      }
      #expect(figures.first?.status == .frozen && figures.first?.goal == "G1")
    }
  }

  @Test("a figure is of the province as it was on its day", arguments: Engine.all)
  func provinces(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let target = try await bench.own(2, 3, day: "2024-12-31")
      try await bench.count(target, 1, 1, day: "2025-12-31")
      let plan = try await bench.figures.database.read { try PlanStore.find(target.plan, on: $0) }
      try await bench.freeze(try #require(plan), "2025-12-31")
      let figures = try #require(try await bench.programme.sharedDocument().plans.first).figures
      #expect(figures.map(\.province.name) == ["tỉnh Thái Bình", "tỉnh Hưng Yên"])
      #expect(figures.map(\.province.asOf) == ["2024-12-31", "2025-12-31"])
    }
  }

  @Test(
    "a restated figure says what it was and why, on one line of a length that every reader takes", arguments: Engine.all
  )
  func restated(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let target = try await bench.own(2, 3)
      let reason = "Nhập nhầm\u{202E}\nở trang 2 " + String(repeating: "x", count: 3_000)
      try await bench.programme.restate(
        target.id,
        RestatementInput(
          day: figureDay("2025-12-31"), organisation: nil, numerator: 3, denominator: 3, reason: reason),
        by: bench.keeper)
      let document = try await bench.programme.sharedDocument()
      let figure = try #require(document.plans.first?.figures.first)
      #expect(figure.numerator == 3 && figure.restated?.numerator == 2)
      #expect(figure.restated?.reason.hasPrefix("Nhập nhầm ở trang 2 xxx") ?? false)
      let bytes = Data(try ReportJSON.text(document).utf8)
      #expect(try DocumentReading.read(bytes, now: bench.figures.hand.now) == document)
    }
  }

  @Test("a number that no reader takes is left out, and the rest is read", arguments: Engine.all)
  func huge(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let target = try await bench.own(2, 3, frozen: false)
      let plan = try #require(try await bench.figures.database.read { try PlanStore.find(target.plan, on: $0) })
      let other = try await bench.figures.target(plan, "g2", indicator: "press.data-ai", position: 2)
      try await bench.count(other, 1e30, 1e30, day: "2025-12-31")
      try await bench.freeze(plan, "2025-12-31")
      let document = try await bench.programme.sharedDocument()
      #expect(document.plans.first?.figures.map(\.target) == ["g1"])
      let bytes = Data(try ReportJSON.text(document).utf8)
      #expect(try DocumentReading.read(bytes, now: bench.figures.hand.now) == document)
    }
  }

  @Test("everybody reads it, and who has it already is told so whatever the hour", arguments: Engine.all)
  func tag(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let first = try await bench.site.get(SharingPath.document, as: nil)
      #expect(first.status == 200 && first.headers[.accessControlAllowOrigin] == "*")
      #expect(first.headers[.contentType]?.hasPrefix("application/json") ?? false)
      let tag = try #require(first.headers[.eTag])
      bench.figures.hand.advance(by: 3_600)
      let again = try await bench.site.get(SharingPath.document, as: nil, headers: [.ifNoneMatch: "\"x\", \(tag)"])
      #expect(again.status == 304 && again.body.isEmpty)
      let dictionary = try await bench.site.get("/tien-do/tu-dien-du-lieu", as: nil)
      #expect(SharedDictionary.fields.allSatisfy { dictionary.text.contains("<code>\($0.name)</code>") })
    }
  }

  /// Hostile and broken documents, by what is wrong in them and what is said of it.
  static let bad: [(change: @Sendable (inout String) -> Void, words: String)] = [
    ({ $0 = "<html>Xin chào" }, "không phải JSON"),
    ({ $0 = String(repeating: "[", count: 200_000) }, "không phải JSON"),
    ({ $0 = "{\"format\":\"khac\",\"version\":1}" }, "không phải tài liệu chia sẻ"),
    ({ $0 = $0.replacing("\"version\":1", with: "\"version\":2") }, "phiên bản 2"),
    ({ $0 = $0.replacing("\"measure\":", with: "\"do\":") }, "Thiếu trường plans[0].figures[0].measure"),
    ({ $0 = $0.replacing("\"numerator\":1,", with: "\"numerator\":\"1\",") }, "figures[0].numerator không đúng kiểu"),
    ({ $0 = $0.replacing("\"numerator\":1,", with: "\"numerator\":1e300,") }, "numerator, denominator"),
    ({ $0 = $0.replacing("\"denominator\":2,", with: "\"denominator\":-2,") }, "numerator, denominator"),
    ({ $0 = $0.replacing("\"unit\":\"percent\"", with: "\"unit\":\"lít\"") }, "unit"),
    ({ $0 = $0.replacing("\"status\":\"frozen\"", with: "\"status\":\"x\"") }, "status"),
    ({ $0 = $0.replacing("\"day\":\"2025-12-31\"", with: "\"day\":\"2025-02-31\"") }, "day"),
    ({ $0 = $0.replacing("\"day\":\"2025-12-31\"", with: "\"day\":\"2024-12-31\"") }, "day"),
    ({ $0 = $0.replacing(SharingBench.digest, with: "khong-phai-ma-bam") }, "digest"),
    ({ $0 = $0.replacing("lên nền tảng", with: "\\u202elên") }, "ký tự điều khiển"),
    ({ $0 = $0.replacing("lên nền tảng", with: String(repeating: "á", count: 2_100)) }, "dài quá 2000"),
    ({ $0 = $0.replacing("2026-11-27T", with: "2027-11-27T") }, "tương lai"),
  ]

  @Test("a broken or hostile document is refused whole, with the place in words", arguments: bad.indices)
  func refused(index: Int) throws {
    var text = try ReportJSON.text(SharedDocument.sample())
    let good = text
    Self.bad[index].change(&text)
    #expect(text != good, "the change must hit")
    let now = try #require(Timestamp.date("2026-11-28T02:00:00Z"))
    #expect(try DocumentReading.read(Data(good.utf8), now: now) == SharedDocument.sample())
    let trouble = #expect(throws: SharingTrouble.self) { try DocumentReading.read(Data(text.utf8), now: now) }
    #expect(trouble?.words.vietnamese.contains(Self.bad[index].words) ?? false, "\(trouble?.words.vietnamese ?? "")")
  }

  @Test("what nobody could compare, twice the same, and too much of it are refused")
  func wholes() throws {
    let now = try #require(Timestamp.date("2026-11-28T02:00:00Z"))
    func words(_ document: SharedDocument) throws -> String {
      let data = Data(try ReportJSON.text(document).utf8)
      return #expect(throws: SharingTrouble.self) { try DocumentReading.read(data, now: now) }?.words.vietnamese ?? ""
    }
    let blank = SharedFigure.sample {
      $0.goal = nil
      $0.indicator = nil
    }
    #expect(try words(.sample([blank])).contains("không nói đo"))
    #expect(try words(.sample([.sample(), .sample(2)])).contains("hai số liệu"))
    let many = (0...DocumentReading.mostFigures).map { number in SharedFigure.sample { $0.target = "t\(number)" } }
    #expect(try words(.sample(many)).contains("hơn 5000"))
  }
}
