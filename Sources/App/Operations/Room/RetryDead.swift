import Contracts
import Foundation
package import Kernel
import Messaging
import Persistence

extension Operations {
  /// What was given up and can be tried again.
  package enum GivenUp: Sendable, Equatable {
    /// The dead deliveries of a lane.
    case lane(String)
    /// The dead jobs of a kind.
    case job(String)
  }

  /// Tries again what was given up; returns how many. Throws ``Failure/conflict(_:)`` where there is nothing any more.
  @discardableResult
  package func retry(_ what: GivenUp, by principal: Principal) async throws -> Int {
    try principal.require(Self.manage, in: nil)
    let audit = audit
    let now = clock.now
    return try await database.write { connection in
      let (count, action, subject) =
        switch what {
        case .lane(let name):
          (try MessagingState.retryDead(lane: name, at: now, on: connection), "operations.lane.retry", "lane/\(name)")
        case .job(let name):
          (try MessagingState.retryDead(job: name, at: now, on: connection), "operations.job.retry", "job/\(name)")
        }
      guard count > 0 else {
        throw Failure.conflict("Không còn gì để chạy lại: có thể người khác vừa làm rồi.")
      }
      try audit.record(
        AuditEntry(actor: principal.id, action: action, subject: subject, detail: ["count": "\(count)"]),
        on: connection)
      return count
    }
  }
}
