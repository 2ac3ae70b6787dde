import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Reports of agencies")
struct AgencyReportTests {
  @Test(
    "an agency's report holds its own figures: nothing of others, nothing of what it earns", arguments: Engine.all)
  func own(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      for (code, share) in [("pl-g1", (2.0, 3.0)), ("pl-g2", (1, 2)), ("pl-g4", (1, 3)), ("pl-g5", (40, 80))] {
        try await bench.figure(code, of: plan, "2026-11-20", share.0, share.1)
      }
      try await bench.part("pl-g1", of: plan, "2026-11-20", bench.agency, "Báo Lam Giang", 1, 1)
      try await bench.part("pl-g1", of: plan, "2026-11-20", bench.station, "Đài Lam Giang", 0, 1)
      try await bench.part("pl-g2", of: plan, "2026-11-20", bench.station, "Đài Lam Giang", 1, 1)
      try await bench.part("pl-g4", of: plan, "2026-11-20", bench.agency, "Báo Lam Giang", 7, 9)
      try await bench.freeze(plan, "2026-11-20")
      // Also by somebody who may see what it earns: colleagues who may not read the report too.
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.minh)
      #expect(record.type == "agency-year" && record.facts.scope == .own && record.facts.isFrozen)
      #expect(record.head.issuer == "Báo Lam Giang")
      let by = Dictionary(record.facts.targets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
      #expect(by["pl-g1"]?.share == "1/1" && by["pl-g5"]?.share == "")
      #expect(by["pl-g2"] == nil, "counted, and not of this agency")
      #expect(by["pl-g4"]?.share == "" && by["pl-g4"]?.isHidden == true)
      let all = try ReportJSON.text(record.facts)
      #expect(!all.contains("Đài Lam Giang") && !all.contains("7/9") && !all.contains("40/80"))
      #expect(ReportSentences.scores(nil, "kỳ 2026", "").hasPrefix("Kết quả của cơ quan được công bố"))
    }
  }

  @Test("tasks in it are those that mean the agency, with its own progress", arguments: Engine.all)
  func tasks(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      func make(_ title: String, _ lead: OrganisationID) async throws {
        var draft = WorkDraft(plan: plan.id, lead: lead)
        draft.title = title
        draft.startsOn = CivilDate(2026, 1, 5)
        draft.dueOn = CivilDate(2026, 3, 2)
        _ = try await bench.programme.make(draft, by: bench.ha)
      }
      try await make("Việc của báo", bench.agency)
      try await make("Việc của đài", bench.station)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.lan)
      let titles = record.facts.tasks.map(\.title)
      #expect(titles.contains("Việc của báo") && !titles.contains("Việc của đài"))
      let whole = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      #expect(whole.facts.tasks.count > titles.count)
    }
  }

  @Test(
    "another agency does not get it in any form, the keeper of the plan once it was sent", arguments: Engine.all)
  func access(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let made = try await site.post(
        "/lam-viec/bao-cao/lap", ["plan": plan.id.rawValue, "year": "2026"], as: bench.lan)
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      let id = String(path.split(separator: "/").last ?? "")
      let api = "/api/v1/programme/reports/\(id)"
      let forms = ["", "/sua", "/so-sanh", "/van-ban.docx", "/van-ban.pdf", "/phu-luc.xlsx"].map { path + $0 } + [api]
      func refused(_ person: Principal) async throws {
        for form in forms { #expect(try await site.get(form, as: person).status == 404, "\(person.name) \(form)") }
        for act in ["/buoc", "/so-lieu", "/xoa"] {
          #expect(try await site.post(path + act, ["move": "submit"], as: person).status == 404)
        }
        #expect(try await site.json(.delete, api, "", as: person).status == 404)
      }
      for person in [bench.hoa, bench.ha, bench.son, bench.stranger] { try await refused(person) }
      #expect(try await site.get(path, as: bench.minh).status == 200)

      #expect(try await site.post("\(path)/buoc", ["move": "submit"], as: bench.lan).status == 303)
      #expect(try await site.post("\(path)/buoc", ["move": "approve"], as: bench.lan).status == 409)
      #expect(try await site.post("\(path)/buoc", ["move": "approve"], as: bench.minh).status == 303)
      let signed = try await site.upload(
        "\(path)/ban-ky", [("signed", "quet.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D]))],
        fields: ["signed-on": "2026-11-27"], as: bench.lan)
      #expect(signed.status == 303)
      let paper = try await bench.programme.reportFile(ReportID(id), for: bench.lan).papers[0].evidence
      let file = "/lam-viec/ke-hoach-tinh/minh-chung/\(paper)"
      #expect(try await site.get(file, as: bench.minh).status == 200)
      for person in [bench.ha, bench.hoa] { #expect(try await site.get(file, as: person).status == 404) }
      let sent = try await site.post(
        "\(path)/buoc", ["move": "send", "words": "Trục liên thông", "sent-on": "2026-11-28"], as: bench.lan)
      #expect(sent.status == 303)

      try await refused(bench.hoa)
      #expect(try await site.get(file, as: bench.hoa).status == 404)
      #expect(try await site.get(file, as: bench.ha).status == 200)
      let read = try await site.get(path, as: bench.ha)
      #expect(read.status == 200 && !read.text.contains("Gửi duyệt"), "how it came about is the agency's own business")
      #expect(try await site.get("/lam-viec/bao-cao?nam=2026", as: bench.ha).text.contains(path))
      #expect(try await !site.get("/lam-viec/bao-cao?nam=2026", as: bench.hoa).text.contains(path))
      #expect(try await site.get(api, as: bench.ha).status == 200)
      #expect(
        try await bench.programme.hits("bao lam giang 2026", limit: 6, for: bench.hoa).allSatisfy { $0.path != path })
    }
  }

  @Test(
    "an agency finds in its calendar what it owes with the act, and not what departments make", arguments: Engine.all)
  func calendar(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let elsewhere = try await bench.plan("quang-tri-2023")
      let lines = try await bench.programme.reportCalendar(2026, for: bench.lan).lines
      let own = lines.filter { $0.due.plan?.id == plan.id && $0.due.type.id == "agency-year" }
      #expect(!own.isEmpty && own.allSatisfy { $0.isOwed && $0.mayMake })
      #expect(lines.filter { $0.due.type.maker == "department" }.allSatisfy { !$0.mayMake })
      #expect(lines.filter { $0.due.plan?.id == elsewhere.id }.allSatisfy { !$0.mayMake })
      #expect(try await bench.programme.reportCalendar(2026, for: bench.thu).lines.allSatisfy { !$0.mayMake })
      await #expect(throws: Failure.self) {
        try await bench.programme.draftReport(plan: plan.id, type: "province-year", year: 2026, by: bench.lan)
      }
      #expect(
        try await bench.programme.owed(by: bench.lan).contains { $0.kind == "Báo cáo" && $0.detail == plan.shortTitle })
    }
  }

  @Test("nobody reports on a plan in which their organisation has no part, and is told why", arguments: Engine.all)
  func parts(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("quang-tri-2023")
      let asked = try await bench.site.post(
        "/lam-viec/bao-cao/lap", ["plan": plan.id.rawValue, "year": "2026"], as: bench.ha)
      #expect(asked.status == 422 && asked.text.contains("không có phần trong kế hoạch này"))
      #expect(!asked.text.contains("<option value=\"\(plan.id)\""), "nor is it offered")
      let body = "{\"plan\":\"\(plan.id)\",\"year\":2026}"
      #expect(try await bench.site.json(.post, "/api/v1/programme/reports", body, as: bench.ha).status == 422)

      let national = try await bench.plan("qd-348-2023")
      // As shipped, the plan of the province takes over from it.
      _ = try await bench.database.write { try $0.execute("UPDATE plan_target SET adopted_from = NULL") }
      #expect(
        try await !bench.programme.plansWithPart(of: bench.department, on: bench.programme.clock.today).contains(
          national.id))
      let ours = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      try await bench.database.write { connection in
        let source = try PlanStore.targets(of: national.id, on: connection)[0]
        try connection.execute(
          "UPDATE plan_target SET adopted_from = \(source.id) WHERE plan = \(ours.id) AND code = 'pl-g1'")
      }
      for person in [bench.ha, bench.lan] {
        let record = try await bench.programme.draftReport(plan: national.id, type: nil, year: 2026, by: person)
        #expect(record.plan == national.id, "\(person.name): through the plan of the province")
      }
      _ = try await bench.plan("quang-tri-2023", naming: bench.department)
      _ = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
    }
  }
}
