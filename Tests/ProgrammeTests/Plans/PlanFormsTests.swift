import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("What the forms of plans take and say")
struct PlanFormsTests {
  private static let room = "/lam-viec/ke-hoach-tinh"

  @Test("days are taken as people write them, and kept as exactly as they are known")
  func days() {
    let read = ["19/3/2026", "19-03-2026", "2026-03-19", "3/2026", "03/2026", "2026-03", "2026", " 19/03/2026 "].map {
      PaperDay.read($0)
    }
    let day = "2026-03-19"
    #expect(read == [day, day, day, "2026-03", "2026-03", "2026-03", "2026", day])
    for text in ["0001", "1/1/0001", "31/12/9999", "2026-13", "0/2026", "19/03", "x", "", "2026-03-32", "1/2/3/2026"] {
      #expect(PaperDay.read(text) == nil, "\(text)")
    }
  }

  @Test("the plan's form has the day's own field, and takes dd/mm/yyyy or a month alone", arguments: [Engine.sqlite])
  func dayFields(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = bench.site
      #expect(try await site.get("\(Self.room)/moi", as: bench.lead).text.contains("name=\"issued\" type=\"date\""))
      let fields = [
        "kind": "provincial", "owner": PlansBench.department.rawValue, "title": "Kế hoạch", "short-title": "Mới",
        "from": "2026", "to": "2030",
      ]
      for (typed, kept) in [
        (["issued": "05/01/2026"], "2026-01-05"), (["issued-part": "3/2026"], "2026-03"),
        (["issued-part": "2026"], "2026"),
      ] {
        let made = try await site.post("\(Self.room)/moi", fields.merging(typed) { $1 }, as: bench.lead)
        let id = try #require(made.location?.split(separator: "?").first?.split(separator: "/").last)
        #expect(try await bench.programme.plan(named: String(id), for: bench.lead).record.issued == kept)
      }
      let odd = try await site.post(
        "\(Self.room)/moi", fields.merging(["from": "abc", "title": "Giữ lại"]) { $1 }, as: bench.lead)
      #expect(odd.status == 422 && odd.text.contains("Giữ lại") && odd.text.contains("href=\"#from\""))
    }
  }

  @Test("an amendment's days are bounded, and taken as people write them", arguments: [Engine.sqlite])
  func amendmentDays(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan()
      try await bench.programme.addTarget(plan.code, bench.target("Một", [2026: "50%"]), by: bench.lead)
      try await bench.programme.setState(plan.code, .active, by: bench.lead)
      let path = "\(Self.room)/\(plan.code)/sua-doi"
      var paper = ["number": "9/QĐ-UBND", "summary": "Nâng mức", "issued": "20/11/2026", "effective": "0001-01-01"]
      #expect(try await bench.site.post(path, paper, as: bench.lead).text.contains("href=\"#effective\""))
      paper["effective"] = "01/12/2026"
      #expect(try await bench.site.post(path, paper, as: bench.lead).status == 303)
      let amendment = try await bench.programme.plan(named: plan.code, for: bench.lead).whole.amendments[0]
      #expect(amendment.issued == "2026-11-20" && amendment.effectiveOn == CivilDate(2026, 12, 1))
    }
  }

  @Test("values that cannot be are said beside their year", arguments: [Engine.sqlite])
  func values(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan()
      func problem(_ shown: String, _ unit: TargetUnit, _ measure: String = "Cơ quan báo chí") -> Phrase? {
        var draft = bench.target(measure, [2026: shown])
        draft.unit = unit
        return draft.problems(in: plan, indicators: [])["year-2026"]
      }
      #expect(
        problem("150%", .percent) != nil && problem("100%", .percent) == nil && problem("10 - 120%", .percent) != nil)
      #expect(problem("150%", .percent, "Doanh thu tăng so với năm 2022") == nil)
      #expect(problem("30% cơ quan tăng doanh thu 120%", .percent) == nil)
      #expect(problem("1.234,5", .count) != nil && problem("1.234", .count) == nil && problem("12.5", .count) != nil)
      #expect(problem("25 giờ/ngày", .hoursPerDay) != nil && problem("24 giờ/ngày", .hoursPerDay) == nil)
      #expect(problem("-5%", .percent) != nil && problem("15 - 10%", .percent) != nil)
    }
  }

  @Test("names that nobody can read, or that are turned about, are refused in plans, targets, tasks and deadlines")
  func names() async throws {
    let seen = ["Kế hoạch", "Đề án 06 ✓", "Lễ hội\nđền Khau Sương", "👨‍👩‍👧", ""]
    let hidden = [
      "\u{202E}hcạoh ếK", "abc\u{2066}x", "\u{200B}\u{FEFF}", "\u{00A0} \u{2003}", "\u{2800}", "a\u{07}b", "\u{3164}",
    ]
    #expect(seen.allSatisfy { PlainName.problem($0) == nil })
    for name in hidden { #expect(PlainName.problem(name) != nil, "\(name.debugDescription)") }
    try await withPlans(.sqlite) { bench in
      #expect(await plansRefused("title") { _ = try await bench.plan { $0.title = "\u{202E}x" } })
      let plan = try await bench.plan()
      #expect(
        await plansRefused("measure") {
          try await bench.programme.addTarget(plan.code, bench.target("\u{200B}", [2026: "1%"]), by: bench.lead)
        })
      var task = TaskDraft()
      task.title = "Mở lớp"
      task.leads = ["Sở\u{202D} A"]
      let turned = task
      #expect(await plansRefused("leads") { try await bench.programme.addTask(plan.code, turned, by: bench.lead) })
      var due = DeadlineDraft()
      (due.text, due.who, due.month) = ("\u{2067}Báo cáo", "Báo", 12)
      let hiddenDue = due
      #expect(
        await plansRefused("text") { try await bench.programme.addDeadline(plan.code, hiddenDue, by: bench.lead) })
    }
  }

  @Test("a target may take its figure from any indicator there is, of registers as well", arguments: [Engine.sqlite])
  func indicators(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan()
      let path = "\(Self.room)/\(plan.code)/them-chi-tieu"
      let form = try await bench.site.get(path, as: bench.lead).text
      for id in [
        "press.people-trained", "press.converged", "press.revenue-growth", "press.security-level", "commune.radio",
        "print.modern",
      ] {
        #expect(form.contains("<option value=\"\(id)\""), "\(id)")
      }
      #expect(form.contains("<optgroup label=\"Tính từ các sổ\">"))
      #expect(form.contains("Người làm báo được bồi dưỡng về chuyển đổi số: cộng số đếm"))
      let target = [
        "measure": "Người làm báo được bồi dưỡng", "unit": "percent", "direction": "up",
        "population-kind": "press-agency",
        "year-2026": "80%", "indicator": "press.people-trained", "next": "1",
      ]
      // Saved, and straight on to the next one.
      let saved = try await bench.site.post(path, target, as: bench.lead)
      #expect(saved.location == "\(path)?da-ghi=1")
      #expect(try await bench.site.get("\(path)?da-ghi=1", as: bench.lead).text.contains("Đã ghi."))
      let whole = try await bench.programme.plan(named: plan.code, for: bench.lead).whole
      #expect(whole.targets.map(\.indicator) == ["press.people-trained"])
      #expect(
        try await bench.site.post(path, target.merging(["indicator": "x.y"]) { $1 }, as: bench.lead).status == 422)
    }
  }

  @Test("no word of our own files: where words are from is said for people", arguments: [Engine.sqlite])
  func words(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      try await bench.programme.loadPlans(by: bench.administrator)
      let inside = try Regex(#"A-ocr|\[[A-DM]\]|Tập quy định|\(DL\d|>own|· own|mức tin cậy|trí nhớ"#)
      for line in try await bench.programme.plans(for: bench.editor) {
        for tab in PlanTab.allCases {
          let page = try await bench.site.get(PlanPage.path(line.record.id, tab), as: bench.editor).text
          #expect(
            page.firstMatch(of: inside) == nil, "\(line.record.code) \(tab): \(page.firstMatch(of: inside)?.0 ?? "")")
        }
      }
      let yen = try await bench.site.get("\(Self.room)/hung-yen-2023", as: bench.editor).text
      #expect(yen.contains("chép từ bản quét của văn bản gốc") && yen.contains("hung-yen-2025-2030.txt"))
    }
  }
}
