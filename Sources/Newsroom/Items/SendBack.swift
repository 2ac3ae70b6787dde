package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Trả lại: gives an item back to its author, or to an earlier step of the workflow, with a reason that is read first.
  ///
  /// - Parameter stage: the ID of the step; nil: the author.
  @discardableResult
  package func sendBack(
    _ id: ItemID, reason: String, to stage: String? = nil, by principal: Principal
  ) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    return try await step(.sentBack, id, by: principal, reason: reason) { item, connection in
      try Self.requireState(item, .approval, .ready)
      let workflow = try workflow(of: item.organisation, on: connection)
      let place = item.state == .ready ? workflow.stages.count : workflow.place(of: item)
      let own = workflow.stages[min(place, workflow.stages.count - 1)].permission
      if !principal.may(own, in: item.organisation) { try principal.require(Self.approve, in: item.organisation) }
      item.scheduledFor = nil
      item.scheduledBy = nil
      if let stage {
        guard let target = workflow.stages.firstIndex(where: { $0.id == stage }), target < place else {
          throw Failure.invalid(["to": "Không trả lại được về bước này"])
        }
        workflow.enter(target, &item, at: clock.now)
        item.holder = nil
        return workflow.stages[target].name
      }
      item.leaveStages()
      item.state = .editing
      item.holder = item.author
      return nil
    }
  }
}
