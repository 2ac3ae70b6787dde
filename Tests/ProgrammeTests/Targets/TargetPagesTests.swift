import Contracts
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Pages of targets")
struct TargetPagesTests {
  private func site(_ bench: FigureBench) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.lan, bench.minh, bench.stranger]) { bench.programme.addRoutes(to: $0) }
  }

  private let board = "/lam-viec/ke-hoach-tinh/bang-chi-tieu"

  @Test("from counting to the frozen figure, all by forms", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own", values: [(2024, 50, nil), (2030, 100, nil)])
      #expect(try await site.get(board, as: bench.keeper).text.contains("Kế hoạch này chưa có số liệu"))
      let freezing = FreezePage.path(plan.id)
      #expect(try await site.get(freezing, as: bench.lan).status == 404)
      #expect(try await site.post("\(freezing)/tinh", ["ngay": "2030-12-31"], as: bench.keeper).status == 422)
      #expect(try await site.post("\(freezing)/tinh", ["ngay": "2024-12-31"], as: bench.keeper).location == freezing)
      let waits = try await site.get(freezing, as: bench.keeper)
      #expect(
        waits.text.contains("Chờ đến lượt tính số liệu ngày 31/12/2024") && waits.text.contains("data-live-source"))
      #expect(waits.text.contains("http-equiv=\"refresh\""), "without scripts the page fetches itself")
      #expect(try await bench.drain() == 1)
      let counted = try await site.get(freezing, as: bench.keeper)
      #expect(counted.text.contains("Đã tính 1 chỉ tiêu ngày 31/12/2024") && !counted.text.contains("data-live-source"))
      let path = ProgrammePath.target(target.id)
      let form = try await site.get(path, as: bench.lan)
      #expect(form.status == 200 && form.text.contains("Nhập số liệu"))
      let fields = [
        "organisation": bench.newspaper.rawValue, "ngay": "2024-12-31", "numerator": "3", "denominator": "4",
      ]
      #expect(try await site.upload("\(path)/nhap", [], fields: fields, as: bench.lan).status == 422)
      let sent = try await site.upload(
        "\(path)/nhap", [("file", "Báo cáo.pdf", Data("%PDF".utf8))], fields: fields, as: bench.lan)
      #expect(sent.location == path)
      let entry = try #require(try await bench.programme.targetView(target.id, for: bench.lan).entries.first)
      #expect(try await site.get(path, as: bench.minh).text.contains("Chờ xác nhận"))
      let toConfirm = "Số liệu chờ bạn xác nhận"
      #expect(try await site.get(board, as: bench.minh).text.contains(toConfirm))
      #expect(!(try await site.get(board, as: bench.lan).text.contains(toConfirm)))
      #expect(!(try await site.get(board, as: bench.stranger).text.contains(toConfirm)))
      #expect(!(try await site.get(path, as: bench.stranger).text.contains("Chờ xác nhận")))
      #expect(try await site.post("\(path)/xac-nhan", ["entry": entry.id.rawValue], as: bench.stranger).status == 404)
      #expect(try await site.post("\(path)/xac-nhan", ["entry": entry.id.rawValue], as: bench.lan).status == 409)
      #expect(try await site.post("\(path)/xac-nhan", ["entry": entry.id.rawValue], as: bench.minh).location == path)
      let page = try await site.get(path, as: bench.keeper)
      #expect(page.text.contains("75% (3/4)") && page.text.contains("Báo cáo.pdf"))
      #expect(page.text.contains("chưa nhập số liệu của Đài Phát thanh và Truyền hình Thái Bình"))
      // One click asks; only what was shown is frozen.
      let question = try await site.get("\(freezing)/chot?ngay=2024-12-31", as: bench.keeper)
      #expect(question.text.contains("1 trên 1 chỉ tiêu còn thiếu số liệu") && question.text.contains(target.measure))
      #expect(question.text.contains("hiện ngay trên trang công khai"))
      let blind = try await site.post("\(freezing)/chot", ["ngay": "2024-12-31"], as: bench.keeper)
      #expect(blind.location == nil && blind.text.contains("Sẽ chốt"))
      #expect(!(try await site.get(freezing, as: bench.keeper).text.contains("Đã chốt")))
      let stale = try await site.post("\(freezing)/chot", ["ngay": "2024-12-31", "da-xem": "x"], as: bench.keeper)
      #expect(stale.status == 409 && stale.text.contains("Số liệu đã đổi"))
      let mark = try #require(question.text.firstMatch(of: /name="da-xem" value="([0-9a-f]{64})"/)?.1)
      let seen = ["ngay": "2024-12-31", "da-xem": String(mark)]
      #expect(try await site.post("\(freezing)/chot", seen, as: bench.lan).status == 403)
      #expect(try await site.post("\(freezing)/chot", seen, as: bench.keeper).location == freezing)
      let frozen = try await site.get(freezing, as: bench.keeper)
      #expect(frozen.text.contains("Đã chốt") && frozen.text.contains("SHA-256"))
      let freeze = try #require(try await bench.programme.targetView(target.id, for: bench.keeper).freezes.first)
      let check = try await site.post("\(freezing)/kiem-tra", ["ban-chot": freeze.id.rawValue], as: bench.keeper)
      #expect(check.text.contains("còn nguyên"))
      let restated = [
        "re-day": "2024-12-31", "re-organisation": bench.newspaper.rawValue, "re-numerator": "4",
        "re-denominator": "4", "reason": "Nhập nhầm",
      ]
      let bare = try await site.upload("\(path)/dieu-chinh", [], fields: restated, as: bench.keeper)
      #expect(bare.status == 422 && bare.text.contains("Cần minh chứng") && bare.text.contains("href=\"#re-evidence\""))
      let proposed = try await site.upload(
        "\(path)/dieu-chinh", [("re-file", "Đính chính.pdf", Data("%PDF".utf8))], fields: restated, as: bench.keeper)
      #expect(proposed.location == path)
      #expect(try await site.get(path, as: bench.keeper).text.contains("Nhập nhầm"))
      #expect(try await site.get(board, as: nil).status == 303)
    }
  }

  @Test("an agency sees its own figures and no other's, on page, file and interface", arguments: Engine.all)
  func others(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      for id in [bench.newspaper, bench.station] {
        bench.registers.lives.withLock { $0[id]?.facts.securityLevel = 3 }
      }
      let site = site(bench)
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      #expect(try await site.get("\(board)?co-quan=\(bench.station)", as: bench.lan).status == 404)
      #expect(try await site.get("\(board).csv?co-quan=\(bench.station)", as: bench.lan).status == 404)
      let own = try await site.get(board, as: bench.lan)
      #expect(own.text.contains("Phần của Báo Thái Bình") && !own.text.contains("Đài Phát thanh"))
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.lan)
      #expect(page.status == 200 && !page.text.contains("Đài Phát thanh") && !page.text.contains("(2/2)"))
      let json = try await site.get("/api/v1/programme/plans/thai-binh/figures?day=2024-12-31", as: bench.lan)
      #expect(json.text.contains("Báo Thái Bình") && !json.text.contains("Đài Phát thanh"))
      let all = try await site.get("/api/v1/programme/plans/thai-binh/figures", as: bench.keeper)
      #expect(all.text.contains("\"numerator\":2") && all.text.contains("\"denominator\":2"))
      let csv = try await site.get("\(board).csv?ke-hoach=thai-binh", as: bench.keeper)
      #expect(csv.text.hasPrefix("\u{FEFF}Mã chỉ tiêu,") && csv.text.contains("2024-12-31,2,2,100,Đạt"))
      let comparison = try await site.get("\(board)/so-sanh?ke-hoach=thai-binh", as: bench.keeper)
      #expect(comparison.text.contains("Báo Thái Bình") && comparison.text.contains("1/1"))
      #expect(try await site.get("\(board)/so-sanh?ke-hoach=thai-binh", as: bench.lan).status == 404)
      // A draft of others is not there.
      let draft = try await bench.plan("nhap") { $0.state = .draft }
      let hidden = try await bench.target(draft, "x")
      #expect(try await site.get(ProgrammePath.target(hidden.id), as: bench.lan).status == 404)
      #expect(try await site.get("\(board)?ke-hoach=nhap", as: bench.lan).status == 404)
      #expect(try await site.get("/api/v1/programme/plans/nhap/figures", as: bench.lan).status == 404)
      // Rights come before what is wrong with a field.
      #expect(try await site.get("/api/v1/programme/plans/nhap/figures?day=x", as: bench.lan).status == 404)
      #expect(try await site.get("/api/v1/programme/plans/nhap/figures?day=x", as: bench.keeper).status == 422)
      let freezing = FreezePage.path(plan.id)
      for act in ["tinh", "chot"] {
        #expect(try await site.post("\(freezing)/\(act)", ["ngay": "x"], as: bench.lan).status == 403)
      }
      let foreign = ["organisation": bench.station.rawValue, "ngay": "x"]
      let path = ProgrammePath.target(target.id)
      #expect(try await site.upload("\(path)/nhap", [], fields: foreign, as: bench.lan).status == 404)
    }
  }

  @Test(
    "what lags and what lacks figures stands above the table; a province means a plan of its own", arguments: Engine.all
  )
  func first(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.newspaper]?.facts.securityLevel = 3 }
      bench.registers.lives.withLock { $0[bench.station]?.facts.securityLevel = 1 }
      let site = site(bench)
      let plan = try await bench.plan()
      _ = try await bench.target(plan, "behind", indicator: "press.security-level", values: [(2024, 100, nil)])
      _ = try await bench.target(plan, "unknown", position: 2, values: [(2024, 50, nil)])
      let other = try await bench.plan("hung-yen") { $0.province = FigureRegisters.hungYen }
      let own = try await bench.target(other, "other", values: [(2024, 50, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let page = try await site.get("\(board)?ke-hoach=thai-binh", as: bench.keeper).text
      #expect(page.contains("Cần xem trước") && page.contains("Chậm so với kế hoạch 2024"))
      #expect(page.contains("50% (1/2), kế hoạch 100%") && page.contains("có số của 0 trên 2 cơ quan"))
      #expect(page.components(separatedBy: "Dự báo cần ít nhất ba năm").count == 2, "said once, not in each row")
      let province = "\(board)?ke-hoach=thai-binh&tinh=\(FigureRegisters.hungYen)"
      let moved = try await site.get(province, as: bench.keeper).text
      #expect(moved.contains(own.measure) && !moved.contains("Cơ quan báo chí behind"))
    }
  }
}
