package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Gửi duyệt: hands an item to those who approve. It then lies on the desk until an editor takes it.
  @discardableResult
  package func submit(_ id: ItemID, by principal: Principal) async throws -> Item {
    try await step(.submitted, id, by: principal) { item, connection in
      try Self.requireHandling(item, principal)
      try Self.requireState(item, .draft, .editing)
      let text = try RevisionStore.find(item.currentRevision, of: id, on: connection)?.text
      guard let text else { throw Failure.notFound }
      var errors: [String: Phrase] = [:]
      if text.title.isEmpty { errors["title"] = "Cần có tiêu đề" }
      if text.body.isEmpty { errors["body"] = "Bài chưa có nội dung" }
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      let workflow = try workflow(of: item.organisation, on: connection)
      workflow.enter(0, &item, at: clock.now)
      item.holder = nil
      return workflow == .standard ? nil : workflow.stages[0].name
    }
  }
}
