import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Organisations as they were on a day")
struct ChangeTests {
  let start = day("2020-01-01")
  let turn = day("2026-07-01")

  @Test("a new name holds from its day and not before, and is kept as a step", arguments: Engine.all)
  func rename(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo Lam Giang", from: start)
      var details = OrganisationDetails(
        kind: .pressAgency, name: "Báo và phát thanh, truyền hình Lam Giang", shortName: "Báo Lam Giang")
      try await room.organisations.change(id, to: details, from: turn, legalBasis: "QĐ 1", by: Room.lead)

      #expect(try await room.name(id, on: turn.adding(days: -1)) == "Báo Lam Giang")
      #expect(try await room.name(id, on: turn) == "Báo và phát thanh, truyền hình Lam Giang")
      #expect(try await room.name(id, on: start.adding(days: -1)) == nil)
      let steps = try await room.database.read { try OrganisationStore.successions(on: $0) }
      #expect(steps.map(\.kind) == [.rename])

      // The same day again is a correction, not another version.
      details.shortName = "BPTTH Lam Giang"
      try await room.organisations.change(id, to: details, from: turn, by: Room.lead)
      let versions = try await room.database.read { try OrganisationStore.versions(of: id, on: $0) }
      #expect(versions.count == 2)
      #expect(versions[1].details.shortName == "BPTTH Lam Giang")

      // Between two known days: the later stays as it was.
      details.name = "Báo Lam Giang mới"
      try await room.organisations.change(id, to: details, from: day("2024-01-01"), by: Room.lead)
      #expect(try await room.name(id, on: day("2023-12-31")) == "Báo Lam Giang")
      #expect(try await room.name(id, on: day("2024-01-01")) == "Báo Lam Giang mới")
      #expect(try await room.name(id, on: turn) == "Báo và phát thanh, truyền hình Lam Giang")
    }
  }

  @Test("the governing body is named as it was called on the day", arguments: Engine.all)
  func transfer(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let union = try await room.found("Hội Văn nghệ", from: start, kind: .governingBody)
      let party = try await room.found("Tỉnh ủy Lam Giang", from: start, kind: .governingBody)
      let id = try await room.found("Tạp chí", from: start, body: union)
      try await room.organisations.change(
        union, to: OrganisationDetails(kind: .governingBody, name: "Hội Liên hiệp Văn học nghệ thuật", shortName: ""),
        from: day("2023-01-01"), by: Room.lead)
      try await room.organisations.transfer(id, toBody: party, from: turn, by: Room.lead)

      let register = room.organisations.register
      #expect(try await register.organisation(id, on: day("2022-12-31"))?.governingBodyName == "Hội Văn nghệ")
      #expect(
        try await register.organisation(id, on: day("2023-01-01"))?.governingBodyName
          == "Hội Liên hiệp Văn học nghệ thuật")
      #expect(try await register.organisation(id, on: turn)?.governingBodyName == "Tỉnh ủy Lam Giang")
      let steps = try await room.database.read { try OrganisationStore.successions(on: $0) }
      #expect(steps.contains { $0.kind == .transfer && $0.from == id && $0.day == turn })
    }
  }

  @Test("two versions never hold on one day, whoever writes them", arguments: Engine.all)
  func overlap(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo", from: start)
      for (from, to) in [("2021-01-01", "2021-02-01"), ("2019-01-01", "2020-01-01"), ("2030-01-01", "2031-01-01")] {
        await #expect(throws: DatabaseError.self) {
          try await room.database.write {
            try OrganisationStore.insert(
              OrganisationDetails(kind: .department, name: "x", shortName: "x", slug: "x"), of: id,
              Validity(from: day(from), to: day(to)), legalBasis: "", on: $0)
          }
        }
      }
      // Ending on the eve leaves room.
      try await room.organisations.close(id, after: day("2025-12-31"), by: Room.lead)
      await #expect(throws: DatabaseError.self) {
        try await room.database.write {
          try OrganisationStore.insert(
            OrganisationDetails(kind: .department, name: "x", shortName: "x", slug: "x"), of: id,
            Validity(from: day("2025-12-31")), legalBasis: "", on: $0)
        }
      }
    }
  }

  @Test("what does not hold is refused by field, and nothing is written", arguments: Engine.all)
  func invalid(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let organisations = room.organisations
      let body = try await room.found("Tỉnh ủy", from: day("2024-01-01"), kind: .governingBody)
      _ = try await organisations.found(
        OrganisationDetails(
          kind: .pressAgency, name: "Báo", shortName: "Báo", slug: "bao", imprint: Imprint(domain: "bao.example")),
        from: start, by: Room.lead)
      func fields(_ details: OrganisationDetails) async -> Set<String> {
        do {
          try await organisations.found(details, from: start, by: Room.lead)
          return []
        } catch Failure.invalid(let errors) {
          return Set(errors.keys)
        } catch {
          return ["\(error)"]
        }
      }
      #expect(await fields(.init(kind: .pressAgency, name: " ", shortName: "")) == ["name"])
      #expect(await fields(.init(kind: .pressAgency, name: "A", shortName: "", slug: "bao")) == ["slug"])
      #expect(await fields(.init(kind: .pressAgency, name: "A", shortName: "", slug: "Báo!")) == ["slug"])
      #expect(
        await fields(.init(kind: .pressAgency, name: "A", shortName: "", governingBody: body)) == ["governing-body"])
      #expect(await fields(.init(kind: .pressAgency, name: "A", shortName: "", province: UnitID("x"))) == ["province"])
      #expect(
        await fields(.init(kind: .pressAgency, name: "A", shortName: "", imprint: Imprint(email: "x", domain: "a b")))
          == ["email", "domain"])
      #expect(
        await fields(.init(kind: .pressAgency, name: "A", shortName: "", imprint: Imprint(domain: "BAO.example"))) == [
          "domain"
        ])
      #expect(try await organisations.register.organisations(kind: nil, on: start).count == 1)
    }
  }

  @Test("an address is free again once its bearer is gone", arguments: Engine.all)
  func slugReuse(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let old = try await room.found("Báo Lam Giang", from: start)
      let station = try await room.found("Đài Lam Giang", from: start)
      let details = OrganisationDetails(kind: .pressAgency, name: "Báo Lam Giang", shortName: "")
      let merged = try await room.organisations.merge([old, station], into: .new(details), on: turn, by: Room.lead)
      #expect(try await room.organisations.register.organisation(merged, on: turn)?.slug == "bao-lam-giang")
    }
  }

  @Test("a change that is planned stands in the way of a closing before it", arguments: Engine.all)
  func planned(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo", from: start)
      try await room.organisations.change(
        id, to: OrganisationDetails(kind: .pressAgency, name: "Báo mới", shortName: ""), from: turn, by: Room.lead)
      await #expect(throws: Failure.self) {
        try await room.organisations.close(id, after: day("2026-01-01"), by: Room.lead)
      }
      await #expect(throws: Failure.self) {
        try await room.organisations.change(
          id, to: OrganisationDetails(kind: .pressAgency, name: "A", shortName: ""), from: day("2019-01-01"),
          by: Room.lead)
      }
      #expect(try await room.name(id, on: turn) == "Báo mới")
    }
  }

  @Test(
    "only those who manage organisations may change them, and what is refused changes nothing", arguments: Engine.all)
  func permissions(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let organisations = room.organisations
      let id = try await room.found("Báo", from: start)
      let other = try await room.found("Đài", from: start)
      let details = OrganisationDetails(kind: .pressAgency, name: "A", shortName: "")
      let editor = Principal(id: .new(), name: "Lan", organisation: id, scoped: [id: [Organisations.read]])
      let local = Principal(id: .new(), name: "Quản trị", organisation: id, scoped: [id: [Organisations.manage]])
      let denied = Failure.forbidden(Organisations.manage)
      await #expect(throws: denied) { try await organisations.found(details, from: start, by: editor) }
      await #expect(throws: denied) { try await organisations.change(id, to: details, from: turn, by: editor) }
      await #expect(throws: denied) { try await organisations.change(other, to: details, from: turn, by: local) }
      await #expect(throws: denied) {
        try await organisations.merge([id, other], into: .existing(id), on: turn, by: local)
      }
      await #expect(throws: denied) {
        try await organisations.split(id, into: [details], on: turn, goesOn: true, by: local)
      }
      await #expect(throws: denied) { try await organisations.close(id, after: turn, by: local) }
      await #expect(throws: denied) { try await organisations.transfer(id, toBody: other, from: turn, by: local) }
      await #expect(throws: denied) {
        try await organisations.appoint(Appointment(title: "A", person: "B", from: turn), in: other, by: local)
      }
      try await organisations.change(id, to: details, from: turn, by: local)
      #expect(try await room.name(other, on: turn) == "Đài")
      #expect(try await room.name(id, on: turn) == "A")
    }
  }

  @Test("every change is audited in its transaction", arguments: Engine.all)
  func audited(engine: Engine) async throws {
    try await withDatabase(engine, Organisations.migrations) { database in
      let trail = Trail()
      let organisations = Organisations(
        database: database, clock: .fixed(.init(timeIntervalSince1970: 0)), audit: trail)
      func details(_ name: String) -> OrganisationDetails { .init(kind: .pressAgency, name: name, shortName: "") }
      let first = try await organisations.found(details("Báo"), from: start, by: Room.lead)
      let second = try await organisations.found(details("Đài"), from: start, by: Room.lead)
      try await organisations.change(first, to: details("Báo mới"), from: turn, by: Room.lead)
      try await organisations.merge([first, second], into: .existing(first), on: turn, by: Room.lead)
      let verbs = ["found", "found", "change", "merge", "merge"]
      #expect(trail.actions == verbs.map { "organisations.\($0)" })
    }
  }

  @Test("two changes at once leave one line of versions", arguments: Engine.all)
  func concurrently(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo", from: start)
      await withTaskGroup(of: Void.self) { group in
        for number in 1...8 {
          group.addTask {
            try? await room.organisations.change(
              id, to: OrganisationDetails(kind: .pressAgency, name: "Báo \(number)", shortName: ""),
              from: self.start.adding(days: number * 10), by: Room.lead)
          }
        }
      }
      let versions = try await room.database.read { try OrganisationStore.versions(of: id, on: $0) }
      #expect(versions.count == 9)
      for (one, next) in zip(versions, versions.dropFirst()) {
        #expect(one.validity.to == next.validity.from.adding(days: -1))
      }
    }
  }

  @Test("what is kept in memory is forgotten with a change, also one that another node made", arguments: Engine.all)
  func memory(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let other = try Room(room.database)
      let id = try await room.found("Báo", from: start)
      #expect(try await room.name(id, on: turn) == "Báo")
      #expect(try await other.name(id, on: turn) == "Báo")
      let service = Task { try await other.organisations.register.run() }
      try await room.organisations.change(
        id, to: OrganisationDetails(kind: .pressAgency, name: "Báo mới", shortName: ""), from: turn, by: Room.lead)
      #expect(try await room.name(id, on: turn) == "Báo mới")
      while try await other.name(id, on: turn) != "Báo mới" {
        // The notification of a change that was made before the service listened is lost; another will do.
        try await room.database.write { try $0.notify(OrganisationRegister.channel, "") }
      }
      service.cancel()
    }
  }

  @Test("at the start of a day the sites of those that changed are made anew", arguments: Engine.all)
  func turnOfDay(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo", from: start)
      let quiet = try await room.found("Đài", from: start)
      try await room.organisations.change(
        id, to: OrganisationDetails(kind: .pressAgency, name: "Báo mới", shortName: ""), from: turn, by: Room.lead)
      var heard = room.database.notifications(on: PageKey.channel).makeAsyncIterator()
      if engine == .postgres { _ = await heard.next() }
      try await room.organisations.schedules[0].run(turn.start)
      // On PostgreSQL the purges of other tests are heard too.
      while let purged = await heard.next(), purged != PageKey.site(id) { #expect(purged != PageKey.site(quiet)) }
    }
  }
}
