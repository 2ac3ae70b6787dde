import Contracts
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("What the registers hold of organisations on a day", .unitsLoaded)
struct FactsTests {
  let start = day("2022-01-01")

  @Test("a province is found by the name or code it had on the day, and carried on", arguments: Engine.all)
  func provinces(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let registers = room.organisations.registers
      let old = try #require(try await registers.province(named: "Thái Bình", on: day("2024-12-31")))
      #expect(old.name == "Tỉnh Thái Bình" && old.code == "34")
      #expect(try await registers.province(named: "tỉnh thai binh", on: before)?.id == old.id)
      #expect(try await registers.province(named: "Thái Bình", on: after) == nil)
      #expect(try await registers.province(named: "44", on: before)?.name == "Tỉnh Quảng Bình")
      #expect(try await registers.province(named: "44", on: after)?.name == "Tỉnh Quảng Trị")
      let hungYen = try #require(try await registers.province(named: "Hưng Yên", on: after))
      #expect(try await registers.successor(ofProvince: old.id, on: after) == hungYen.id)
      #expect(try await registers.successor(ofProvince: old.id, on: before) == old.id)
      let caoBang = try #require(try await registers.province(named: "Cao Bằng", on: before))
      #expect(try await registers.successor(ofProvince: caoBang.id, on: after) == caoBang.id)
      #expect(try await registers.province(named: "", on: after) == nil)
    }
  }

  @Test(
    "facts are of the day: licences, channels, security, people, flags; nothing entered is nil", arguments: Engine.all)
  func facts(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      let bare = try await room.found("Tạp chí", from: start)
      try await room.database.write { connection in
        let who: SQL = "'', '', 'x', \(room.hand.now)"
        try connection.execute(
          """
          INSERT INTO register_licence (id, organisation, kind, name, press_types, number, issuer, legal_basis, valid_from,
            valid_to, source, mark, entered_by, entered_at)
          VALUES ('l1', \(paper), 'press', 'Báo in', 'print', '1', 'Bộ', '', '2022-01-01', '2024-12-31', \(who)),
            ('l2', \(paper), 'press', 'Điện tử', 'online', '2', 'Bộ', '', '2023-01-01', NULL, \(who)),
            ('l3', \(paper), 'section', 'Chuyên trang', 'radio', '3', 'Bộ', '', '2022-01-01', NULL, \(who))
          """)
        try connection.execute(
          """
          INSERT INTO register_channel (id, organisation, platform, name, address, has_mark, valid_from, valid_to, source,
            mark, entered_by, entered_at)
          VALUES ('c1', \(paper), 'YouTube', 'Báo', 'youtube.example/bao', TRUE, '2023-05-01', '2023-12-31', \(who))
          """)
        try connection.execute(
          """
          INSERT INTO register_security (id, organisation, system, is_main, level, paper, valid_from, source, mark,
            entered_by, entered_at)
          VALUES ('s1', \(paper), 'Trang tin', TRUE, 3, 'QĐ 5', '2023-06-01', \(who)),
            ('s2', \(paper), 'Nội bộ', FALSE, 4, 'QĐ 6', '2023-06-01', \(who))
          """)
        try connection.execute(
          """
          INSERT INTO register_people (id, organisation, counted_on, people, leaders, reporters, trained, source, mark,
            entered_by, entered_at)
          VALUES ('p1', \(paper), '2023-12-31', 40, 3, 20, 16, \(who)), ('p2', \(paper), '2024-12-31', 42, 3, 21, 42, \(who))
          """)
        try connection.execute(
          """
          INSERT INTO register_flag (id, organisation, flag, holds, paper, valid_from, source, mark, entered_by, entered_at)
          VALUES ('f1', \(paper), 'transforming', TRUE, 'KH 1', '2023-01-01', \(who))
          """)
      }
      let registers = room.organisations.registers
      func fact(_ on: String) async throws -> OrganisationFacts {
        try #require(try await registers.facts([paper], on: day(on))[paper])
      }
      let early = try await fact("2022-06-01")
      #expect(early.pressTypes == [.print] && early.platforms.isEmpty && early.staff == nil && early.flags.isEmpty)
      let middle = try await fact("2023-12-31")
      #expect(middle.pressTypes == [.print, .online])
      #expect(middle.platforms == ["YouTube: Báo (youtube.example/bao)"])
      #expect(middle.securityLevel == 3 && middle.securityPaper == "QĐ 5")
      #expect(middle.staff == 40 && middle.trained == 16 && middle.countedOn == day("2023-12-31"))
      #expect(middle.flags == [.transforming: FlagFact(holds: true, since: day("2023-01-01"), paper: "KH 1")])
      let late = try await fact("2025-01-01")
      #expect(late.pressTypes == [.online] && late.platforms.isEmpty && late.staff == 42)
      let all = try await registers.facts(kind: .pressAgency, province: nil, on: day("2024-06-01"))
      #expect(all.map(\.id) == [paper, bare])
      #expect(all[1].staff == nil && all[1].securityLevel == nil && all[1].pressTypes.isEmpty)
      #expect(try await registers.facts([paper], on: day("2021-12-31")).isEmpty)
      #expect(try await registers.facts(kind: .department, province: nil, on: start).isEmpty)
    }
  }

  @Test(
    "after a merger the licences run on until there is one of its own; facts follow the province", arguments: Engine.all
  )
  func merger(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let registers = room.organisations.registers
      let old = try #require(try await registers.province(named: "Thái Bình", on: before)).id
      let new = try #require(try await registers.province(named: "Hưng Yên", on: after)).id
      let paper = try await room.found("Báo Thái Bình", from: start, province: old)
      let station = try await room.found("Đài Thái Bình", from: start, province: old)
      let literary = try await room.found("Tạp chí Văn nghệ Thái Bình", from: start, province: old)
      try await room.database.write { connection in
        for (id, organisation, types) in [("m1", paper, "print online"), ("m2", station, "radio television")] {
          try connection.execute(
            """
            INSERT INTO register_licence (id, organisation, kind, name, press_types, number, issuer, legal_basis, valid_from,
              source, mark, entered_by, entered_at)
            VALUES (\(id), \(organisation), 'press', '', \(types), '', '', '', '2022-01-01', '', '', 'x', \(room.hand.now))
            """)
        }
      }
      let merged = try await room.organisations.merge(
        [paper, station],
        into: .new(OrganisationDetails(kind: .pressAgency, name: "Báo và đài", shortName: "", province: old)),
        on: day("2025-03-17"), by: Room.lead)
      let eve = try await registers.facts(kind: .pressAgency, province: old, on: day("2024-12-31"))
      #expect(Set(eve.map(\.id)) == [paper, station, literary])
      let then = try await registers.facts(kind: .pressAgency, province: old, on: before)
      #expect(Set(then.map(\.id)) == [merged, literary])
      #expect(then.first { $0.id == merged }?.pressTypes == Set(PressType.allCases))
      // Nobody carried the record over to the new province: it lies there all the same.
      let now = try await registers.facts(kind: .pressAgency, province: new, on: after)
      #expect(Set(now.map(\.id)).isSuperset(of: [merged, literary]))
      #expect(try await registers.predecessors(of: merged, on: after).sorted() == [paper, station].sorted())
      #expect(try await registers.rollUp([paper], from: eve.isEmpty ? start : before, on: after) == [paper: []])
      #expect(try await registers.rollUp([paper], from: start, on: after) == [paper: [merged]])
      _ = try await room.database.write { connection in
        try connection.execute(
          """
          INSERT INTO register_licence (id, organisation, kind, name, press_types, number, issuer, legal_basis, valid_from,
            source, mark, entered_by, entered_at)
          VALUES ('m3', \(merged), 'press', '', 'print', '', '', '', '2025-08-01', '', '', 'x', \(room.hand.now))
          """)
      }
      #expect(try await registers.facts([merged], on: day("2025-08-01"))[merged]?.pressTypes == [.print])
    }
  }

  @Test("revenue is answered with whether a second person confirmed it", arguments: Engine.all)
  func revenue(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      let other = try await room.found("Đài", from: start)
      _ = try await room.database.write { connection in
        try connection.execute(
          """
          INSERT INTO register_revenue (organisation, year, amount, source, entered_by, entered_at, confirmed_by)
          VALUES (\(paper), 2022, 12000000000, '', 'a', \(room.hand.now), 'b'), (\(other), 2022, 5, '', 'a', \(room.hand.now), NULL)
          """)
      }
      let found = try await room.organisations.registers.revenue(of: [paper, other], year: 2022)
      #expect(found[paper]?.amount == 12_000_000_000 && found[paper]?.isConfirmed == true)
      #expect(found[other]?.isConfirmed == false)
      #expect(try await room.organisations.registers.revenue(of: [paper], year: 2023).isEmpty)
    }
  }
}
