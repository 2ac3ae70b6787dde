import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Approving and deleting reports")
struct ReportApprovalTests {
  /// A report with two figures nobody froze, submitted.
  private func submitted(_ bench: ReportBench) async throws -> ReportID {
    let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
    try await bench.figure("pl-g1", of: plan, "2026-11-20", 2, 3)
    try await bench.figure("pl-g5", of: plan, "2026-11-20", 40, 80)
    let id = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha).id
    try await bench.programme.moveReport(id, .submit, by: bench.ha)
    return id
  }

  @Test(
    "figures that are not frozen are approved only by saying so, with why; the paper stays as it is",
    arguments: Engine.all)
  func unfrozen(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let id = try await submitted(bench)
      let path = "/lam-viec/bao-cao/\(id)"
      let before = try await bench.programme.reportFile(id, for: bench.son).record
      #expect(try await site.get(path, as: bench.son).text.contains("Duyệt dù còn 2 số liệu chưa chốt"))
      let plain = try await site.post("\(path)/buoc", ["move": "approve"], as: bench.son)
      #expect(plain.status == 409 && plain.text.contains("Báo cáo còn 2 số liệu chưa chốt"))
      let why = try await site.post(
        "\(path)/buoc", ["move": "approve", "unfrozen": "Chốt <sau>"], as: bench.son)
      #expect(why.status == 409 && why.text.contains("Chốt &lt;sau&gt;</textarea>"), "what was typed stays")
      let ticked = try await site.post("\(path)/buoc", ["move": "approve", "despite": "1"], as: bench.son)
      #expect(ticked.status == 422 && ticked.text.contains("Cần ghi lý do duyệt khi số liệu chưa chốt"))
      let long = String(repeating: "a", count: 2001)
      #expect(
        try await site.post("\(path)/buoc", ["move": "approve", "despite": "1", "unfrozen": long], as: bench.son).status
          == 422)
      #expect(try await bench.programme.reportFile(id, for: bench.son).record.state == .review)
      let done = try await site.post(
        "\(path)/buoc", ["move": "approve", "despite": "1", "unfrozen": "Kỳ chốt là 31/12"], as: bench.son)
      #expect(done.status == 303)

      let file = try await bench.programme.reportFile(id, for: bench.ha)
      #expect(file.record.state == .approved && file.unfrozenReason == "Kỳ chốt là 31/12")
      let page = try await site.get(path, as: bench.ha).text
      #expect(page.contains("Duyệt khi số liệu chưa chốt: Kỳ chốt là 31/12"))
      let json = try await site.get("/api/v1/programme/reports/\(id)", as: bench.ha).text
      #expect(json.contains("\"unfrozen\":2") && json.contains("\"unfrozenReason\":\"Kỳ chốt là 31/12\""))
      let entry = try #require(Self.entry("programme.report.approve", bench))
      #expect(entry.detail["unfrozen"] == "2" && entry.detail["reason"] == "Kỳ chốt là 31/12")
      #expect(file.record.facts == before.facts && file.record.head == before.head)
      #expect(file.record.sections == before.sections && file.record.version == before.version)
    }
  }

  @Test("a program says why in its own field; frozen figures ask for nothing", arguments: Engine.all)
  func programs(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let id = try await submitted(bench)
      let steps = "/api/v1/programme/reports/\(id)/steps"
      func step(_ body: String) async throws -> Int { try await site.json(.post, steps, body, as: bench.son).status }
      #expect(try await step("{\"move\":\"approve\"}") == 409)
      #expect(try await step("{\"move\":\"approve\",\"unfrozen\":\"\"}") == 422)
      #expect(try await step("{\"move\":\"approve\",\"unfrozen\":\"Gấp\"}") == 200)

      try await bench.programme.moveReport(id, .sendBack, words: "Đợi chốt", by: bench.son)
      #expect(try await bench.programme.reportFile(id, for: bench.son).unfrozenReason == nil)
      let plan = try await bench.plan("thai-binh-2023")
      try await bench.freeze(plan, "2026-11-20")
      try await bench.programme.refreshReport(id, by: bench.ha)
      try await bench.programme.moveReport(id, .submit, by: bench.ha)
      #expect(try await step("{\"move\":\"approve\"}") == 200)
      let json = try await site.get("/api/v1/programme/reports/\(id)", as: bench.ha).text
      #expect(json.contains("\"unfrozen\":0") && !json.contains("unfrozenReason"))
    }
  }

  @Test("a draft is deleted by its organisation's people, asked before; its line is free again", arguments: Engine.all)
  func deleting(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let id = try await submitted(bench)
      let path = "/lam-viec/bao-cao/\(id)"
      let early = try await site.post("\(path)/xoa", as: bench.son)
      #expect(early.status == 409 && early.text.contains("Chỉ xóa được bản nháp"))
      #expect(try await !site.get(path, as: bench.son).text.contains("Xóa bản nháp này"))
      // Signed, and taken back: it has a paper, events and versions.
      try await bench.programme.moveReport(id, .approve, unfrozen: "Gấp", by: bench.son)
      _ = try await site.upload(
        "\(path)/ban-ky", [("signed", "quet.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D]))],
        fields: ["signed-on": "2026-11-27"], as: bench.son)
      try await bench.programme.moveReport(id, .sendBack, words: "Nhầm tệp", by: bench.son)
      let paper = try await bench.programme.reportFile(id, for: bench.ha).papers[0].evidence
      #expect(try await site.get(path, as: bench.ha).text.contains("Xóa bản nháp này"), "it asks first")
      #expect(try await site.post("\(path)/xoa", as: bench.stranger).status == 404)
      #expect(try await site.post("\(path)/xoa", as: bench.thu).status == 403)

      let gone = try await site.post("\(path)/xoa", as: bench.son)
      #expect(gone.status == 303 && gone.location == "/lam-viec/bao-cao?nam=2026&da-xoa=1")
      #expect(try await site.get(gone.location ?? "", as: bench.son).text.contains("Đã xóa bản nháp."))
      #expect(try await site.get(path, as: bench.ha).status == 404)
      #expect(try await site.get("/lam-viec/ke-hoach-tinh/minh-chung/\(paper)", as: bench.ha).status == 404)
      let entry = try #require(Self.entry("programme.report.delete", bench))
      #expect(entry.detail["plan"] == "thai-binh-2023" && entry.detail["year"] == "2026")
      #expect(bench.told(bench.ha).last == "programme.report-deleted", "who wrote it")
      for table in ["plan_report", "plan_report_version", "plan_report_event", "plan_report_paper"] {
        #expect(try await Self.count(table, bench) == 0, "\(table)")
      }
      let plan = try await bench.plan("thai-binh-2023")
      let line = try await bench.programme.reportCalendar(2026, for: bench.ha).lines.first {
        $0.due.plan?.id == plan.id && $0.due.type.id == "province-year"
      }
      #expect(line?.own == nil && line?.mayMake == true)
      let again = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.son)
      #expect(again.id != id && again.version == 1)
      #expect(try await site.json(.delete, "/api/v1/programme/reports/\(again.id)", "", as: bench.ha).status == 204)
    }
  }

  @Test("a signed paper that is refused, or sent twice, leaves no file behind", arguments: Engine.all)
  func files(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let id = try await submitted(bench)
      let path = "/lam-viec/bao-cao/\(id)"
      try await bench.programme.moveReport(id, .approve, unfrozen: "Gấp", by: bench.son)
      func attach(_ name: String, _ bytes: [UInt8], _ fields: [String: String]) async throws -> Int {
        try await site.upload("\(path)/ban-ky", [("signed", name, Data(bytes))], fields: fields, as: bench.son).status
      }
      let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D]
      let day = ["signed-on": "2026-11-27"]
      #expect(try await attach("quet.png", [0, 1, 2, 3, 4], day) == 422)
      #expect(try await attach("quet.png", [], day) == 422)
      #expect(try await attach("quet.exe", png, day) == 422)
      #expect(try await attach("quet.png", png, ["signed-on": "2027-01-01"]) == 422)
      // Refused by the database itself, after the file was kept.
      func rename(_ statement: SQL) async throws { _ = try await bench.database.write { try $0.execute(statement) } }
      try await rename("ALTER TABLE plan_report_event RENAME TO plan_report_event_away")
      #expect(try await attach("quet.png", png, day) >= 500)
      try await rename("ALTER TABLE plan_report_event_away RENAME TO plan_report_event")
      #expect(Self.kept(bench) == 0)
      #expect(try await bench.programme.reportFile(id, for: bench.son).record.state == .approved)

      let page = CSRFToken.mask(AskedSite.token)
      for _ in 0..<3 {
        let sent = try await site.upload(
          "\(path)/ban-ky", [("signed", "quet.png", Data(png))], fields: day, as: bench.son, token: page)
        #expect(sent.status == 303)
      }
      #expect(try await bench.programme.reportFile(id, for: bench.son).papers.count == 1)
      #expect(Self.kept(bench) == 1, "those of the same form sent again are gone")
    }
  }

  /// How many files of evidence are there.
  private static func kept(_ bench: ReportBench) -> Int {
    let folder = bench.programme.folder.appendingPathComponent("evidence")
    return (try? FileManager.default.subpathsOfDirectory(atPath: folder.path))?.count { $0.hasSuffix(".png") } ?? 0
  }

  private static func entry(_ action: String, _ bench: ReportBench) -> AuditEntry? {
    bench.witness.entries.withLock { $0.last { $0.action == action } }
  }

  private static func count(_ table: String, _ bench: ReportBench) async throws -> Int {
    let all: SQL =
      switch table {
      case "plan_report": "SELECT COUNT(*) FROM plan_report"
      case "plan_report_version": "SELECT COUNT(*) FROM plan_report_version"
      case "plan_report_event": "SELECT COUNT(*) FROM plan_report_event"
      default: "SELECT COUNT(*) FROM plan_report_paper"
      }
    return try await bench.database.read { try $0.value(all) ?? -1 }
  }
}
