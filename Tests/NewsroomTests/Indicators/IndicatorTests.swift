import Contracts
import Kernel
import Newsroom
import TestSupport
import Testing

@Suite("What the programme may ask of the newsroom")
struct IndicatorTests {
  private func ask(_ desk: Desk, _ id: String, to day: String = "2026-11-30") async throws -> IndicatorPart? {
    let indicator = try #require(desk.newsroom.indicators.first { $0.id == id })
    let from = try #require(CivilDate(rawValue: "2026-01-01"))
    let parts = try await indicator.measure(
      IndicatorQuestion(
        organisations: [Desk.agency, Desk.other], from: from, to: try #require(CivilDate(rawValue: day))))
    #expect(parts.count == 2 && parts[Desk.other]?.missing != nil, "who published nothing here is unknown")
    return parts[Desk.agency]
  }

  @Test("items made with AI are counted by the last word of their log", arguments: Engine.all)
  func machines(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      #expect(try await ask(desk, "press.ai-items")?.missing != nil)
      func item(_ origins: [AIUse.Origin]) async throws {
        let item = try await desk.draft(section: section)
        for origin in origins {
          try await desk.newsroom.declareAI(
            origin, on: AIUse.text, tool: origin == .none ? "" : "Mô hình X", purpose: "Dịch", misleads: false,
            of: item.id, by: desk.lan)
          if origin != .none { try await desk.newsroom.verifyAI(on: AIUse.text, of: item.id, by: desk.hoa) }
        }
        _ = try await desk.newsroom.publish(item.id, by: desk.thu)
      }
      try await item([.assisted])
      try await item([.generated, .none])
      try await item([])
      let part = try #require(try await ask(desk, "press.ai-items"))
      #expect(part.numerator == 1 && part.denominator == 3 && part.missing == nil)
      #expect(try await ask(desk, "press.ai-items", to: "2026-10-31")?.missing != nil)
    }
  }

  @Test("kinds of press are those really published; drafts are none", arguments: Engine.all)
  func kinds(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      _ = try await desk.draft(section: section)
      _ = try await desk.published("Lũ về trong đêm", section: section)
      let part = try #require(try await ask(desk, "press.kinds-produced"))
      #expect(part.numerator == 1 && part.denominator == 5)
      #expect(part.evidence.map(\.text) == ["Đã sản xuất: Chữ, 1 tin, bài"])
      let items = try #require(try await ask(desk, "press.items"))
      #expect(items.numerator == 1 && items.evidence.last?.text == "Theo ngôn ngữ: vi: 1")
      #expect(items.evidence.first?.text == "1 tin, bài xuất bản lần đầu trong kỳ")
      // The link leads to the rows that were counted.
      let path = try #require(items.evidence.first?.path)
      #expect(path.hasPrefix("/lam-viec/kho-bai?co-quan=") && path.contains("&tu=2026-01-01&den="))
      let rows = try await DeskSite(desk).get(path, as: desk.thu)
      #expect(rows.status == 200 && rows.text.contains("Lũ về trong đêm"))
      #expect(!rows.text.contains("Cầu Lam Giang thông xe"), "the draft is not among them")
    }
  }
}
