import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Importing criteria")
struct CriteriaImportTests {
  @Test("a table that fits is taken whole; one that does not fit is not", arguments: Engine.all)
  func fits(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      // 42 rows fit the version of 2023, not that of 2024.
      let wrong = try await bench.programme.sendCriteria(
        TestCriteria.rows(42), fileName: "a.csv", source: "Dữ liệu kiểm thử", version: "2024", by: bench.appraiser)
      let id = try #require(wrong.id)
      let preview = try await bench.programme.criteriaPreview(id, for: bench.appraiser)
      #expect(preview.drafts.count == 42 && !preview.check.isMet)
      #expect(preview.check.lines.filter { $0.isMet == false }.map(\.what) == ["Số tiêu chí"])
      #expect(await isConflict { _ = try await bench.programme.takeCriteria(id, by: bench.appraiser) })
      #expect(try await bench.scheme().criteria.isEmpty)
      try await bench.prepare(version: "2023")
      let scheme = try await bench.scheme("2023")
      #expect(scheme.criteria.count == 42 && scheme.criteria.map(\.maximum).sum == Points(10_000))
      #expect(Set(scheme.criteria.map(\.component)).count == 10 && scheme.version.criteriaByName == "Thu")
      // Nobody else sees what was sent and not taken.
      await #expect(throws: Failure.notFound) {
        _ = try await bench.programme.criteriaPreview(id, for: bench.head)
      }
    }
  }

  @Test("what is not confirmed is not checked, and said to be so", arguments: Engine.all)
  func unconfirmed(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare(version: "2025")
      let scheme = try await bench.scheme("2025")
      let drafts = CriteriaSheet(TestCriteria.rows(43), pillars: scheme.pillars).drafts
      let check = CriteriaCheck(drafts, pillars: scheme.pillars, version: scheme.version)
      #expect(check.isMet && check.lines.count { $0.isMet == nil } == 5)
    }
  }

  @Test("every error of every row is said at once, and nothing is kept", arguments: Engine.all)
  func errors(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      var rows = TestCriteria.rows(43)
      rows[2][3] = "một"
      rows[3][7] = "P9"
      rows[4][2] = ""
      rows[5][6] = "báo tường"
      rows[6][0] = rows[1][0]
      let sent = try await bench.programme.sendCriteria(
        rows, fileName: "a.csv", source: "Dữ liệu kiểm thử", version: "2024", by: bench.appraiser)
      #expect(sent.id == nil && sent.problems.map(\.row) == [3, 4, 5, 6, 7])
      let none = CriteriaSheet([["Tiêu chí", "Điểm"]], pillars: try await bench.scheme().pillars)
      #expect(none.problems.count == 2, "both missing columns are named")
      #expect(CriteriaSheet([], pillars: []).problems.count == 1)
    }
  }

  @Test("rows for some blocs only must come out right for each bloc")
  func blocs() async throws {
    try await withMaturity(.sqlite) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      let scheme = try await bench.scheme("2023")
      var rows = TestCriteria.rows(42)
      rows[1][6] = "Phát thanh, truyền hình"
      var drafts = CriteriaSheet(rows, pillars: scheme.pillars).drafts
      #expect(!CriteriaCheck(drafts, pillars: scheme.pillars, version: scheme.version).isMet)
      var twin = drafts[0]
      twin.code = "1.1b"
      twin.blocs = Bloc.allCases.filter { $0 != .radioTelevision }
      drafts.append(twin)
      #expect(CriteriaCheck(drafts, pillars: scheme.pillars, version: scheme.version).isMet)
    }
  }

  @Test("criteria that agencies were scored by are not replaced", arguments: Engine.all)
  func used(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let entry = try await bench.begun(try await bench.openCycle())
      let scheme = try await bench.scheme()
      try await bench.programme.saveScores(
        entry, [TypedScore(criterion: scheme.criteria[0].id, points: "1", words: "", base: nil)], by: bench.writer)
      let sent = try await bench.programme.sendCriteria(
        TestCriteria.rows(43), fileName: "b.csv", source: "Dữ liệu kiểm thử", version: "2024", by: bench.appraiser)
      let id = try #require(sent.id)
      #expect(await isConflict { _ = try await bench.programme.takeCriteria(id, by: bench.appraiser) })
    }
  }
}
