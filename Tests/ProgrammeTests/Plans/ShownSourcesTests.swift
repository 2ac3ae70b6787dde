import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Sources as people read them")
struct ShownSourcesTests {
  /// A place in our own collection of law, or the short name of a source there: `[CYB]`, `[ND244]`.
  private static func isInternal(_ text: String) -> Bool {
    text.contains("Tập quy định") || text.contains(/\[[A-Z]{2,}[0-9]*\]|\[L[0-9]+\]/)
  }

  @Test("only `trace` says where in our own papers a fact stands", arguments: ["programmes", "reports", "maturity"])
  func files(folder: String) throws {
    let place = MaturityBench.data.appendingPathComponent(folder, isDirectory: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".yaml") }
    #expect(!names.isEmpty)
    for name in names {
      let text = try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let words = line.trimmingCharacters(in: .whitespaces)
        guard !words.hasPrefix("#") else { continue }
        let shown = words.replacing(/traces?: *("[^"]*"|\{[^}]*\})/, with: "")
        #expect(!Self.isInternal(shown), "\(folder)/\(name):\(number + 1): \(words)")
      }
    }
  }

  @Test("what is loaded has them neither, and laws keep how sure they are", arguments: Engine.all)
  func loaded(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      _ = try await bench.programme.loadPlans(by: bench.administrator)
      let (laws, changes): ([PlanLaw], [PlanLawChange]) = try await bench.database.read { connection in
        (
          try connection.all("SELECT \(PlanLaw.columns) FROM plan_law LIMIT 500"),
          try connection.all("SELECT \(PlanLawChange.columns) FROM plan_law_change LIMIT 500")
        )
      }
      #expect(laws.count > 40 && changes.count > 15)
      for law in laws {
        #expect(!Self.isInternal([law.title, law.note, law.source].joined(separator: " ")), "\(law.ref)")
        #expect(!law.mark.isEmpty)
      }
      for change in changes {
        #expect(!Self.isInternal([change.by, change.note, change.source].joined(separator: " ")), "\(change.law)")
      }
      #expect(laws.contains { $0.source.contains("đề án Thái Nguyên") }, "what a reader can use stays")
    }
  }

  @Test("the scanner knows what it looks for")
  func scanner() {
    for text in ["Tập quy định 0.6 [CYB], mức A/B", "[ND244]", "đọc ở [L126]"] { #expect(Self.isInternal(text)) }
    for text in ["bases: []", "đề án Thái Nguyên (tên, ngày)", "targets: [g1, g2]"] { #expect(!Self.isInternal(text)) }
  }
}
