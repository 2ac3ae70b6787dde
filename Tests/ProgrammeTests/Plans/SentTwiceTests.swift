import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Programme

/// A double click, a reload, an impatient hand: one thing is made of one form.
@Suite("Forms of plans that are sent twice")
struct SentTwiceTests {
  @Test("twenty of one page make one plan, target, task and deadline, and all lead to it", arguments: Engine.all)
  func twice(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let room = "/lam-viec/ke-hoach-tinh"
      let fields = [
        "kind": "provincial", "owner": PlansBench.department.rawValue, "title": "Kế hoạch", "short-title": "Hai lần",
        "from": "2026", "to": "2030",
      ]
      let places = try await Self.send(20, "\(room)/moi", fields, bench)
      #expect(places.count == 1)
      let plan = try #require(try await bench.programme.plans(for: bench.lead).first?.record)
      #expect(try await bench.programme.plans(for: bench.lead).count == 1)
      #expect(places.first?.hasPrefix("\(room)/\(plan.id)") == true)
      let path = "\(room)/\(plan.code)"
      _ = try await Self.send(
        5, "\(path)/them-chi-tieu",
        ["measure": "Một", "unit": "percent", "population-kind": "none", "year-2026": "5%"],
        bench)
      _ = try await Self.send(5, "\(path)/them-nhiem-vu", ["title": "Mở lớp", "leads": "Sở A"], bench)
      _ = try await Self.send(
        5, "\(path)/them-han", ["text": "Báo cáo", "who": "Báo", "every": "year", "month": "12"], bench)
      let whole = try await bench.programme.plan(named: plan.code, for: bench.lead).whole
      #expect(whole.targets.count == 1 && whole.tasks.count == 1 && whole.deadlines.count == 1)
      #expect(bench.heard.actions.count { $0.hasSuffix(".add") || $0.hasSuffix(".create") } == 4)
      // Another page, or other words on the same page, are meant.
      let page = CSRFToken.mask(AskedSite.token)
      for title in ["Kiểm tra", "Tổng kết"] {
        _ = try await bench.site.post("\(path)/them-nhiem-vu", ["title": title, "_csrf": page], as: bench.lead)
      }
      _ = try await Self.send(1, "\(path)/them-nhiem-vu", ["title": "Mở lớp", "leads": "Sở A"], bench)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).whole.tasks.count == 4)
    }
  }

  @Test("a table is taken once, and who pressed twice sees that it was", arguments: Engine.all)
  func table(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan()
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      let sent = try await bench.site.upload(
        "\(path)/nhap", [("tep", "x.csv", Data("Chỉ tiêu,Năm 2026\nMột,5%\nHai,6%\n".utf8))],
        fields: ["loai": "targets"],
        as: bench.lead)
      let place = try #require(sent.location)
      #expect(try await Self.send(6, place, [:], bench) == ["\(path)?xem=chi-tieu&da-ghi=1"])
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).whole.targets.count == 2)
    }
  }

  /// Sends one form as often at the same moment; where all of them led.
  private static func send(
    _ times: Int, _ path: String, _ fields: [String: String], _ bench: PlansBench
  ) async throws -> Set<String> {
    let sent = fields.merging(["_csrf": CSRFToken.mask(AskedSite.token)]) { $1 }
    let site = bench.site
    return try await withThrowingTaskGroup(of: AskedSite.Reply.self) { group in
      for _ in 0..<times { group.addTask { try await site.post(path, sent, as: bench.lead) } }
      var places: Set<String> = []
      for try await reply in group {
        #expect(reply.status == 303, "\(reply.text.prefix(200))")
        places.insert(reply.location ?? "")
      }
      return places
    }
  }
}
