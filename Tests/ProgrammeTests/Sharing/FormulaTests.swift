import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Programme

@Suite("Formulas of shared figures, and what is told of changes")
struct FormulaTests {
  private static func peer(_ change: (inout SharedFigure) -> Void) -> SharedDocument {
    .sample([.sample(1, 2, change)])
  }

  @Test("the document says each figure's formula; one from before that was said is still read", arguments: Engine.all)
  func said(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let figure = try #require(try await bench.programme.sharedDocument().plans.first?.figures.first)
      let formula = try #require(figure.formula)
      #expect(formula == FormulaDigest.of(figure) && formula.count == 64)
      var document = SharedDocument.sample()
      let now = try #require(Timestamp.date("2026-11-28T02:00:00Z"))
      func read() throws -> SharedDocument {
        try DocumentReading.read(Data(try ReportJSON.text(document).utf8), now: now)
      }
      #expect(try !ReportJSON.text(document).contains("\"formula\""))
      #expect(try read().plans[0].figures[0].formulaDigest == FormulaDigest.of(.sample()))
      document.plans[0].figures[0].formula = formula
      #expect(try read() == document)
      document.plans[0].figures[0].formula = "phien-ban-2"
      let trouble = #expect(throws: SharingTrouble.self) { try read() }
      #expect(trouble?.words.vietnamese.contains("figures[0].formula") == true)
    }
  }

  @Test("what is the formula, and what is not")
  func digest() {
    let plain = SharedFigure.sample()
    func same(_ change: (inout SharedFigure) -> Void) -> Bool {
      FormulaDigest.of(plain) == FormulaDigest.of(SharedFigure.sample(1, 2, change))
    }
    #expect(same { ($0.numerator, $0.year, $0.note, $0.measure) = (9, 2024, "x", "y") })
    #expect(!same { $0.indicator = "press.converged" })
    #expect(!same { $0.unit = "count" })
    #expect(!same { $0.direction = "down" })
    #expect(!same { $0.numeratorOf = "Số cơ quan" } && !same { $0.denominatorOf = "Số cơ quan" })
    let (one, other) = (
      SharedFigure.sample { $0.numeratorOf = "Số  Cơ quan" }, SharedFigure.sample { $0.numeratorOf = "số cơ quan" }
    )
    #expect(FormulaDigest.of(one) == FormulaDigest.of(other))
  }

  @Test(
    "a formula that is said otherwise stands with a warning on the page, in the file and for programs",
    arguments: Engine.all)
  func warned(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let id = try await bench.accepted(Self.peer { $0.denominatorOf = "Số cơ quan có giấy phép" })
      let found = try await bench.programme.provinceComparison(.init(), for: bench.keeper)
      #expect(found.entries.map(\.formula.count) == [0, 1], "one's own is what all are compared with")
      let page = try await bench.site.get(SharingPath.provinces, as: bench.keeper)
      #expect(page.text.contains("1 số liệu ghi công thức khác: tỉnh Quảng Trị."))
      #expect(page.text.contains("Chỉ một trong hai kế hoạch ghi cách tính mẫu số"))
      let csv = try await bench.site.get("\(SharingPath.provinces).csv", as: bench.keeper)
      #expect(csv.text.contains("Công thức khác") && csv.text.contains("cách tính mẫu số"))
      let json = try await bench.site.get("/api/v1/programme/sharing/comparison", as: bench.keeper)
      #expect(json.text.contains("\"formula\":[\"Chỉ một trong hai"))
      try await bench.next(id, Self.peer { $0.direction = "down" })
      let turned = try await bench.programme.provinceComparison(.init(), for: bench.keeper)
      #expect(turned.entries.last?.formula == [.words("Chiều mong muốn khác")])
      try await bench.next(id, Self.peer { $0.formula = SharingBench.digest })
      let coded = try await bench.programme.provinceComparison(.init(), for: bench.keeper)
      #expect(coded.entries.last?.formula == [.words("Nơi công bố ghi mã công thức khác")])
      try await bench.next(id, Self.peer { _ in })
      let alike = try await bench.site.get(SharingPath.provinces, as: bench.keeper)
      #expect(alike.text.contains("tỉnh Quảng Trị") && !alike.text.contains("ông thức khác"))
    }
  }

  @Test("who keeps the plans is told which frozen figure became what, once", arguments: Engine.all)
  func told(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let id = try await bench.accepted(.sample([.sample(1, 2)]))
      func notices() -> [String] {
        bench.figures.witness.told.withLock { $0 }.filter { $0.kind == "programme.peer-changed" }.map { one in
          one.people == [bench.keeper.id] && one.by == nil && one.path == SharingPath.peer(id)
            ? one.text.vietnamese : "?"
        }
      }
      try await bench.next(id, .sample([.sample(1, 2)]))
      #expect(notices().isEmpty)
      try await bench.next(id, .sample([.sample(2, 2)]))
      let first =
        "tỉnh Quảng Trị đổi số đã chốt “Cơ quan báo chí lên nền tảng số” năm 2025 mà không nói lý do: từ 50% (1/2) thành 100% (2/2)"
      #expect(notices() == [first])
      try await bench.next(id, .sample([.sample(2, 2)]))
      #expect(notices().count == 1, "nothing new, nothing told")
      let page = try await bench.site.get(SharingPath.peer(id), as: bench.keeper)
      #expect(page.text.contains("50% (1/2)") && page.text.contains("100% (2/2)"))
      let restated = SharedFigure.sample(1, 1) {
        $0.restated = .init(numerator: 2, denominator: 2, on: "2026-11-20", reason: "Đếm trùng")
      }
      try await bench.next(id, .sample([restated]))
      #expect(notices().last?.contains("điều chỉnh số đã chốt") == true)
      let many = (0..<8).map { number in SharedFigure.sample(1, 2) { $0.target = "t\(number)" } }
      try await bench.next(id, .sample(many))
      #expect(notices().last?.contains("không còn công bố") == true)
      let before = notices().count
      try await bench.next(id, .sample(many.map { one in SharedFigure.sample(2, 2) { $0.target = one.target } }))
      #expect(notices().count == before + Programme.mostChangesTold + 1)
      #expect(notices().last == "tỉnh Quảng Trị còn đổi 3 số đã chốt khác")
    }
  }

  @Test("only figures that the page shows are read whole, and those read before are placed once", arguments: Engine.all)
  func bounded(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let other = SharedFigure.sample {
        ($0.target, $0.indicator, $0.goal) = ("khac", "press.converged", "G3")
      }
      _ = try await bench.accepted(.sample([.sample(1, 2), other]))
      let database = bench.figures.database
      // As if they had been read before definitions were kept.
      try await database.write { connection in
        _ = try connection.execute("UPDATE sharing_figure SET definition = '', goal = NULL, indicator = NULL")
      }
      let found = try await bench.programme.provinceComparison(.init(), for: bench.keeper)
      #expect(found.entries.map(\.figure.numerator) == [2, 1])
      let left: Int? = try await database.read {
        try $0.value("SELECT count(*) FROM sharing_figure WHERE definition = '' OR indicator IS NULL")
      }
      #expect(left == 0)
      // What nobody looks at is not even opened.
      try await database.write { connection in
        _ = try connection.execute("UPDATE sharing_figure SET figure = '{' WHERE target = 'khac'")
      }
      #expect(try await bench.programme.provinceComparison(.init(), for: bench.keeper).entries.count == 2)
      guard engine == .sqlite else { return }
      let definition = FigureDefinition(.sample())
      let plan: [String] = try await database.read { connection in
        try connection.rows("EXPLAIN QUERY PLAN \(PeerStore.ofQuery(definition, [.new()]))").map { row -> String in
          try row["detail"]
        }
      }
      #expect(plan.contains { $0.contains("sharing_figure_definition") }, "\(plan)")
    }
  }
}
