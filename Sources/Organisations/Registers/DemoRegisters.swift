import Contracts
package import Foundation
package import Kernel

extension Organisations {
  /// Fills the registers of the demo province from a file, by the same use case people have.
  ///
  /// - Parameter agencies: who is meant by `of` in the file: whose rows they are, or who keeps them.
  package func fillDemoRegisters(
    from file: URL, agencies: [String: OrganisationID], by principal: Principal
  ) async throws {
    let registers = try JSONDecoder().decode([String: [[String: String]]].self, from: Data(contentsOf: file))
    for (name, rows) in registers.sorted(by: { $0.key < $1.key }) {
      guard let id = RegisterID(rawValue: name), id != .revenue else { continue }
      let register = Register.of(id)
      for row in rows {
        guard let organisation = row["of"].flatMap({ agencies[$0] }) else { continue }
        try await enter(
          RawRow(organisation: organisation.rawValue, values: row.filter { $0.key != "of" }), into: register,
          by: principal)
      }
    }
  }
}
