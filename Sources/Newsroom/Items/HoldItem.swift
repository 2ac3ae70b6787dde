package import Contracts
package import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Giữ tin: nothing of an item leaves the newsroom before a moment; nil lifts it. Held on the item, not in its text: no
  /// older revision and no other editor can lose it.
  @discardableResult
  package func setEmbargo(
    _ time: Date?, of id: ItemID, reason: String, by principal: Principal
  ) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    let time = time?.wholeMilliseconds
    let hold: @Sendable (inout Item, any Connection) throws -> String? = { item, _ in
      try Self.requireHandling(item, principal)
      // Whoever writes may hold back; to let go what somebody holds back needs the one who answers for it.
      if item.embargo != nil { try principal.require(Self.publish, in: item.organisation) }
      try Self.requireInside(item)
      if let time {
        guard time > clock.now else { throw Failure.invalid(["embargo": "Giờ hết giữ tin phải sau giờ hiện tại"]) }
        if let scheduled = item.scheduledFor, scheduled < time {
          throw Failure.invalid([
            "embargo":
              "Bài đang hẹn đăng lúc \(VietnamTime.dateAndClock(scheduled)), trước giờ này. Hãy bỏ hẹn giờ trước."
          ])
        }
      }
      item.embargo = time
      return time.map(VietnamTime.dateAndClock)
    }
    return time == nil
      ? try await step(.embargoLifted, id, by: principal, reason: reason, hold)
      : try await step(.embargoSet, id, by: principal, reason: reason, hold)
  }

  /// Không đăng: nothing of an item ever leaves the newsroom, until somebody who may publish takes the mark away.
  @discardableResult
  package func setNotForPublication(
    _ isMarked: Bool, of id: ItemID, reason: String, by principal: Principal
  ) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    let mark: @Sendable (inout Item, any Connection) throws -> String? = { item, _ in
      try Self.requireHandling(item, principal)
      if !isMarked { try principal.require(Self.publish, in: item.organisation) }
      try Self.requireInside(item)
      item.isNotForPublication = isMarked
      if isMarked {
        item.scheduledFor = nil
        item.scheduledBy = nil
      }
      return nil
    }
    return isMarked
      ? try await step(.keptInside, id, by: principal, reason: reason, mark)
      : try await step(.released, id, by: principal, reason: reason, mark)
  }

  /// What readers have already is not held back, but withdrawn.
  private static func requireInside(_ item: Item) throws(Failure) {
    guard item.state != .published else {
      throw .conflict("Bài đã xuất bản. Muốn bạn đọc không thấy nữa, hãy gỡ bài.")
    }
  }

  /// Lets one finding pass although it blocks: by whoever the kind's profile names, with a reason that stays in the
  /// history. It holds for this finding as it is; where the text changes so that another is made, that one blocks again.
  package func overrideFinding(
    rule: String, place: String, of id: ItemID, reason: String, by principal: Principal
  ) async throws {
    let reason = try Self.checked(reason: reason)
    let opened = try await open(id, for: principal)
    let assets = try await assets(of: opened.revision.text, for: opened.item.organisation)
    _ = try await step(.overridden, id, by: principal, seen: opened.item.currentRevision, reason: reason) {
      item, connection in
      let profile = try profile(of: item.kind, in: item.organisation, on: connection)
      try principal.require(profile.overrideBy, in: item.organisation)
      let preflight = try preflight(item, opened.revision.text, assets: assets, on: connection)
      guard
        let finding = preflight.findings.first(where: { $0.rule.rawValue == rule && $0.place == place && $0.blocks })
      else { throw Failure.conflict("Lỗi này không còn nữa. Hãy tải lại trang để xem.") }
      guard finding.mayBeOverridden else { throw Failure.conflict("Lỗi này không được phép bỏ qua.") }
      try OverrideStore.insert(finding, of: item, reason: reason, by: principal, at: clock.now, on: connection)
      return finding.phrase.vietnamese
    }
  }
}
