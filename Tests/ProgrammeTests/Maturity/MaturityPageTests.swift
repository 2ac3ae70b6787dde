import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Pages of the index of maturity")
struct MaturityPageTests {
  @Test("an agency scores by pillar; what was typed is kept where something does not hold", arguments: Engine.all)
  func scoring(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let site = AskedSite(people: [bench.writer, bench.head, bench.appraiser], rooms: bench.programme.deskRooms) {
        bench.programme.addRoutes(to: $0)
      }
      let home = try await site.get(MaturityPath.home, as: bench.writer)
      #expect(home.status == 200 && home.text.contains("Đợt 2024"))
      #expect(home.text.contains("282 cơ quan") && home.text.contains("177 trên 778"))
      #expect(home.text.contains("chuyendoiso.quangngai.gov.vn"), "a figure says where it is from")
      let registered = try await site.post(
        MaturityPath.cycle(cycle.id) + "/dang-ky", ["bloc": "local-newspaper", "trained": "1"], as: bench.writer)
      #expect(registered.status == 303)
      let path = try #require(registered.location)
      let id = MaturityEntryID(String(path.split(separator: "/").last ?? ""))
      #expect(
        try await site.post(path + "/nhan", ["bloc": "local-newspaper", "trained": "1"], as: bench.appraiser).status
          == 303)
      let criteria = try await bench.scheme().criteria.filter { $0.pillar == "P1" }
      var fields = ["tru": "P1"]
      for one in criteria { fields["points-\(one.id)"] = "1,25" }
      fields["points-\(criteria[0].id)"] = "99"
      fields["words-\(criteria[1].id)"] = "Đã ban hành"
      let refused = try await site.post(path + "/cham", fields, as: bench.writer)
      #expect(refused.status == 422 && refused.text.contains("value=\"99\""))
      #expect(refused.text.contains("Đã ban hành") && refused.text.contains("<span data-done>0</span>/43"))
      #expect(refused.text.contains("1.1: Nhiều nhất"), "the line says which criterion it is about")
      fields["points-\(criteria[0].id)"] = "1,25"
      let saved = try await site.post(path + "/cham", fields, as: bench.writer)
      #expect(saved.status == 303 && saved.location?.contains("tru=P2") == true)
      let next = try await site.get(try #require(saved.location), as: bench.writer)
      #expect(next.text.contains("8 trên 43 tiêu chí đã chấm"))
      #expect(try await site.post(path + "/trinh", as: bench.writer).status == 409)
      let entry = try await site.get(path, as: bench.writer)
      #expect(entry.text.contains("<svg class=\"radar\"") && entry.text.contains("Nâng gì thì lợi nhất"))
      #expect(entry.text.contains("10,00"))
      // What would lift it most: the criterion with most points left stands first, and the way to the next known level.
      let scheme = try await bench.scheme()
      let most = try #require(scheme.criteria.filter { $0.pillar != "P1" }.max { $0.maximum < $1.maximum })
      #expect(
        entry.text.contains("tiêu chí đầu (\(most.code), ") && entry.text.contains("đủ mức Trung bình (từ 50,00)"))
      #expect(entry.text.contains("Dễ mất: 8 tiêu chí có điểm mà chưa có minh chứng, cộng 10,00 điểm"))
      let evidence = MaturityPath.act(id, "minh-chung/\(criteria[0].id)")
      let sent = try await site.upload(
        evidence, [("file", "quy-che.pdf", Data("%PDF-1.7".utf8))], fields: ["valid-until": "2025-01-31"],
        as: bench.writer)
      #expect(sent.status == 303)
      let list = try await site.get(evidence, as: bench.writer)
      #expect(list.text.contains("quy-che.pdf") && list.text.contains("còn hiệu lực đến 31/01/2025"))
      let piece = try #require(
        try await bench.programme.entryFile(id, for: bench.writer).criteria[0].evidence.first)
      let file = ProgrammePath.evidence(piece.evidence.id)
      #expect(try await site.get(file, as: bench.writer).status == 200)
      #expect(try await site.get(file, as: bench.appraiser).status == 404, "it was not sent yet")
      let bad = try await site.upload(evidence, [("file", "x.exe", Data("MZ".utf8))], as: bench.writer)
      #expect(bad.status == 422)
      #expect(try await site.get(path + "/giay-chung-nhan", as: bench.writer).status == 404)
    }
  }

  @Test("criteria come by a file, with a preview before anything is taken", arguments: Engine.all)
  func criteria(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      let site = AskedSite(people: [bench.writer, bench.appraiser]) { bench.programme.addRoutes(to: $0) }
      let page = try await site.get(MaturityPath.version("2025"), as: bench.writer)
      #expect(page.text.contains("chưa xác nhận") && page.text.contains("ngưỡng chưa xác minh"))
      #expect(!page.text.contains("multipart"))
      let table = TestCriteria.rows(43).map { $0.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n")
      let path = MaturityPath.version("2024")
      let source = ["source": "Dữ liệu kiểm thử"]
      let sent = try await site.upload(
        path + "/nhap", [("file", "kiem-thu.csv", Data(table.utf8))], fields: source, as: bench.appraiser)
      #expect(sent.status == 303)
      let preview = try await site.get(try #require(sent.location), as: bench.appraiser)
      #expect(preview.text.contains("Nhập 43 tiêu chí") && preview.text.contains("khớp"))
      #expect(try await bench.scheme().criteria.isEmpty)
      let taken = try await site.post(try #require(sent.location), as: bench.appraiser)
      #expect(taken.status == 303)
      #expect(try await bench.scheme().criteria.count == 43)
      let broken = try await site.upload(
        path + "/nhap", [("file", "hong.csv", Data(table.replacing("2,25", with: "hai").utf8))], fields: source,
        as: bench.appraiser)
      #expect(broken.status == 422 && broken.text.contains("Dòng 2"))
      #expect(
        try await site.upload(
          path + "/nhap", [("file", "a.csv", Data(table.utf8))], fields: source, as: bench.writer
        ).status == 403)
    }
  }

  @Test("results, ranking, certificate and their programs' view", arguments: Engine.all)
  func results(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      try await bench.appraised(id, own: Points(9500), given: Points(9013))
      let site = AskedSite(people: [bench.writer, bench.head, bench.other, bench.appraiser]) {
        bench.programme.addRoutes(to: $0)
      }
      let path = MaturityPath.entry(id)
      #expect(try await site.get(path + "/kien-nghi", as: bench.head).status == 200)
      #expect(try await site.post(path + "/dong-y", as: bench.head).status == 303)
      let published = try await site.post(
        MaturityPath.cycle(cycle.id) + "/cong-bo", ["decision": "Quyết định kiểm thử"], as: bench.appraiser)
      #expect(published.status == 303)
      let ranking = try await site.get(MaturityPath.cycle(cycle.id), as: bench.other)
      #expect(
        ranking.text.contains("90,13") && ranking.text.contains("Xuất sắc") && ranking.text.contains("nguyên vẹn"))
      let table = try await site.get(MaturityPath.cycle(cycle.id) + "/ket-qua.csv", as: bench.other)
      #expect(table.text.contains("Báo Lam Giang,\"90,13\",Xuất sắc"))
      let paper = try await site.get(path + "/giay-chung-nhan", as: bench.writer)
      #expect(paper.text.contains(">90,13</strong>/100,00") && paper.text.contains("Quyết định kiểm thử"))
      // Set by WeasyPrint where it is installed; else the page says what is missing, and nothing is made up.
      let pdf = try await site.get(path + "/giay-chung-nhan.pdf", as: bench.writer)
      let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/weasyprint")
      #expect(isInstalled ? pdf.status == 200 && pdf.body.starts(with: Data("%PDF-".utf8)) : pdf.status == 503)
      let json = try await site.get("/api/v1/programme/maturity/cycles/\(cycle.id)", as: bench.other)
      #expect(json.text.contains("\"total\":\"90.13\"") && json.text.contains("\"entries\":[]"))
      let own = try await site.get("/api/v1/programme/maturity/entries/\(id)", as: bench.writer)
      #expect(own.text.contains("\"state\":\"published\"") && own.text.contains("\"selfTotal\":\"95.00\""))
      let put = try await site.json(
        .put, "/api/v1/programme/maturity/entries/\(id)/scores", #"{"scores":[]}"#, as: bench.writer)
      #expect(put.status == 409)
      #expect(try await site.get("/api/v1/programme/maturity/versions", as: bench.other).text.contains("3560"))
    }
  }
}
