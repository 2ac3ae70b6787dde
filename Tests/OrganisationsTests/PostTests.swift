import Contracts
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Posts of an organisation")
struct PostTests {
  let start = day("2020-01-01")
  let turn = day("2026-07-01")

  @Test(
    "the head is a Tổng biên tập until 30/6/2026 and a Giám đốc from 01/7/2026, on the imprint of each day",
    arguments: Engine.all)
  func headTitle(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let organisations = room.organisations
      let id = try await organisations.found(
        OrganisationDetails(
          kind: .pressAgency, name: "Báo", shortName: "",
          imprint: Imprint(headName: "Người cũ", headTitle: "Tổng biên tập")),
        from: start, by: Room.lead)
      let first = Appointment(title: "Tổng biên tập", person: "Lê Thị Hoa", isHead: true, from: day("2025-07-01"))
      try await organisations.appoint(first, in: id, by: Room.lead)
      let second = Appointment(
        title: "Giám đốc", person: "Lê Thị Hoa", isHead: true, from: turn, legalBasis: "NĐ 237/2026 Điều 6")
      try await organisations.appoint(second, in: id, by: Room.lead)
      try await organisations.appoint(
        Appointment(title: "Phó giám đốc", person: "Trần Văn An", from: turn), in: id, by: Room.lead)

      func head(_ day: CivilDate) async throws -> [String?] {
        let imprint = try await organisations.register.organisation(id, on: day)?.imprint
        return [imprint?.headTitle, imprint?.headName]
      }
      #expect(try await head(day("2025-06-30")) == ["Tổng biên tập", "Người cũ"])
      #expect(try await head(day("2026-06-30")) == ["Tổng biên tập", "Lê Thị Hoa"])
      #expect(try await head(turn) == ["Giám đốc", "Lê Thị Hoa"])
      let posts = try await room.database.read { try OrganisationStore.posts(of: id, on: $0) }
      #expect(posts.filter { $0.isHead && $0.validity.contains(turn) }.count == 1)

      // Two heads at once are refused, whichever comes first.
      await #expect(throws: Failure.self) {
        try await organisations.appoint(
          Appointment(title: "Giám đốc", person: "Khác", isHead: true, from: day("2026-01-01")), in: id, by: Room.lead)
      }
      try await organisations.close(id, after: day("2026-12-31"), by: Room.lead)
      let ended = try await room.database.read { try OrganisationStore.posts(of: id, on: $0) }
      #expect(ended.allSatisfy { $0.validity.to.map { $0 <= day("2026-12-31") } ?? false })
    }
  }

  @Test("a name written with another space is the same name, and no step", arguments: Engine.all)
  func sameName(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo Lam Giang", from: start)
      let details = OrganisationDetails(kind: .pressAgency, name: " Báo  Lam Giang ", shortName: "Báo")
      try await room.organisations.change(id, to: details, from: turn, by: Room.lead)
      #expect(try await room.name(id, on: turn) == "Báo Lam Giang")
      #expect(try await room.database.read { try OrganisationStore.successions(on: $0) }.isEmpty)
    }
  }

  @Test("a post that is over keeps its last day; one that goes on ends sooner", arguments: Engine.all)
  func endPost(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let organisations = room.organisations
      let id = try await room.found("Báo", from: start)
      let post = try await organisations.appoint(
        Appointment(title: "Phó giám đốc", person: "Trần Văn An", from: start, to: day("2027-12-31")), in: id,
        by: Room.lead)
      func last() async throws -> CivilDate? {
        try await room.database.read { try OrganisationStore.posts(of: id, on: $0) }.first?.validity.to
      }
      try await organisations.endPost(post, after: turn, by: Room.lead)
      #expect(try await last() == turn)
      await #expect(throws: Failure.self) {
        try await organisations.endPost(post, after: turn.adding(days: 30), by: Room.lead)
      }
      #expect(try await last() == turn)
    }
  }

  @Test("an organisation is listed once, with the later head, even where two are on record", arguments: Engine.all)
  func twoHeads(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo", from: start)
      try await room.database.write { connection in
        for (person, from) in [("Lê Thị Hoa", "2021-01-01"), ("Trần Văn An", "2022-01-01")] {
          try connection.execute(
            """
            INSERT INTO organisation_post (id, organisation, title, is_head, person, valid_from, legal_basis)
            VALUES (\(UUIDv7.shared.next()), \(id), 'Giám đốc', TRUE, \(person), \(from), '')
            """)
        }
      }
      let listed = try await room.organisations.register.organisations(kind: nil, on: turn)
      #expect(listed.map(\.imprint.headName) == ["Trần Văn An"])
      #expect(
        try await room.organisations.register.organisation(id, on: day("2021-06-01"))?.imprint.headName
          == "Lê Thị Hoa")
    }
  }
}
