package import Contracts
package import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Hẹn giờ: an item is published at that time, not before, once. It must be fit to publish now. Nil takes it back.
  @discardableResult
  package func schedule(
    _ id: ItemID, for time: Date?, revision: Int? = nil, by principal: Principal
  ) async throws -> Item {
    try await decide(on: id, for: principal) { item, text, assets, connection in
      try principal.require(Self.publish, in: item.organisation)
      try workflow(of: item.organisation, on: connection).requireApproved(item, or: principal)
      try Self.requireSeen(revision, item)
      let now = clock.now
      if let time {
        guard time > now else { throw Failure.invalid(["at": "Giờ hẹn phải sau giờ hiện tại"]) }
        guard time < now.addingTimeInterval(366 * 86_400) else {
          throw Failure.invalid(["at": "Giờ hẹn xa quá một năm"])
        }
        // Looked at as on the day it goes out: an embargo, rights that end before.
        try item.gate.pass(at: time)
        try preflight(item, text, assets: assets, at: time, on: connection).pass()
        item.state = .ready
        item.approvedRevision = item.currentRevision
        item.leaveStages()
      }
      item.scheduledFor = time?.wholeMilliseconds
      item.scheduledBy = time == nil ? nil : principal.id
      item.updatedAt = now
      try ItemStore.update(item, indexDue: now, on: connection)
      try ItemEvent.insert(
        time == nil ? .unscheduled : .scheduled, of: item, by: principal, at: now,
        detail: time.map(VietnamTime.dateAndClock), on: connection)
      try record(
        "newsroom.item.schedule", item, by: principal, detail: ["for": time.map(Timestamp.text) ?? ""], on: connection)
      return item
    }
  }

  /// Publishes what is due. Runs every second; each item in a transaction of its own, so one that cannot be published
  /// holds up no other, and one that was published is not due any more.
  package func publishDue() async throws {
    let now = clock.now
    let due = try await database.read { connection in
      try connection.values(
        "SELECT id FROM item WHERE scheduled_for <= \(now) ORDER BY scheduled_for LIMIT 100", as: ItemID.self)
    }
    let system = Principal.system([Self.write, Self.approve, Self.publish])
    var failure: (any Error)?
    for id in due {
      do {
        try await publishScheduled(id, by: system)
      } catch Failure.invalid(let errors) {
        try await giveUp(id, errors, by: system)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func publishScheduled(_ id: ItemID, by system: Principal) async throws {
    try await decide(on: id, for: system) { item, text, assets, connection in
      guard item.state == .ready, let time = item.scheduledFor, time <= clock.now else { return }
      // Whoever set the hour had read that text; what was written over it since has nobody's approval.
      let isAnybodys = try workflow(of: item.organisation, on: connection) == .standard
      guard isAnybodys || item.approvedRevision == nil || item.approvedRevision == item.currentRevision else {
        throw Failure.invalid(["": "Bài đã được sửa sau khi duyệt"])
      }
      try makePublic(&item, text, assets: assets, by: system, on: connection)
    }
  }

  /// It became unfit meanwhile: said on the board and in its history, not tried for ever.
  private func giveUp(_ id: ItemID, _ errors: [String: Phrase], by system: Principal) async throws {
    let why = errors.sorted { $0.key < $1.key }.map(\.value.vietnamese).joined(separator: "; ")
    _ = try await step(.scheduleFailed, id, by: system, reason: why) { item, _ in
      item.scheduledFor = nil
      item.scheduledBy = nil
      return nil
    }
  }
}
