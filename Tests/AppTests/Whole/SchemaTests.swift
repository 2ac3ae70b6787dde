import App
import Kernel
import Organisations
import Persistence
import Programme
import Security
import TestSupport
import Testing

struct SchemaTests {
  @Test("every step of the schema has a name of its own, and a room's are in order")
  func names() {
    let names = House.schema
    #expect(Set(names).count == names.count)
    let rooms = Dictionary(grouping: names) { $0.split(separator: ".").first.map(String.init) ?? "" }
    for (room, steps) in rooms { #expect(steps == steps.sorted(), "\(room)") }
  }

  @Test("the schema is made from nothing, once", arguments: Engine.all)
  func fromEmpty(engine: Engine) async throws {
    try await withHouse(engine) { house in
      let pending = try await house.database.pending(House.migrations)
      #expect(pending.isEmpty)
      let again = try await house.migrate()
      #expect(again.isEmpty)
    }
  }

  @Test("every permission has a role, and roles give nothing that no room knows")
  func permissions() async throws {
    try await withHouse(.sqlite) { house in
      #expect(house.security.permissionsWithoutRole == [])
      #expect(house.security.permissionsWithoutRoom == [])
      // One right by one name in two rooms.
      #expect(Programme.readRevenue == Organisations.readRevenue)
      #expect(Programme.readOrganisations == Organisations.read)
      #expect(Programme.overseeRegisters == Organisations.overseeRegisters)
    }
  }
}
