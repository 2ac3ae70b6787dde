import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

/// The cycle of 2024: registration until Tuesday 05/11, scoring until Friday 15/11, appraisal until Saturday 30/11, appeals
/// until Tuesday 10/12. No holiday lies between.
@Suite("Reminders of a cycle's days")
struct MaturityReminderTests {
  private static let lan = PersonProfile(
    id: .new(), name: "Lan", roleTitle: "Thư ký tòa soạn", organisation: MaturityBench.paper)
  private static let thu = PersonProfile(
    id: .new(), name: "Thu", roleTitle: "Lãnh đạo sở", organisation: MaturityBench.body)

  private static func bench(_ database: Database) throws -> MaturityBench {
    let house = MaturityHouse(
      agencies: [MaturityBench.paper: "Báo Lam Giang", MaturityBench.magazine: "Tạp chí Văn nghệ Lam Giang"],
      staff: [MaturityBench.paper: [lan], MaturityBench.body: [thu]])
    return try MaturityBench(database, house: house)
  }

  private static func told(_ bench: MaturityBench, _ person: PersonProfile) -> [String] {
    bench.ear.told.filter { $0.kind == "programme.maturity-deadline" && $0.people == [person.id] }
      .map(\.text.vietnamese)
  }

  @Test("each day is told of once, in working days, to the agency and to the body", arguments: Engine.all)
  func once(engine: Engine) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let bench = try Self.bench(database)
      try await bench.prepare()
      bench.move(to: "2024-10-31T01:00:00Z")
      let cycle = try await bench.openCycle()
      try await bench.programme.remindMaturity()
      try await bench.programme.remindMaturity()
      // Thursday 31/10: Friday, Monday, Tuesday are left.
      #expect(
        Self.told(bench, Self.lan)
          == ["Còn 3 ngày làm việc đến hạn đăng ký 05/11/2024, Đợt 2024: cơ quan chưa đăng ký"])
      let department = Self.told(bench, Self.thu)
      #expect(department.first?.hasSuffix("2 cơ quan chưa đăng ký, 0 đăng ký chờ nhận") == true)
      #expect(department.last?.hasPrefix("Chưa báo được cho ai về hạn đăng ký") == true, "the magazine has no account")
      #expect(department.count == 2 && department.last?.contains("Tạp chí Văn nghệ Lam Giang") == true)
      bench.move(to: "2024-11-02T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(Self.told(bench, Self.lan).count == 1, "a Saturday")
      let id = try await bench.begun(cycle)
      bench.move(to: "2024-11-04T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(Self.told(bench, Self.lan).count == 2, "registered: only the other agency is told of registration")
      #expect(Self.told(bench, Self.lan).last?.contains("hạn tự chấm và duyệt nội bộ 15/11/2024") == true)
      bench.move(to: "2024-11-15T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(
        Self.told(bench, Self.lan).last
          == "Hôm nay là ngày cuối của hạn tự chấm và duyệt nội bộ 15/11/2024, Đợt 2024: điểm tự chấm chưa trình duyệt")
      bench.move(to: "2024-11-18T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(
        Self.told(bench, Self.lan).last?.hasPrefix("Đã quá hạn tự chấm và duyệt nội bộ 15/11/2024 1 ngày") == true)
      #expect(
        Self.told(bench, Self.thu).contains {
          $0.contains("Đã quá hạn tự chấm") && $0.hasSuffix("1 cơ quan chưa gửi điểm tự chấm")
        })
      let log = try await bench.database.read { try MaturityTold.of(cycle.id, on: $0) }
      #expect(log.contains { $0.organisation == MaturityBench.paper && $0.people == "Lan" })
      #expect(log.contains { $0.organisation == MaturityBench.magazine && $0.people.isEmpty })
      #expect(try await bench.state(id) == .scoring)
    }
  }

  @Test("a cycle that no body holds: whoever opened it is told what is owed", arguments: Engine.all)
  func noHolder(engine: Engine) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let bench = try Self.bench(database)
      try await bench.prepare()
      bench.move(to: "2024-10-31T01:00:00Z")
      _ = try await bench.openCycle()
      try await database.write { connection in
        _ = try connection.execute("UPDATE maturity_cycle SET holder = NULL, made_by = \(Self.thu.id)")
      }
      try await bench.programme.remindMaturity()
      try await bench.programme.remindMaturity()
      let told = Self.told(bench, Self.thu)
      #expect(told.count == 2 && told.first?.hasSuffix("2 cơ quan chưa đăng ký, 0 đăng ký chờ nhận") == true)
    }
  }

  @Test("unread notices of one day of a cycle are one, of two days two, and of whom nobody reached a third")
  func topics() throws {
    let due = try #require(CivilDate(rawValue: "2024-11-15"))
    func word(_ day: CycleDay, _ kind: ReminderStage.Kind, _ isUnheard: Bool = false) -> CycleWord {
      CycleWord(
        day: day, stage: ReminderStage(kind: kind, day: due, otherwise: due, due: due), isUnheard: isUnheard)
    }
    #expect(word(.score, .before(3)).topic == word(.score, .late(1)).topic)
    #expect(Set(CycleDay.allCases.map { word($0, .today).topic }).count == 4)
    #expect(Set(CycleDay.allCases.map { word($0, .today, true).topic }).count == 4)
    #expect(word(.score, .today).topic != word(.score, .today, true).topic)
    #expect(word(.register, .before(10)).what == "register:before:10:2024-11-15", "as it is kept since the first day")
    #expect(word(.score, .late(1), true).what == "unheard:score:late:1:2024-11-15")
  }

  @Test(
    "a last day that is off is told of on the working day before; what is done is not told of", arguments: Engine.all)
  func appraisal(engine: Engine) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let bench = try Self.bench(database)
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      let scheme = try await bench.scheme()
      try await bench.programme.saveScores(id, bench.typed(Points(8000), scheme), by: bench.writer)
      try await bench.programme.submit(id, by: bench.writer)
      try await bench.programme.approve(id, by: bench.head)
      bench.move(to: "2024-11-29T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(
        Self.told(bench, Self.thu).last
          == "Hôm nay là ngày cuối của hạn thẩm định 30/11/2024, Đợt 2024: 1 hồ sơ chưa thẩm định xong")
      let before = bench.ear.told.count
      try await bench.programme.saveAppraisal(id, bench.typed(Points(8000), scheme), by: bench.appraiser)
      try await bench.programme.finishAppraisal(id, by: bench.appraiser)
      bench.move(to: "2024-12-02T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(!Self.told(bench, Self.thu).contains { $0.hasPrefix("Đã quá hạn thẩm định") })
      #expect(bench.ear.told.count > before)
      bench.move(to: "2024-12-09T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(
        Self.told(bench, Self.lan).last
          == "Còn 1 ngày làm việc đến hạn kiến nghị 10/12/2024, Đợt 2024: cơ quan chưa đồng ý hay kiến nghị về kết quả thẩm định"
      )
      try await bench.programme.accept(id, by: bench.head)
      try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser)
      let all = bench.ear.told.count
      bench.move(to: "2024-12-11T01:00:00Z")
      try await bench.programme.remindMaturity()
      #expect(bench.ear.told.count == all, "published: nothing is owed")
    }
  }
}
