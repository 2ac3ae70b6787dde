import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Corrections

@Suite("Pages of corrections")
struct PageTests {
  private func site(_ bench: Bench) -> AskedSite {
    AskedSite(people: [bench.reporter, bench.secretary, bench.chief, bench.stranger]) {
      bench.corrections.addRoutes(to: $0)
    }
  }

  @Test("from the item's page to the published correction, all by forms", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let site = site(bench)
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let start = try await site.get("/lam-viec/cai-chinh/moi?bai=\(item)", as: bench.secretary)
      #expect(start.status == 200 && start.text.contains("loai=correction&amp;bai=\(item)"))
      let found = try await site.get("/lam-viec/cai-chinh/moi?loai=correction&tim=Lam", as: bench.secretary)
      #expect(found.text.contains("loai=correction&amp;bai=\(item)"))
      let form = try await site.get("/lam-viec/cai-chinh/moi?bai=\(item)&loai=correction", as: bench.secretary)
      #expect(form.text.contains("Cầu Lam") && form.text.contains("20/11/2026"))
      var fields = [
        "kind": "correction", "bai": item.rawValue, "origin": "own-discovery", "started-on": "2026-11-21",
        "section": "Xã hội", "false-text": "Cầu <sập>.", "corrected-text": "Không.", "apology": "Xin lỗi.",
        "responsible": bench.chief.id.rawValue, "co-quan": Bench.paper.rawValue,
      ]
      let refusedForm = try await site.post("/lam-viec/cai-chinh/moi", fields, as: bench.secretary)
      #expect(refusedForm.status == 422 && refusedForm.text.contains("Cầu &lt;sập&gt;."))
      fields["found-on"] = "2026-11-21"
      let sent = try await site.post("/lam-viec/cai-chinh/moi", fields, as: bench.secretary)
      let path = try #require(sent.location?.split(separator: "?").first.map(String.init))
      #expect(bench.heard.told.contains { $0.people.contains(bench.chief.id) && $0.kind == "corrections.opened" })
      let preview = try await site.get("\(path)/xem-truoc", as: bench.chief)
      #expect(preview.text.contains("Thông tin cải chính, xin lỗi") && preview.text.contains("Cầu &lt;sập&gt;."))
      #expect(try await site.post("\(path)/dang", ["home-days": ""], as: bench.secretary).status == 403)
      #expect(try await site.post("\(path)/dang", ["home-days": "0"], as: bench.chief).status == 422)
      #expect(try await site.post("\(path)/dang", ["home-days": ""], as: bench.chief).location == path)
      let page = try await site.get(path, as: bench.chief)
      #expect(page.text.contains("/cai-chinh/1-2026") && page.text.contains("CO4"))
      #expect(try await site.post("\(path)/dang", as: bench.stranger).status == 404)
      let board = try await site.get("/lam-viec/cai-chinh", as: bench.secretary)
      #expect(board.text.contains("Cầu Lam"))
      #expect(try await site.post("\(path)/dong", ["outcome": "Xong"], as: bench.secretary).status == 303)
      #expect(try await site.get("/lam-viec/cai-chinh?xem=dong", as: bench.secretary).text.contains("Xong"))
      #expect(try await site.get("/lam-viec/cai-chinh", as: nil).status == 303)
    }
  }

  @Test("every kind opens, shows its clocks and takes its steps", arguments: Engine.all)
  func kinds(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let site = site(bench)
      for kind in CaseKind.allCases {
        for medium in [Medium.online, .weekly, .magazine, .tv] {
          let work = kind.needsWork ? bench.work(medium, on: "2026-11-19") : nil
          let record = try await bench.open(kind, on: "2026-11-20", work: work) { $0.foundOn = day("2026-11-20") }
          for step in StepKind.byHand(kind, medium) {
            let sent = try await site.post(
              CasePath.act(record.id, "buoc"),
              ["step": step.rawValue, "happened-on": "2026-11-20", "evidence": "Số 1"], as: bench.secretary)
            #expect(sent.status == 303, "\(kind) \(medium) \(step)")
          }
          let page = try await site.get(CasePath.show(record.id), as: bench.chief)
          #expect(page.status == 200, "\(kind) \(medium)")
          #expect(try await site.get(CasePath.act(record.id, "sua"), as: bench.secretary).status == 200)
        }
      }
    }
  }

  @Test(
    "the register of a year is CSV that no spreadsheet takes for a formula, and hides whistle-blowers",
    arguments: Engine.all)
  func register(engine: Engine) async throws {
    try await withBench(engine) { bench in
      _ = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z")) { $0.who = "=1+1,\"x\"" }
      _ = try await bench.open(.complaint, on: "2026-11-20") {
        $0.who = "Bà Tố Cáo"
        $0.hidesIdentity = true
      }
      let answer = try await site(bench).get("/lam-viec/cai-chinh/so?nam=2026", as: bench.secretary)
      #expect(answer.text.hasPrefix("\u{FEFF}Số hồ sơ,"))
      #expect(answer.text.contains("\"'=1+1,\"\"x\"\"\"") && !answer.text.contains("Bà Tố Cáo"))
      #expect(answer.text.split(separator: "\r\n").count == 3)
      // U+0600 joins what follows into one letter as Swift counts letters; a spreadsheet sees a comma all the same.
      #expect(Corrections.cell("\u{600},=1\"") == "\"\u{600},=1\"\"\"")
      let others = try await site(bench).get("/lam-viec/cai-chinh/so?nam=2026", as: bench.stranger)
      #expect(others.text.split(separator: "\r\n").count == 1)
      #expect(try await site(bench).get("/lam-viec/cai-chinh/so", as: bench.reporter).status == 403)
    }
  }

  @Test("removed text is read only by those who keep cases, and every look is written down", arguments: Engine.all)
  func snapshot(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let site = site(bench)
      let record = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z"))
      let file = try await bench.corrections.file(record.id, for: bench.secretary)
      let path = CasePath.act(record.id, "ban-luu") + "?ban=\(file.snapshots[0].id)"
      #expect(try await site.get(path, as: bench.secretary).text.contains("Cầu sập hôm qua."))
      #expect(bench.heard.actions.contains("corrections.snapshot.look"))
      for other in [bench.reporter, bench.stranger] { #expect(try await site.get(path, as: other).status == 404) }
    }
  }

  @Test("programs read cases with their clocks, publish, and count working days", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let site = site(bench)
      let record = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z"))
      let list = try await site.json(.get, "/api/v1/corrections", as: bench.secretary)
      #expect(
        list.status == 200 && list.text.contains(record.id.rawValue) && list.text.contains("\"due\":\"2026-11-21\""))
      let published = try await site.json(
        .post, "/api/v1/corrections/\(record.id)/notice", "{\"homeDays\":5}", as: bench.chief)
      #expect(published.status == 200 && published.text.contains("/cai-chinh/1-2026"))
      #expect(try await site.json(.get, "/api/v1/corrections/\(record.id)", as: bench.stranger).status == 404)
      let opened = try await site.json(
        .post, "/api/v1/corrections",
        "{\"kind\":\"press-question\",\"startedOn\":\"2026-11-20\",\"detail\":{\"who\":\"Sở Y tế\",\"request\":\"Vì sao?\"}}",
        as: bench.secretary)
      let path = try #require(opened.location)
      #expect(opened.status == 201)
      let stepped = try await site.json(
        .post, "\(path)/steps", "{\"step\":\"body-answered\",\"happenedOn\":\"2026-11-21\",\"evidence\":\"Số 1\"}",
        as: bench.secretary)
      #expect(stepped.status == 200 && stepped.text.contains("\"state\":\"inTime\""))
      #expect(try await site.json(.post, "\(path)/steps", "[]", as: bench.secretary).status == 400)
      #expect(try await site.json(.post, "/api/v1/corrections", "{\"kind\":\"x\"}", as: bench.secretary).status == 422)
      let days = try await site.get("/api/v1/working-days?from=2026-02-12&days=2", as: bench.reporter)
      #expect(days.text.contains("\"due\":\"2026-02-23\"") && days.text.contains("\"isConfirmed\":true"))
    }
  }
}

@Suite("The demo's cases")
struct DemoTests {
  @Test("a correction is published with a republisher still to be told, and an opinion waits", arguments: Engine.all)
  func fill(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let title = "Phường Trung Tâm thay 1.200 bóng đèn đường, tiền điện giảm một phần ba"
      let item = try bench.shelf.put(
        title, Bench.paper, author: bench.reporter.id, published: time("2026-11-20T03:00:00Z"), body: "Xong.")
      try await bench.corrections.fillDemo(
        from: facts.appendingPathComponent("demo/corrections.json"), items: [item], of: Bench.paper,
        secretary: bench.secretary, chief: bench.chief)
      let home = try await bench.corrections.onHome(of: Bench.paper)
      #expect(home.count == 1 && home[0].item == item)
      #expect(try await bench.corrections.board(of: Bench.paper, for: bench.secretary).count == 2)
    }
  }
}
