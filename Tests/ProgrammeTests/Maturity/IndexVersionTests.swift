import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Versions of the index of maturity")
struct IndexVersionTests {
  @Test(
    "points are read and written exactly",
    arguments: [
      ("90,13", 9013), ("86.94", 8694), ("9", 900), ("1,5", 150), ("0", 0), ("1,500", 150),
    ])
  func points(text: String, hundredths: Int) {
    #expect(Points(text: text)?.hundredths == hundredths)
  }

  @Test(
    "what is no number of points is refused, and nothing is rounded",
    arguments: [
      "", "-1", "1,234", "a", "1,", ",5", "1,2,3", "99999", "٣",
    ])
  func noPoints(text: String) {
    #expect(Points(text: text) == nil)
  }

  @Test("points are shown with two decimals and a comma")
  func shown() {
    #expect(Points(9013).text == "90,13" && Points(1800).text == "18,00" && Points(5).text == "0,05")
    #expect([Points(10), Points(20), Points(70)].sum == Points(100))
    #expect((Points(100) - Points(250)).text == "−1,50" && Points(9013).plain == "90.13")
  }

  @Test("the versions come from the file, once; what is not confirmed stays open", arguments: Engine.all)
  func load(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      #expect(bench.ear.actions == ["programme.maturity.load-versions"])
      let first = try await bench.scheme("2023")
      #expect(first.version.decision == "951/QĐ-BTTTT" && first.version.criterionCount == 42)
      #expect(first.pillars.map { $0.maximum?.hundredths ?? -1 } == [1800, 2400, 2000, 2300, 1500])
      #expect(first.criteria.isEmpty, "no criterion comes with the program")
      let newest = try await bench.scheme("2025")
      #expect(newest.version.criterionCount == nil && newest.version.componentCount == nil)
      #expect(newest.pillars.map { $0.maximum != nil } == [true, false, false, true, false])
      #expect(newest.levels.unknown.map(\.name) == ["Khá", "Tốt"])
    }
  }

  @Test("a level between unknown cut-offs is not guessed", arguments: Engine.all)
  func levels(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      let programme = bench.programme
      func levels(_ points: Int...) async throws -> [String?] {
        let levels = try await bench.scheme().levels
        return points.map { levels.level(of: Points($0))?.name }
      }
      #expect(try await levels(4999, 5000, 8999, 9000) == ["Yếu", nil, nil, "Xuất sắc"])
      try await programme.enterCutOff(
        version: "2024", level: 3, floor: "60", source: "Dữ liệu kiểm thử", by: bench.appraiser)
      #expect(try await levels(5999, 6000) == ["Trung bình", nil])
      try await programme.enterCutOff(
        version: "2024", level: 4, floor: "75,00", source: "Dữ liệu kiểm thử", by: bench.appraiser)
      #expect(try await levels(6000, 7499, 7500, 8999) == ["Khá", "Khá", "Tốt", "Tốt"])
      // What a source confirmed is not overwritten; an order that cannot be is refused; a paper is needed.
      #expect(
        await isConflict {
          try await programme.enterCutOff(version: "2024", level: 5, floor: "85", source: "x", by: bench.appraiser)
        })
      await #expect(throws: Failure.invalid(["floor-4": "Phải lớn hơn \("60,00") và nhỏ hơn \("90,00")"])) {
        try await programme.enterCutOff(version: "2024", level: 4, floor: "55", source: "x", by: bench.appraiser)
      }
      await #expect(throws: Failure.self) {
        try await programme.enterCutOff(version: "2024", level: 4, floor: "76", source: "", by: bench.appraiser)
      }
      await #expect(throws: Failure.forbidden(Programme.appraise)) {
        try await programme.enterCutOff(version: "2024", level: 4, floor: "76", source: "x", by: bench.head)
      }
      // Loading again keeps what was entered.
      try await bench.database.write { _ = try $0.execute("UPDATE index_version SET digest = 'old'") }
      try await programme.loadIndexVersions(by: .system([Programme.manage]))
      #expect(try await levels(7500) == ["Tốt"])
    }
  }
}
