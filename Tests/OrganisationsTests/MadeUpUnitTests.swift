import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

/// The demo's province beside those of the state.
struct MadeUpUnitTests {
  static let folder = dataFolder.appendingPathComponent("demo/units", isDirectory: true)

  @Test("a made-up province stands beside the real ones and is none of them", arguments: Engine.all)
  func beside(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let organisations = room.organisations
      let real = try await organisations.country(on: after, by: Room.lead)
      #expect(real.provinces.count == 34 && !real.provinces.contains { $0.isMadeUp })
      #expect(try await organisations.registers.province(named: "Lam Giang", on: after) == nil)
      #expect(try await organisations.loadUnits(from: Self.folder, as: .madeUp, by: Room.lead).isNew)
      #expect(try await !organisations.loadUnits(from: Self.folder, as: .madeUp, by: Room.lead).isNew)
      let both = try await organisations.country(on: after, by: Room.lead)
      // Listed, not counted.
      #expect(both.counts == real.counts && both.provinces.count == 35)
      let place = try #require(try await organisations.registers.province(named: "Lam Giang", on: after))
      #expect(both.provinces.filter(\.isMadeUp).map(\.id) == [place.id])
      let life = try await organisations.unitLife(place.id, on: after, by: Room.lead)
      #expect(life.children.count == 10 && life.children.allSatisfy(\.isMadeUp) && life.bearers.isEmpty)
      #expect(life.sources[life.unit.source]?.contains("không có thật") == true)
    }
  }

  @Test("each list is loaded again without touching the other", arguments: Engine.all)
  func again(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let organisations = room.organisations
      try await organisations.loadUnits(from: Self.folder, as: .madeUp, by: Room.lead)
      let before = try await Self.rows(room.database)
      _ = try await room.database.write { try $0.execute("UPDATE unit_load SET digest = 'other'") }
      #expect(try await organisations.loadUnits(from: unitFolder, by: Room.lead).isNew)
      #expect(try await organisations.loadUnits(from: Self.folder, as: .madeUp, by: Room.lead).isNew)
      #expect(try await Self.rows(room.database) == before)
      #expect(before == [14_161, 11])
    }
  }

  private static func rows(_ database: Database) async throws -> [Int] {
    try await database.read { connection in
      try [UnitList.official, .madeUp].map { list in
        try connection.value("SELECT COUNT(*) FROM unit_version WHERE \(list.condition("source"))") ?? 0
      }
    }
  }

  @Test("a made-up unit that passes for a real one is refused, and a real one that passes for made up")
  func refused() throws {
    let real = try UnitFile(folder: unitFolder)
    let madeUp = try UnitFile(folder: Self.folder)
    try real.requireSources(of: .official)
    try madeUp.requireSources(of: .madeUp)
    #expect(throws: UnitFile.Unreadable.self) { try real.requireSources(of: .madeUp) }
    #expect(throws: UnitFile.Unreadable.self) { try madeUp.requireSources(of: .official) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("units-\(UUIDv7.shared.next())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.folder, to: folder)
    let file = folder.appendingPathComponent("units.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    // Two digits: a code the state gives.
    try text.replacing("p20250301-900", with: "p20250301-90").write(to: file, atomically: true, encoding: .utf8)
    #expect(throws: UnitFile.Unreadable.self) { try UnitFile(folder: folder).requireSources(of: .madeUp) }
  }
}
