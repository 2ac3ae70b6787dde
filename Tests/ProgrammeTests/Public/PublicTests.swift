import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("How plans go, for everybody")
struct PublicTests {
  @Test("only frozen figures are public; drafts, revenue and parts never", arguments: Engine.all)
  func frozen(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("thai-binh-2023")
      try await bench.figure("pl-g1", of: plan, "2025-11-30", 2, 3)
      try await bench.figure("pl-g4", of: plan, "2025-11-30", 1, 3)
      let open = try await site.get("/tien-do/thai-binh-2023", as: nil)
      #expect(open.status == 200 && !open.text.contains("66,7%") && open.text.contains("Chưa có số liệu nào được chốt"))
      #expect(!(try await site.get("/tien-do/thai-binh-2023/du-lieu.csv", as: nil).text.contains("66.7")))
      try await bench.freeze(plan, "2025-11-30")
      let page = try await site.get("/tien-do/thai-binh-2023", as: nil)
      #expect(page.text.contains("<b>66,7%</b> (2/3)") && page.text.contains("Số liệu về doanh thu không công bố"))
      #expect(!page.text.contains("33,3%") && page.headers[.cacheControl] == "public, max-age=300")
      let json = try await site.get("/tien-do/thai-binh-2023/du-lieu.json", as: nil)
      #expect(
        json.text.contains("\"percent\":66.7") && json.text.contains("withheld")
          && !json.text.contains("\"numerator\":1,"))
      #expect(json.headers[.accessControlAllowOrigin] == "*")
    }
  }

  @Test(
    "what a house sets itself beside the plan is not for everybody; in its own report it stands", arguments: Engine.all)
  func ownTasks(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      var draft = WorkDraft(plan: plan.id, lead: bench.department)
      draft.title = "Việc nội bộ của sở"
      draft.startsOn = CivilDate(2026, 1, 5)
      draft.dueOn = CivilDate(2026, 3, 2)
      _ = try await bench.programme.make(draft, by: bench.ha)
      let page = try await bench.site.get("/tien-do/hung-yen-2023", as: nil)
      #expect(page.status == 200 && !page.text.contains("nội bộ"))
      #expect(try await !bench.site.get("/tien-do/hung-yen-2023/du-lieu.json", as: nil).text.contains("nội bộ"))
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      #expect(record.facts.tasks.contains { $0.title == "Việc nội bộ của sở" && $0.daysLate > 0 })
    }
  }

  @Test("a plan that is a draft is not there; a list, a dictionary and a page to embed are", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let list = try await site.get("/tien-do", as: nil)
      #expect(list.status == 200 && ReportBench.five.allSatisfy { list.text.contains("/tien-do/\($0)") })
      #expect(list.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") ?? false)
      let embedded = try await site.get("/tien-do/hung-yen-2023/nhung", as: nil)
      #expect(embedded.headers[.contentSecurityPolicy]?.contains("frame-ancestors *") ?? false)
      #expect(embedded.status == 200 && !embedded.text.contains("<script"))
      let dictionary = try await site.get("/tien-do/tu-dien-du-lieu", as: nil)
      #expect(DataDictionary.fields.allSatisfy { dictionary.text.contains("<code>\($0.name)</code>") })
      #expect(try await site.get("/tien-do/tu-dien-du-lieu.json", as: nil).status == 200)
      _ = try await bench.database.write { connection in
        try connection.execute("UPDATE plan SET state = 'draft' WHERE code = 'hung-yen-2023'")
      }
      for path in ["", "/nhung", "/du-lieu.json", "/du-lieu.csv"] {
        #expect(try await site.get("/tien-do/hung-yen-2023\(path)", as: nil).status == 404)
      }
    }
  }

  @Test("the table has the columns of the dictionary, and no cell of it is a formula", arguments: Engine.all)
  func table(engine: Engine) async throws {
    try await withReports(engine) { bench in
      _ = try await bench.database.write { connection in
        try connection.execute("UPDATE plan_target SET measure = '=1+1' WHERE code = 'g1-2030'")
      }
      let csv = try await bench.site.get("/tien-do/hung-yen-2023/du-lieu.csv", as: nil).text
      let lines = csv.split(separator: "\r\n")
      #expect(
        lines.first.map { $0.drop { $0 == "\u{FEFF}" } } ?? ""
          == DataDictionary.fields.map(\.name).joined(separator: ","))
      #expect(csv.contains("'=1+1") && !csv.contains(",=1+1"))
    }
  }

  @Test("a planned value beyond every whole number is written out and brings nothing down", arguments: Engine.all)
  func vast(engine: Engine) async throws {
    try await withReports(engine) { bench in
      _ = try await bench.database.write { connection in
        try connection.execute("UPDATE plan_target_value SET value = 1e30")
      }
      for path in ["", "/nhung", "/du-lieu.json", "/du-lieu.csv"] {
        #expect(try await bench.site.get("/tien-do/hung-yen-2023\(path)", as: nil).status == 200)
      }
      #expect(try await bench.site.get("/tien-do/hung-yen-2023/du-lieu.csv", as: nil).text.contains("1e+30"))
    }
  }
}
