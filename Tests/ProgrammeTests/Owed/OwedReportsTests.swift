import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

/// What the first page of the day shows of reports and of figures that wait. Saturday 28/11/2026.
struct OwedReportsTests {
  private func owed(_ bench: ReportBench, _ person: Principal, _ kind: Phrase = "Báo cáo") async throws -> [OwedDuty] {
    try await bench.programme.owed(by: person).filter { $0.kind == kind }
  }

  @Test("a report near its day is the keeper's, nobody else's; sent, it is off", arguments: Engine.all)
  func reports(engine: Engine) async throws {
    try await withReports(engine) { bench in
      #expect(try await owed(bench, bench.stranger).isEmpty)
      let before = try await owed(bench, bench.ha).count
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let all = try await owed(bench, bench.ha)
      let near = all.filter { $0.urgency == .soon && $0.detail == plan.shortTitle }
      #expect(!near.isEmpty && all.count > before)
      #expect(near.allSatisfy { $0.path.hasPrefix("/lam-viec/bao-cao?nam=2026#han-") && $0.due != nil })
      #expect(all.filter { $0.urgency == .late }.allSatisfy { ($0.due?.rawValue ?? "") < "2026-11-28" })
      #expect(try await owed(bench, bench.stranger).isEmpty)
      #expect(try await owed(bench, bench.thu).isEmpty, "who only reads makes no reports")

      let id = try await bench.programme.draftReport(
        plan: plan.id, type: nil, year: 2026, by: bench.ha
      ).id
      #expect(try await owed(bench, bench.ha).contains { $0.path == "/lam-viec/bao-cao/\(id)" })
      _ = try await bench.database.write { connection in
        try connection.execute("UPDATE plan_report SET state = 'review' WHERE id = \(id)")
      }
      #expect(
        try await owed(bench, bench.son).contains { $0.urgency == .waiting && $0.path == "/lam-viec/bao-cao/\(id)" })
      #expect(try await !owed(bench, bench.ha).contains { $0.urgency == .waiting }, "not who wrote it last")
      #expect(try await owed(bench, bench.stranger).isEmpty)
      _ = try await bench.database.write { connection in
        try connection.execute("UPDATE plan_report SET state = 'sent' WHERE id = \(id)")
      }
      #expect(try await !owed(bench, bench.ha).contains { $0.path == "/lam-viec/bao-cao/\(id)" })
    }
  }

  @Test("what passed before anybody was told of it is not late, nor named as owed", arguments: Engine.all)
  func before(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      bench.hand.move(to: Timestamp.date("2027-01-20T02:00:00Z") ?? .distantPast)
      func late() async throws -> [OwedDuty] {
        try await owed(bench, bench.ha).filter { $0.urgency == .late && $0.detail == plan.shortTitle }
      }
      let line = { @Sendable () async throws -> ReportCalendarLine? in
        try await bench.programme.reportCalendar(2026, of: plan.id, for: bench.ha).lines.first { $0.isOwed }
      }
      #expect(try await late().isEmpty)
      let quiet = try #require(try await line())
      #expect(quiet.isBefore && !quiet.isLate && quiet.mayMake)
      let page = try await bench.site.get("/lam-viec/bao-cao?nam=2026", as: bench.ha).text
      #expect(page.contains("Trước khi dùng hệ thống"))
      let told = try await bench.database.write { connection in
        try ReportStore.tell(quiet.due.key, bench.department, "30", at: bench.hand.now, on: connection)
      }
      #expect(told)
      #expect(try await late().count == 1)
      #expect(try await line()?.isLate == true)
    }
  }

  @Test("a figure waits for another person of its organisation who may confirm", arguments: Engine.all)
  func figures(engine: Engine) async throws {
    try await withReports(engine) { bench in
      func person(_ name: String, _ organisation: OrganisationID) -> Principal {
        Principal(
          id: .new(), name: name, organisation: organisation,
          scoped: [organisation: [Programme.read, Programme.work, Programme.confirm]])
      }
      let (chief, other) = (person("Vinh", bench.agency), person("Bình", bench.department))
      let plan = try await bench.plan("thai-binh-2023")
      try await bench.database.write { [hand = bench.hand] connection in
        let target = try PlanStore.targets(of: plan.id, on: connection)[0]
        try FigureEntryStore.insert(
          FigureEntry(
            target: target, day: CivilDate(hand.now), organisation: bench.agency, name: "Báo Lam Giang", numerator: 3,
            denominator: 5, note: "", by: bench.lan, at: hand.now), on: connection)
        try FigureEntryStore.insert(
          FigureEntry(
            target: target, day: CivilDate(hand.now), organisation: bench.agency, name: "Báo Lam Giang", numerator: 4,
            denominator: 5, note: "", by: chief, at: hand.now), on: connection)
      }
      let waiting = try await owed(bench, chief, "Số liệu")
      #expect(waiting.count == 1 && waiting[0].urgency == .waiting)
      #expect(waiting[0].words.vietnamese.contains("Lan nhập"), "not what one entered oneself")
      #expect(try await owed(bench, other, "Số liệu").isEmpty, "another organisation's")
      #expect(try await owed(bench, bench.lan, "Số liệu").isEmpty, "who may not confirm")
    }
  }

  @Test("targets and reports are found by name; a draft of elsewhere is not", arguments: Engine.all)
  func palette(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      let id = try await bench.programme.draftReport(
        plan: plan.id, type: nil, year: 2026, by: bench.ha
      ).id
      func paths(_ words: String, _ person: Principal) async throws -> [String] {
        try await bench.programme.hits(words, limit: 6, for: person).map(\.path)
      }
      #expect(try await paths("thai binh", bench.ha).contains("/lam-viec/ke-hoach-tinh/\(plan.id)"))
      #expect(try await paths("thai binh 2026", bench.ha).contains("/lam-viec/bao-cao/\(id)"))
      #expect(try await !paths("thai binh 2026", bench.stranger).contains("/lam-viec/bao-cao/\(id)"))
      let target = try await bench.database.read { try PlanStore.targets(of: plan.id, on: $0)[0] }
      let words = target.measure.split(separator: " ").prefix(5).joined(separator: " ")
      let start = ContinuousClock.now
      let found = try await paths(words, bench.lan)
      #expect(found.contains("/lam-viec/ke-hoach-tinh/chi-tieu/\(target.id)"))
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }
}
