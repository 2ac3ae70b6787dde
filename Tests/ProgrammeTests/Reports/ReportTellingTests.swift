import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Programme

@Suite("Who is told of reports")
struct ReportTellingTests {
  @Test(
    "who may approve is told that it waits, its writers what became of it; never who did it", arguments: Engine.all)
  func steps(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let id = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha).id
      try await bench.programme.moveReport(id, .submit, by: bench.ha)
      #expect(bench.told(bench.son) == ["programme.report-review"])
      #expect(bench.told(bench.ha).isEmpty && bench.told(bench.thu).isEmpty, "thu may not approve")
      let notice = try #require(Self.last(bench))
      #expect(notice.path == "/lam-viec/bao-cao/\(id)" && notice.organisation == bench.department)
      #expect(notice.text.vietnamese.hasPrefix("Hà gửi duyệt báo cáo “Kết quả năm 2026"))
      let page = try await bench.site.get("/lam-viec/bao-cao/\(id)", as: bench.ha).text
      #expect(page.contains("Đã báo người duyệt: Sơn.") && page.contains("Gửi duyệt, đã báo Sơn"))

      try await bench.programme.moveReport(id, .sendBack, words: "Thiếu kinh phí", by: bench.son)
      #expect(bench.told(bench.ha) == ["programme.report-returned"])
      #expect(Self.last(bench)?.text.vietnamese.hasSuffix(": Thiếu kinh phí") == true)
      try await bench.programme.moveReport(id, .submit, by: bench.ha)
      try await bench.programme.moveReport(id, .approve, by: bench.son)
      #expect(bench.told(bench.ha).last == "programme.report-approved")
      _ = try await bench.database.write { try $0.execute("UPDATE plan_report SET state = 'signed' WHERE id = \(id)") }
      try await bench.programme.moveReport(id, .send, words: "Trục", day: CivilDate(2026, 11, 28), by: bench.son)
      #expect(bench.told(bench.ha).last == "programme.report-sent")
      #expect(bench.told(bench.son).count == 2, "asked twice, and told nothing of what he did")
      #expect(bench.told(bench.lan).isEmpty && bench.told(bench.stranger).isEmpty)
    }
  }

  @Test("who wrote in it is not asked; where nobody else may approve, the page says so", arguments: Engine.all)
  func nobody(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.hoa)
      try await bench.programme.moveReport(record.id, .submit, by: bench.hoa)
      let page = try await bench.site.get("/lam-viec/bao-cao/\(record.id)", as: bench.hoa).text
      #expect(page.contains("Chưa có ai khác duyệt được báo cáo này"))
      #expect(Self.last(bench) == nil)

      let own = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.lan)
      let edit = ReportEdit(fields: ReportEdit.fields(own), of: own, base: 1)
      try await bench.programme.editReport(own.id, edit, by: bench.minh)
      try await bench.programme.moveReport(own.id, .submit, by: bench.lan)
      #expect(bench.told(bench.minh).isEmpty, "minh wrote in it too")
    }
  }

  @Test("the home shows a report that waits for one's approval, not to who wrote in it", arguments: Engine.all)
  func home(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.lan)
      let path = "/lam-viec/bao-cao/\(record.id)"
      try await bench.programme.moveReport(record.id, .submit, by: bench.lan)
      let waiting = try await bench.programme.owed(by: bench.minh).filter { $0.urgency == .waiting }
      #expect(waiting.map(\.path) == [path] && waiting.first?.detail == plan.shortTitle)
      #expect(try await !bench.programme.owed(by: bench.lan).contains { $0.urgency == .waiting })
      #expect(try await !bench.programme.owed(by: bench.hoa).contains { $0.path == path })

      // Somebody who wrote earlier, though a colleague wrote last.
      try await bench.programme.moveReport(record.id, .sendBack, words: "Sửa", by: bench.minh)
      let now = try await bench.programme.reportFile(record.id, for: bench.minh).record
      let edit = ReportEdit(fields: ReportEdit.fields(now), of: now, base: now.version)
      try await bench.programme.editReport(record.id, edit, by: bench.minh)
      try await bench.programme.moveReport(record.id, .submit, by: bench.minh)
      for person in [bench.lan, bench.minh] {
        #expect(try await !bench.programme.owed(by: person).contains { $0.urgency == .waiting }, "\(person.name)")
      }
    }
  }

  @Test("who keeps the plan is told that an agency sent its report, and reads it then", arguments: Engine.all)
  func received(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let id = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.lan).id
      _ = try await bench.database.write { try $0.execute("UPDATE plan_report SET state = 'signed' WHERE id = \(id)") }
      #expect(bench.told(bench.ha).isEmpty)
      try await bench.programme.moveReport(id, .send, words: "Trục", day: CivilDate(2026, 11, 28), by: bench.minh)
      #expect(bench.told(bench.ha) == ["programme.report-received"] && bench.told(bench.thu).isEmpty)
      #expect(bench.told(bench.lan) == ["programme.report-sent"] && bench.told(bench.hoa).isEmpty)
    }
  }

  /// The newest notice. Apart, since the compiler (6.3.1) ends in its "SendNonSendable" pass where this stands within the
  /// closure.
  private static func last(_ bench: ReportBench) -> NoticeDraft? { bench.witness.told.withLock { $0.last } }
}
