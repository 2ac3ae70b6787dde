import Contracts
package import Foundation
package import Kernel

extension Organisations {
  /// Fills the registers of the demo agencies from a file, by the same use case people have.
  ///
  /// - Parameter agencies: who is meant by `of` in the file.
  package func fillDemoRegisters(
    from file: URL, agencies: [String: OrganisationID], by principal: Principal
  ) async throws {
    let registers = try JSONDecoder().decode([String: [[String: String]]].self, from: Data(contentsOf: file))
    let known: [String: Register] = [
      "licences": .licences, "channels": .channels, "people": .people, "flags": .flags, "security": .security,
    ]
    for (name, rows) in registers.sorted(by: { $0.key < $1.key }) {
      guard let register = known[name] else { continue }
      for row in rows {
        guard let organisation = row["of"].flatMap({ agencies[$0] }) else { continue }
        try await enter(
          RawRow(organisation: organisation.rawValue, values: row.filter { $0.key != "of" }), into: register,
          by: principal)
      }
    }
  }
}
