import Foundation
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Signed papers of reports", .enabled(if: SigningKit.isReady && RenderTests.isReady))
struct SignedReportTests {
  @Test("a signature beside the report's PDF is told with who signed; a signed PDF that was changed is refused")
  func attach() async throws {
    let kit = try SigningKit()
    defer { kit.close() }
    try await withReports(.sqlite) { bench in
      let site = bench.site
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      let path = "/lam-viec/bao-cao/\(record.id)"
      _ = try await site.post("\(path)/buoc", ["move": "submit"], as: bench.ha)
      _ = try await site.post("\(path)/buoc", ["move": "approve"], as: bench.son)
      let answer = try await site.get("\(path)/van-ban.pdf", as: bench.son)
      let pdf = answer.body

      var changed = try kit.signed(pdf)
      changed[pdf.count / 2] ^= 1
      let refused = try await site.upload(
        "\(path)/ban-ky", [("signed", "bao-cao.pdf", changed)], fields: ["signed-on": "2026-11-28"], as: bench.son)
      #expect(refused.status == 422 && refused.text.contains("bị sửa sau khi ký"))

      for (name, file) in [
        ("bao-cao.p7s", try kit.sign(pdf)), ("ban-ky.pdf", try kit.signed(pdf)), ("lan-hai.p7s", try kit.sign(pdf)),
      ] {
        let attached = try await site.upload(
          "\(path)/ban-ky", [("signed", name, file)], fields: ["signed-on": "2026-11-28"], as: bench.son)
        #expect(attached.status == 303, "\(name)")
      }
      let page = try await site.get(path, as: bench.ha).text
      #expect(
        page.components(separatedBy: "Ký trên đúng PDF của báo cáo này").count == 3, "both, also once it has a date")
      #expect(page.contains("Chữ ký bao toàn bộ tệp") && page.contains("Nguyễn Văn Ký"))
      #expect(page.contains("Chuỗi tin cậy chưa kiểm") && !page.contains("hợp lệ"))
      let other = try await site.upload(
        "\(path)/ban-ky", [("signed", "khac.p7s", try kit.sign(Data("tệp khác".utf8)))],
        fields: ["signed-on": "2026-11-28"], as: bench.son)
      #expect(other.status == 303)
      #expect(try await site.get(path, as: bench.ha).text.contains("Chưa đối chiếu được chữ ký"))
    }
  }
}
