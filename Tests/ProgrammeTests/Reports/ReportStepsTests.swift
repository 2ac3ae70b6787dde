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

@Suite("Steps of reports")
struct ReportStepsTests {
  static let signature = Data(
    [0x30, 0x82, 0x01, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x82]
      + [UInt8](repeating: 0, count: 64))

  @Test("from the calendar to a sent report, all by forms; another person approves", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let calendar = try await site.get("/lam-viec/bao-cao?nam=2026", as: bench.ha)
      #expect(
        calendar.status == 200 && calendar.text.contains("14/12/2026")
          && calendar.text.contains("trước ngày 15/12/2026"))
      let made = try await site.post(
        "/lam-viec/bao-cao/lap", ["plan": plan.id.rawValue, "year": "2026"], as: bench.ha)
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      let form = try await site.get("\(path)/sua", as: bench.ha)
      #expect(form.status == 200 && form.text.contains("Trích yếu"))
      var fields = [
        "base": "1", "subject": "Kết quả <2026>", "issuer": "Sở Văn hóa", "symbol": "BC-SVHTTDL", "place": "Hưng Yên",
        "capacity": "GIÁM ĐỐC", "recipients": "Như trên\nLưu", "s-limits": "Còn thiếu người.",
      ]
      #expect(try await site.post("\(path)/sua", fields, as: bench.ha).location == "\(path)?da-luu=1")
      let stale = try await site.post("\(path)/sua", fields.merging(["s-limits": "Chữ vừa gõ"]) { $1 }, as: bench.son)
      #expect(stale.status == 409 && stale.text.contains("Chữ vừa gõ"), "what was typed is kept")
      #expect(stale.text.contains("Bản Hà vừa lưu:"), "beside what the other one saved")
      fields["base"] = "2"
      let shown = try await site.get(path, as: bench.ha)
      #expect(shown.text.contains("Kết quả &lt;2026&gt;") && shown.text.contains("Còn thiếu người."))
      #expect(try await site.post("\(path)/buoc", ["move": "submit"], as: bench.ha).status == 303)
      #expect(
        try await site.post("\(path)/buoc", ["move": "approve"], as: bench.ha).status == 409, "not the one who wrote")
      #expect(try await site.post("\(path)/buoc", ["move": "send-back", "words": ""], as: bench.son).status == 422)
      #expect(try await site.post("\(path)/buoc", ["move": "approve"], as: bench.son).status == 303)
      let late = try await site.post("\(path)/sua", fields.merging(["s-next": "Gõ dở"]) { $1 }, as: bench.ha)
      #expect(late.status == 409 && late.text.contains("Gõ dở"), "what is typed while it is handed on can be copied")
      let bad = try await site.upload(
        "\(path)/ban-ky", [("signed", "a.p7s", Data("không phải".utf8))], fields: ["signed-on": "2026-11-27"],
        as: bench.son)
      #expect(bad.status == 422)
      let signed = try await site.upload(
        "\(path)/ban-ky", [("signed", "bao-cao.p7s", Self.signature)], fields: ["signed-on": "2026-11-27"],
        as: bench.son)
      #expect(signed.status == 303)
      let page = try await site.get(path, as: bench.ha)
      #expect(page.text.contains("Chưa kiểm được chữ ký") && page.text.contains("bao-cao.p7s"))
      #expect(
        try await site.post("\(path)/buoc", ["move": "send", "words": "Trục liên thông"], as: bench.son).status == 422)
      let sent = try await site.post(
        "\(path)/buoc", ["move": "send", "words": "Trục liên thông", "sent-on": "2026-11-28"], as: bench.son)
      #expect(sent.status == 303)
      #expect(try await site.post("\(path)/so-lieu", as: bench.ha).status == 409, "sent is sent")
      #expect(try await site.get("/lam-viec/bao-cao?nam=2026", as: bench.ha).text.contains("Đã gửi 28/11/2026"))
      let steps = ["draft", "edit", "submit", "approve", "sign", "send"].map { "programme.report.\($0)" }
      #expect(bench.witness.actions.filter { $0.hasPrefix("programme.report") } == steps)
    }
  }

  @Test(
    "a report of others is not there; drafts with everybody's figures are for those who make them",
    arguments: Engine.all)
  func access(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      let path = "/lam-viec/bao-cao/\(record.id)"
      for act in ["", "/sua", "/van-ban.pdf", "/van-ban.docx", "/phu-luc.xlsx", "/so-sanh"] {
        for person in [bench.stranger, bench.lan, bench.thu] {
          #expect(try await site.get(path + act, as: person).status == 404, "\(act)")
        }
        #expect(try await site.get(path + act, as: nil).status == 303)
      }
      for act in ["/sua", "/so-lieu", "/buoc"] {
        #expect(try await site.post(path + act, ["move": "submit"], as: bench.stranger).status == 404)
      }
      #expect(try await site.post(path + "/buoc", ["move": "submit"], as: bench.thu).status == 403)
      #expect(try await site.json(.get, "/api/v1/programme/reports/\(record.id)", "", as: bench.stranger).status == 404)
      #expect(
        try await site.json(.get, "/api/v1/programme/reports/calendar?year=2026", "", as: bench.thu).status == 200)
      let mine = try await site.json(
        .post, "/api/v1/programme/reports", "{\"type\":\"spokesperson\",\"year\":2026}", as: bench.lan)
      #expect(mine.status == 201 && mine.text.contains("\"2025-12-15\"") == false)
    }
  }

  @Test("each stage of a deadline is told once; what was sent is not", arguments: Engine.all)
  func reminders(engine: Engine) async throws {
    try await withReports(engine, now: "2026-12-05T02:00:00Z") { bench in
      _ = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      try await bench.programme.remindReports()
      try await bench.programme.remindReports()
      let told = Self.told(bench).count { $0.kind == "programme.report-deadline" }
      #expect(told == 1, "ten days before the 14th, once")
      bench.hand.move(to: Timestamp.date("2026-12-15T02:00:00Z") ?? .distantPast)
      try await bench.programme.remindReports()
      let late = Self.told(bench)
      let last = late.last?.text.vietnamese ?? ""
      #expect(late.count == 2 && last.hasPrefix("Đã quá hạn"))
    }
  }

  /// What the department was told. Apart, since the compiler (6.3.1) ends in its "SendNonSendable" pass where this stands
  /// within the closure.
  private static func told(_ bench: ReportBench) -> [NoticeDraft] {
    let department = bench.department
    return bench.witness.told.withLock { Array($0) }.filter { $0.organisation == department }
  }

  @Test("last year's report beside this one: figures side by side, words line by line")
  func comparison() {
    let lines = ReportDiff.lines(["Một.", "Hai.", "Ba."], ["Một.", "Hai mới.", "Ba."])
    #expect(
      lines.map(\.kind) == [.same, .gone, .new, .same] && lines.map(\.text) == ["Một.", "Hai.", "Hai mới.", "Ba."])
  }

  @Test("a signature is told by its structure, whatever its name says")
  func structure() {
    #expect(SignedFile.isSignedData(Array(Self.signature)))
    #expect(!SignedFile.isSignedData(Array("MZ\u{0}\u{0}".utf8) + [UInt8](repeating: 0, count: 64)))
    let pem = "-----BEGIN PKCS7-----\n\(Self.signature.base64EncodedString())\n-----END PKCS7-----\n"
    #expect(SignedFile.isSignedData(Array(pem.utf8)))
  }
}
