import Contracts
import Kernel

/// Registers in memory know of no communes, printers or publications unless they say so.
extension RegisteredPlaces {
  func communes(of province: UnitID, on day: CivilDate) async throws -> [CommuneFacts] { [] }
  func communes(_ ids: [UnitID], on day: CivilDate) async throws -> [UnitID: CommuneFacts] { [:] }
  func things(
    _ kind: RegisteredThing.Kind, in province: UnitID, on day: CivilDate
  ) async throws -> [RegisteredThing] { [] }
}
