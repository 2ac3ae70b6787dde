import Foundation
import Kernel
@testable import Organisations
import TestSupport
import Testing
@Suite(.serialized) struct ZTime {
  @Test(arguments: Engine.all) func time(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let c = ContinuousClock()
      let a = try c.measure { _ = try UnitFile(folder: unitFolder) }
      let s = c.now
      _ = try await room.organisations.loadUnits(from: unitFolder, by: Room.lead)
      print("TIMES", engine, "file", a, "all", c.now - s)
      let q = c.now
      for t in ["bao lam cao bang", "ha noi", "Tân Mỹ", "x"] { for _ in 0..<5 { _ = try await room.organisations.register.units(matching: t, on: before, limit: 10) } }
      print("TIMES find", (c.now - q) / 20)
    }
  }
}
