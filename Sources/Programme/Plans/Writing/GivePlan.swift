import Contracts
import Foundation
package import Kernel
import Persistence

extension Programme {
  /// Giao kế hoạch cho cơ quan quản lý: a plan that came with the program belongs to nobody until then. For the
  /// administrator, since whoever keeps a plan sees every organisation's figures in it.
  package func givePlan(_ name: String, to organisation: OrganisationID?, by principal: Principal) async throws {
    try principal.require(Self.manage, in: nil)
    if let organisation {
      guard try await organisations.organisation(organisation, on: clock.today) != nil else {
        throw Failure.invalid(["owner": "Chọn một cơ quan"])
      }
    }
    try await database.write { connection in
      var record = try Self.kept(name, by: principal, on: connection)
      record.owner = organisation
      record.updatedAt = clock.now
      try PlanStore.save(record, by: principal, at: clock.now, on: connection)
      try note(
        "programme.plan.owner", record, by: principal, detail: ["owner": organisation?.rawValue ?? ""], on: connection)
    }
  }
}
