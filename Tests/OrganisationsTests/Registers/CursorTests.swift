import Contracts
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

/// Long registers, part by part.
@Suite("Registers part by part")
struct CursorTests {
  /// Every part of a register, each of so many rows.
  private func parts(
    _ room: Room, _ register: Register, _ limit: Int, text: String = "", of organisation: OrganisationID? = nil
  ) async throws -> [[String]] {
    var parts: [[String]] = []
    var after: String?
    repeat {
      let part = try await room.organisations.rows(
        register,
        RegisterQuestion(
          day: day("2026-06-01"), organisation: organisation, isWhole: true, limit: limit, after: after, text: text),
        for: Room.keeper)
      parts.append(part.rows.map(\.id))
      after = part.next
    } while after != nil && parts.count < 50
    return parts
  }

  @Test("every row once, in the order of the whole, whatever runs down or is empty", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let papers = [
        try await room.found("Báo A", from: day("2020-01-01")), try await room.found("Báo B", from: day("2020-01-01")),
      ]
      for paper in papers {
        for number in 0..<6 {
          // Ends that are the same, and none.
          _ = try await room.licence(
            paper, "Sản phẩm \(number)", from: "2022-01-01", to: ["", "2027-01-01", "2028-01-01"][number % 3])
          for register in [Register.people, .publications] {
            let values: RegisterValues =
              register.id == .people
              ? ["counted_on": "202\(number)-06-01", "people": "9", "leaders": "1", "reporters": "5", "trained": "2"]
              : ["title": "Sách \(number / 2)", "year": "202\(number)", "copies": "1"]
            try await room.organisations.enter(
              RawRow(organisation: paper.rawValue, values: values), into: register, by: Room.keeper)
          }
        }
      }
      for register in [Register.licences, .people, .publications] {
        let all = try await parts(room, register, 100)
        #expect(all.count == 1 && all[0].count == 12)
        for limit in [1, 5, 11, 12] {
          #expect(try await parts(room, register, limit).flatMap(\.self) == all[0], "\(register.id) \(limit)")
        }
      }
      // Where the row is gone the list begins anew.
      let part = try await room.organisations.rows(
        .licences, RegisterQuestion(day: day("2026-06-01"), isWhole: true, limit: 3, after: "gone"), for: Room.keeper)
      #expect(part.rows.count == 3 && part.next != nil)
    }
  }

  @Test("of one organisation the newest come first, and the parts go by that order", arguments: Engine.all)
  func own(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: day("2020-01-01"))
      // The later it begins, the sooner it ends: the register's own order is the other way round.
      for number in 0..<6 {
        _ = try await room.licence(
          paper, "Giấy \(number)", from: "202\(number)-01-01", to: "203\(9 - number)-01-01")
      }
      let all = try await parts(room, .licences, 100, of: paper)
      #expect(all.count == 1 && all[0].count == 6)
      for limit in [1, 2, 4] {
        #expect(try await parts(room, .licences, limit, of: paper).flatMap(\.self) == all[0], "\(limit)")
        #expect(
          try await parts(room, .licences, limit, text: "giay", of: paper).flatMap(\.self) == all[0], "\(limit)")
      }
    }
  }

  @Test("words are found without their marks, over more rows than one part", arguments: Engine.all)
  func words(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo Núi", from: day("2020-01-01"))
      let names = (0..<30).map { "Cơ sở \($0)" } + ["Xưởng Bờ Sông", "Nhà in Bờ Sông", "Bờ Sông III"]
      _ = try await room.organisations.enter(
        .printers,
        names.map {
          RawRow(organisation: paper.rawValue, values: ["name": $0, "is_modern": "0", "valid_from": "2022-01-01"])
        }, mark: "", by: Room.keeper
      ) { Failure.invalid($1.byField(.printers)) }
      #expect(try await parts(room, .printers, 2, text: "bo song").map(\.count) == [2, 1])
      #expect(try await parts(room, .printers, 2, text: "SÔNG xuong").map(\.count) == [1])
      #expect(try await parts(room, .printers, 50, text: "bao nui").flatMap(\.self).count == 33)
      #expect(try await parts(room, .printers, 50, text: "gõ nhầm").flatMap(\.self).isEmpty)
    }
  }
}
