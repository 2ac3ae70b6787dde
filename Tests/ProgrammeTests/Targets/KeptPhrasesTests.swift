import Contracts
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Sentences kept with figures")
struct KeptPhrasesTests {
  private func english() throws -> Translator {
    try Catalogue(folder: FigureBench.facts.appendingPathComponent("locale")).translator(.english)
  }

  @Test("what is kept as phrase and values is read in the language of the reader")
  func languages() throws {
    let kept = try KeptPhrases.text([
      MissingNote(why: "chưa có số liệu doanh thu năm \(2025)", names: ["Báo A", "Đài B"], more: 3)
    ])
    #expect(
      KeptPhrases.missing(kept, Translator(.vietnamese))
        == "chưa có số liệu doanh thu năm 2025 của Báo A, Đài B và 3 cơ quan khác")
    let told = KeptPhrases.missing(kept, try english())
    #expect(told.contains("2025") && told.contains("Báo A, Đài B and 3 others") && !told.contains("doanh thu"))
  }

  @Test("sentences kept before stay as they are, and bytes of frozen evidence too")
  func before() throws {
    let old = "chưa nhập số liệu của Báo A; chưa có giấy phép của Đài B"
    #expect(KeptPhrases.missing(old, try english()) == old)
    #expect(KeptPhrases.explanation("Báo A thành Báo B.", try english()) == "Báo A thành Báo B.")
    let english = try english()
    #expect(KeptPhrases.missing("", english).isEmpty && KeptPhrases.missing("[chưa", english) == "[chưa")
    let frozen = #"[{"path":"/lam-viec","text":"Cấp độ 3: QĐ 5"}]"#
    let evidence = try JSONDecoder().decode([IndicatorPart.Evidence].self, from: Data(frozen.utf8))
    #expect(try CanonicalJSON.text(evidence) == frozen)
    #expect(evidence.first?.sentence.vietnamese == "Cấp độ 3: QĐ 5")
  }

  @Test("what computing says is missing is read in English on the page", arguments: Engine.all)
  func counted(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.newspaper]?.facts.securityLevel = 3 }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level")
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let whole = try #require(try await bench.whole(target, "2024-12-31"))
      let english = try english()
      #expect(!whole.missingText(english).contains("cấp độ") && whole.missingText(english).contains("Đài Phát thanh"))
      let part = try #require(try await bench.parts(target, "2024-12-31").first { $0.evidence.first != nil })
      #expect(english(part.evidence[0].sentence) == "Level 3, no paper named")
    }
  }
}
