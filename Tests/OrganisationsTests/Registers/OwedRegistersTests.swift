import Contracts
import Kernel
import TestSupport
import Testing

@testable import Organisations

@Suite("What the registers lay on whoever keeps them")
struct OwedRegistersTests {
  private func titles(_ room: Room, _ person: Principal) async throws -> [String] {
    try await room.organisations.owed(by: person).map(\.title)
  }

  @Test("a licence that ends is its keeper's duty, and nobody's of elsewhere", arguments: Engine.all)
  func licences(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let start = day("2022-01-01")
      let paper = try await room.found("Báo", from: start)
      let other = try await room.found("Tạp chí", from: start)
      room.hand.move(to: day("2026-11-28").start)
      _ = try await room.licence(paper, "Báo in", to: "2026-12-20")
      _ = try await room.licence(paper, "Phụ trương", to: "2029-06-30")
      _ = try await room.licence(other, "Tạp chí in", to: "2026-11-10")
      let own = try await room.organisations.owed(by: Keepers.chief(paper))
      // The licence itself, then the notice that its end asks for.
      try #require(own.count == 2)
      #expect(own[0].title == "Báo in" && own[0].urgency == .soon && own[1].detail == "Báo in")
      #expect(own[0].words == "còn \(22) ngày" && own[0].detail == "")
      #expect(own[0].path == "/lam-viec/to-chuc/\(paper)/giay-phep")
      let late = try await room.organisations.owed(by: Keepers.chief(other))
      #expect(late.first?.title == "Tạp chí in" && late.allSatisfy { $0.urgency == .late })
      #expect(try await titles(room, Keepers.reporter(paper)).isEmpty, "who only reads keeps nothing")
      #expect(try await titles(room, Room.keeper).isEmpty, "a right held everywhere is nobody's duty")
    }
  }

  @Test("revenue waits for a second person of its organisation, and tells no amount", arguments: Engine.all)
  func revenue(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let start = day("2022-01-01")
      let paper = try await room.found("Báo", from: start)
      let other = try await room.found("Tạp chí", from: start)
      let (first, second) = (Keepers.chief(paper, "first"), Keepers.chief(paper, "second"))
      try await room.organisations.enterRevenue(
        [RawRow(organisation: paper.rawValue, values: ["year": "2022", "amount": "12.500.000.000"])], by: first)
      let waiting = try await room.organisations.owed(by: second)
      #expect(waiting.map(\.urgency) == [.waiting] && waiting[0].path == "/lam-viec/so-bo/doanh-thu?nam=2022")
      #expect(!"\(waiting)".contains("12500000000") && !"\(waiting)".contains("12.500"))
      #expect(try await titles(room, first).isEmpty, "not who entered it")
      #expect(try await titles(room, Keepers.chief(other, "third")).isEmpty)
    }
  }

  @Test("the palette finds organisations and registers by half a word", arguments: Engine.all)
  func palette(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo Lam Giang", from: day("2022-01-01"))
      room.hand.move(to: day("2026-11-28").start)
      func found(_ words: String, _ person: Principal) async throws -> [String] {
        try await room.organisations.hits(words, limit: 6, for: person).map(\.path)
      }
      #expect(try await found("lam gia", Keepers.reporter(paper)) == ["/lam-viec/to-chuc/\(paper)"])
      #expect(try await found("giay ph", Keepers.reporter(paper)) == ["/lam-viec/so-bo/giay-phep"])
      let nobody = Principal(id: AccountID("x"), name: "x", organisation: paper)
      #expect(try await found("lam gia", nobody).isEmpty)
      #expect(try await found("", Keepers.reporter(paper)).isEmpty)
    }
  }
}
