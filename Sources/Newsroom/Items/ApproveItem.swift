package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Duyệt: passes the text as read on to the next step of the agency's workflow; after the last it may be published.
  ///
  /// - Parameter revision: the text that was read; a newer one is not approved unseen.
  @discardableResult
  package func approve(_ id: ItemID, revision: Int, by principal: Principal) async throws -> Item {
    let workflow = try await workflow(of: try await item(id, for: principal).organisation)
    let known = try await item(id, for: principal)
    let isLast = workflow.place(of: known) == workflow.stages.count - 1
    let pass: @Sendable (inout Item, any Connection) throws -> String? = { item, connection in
      let place = workflow.place(of: item)
      try workflow.require([workflow.stages[place]], of: item, by: principal)
      try Self.requireState(item, .draft, .editing, .approval)
      // Somebody passed it on meanwhile, or the agency changed its way.
      guard place == workflow.place(of: known), try self.workflow(of: item.organisation, on: connection) == workflow
      else { throw Failure.conflict("Bài đã sang bước khác. Hãy tải lại trang để xem.") }
      guard isLast else {
        workflow.enter(place + 1, &item, at: clock.now)
        item.holder = nil
        return workflow.stages[place].name
      }
      item.state = .ready
      item.leaveStages()
      item.approvedRevision = item.currentRevision
      item.holder = principal.id
      return workflow == .standard ? nil : workflow.stages[place].name
    }
    return isLast
      ? try await step(.approved, id, by: principal, seen: revision, pass)
      : try await step(.stagePassed, id, by: principal, seen: revision, pass)
  }
}
