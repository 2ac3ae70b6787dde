import Foundation
import Kernel
import TestSupport
import Testing

@testable import Programme

@Suite("Writing reports")
struct DraftReportWritingTests {
  @Test("of two people who write at once, each keeps what only they changed; what both changed is asked")
  func merge() {
    let base = ["a": "1", "b": "2", "c": "3"]
    let apart = ReportMerge(
      base: base, mine: ["a": "1", "b": "2", "c": "của tôi"], theirs: ["a": "của họ", "b": "2", "c": "3"])
    #expect(apart.theirs.isEmpty && apart.fields == ["a": "của họ", "b": "2", "c": "của tôi"])
    let both = ReportMerge(base: base, mine: ["a": "tôi"], theirs: ["a": "họ"])
    #expect(both.fields == ["a": "tôi"] && both.theirs == ["a": "họ"])
    let same = ReportMerge(base: base, mine: ["a": "một ý"], theirs: ["a": "một ý"])
    #expect(same.theirs.isEmpty)
    #expect(ReportMerge(base: nil, mine: ["a": "tôi"], theirs: ["a": "họ"]).theirs == ["a": "họ"], "nothing is guessed")
  }

  @Test("two people's words in different parts are both in the report; nothing is written over", arguments: Engine.all)
  func together(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      var ha = ReportEdit.fields(record)
      ha["s-limits"] = "Còn thiếu người.\r\nCòn thiếu máy."
      var son = ReportEdit.fields(record)
      son["s-next"] = "Mua máy."
      son["signer"] = "Trần Sơn"
      try await bench.programme.editReport(record.id, .init(fields: ha, of: record, base: 1), by: bench.ha)
      try await bench.programme.editReport(record.id, .init(fields: son, of: record, base: 1), by: bench.son)
      let now = try await bench.programme.reportFile(record.id, for: bench.ha).record
      #expect(now.sections.first { $0.id == "limits" }?.paragraphs == ["Còn thiếu người.", "Còn thiếu máy."])
      #expect(now.sections.first { $0.id == "next" }?.words == "Mua máy." && now.head.signer == "Trần Sơn")
      #expect(now.version == 3)

      var third = ReportEdit.fields(record)
      third["s-limits"] = "Không thiếu gì."
      await #expect(throws: ReportClash.self) {
        try await bench.programme.editReport(record.id, .init(fields: third, of: record, base: 1), by: bench.son)
      }
      let kept = try await bench.programme.reportFile(record.id, for: bench.ha).record
      #expect(kept.version == 3 && kept.sections == now.sections)
    }
  }

  @Test(
    "a sentence whose figure changed since the draft says so until the figures are taken anew", arguments: Engine.all)
  func stale(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      try await bench.figure("pl-g1", of: plan, "2026-11-20", 2, 3)
      try await bench.figure("pl-g5", of: plan, "2026-11-20", 40, 80)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      var fields = ReportEdit.fields(record)
      fields["s-limits"] = "Mới có 2 trên 3 cơ quan (66,7%).\nMột nửa đã học."
      try await bench.programme.editReport(record.id, .init(fields: fields, of: record, base: 1), by: bench.ha)
      let path = "/lam-viec/bao-cao/\(record.id)"
      #expect(try await !site.get(path, as: bench.ha).text.contains("report-stale"))

      try await bench.figure("pl-g1", of: plan, "2026-11-27", 3, 3)
      try await bench.figure("pl-g5", of: plan, "2026-11-27", 40, 80)
      let file = try await bench.programme.reportFile(record.id, comparing: true, for: bench.ha)
      #expect(file.stale.targets.map(\.code) == ["pl-g1"] && file.stale.targets.first?.now == "3/3 (100%)")
      let page = try await site.get(path, as: bench.ha).text
      #expect(page.contains("Số đã đổi: nay là 3/3 (100%)") && page.contains("1 số liệu, nhiệm vụ đã đổi"))
      #expect(page.contains("“66,7%” là số cũ của") && page.components(separatedBy: "là số cũ của").count == 2)

      #expect(try await site.post("\(path)/so-lieu", as: bench.ha).status == 303)
      let anew = try await site.get(path, as: bench.ha).text
      #expect(!anew.contains("Số đã đổi") && anew.contains("3 trên 3 cơ quan báo chí (100%)"))
      #expect(anew.contains("“66,7%” là số cũ của"), "what people wrote still cites it")
      let now = try await bench.programme.reportFile(record.id, for: bench.ha).record
      fields["s-limits"] = "Cả 3 cơ quan."
      try await bench.programme.editReport(record.id, .init(fields: fields, of: now, base: now.version), by: bench.ha)
      #expect(try await !site.get(path, as: bench.ha).text.contains("report-stale"))
    }
  }

  @Test("who wrote does not approve, also when a colleague took the figures anew", arguments: Engine.all)
  func approving(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      try await bench.programme.refreshReport(record.id, by: bench.son)
      try await bench.programme.moveReport(record.id, .submit, by: bench.son)
      await #expect(throws: Failure.self) { try await bench.programme.moveReport(record.id, .approve, by: bench.ha) }
      #expect(try await !bench.programme.reportFile(record.id, for: bench.ha).mayApprove)
      try await bench.programme.moveReport(record.id, .approve, by: bench.son)
    }
  }

  @Test(
    "days of signing and sending follow the report; a wrong paper is taken back with a reason", arguments: Engine.all)
  func days(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan("hung-yen-2023", keptBy: bench.department)
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      let path = "/lam-viec/bao-cao/\(record.id)"
      try await bench.programme.moveReport(record.id, .submit, by: bench.ha)
      try await bench.programme.moveReport(record.id, .approve, by: bench.son)
      func attach(_ day: String) async throws -> Int {
        try await site.upload(
          "\(path)/ban-ky", [("signed", "quet.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D]))], fields: ["signed-on": day],
          as: bench.son
        ).status
      }
      for (day, status) in [("0001-01-01", 422), ("2025-12-31", 422), ("2026-11-27", 303)] {
        #expect(try await attach(day) == status, "\(day)")
      }
      let early = try await site.post(
        "\(path)/buoc", ["move": "send", "words": "Trục liên thông", "sent-on": "2026-01-02"], as: bench.son)
      #expect(early.status == 422, "not before it was signed")
      #expect(
        try await site.post("\(path)/buoc", ["move": "send-back", "words": "Nhầm tệp"], as: bench.son).status == 303)
      let back = try await bench.programme.reportFile(record.id, for: bench.ha).record
      #expect(back.state == .draft && back.signedOn == nil && back.head.date == nil)
    }
  }

  @Test("an old figure is seen as a figure of its own, and not where it is another's figure of today")
  func cited() {
    let change = ReportStaleness.Change(
      code: "a", measure: "A", was: "2/3 (66,7%)", now: "3/3 (100%)", written: ["6,7%", "2/3"])
    func forms(_ text: String) -> [String] {
      ReportStaleness.cited(in: text, of: [change], unless: []).map(\.form)
    }
    #expect(forms("đạt 66,7% rồi").isEmpty && forms("đạt 6,7%.") == ["6,7%"] && forms("12/3 và 2/30").isEmpty)
    #expect(forms("mới 2/3 cơ quan") == ["2/3"])
  }
}
