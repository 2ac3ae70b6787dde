import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Programme

@Suite("Provinces beside one another")
struct ProvinceComparisonTests {
  @Test("only like stands beside like, and what does not says why", arguments: Engine.all)
  func alike(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      func figure(_ target: String, _ change: (inout SharedFigure) -> Void) -> SharedFigure {
        SharedFigure.sample {
          $0.target = target
          change(&$0)
        }
      }
      let document = SharedDocument.sample([
        .sample(1, 2), figure("don-vi") { $0.unit = "count" },
        figure("doi-tuong") { $0.population.filter = "two-press-types" },
        figure("nhap") {
          $0.indicator = nil
          $0.goal = "G1"
        },
        .sample(1, 3, year: 2024), figure("khac") { $0.indicator = "press.converged" },
      ])
      _ = try await bench.accepted(document)
      let found = try await bench.programme.provinceComparison(.init(), for: bench.keeper)
      #expect(found.entries.map(\.figure.numerator) == [2, 1])
      let reasons = Dictionary(
        found.unfit.map { ($0.entry.figure.target, $0.reasons) }, uniquingKeysWith: { first, _ in first })
      #expect(reasons["don-vi"] == [.unit(theirs: .count, mine: .percent)])
      let all = SharedFigure.Population(kind: "press-agency", filter: "all", text: "")
      var two = all
      two.filter = "two-press-types"
      #expect(reasons["doi-tuong"] == [.population(theirs: two, mine: all)])
      // One's own target has no goal here, so what was entered for the goal is of another thing, as is another indicator.
      #expect(Set(reasons.keys) == ["don-vi", "doi-tuong"])
      let before = try await bench.programme.provinceComparison(.init(year: 2024), for: bench.keeper)
      #expect(before.year == 2024 && before.entries.map(\.isOwn) == [false])
      #expect(
        before.unfit.contains {
          $0.entry.isOwn && $0.reasons == [.words("Chưa có số liệu năm \("2024"); có năm \("2025")")]
        })
    }
  }

  @Test("what people entered is compared only where both took over one national target with one formula")
  func entered() {
    func figure(_ change: (inout SharedFigure) -> Void = { _ in }) -> SharedFigure {
      SharedFigure.sample {
        $0.indicator = nil
        $0.national = .init(plan: "qd-348-2023", target: "g7")
        $0.numeratorOf = "Số hệ thống  đạt"
        change(&$0)
      }
    }
    let mine = figure()
    #expect(Likeness.differences(figure { $0.numeratorOf = "số hệ thống đạt" }, from: mine).isEmpty)
    #expect(Likeness.differences(figure { $0.numeratorOf = "số trang" }, from: mine).count == 1)
    #expect(
      Likeness.differences(figure { $0.national = nil }, from: mine) == [
        .words("Không nhận cùng một chỉ tiêu quốc gia")
      ])
    #expect(Likeness.differences(figure { $0.indicator = "press.platforms" }, from: mine).count == 1)
    let named = figure { $0.population = .init(kind: "press-agency", filter: "named", text: "Báo A") }
    let others = figure { $0.population = .init(kind: "press-agency", filter: "named", text: "Báo B") }
    #expect(!Likeness.differences(others, from: named).isEmpty)
  }

  @Test("sorted by what is asked, nothing-to-share last either way", arguments: Engine.all)
  func sorted(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      func document(_ code: String, _ name: String, _ numerator: Double, _ denominator: Double) -> SharedDocument.Plan {
        let figure = SharedFigure.sample(numerator, denominator) { $0.province.name = name }
        return .init(code: code, title: code, document: "", number: "", issuer: "", figures: [figure])
      }
      var whole = SharedDocument.sample([])
      whole.plans = [
        document("a", "tỉnh Đồng", 0, 0), document("b", "tỉnh Dương", 1, 4), document("c", "tỉnh An", 9, 10),
      ]
      _ = try await bench.accepted(whole)
      func names(_ order: ProvinceComparison.Order?, _ isDescending: Bool?) async throws -> [String] {
        try await bench.programme.provinceComparison(
          .init(order: order, isDescending: isDescending), for: bench.keeper
        ).entries.map { String($0.figure.province.name.dropFirst(5)) }
      }
      #expect(try await names(nil, nil) == ["An", "Hưng Yên", "Dương", "Đồng"])
      #expect(try await names(.value, false) == ["Dương", "Hưng Yên", "An", "Đồng"])
      #expect(try await names(.province, false) == ["An", "Dương", "Đồng", "Hưng Yên"])
      #expect(try await names(.denominator, true) == ["An", "Dương", "Hưng Yên", "Đồng"])
    }
  }

  @Test(
    "pages, file and interface: by address or by file, hostile text harmless, strangers kept out", arguments: Engine.all
  )
  func pages(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let site = bench.site
      let empty = try await site.get(SharingPath.provinces, as: bench.keeper)
      #expect(empty.status == 200 && empty.text.contains("Chưa có tỉnh nào để so sánh"))
      #expect(try await site.get(SharingPath.peers, as: bench.figures.lan).status == 403)
      #expect(try await site.get(SharingPath.provinces, as: nil).status == 303)
      try await bench.own(2, 3, frozen: false)
      let department = bench.figures.department.rawValue
      let refused = try await site.post(
        SharingPath.peers, ["address": "http://x.example", "organisation": department], as: bench.keeper)
      #expect(refused.status == 422 && refused.text.contains("Chỉ nhận địa chỉ https."))
      let hostile = SharedFigure.sample {
        $0.measure = "<script>alert(1)</script>"
        $0.province.name = "tỉnh \"><img src=x>"
      }
      var document = SharedDocument.sample([hostile])
      document.plans[0].title = "=1+1"
      let file = Data(try ReportJSON.text(document).utf8)
      func send(_ path: String, _ bytes: Data) async throws -> AskedSite.Reply {
        try await site.upload(
          path, [("tep", "so-lieu.json", bytes)], fields: ["organisation": department], as: bench.keeper)
      }
      let broken = try await send("\(SharingPath.peers)/tep", Data("{}".utf8))
      #expect(broken.status == 422 && broken.text.contains("Thiếu trường format"))
      #expect(try await bench.programme.peers(for: bench.keeper).isEmpty, "nothing half-kept")
      let path = try #require(try await send("\(SharingPath.peers)/tep", file).location)
      #expect(try await send("\(SharingPath.peers)/tep", file).text.contains("Tệp này đã được thêm."))
      #expect(try await bench.programme.peers(for: bench.keeper).count == 1)
      let preview = try await site.get(path, as: bench.keeper)
      #expect(preview.text.contains("Xem trước") && preview.text.contains("&lt;script&gt;alert(1)"))
      #expect(!preview.text.contains("<script>alert") && !preview.text.contains("<img src=x"))
      #expect(try await site.get(path, as: bench.other).status == 404)
      #expect(try await site.post("\(path)/dung", ["xem": "0"], as: bench.keeper).status == 409)
      let peer = try #require(try await bench.programme.peers(for: bench.keeper).first)
      #expect(try await site.post("\(path)/dung", ["xem": peer.digest], as: bench.keeper).location == path)
      let page = try await site.get(SharingPath.provinces, as: bench.keeper)
      #expect(page.text.contains("66,7%") && page.text.contains("50%") && page.text.contains("Cao nhất:"))
      #expect(page.text.contains("Tạm tính") && page.text.contains("Đã chốt") && page.text.contains("aria-sort"))
      #expect(!page.text.contains("<img src=x"))
      let csv = try await site.get("\(SharingPath.provinces).csv", as: bench.keeper)
      #expect(csv.headers[.contentType]?.hasPrefix("text/csv") ?? false)
      #expect(csv.text.contains("66,67") && csv.text.contains(",'=1+1,"))
      try await interface(bench, site, peer.id)
    }
  }

  private func interface(_ bench: SharingBench, _ site: AskedSite, _ id: PeerID) async throws {
    let api = "/api/v1/programme/sharing"
    let found = try await site.get("\(api)/comparison", as: bench.keeper)
    #expect(found.status == 200 && found.text.contains("\"isOwn\":true") && found.text.contains("\"value\":50"))
    #expect(try await site.get("\(api)/comparison", as: bench.figures.lan).status == 403)
    #expect(try await site.get("\(api)/peers/\(id)", as: bench.other).status == 404)
    #expect(try await site.json(.post, "\(api)/peers/\(id)/suspend", as: bench.keeper).text.contains("suspended"))
    #expect(try await site.json(.post, "\(api)/peers/\(id)/suspend", as: bench.keeper).status == 409)
    let body = "{\"address\":\"https://moi.example\",\"organisation\":\"\(bench.figures.department)\"}"
    #expect(try await site.json(.post, "\(api)/peers", body, as: bench.keeper).status == 201)
    #expect(try await site.json(.post, "\(api)/peers", "{}", as: bench.keeper).status == 422)
    #expect(try await site.json(.delete, "\(api)/peers/\(id)", as: bench.other).status == 404)
    #expect(try await site.json(.delete, "\(api)/peers/\(id)", as: bench.keeper).status == 204)
    #expect(try await site.get("\(api)/peers", as: bench.keeper).text.contains("moi.example"))
  }
}
