import Contracts
import Foundation
import Kernel
import Organisations
import Persistence
import TestSupport
import Testing

/// The mergers of press agencies in 2025 (regulation.md 7.4).
@Suite("How agencies became one another")
struct LineageTests {
  @Test("Thái Bình was merged twice in four months, and its chain ends in Hưng Yên", arguments: Engine.all)
  func thaiBinh(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let organisations = room.organisations
      let start = day("2010-01-01")
      let provinces = organisations.register
      let thaiBinh = try #require(try await provinces.units(matching: "Tỉnh Thái Bình", on: before, limit: 1).first)
      let hungYen = try #require(try await provinces.units(matching: "Tỉnh Hưng Yên", on: after, limit: 1).first)
      let paper = try await room.found("Báo Thái Bình", from: start, province: thaiBinh.id)
      let station = try await room.found("Đài Phát thanh và Truyền hình Thái Bình", from: start, province: thaiBinh.id)
      let hungYenPaper = try await room.found("Báo Hưng Yên", from: start)

      // 17/3/2025: the station goes into the paper, which keeps its name. 01/7/2025: both provinces' into a new one.
      try await organisations.merge([paper, station], into: .existing(paper), on: day("2025-03-17"), by: Room.lead)
      let merged = try await organisations.merge(
        [paper, hungYenPaper],
        into: .new(
          OrganisationDetails(
            kind: .pressAgency, name: "Báo và phát thanh, truyền hình Hưng Yên", shortName: "Báo Hưng Yên",
            province: hungYen.id)),
        on: after, legalBasis: "NQ 202/2025/QH15", by: Room.lead)

      #expect(try await organisations.successors(of: station, on: day("2025-03-16")) == [station])
      #expect(try await organisations.successors(of: station, on: day("2025-03-17")) == [paper])
      #expect(try await organisations.successors(of: station, on: before) == [paper])
      #expect(try await organisations.successors(of: station, on: after) == [merged])
      #expect(try await organisations.successors(of: paper, on: after) == [merged])
      #expect(Set(try await organisations.predecessors(of: merged, on: after)) == [paper, hungYenPaper, station])
      #expect(try await organisations.predecessors(of: merged, on: after).last == station)
      #expect(try await organisations.predecessors(of: merged, on: before).isEmpty)
      #expect(
        try await organisations.rollUp([paper, station, hungYenPaper], from: day("2025-01-10"), on: day("2026-01-01"))
          == [paper: [merged], station: [merged], hungYenPaper: [merged]])
      // Facts of the station cannot be of a day when it was gone.
      #expect(try await organisations.rollUp([station], from: day("2025-04-01"), on: after) == [station: []])

      // As of each day, the province is that of the day.
      #expect(try await organisations.register.organisation(paper, on: before)?.provinceName == "Tỉnh Thái Bình")
      #expect(try await organisations.register.organisation(paper, on: after) == nil)
      #expect(try await organisations.register.organisation(merged, on: after)?.provinceName == "Tỉnh Hưng Yên")
    }
  }

  @Test("six agencies of Thái Nguyên and Bắc Kạn became one", arguments: Engine.all)
  func thaiNguyen(engine: Engine) async throws {
    try await withRoom(engine) { room in
      var six: [OrganisationID] = []
      for province in ["Thái Nguyên", "Bắc Kạn"] {
        for kind in ["Báo", "Đài Phát thanh và Truyền hình", "Tạp chí Văn nghệ"] {
          six.append(try await room.found("\(kind) \(province)", from: day("2000-01-01")))
        }
      }
      let one = try await room.organisations.merge(
        six,
        into: .new(
          OrganisationDetails(
            kind: .pressAgency, name: "Báo và phát thanh, truyền hình Thái Nguyên", shortName: "Báo Thái Nguyên")),
        on: after, by: Room.lead)

      let alive = try await room.organisations.register.organisations(kind: .pressAgency, on: after)
      #expect(alive.map(\.id) == [one])
      #expect(alive.first?.slug == "bao-thai-nguyen")
      #expect(try await room.organisations.register.organisations(kind: .pressAgency, on: before).count == 6)
      let rolled = try await room.organisations.rollUp(six, from: before, on: after)
      #expect(rolled.values.allSatisfy { $0 == [one] } && rolled.count == 6)
    }
  }

  @Test(
    "what was divided goes on in its parts, what was split off is not the heir of what stayed", arguments: Engine.all)
  func splits(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let organisations = room.organisations
      let whole = try await room.found("Báo và Đài", from: day("2020-01-01"))
      func part(_ name: String) -> OrganisationDetails {
        OrganisationDetails(kind: .pressAgency, name: name, shortName: "")
      }
      let off = try await organisations.split(
        whole, into: [part("Tạp chí")], on: day("2021-01-01"), goesOn: true, by: Room.lead)
      #expect(try await organisations.successors(of: whole, on: day("2021-06-01")) == [whole])
      let parts = try await organisations.split(
        whole, into: [part("Báo"), part("Đài")], on: day("2022-01-01"), goesOn: false, by: Room.lead)
      #expect(try await organisations.successors(of: whole, on: day("2022-06-01")) == parts.sorted())
      #expect(try await organisations.successors(of: off[0], on: day("2022-06-01")) == off)
      #expect(try await organisations.successors(of: parts[0], on: day("2021-06-01")) == [])
      #expect(Set(try await organisations.predecessors(of: off[0], on: day("2022-06-01"))) == [whole])
    }
  }

  @Test("a closed organisation without a successor leads nowhere", arguments: Engine.all)
  func closed(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo X", from: day("2020-01-01"))
      try await room.organisations.close(id, after: day("2024-12-31"), by: Room.lead)
      #expect(try await room.organisations.successors(of: id, on: day("2024-12-31")) == [id])
      #expect(try await room.organisations.successors(of: id, on: day("2025-01-01")) == [])
      #expect(try await room.organisations.successors(of: OrganisationID("nobody"), on: after) == [])
    }
  }
}
