package import Contracts
import Foundation
package import Kernel
import Persistence

/// What is done to many items at once, each as if it were done alone.
package enum BulkAct: Sendable, Equatable {
  case submit
  case approve
  case publish
  case sendBack(reason: String)
  case handOver(to: AccountID)
  case spike(reason: String)
  case mark(Newsroom.MarkTarget, note: String)
  case highlight(list: String)
  case flag(ItemFlag)

  /// What was done, as people read it.
  package var phrase: Phrase {
    switch self {
    case .submit: "Gửi duyệt"
    case .approve: "Duyệt"
    case .publish: "Xuất bản"
    case .sendBack: "Trả lại"
    case .handOver: "Chuyển bài"
    case .spike: "Bỏ bài"
    case .mark: "Đánh dấu"
    case .highlight: "Đưa vào điểm tin"
    case .flag(let flag): flag.phrase
    }
  }
}

extension Newsroom {
  /// An item of a bulk act, and which text of it the person has seen.
  package struct BulkItem: Sendable, Equatable {
    /// The item that was ticked.
    package let id: ItemID
    /// What was on the screen; nil: whatever it is now, which ``BulkAct/approve`` refuses.
    package let revision: Int?

    /// One line of a list that was ticked.
    package init(id: ItemID, revision: Int?) {
      self.id = id
      self.revision = revision
    }

    /// As a ticked box sends it: `<id> <revision>`.
    init?(_ text: String) {
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard let first = parts.first, !first.isEmpty else { return nil }
      id = ItemID(first)
      revision = parts.count > 1 ? Int(parts[1]) : nil
    }
  }

  /// How one item of a bulk act fared.
  package struct BulkOutcome: Sendable, Equatable {
    /// The item asked for.
    package let item: ItemID
    /// Empty where this person may not see it.
    package let title: String
    /// Why it was not done; nil where it was.
    package let failure: Phrase?
  }

  /// More are not ticked by hand.
  package static let mostBulkItems = 200

  /// Does one thing to many items. Each is checked, done and written down by itself, in a transaction of its own: what is
  /// not allowed for one holds up no other. The answer is in the order asked.
  package func bulk(_ act: BulkAct, _ items: [BulkItem], by principal: Principal) async throws -> [BulkOutcome] {
    guard principal.mayAnywhere(Self.write) || principal.mayAnywhere(Self.edit) else {
      throw Failure.forbidden(Self.write)
    }
    guard items.count <= Self.mostBulkItems else {
      throw Failure.invalid(["items": "Mỗi lần chọn nhiều nhất \(Self.mostBulkItems) bài"])
    }
    var seen: Set<ItemID> = []
    var outcomes: [BulkOutcome] = []
    for item in items where seen.insert(item.id).inserted {
      var title = ""
      do {
        title = try await self.item(item.id, for: principal).title
        try await perform(act, on: item, by: principal)
        outcomes.append(BulkOutcome(item: item.id, title: title, failure: nil))
      } catch let failure as Failure {
        if case .forbidden(let permission) = failure { try await recordDenial(permission, item.id, by: principal) }
        outcomes.append(BulkOutcome(item: item.id, title: title, failure: Self.reason(failure)))
      } catch let error as any ProblemConvertible {
        outcomes.append(BulkOutcome(item: item.id, title: title, failure: error.problem.detail ?? error.problem.title))
      }
    }
    return outcomes
  }

  private func perform(_ act: BulkAct, on item: BulkItem, by principal: Principal) async throws {
    switch act {
    case .submit: try await submit(item.id, by: principal)
    case .approve:
      guard let revision = item.revision else { throw Failure.invalid(["revision": "Cần số của bản đã đọc"]) }
      try await approve(item.id, revision: revision, by: principal)
    case .publish: try await publish(item.id, revision: item.revision, by: principal)
    case .sendBack(let reason): try await sendBack(item.id, reason: reason, by: principal)
    case .handOver(let person): try await handOver(item.id, to: person, by: principal)
    case .spike(let reason): try await spike(item.id, reason: reason, revision: item.revision, by: principal)
    case .mark(let target, let note): try await mark(item.id, for: target, note: note, by: principal)
    case .highlight(let list): try await addHighlight(item.id, to: list, by: principal)
    case .flag(let flag): try await setFlag(flag, true, on: item.id, by: principal)
    }
  }

  /// What was refused alone among many is written down like any other refusal.
  private func recordDenial(_ permission: Permission, _ item: ItemID, by principal: Principal) async throws {
    try await database.write { connection in
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "security.denied", subject: "item/\(item)",
          organisation: principal.organisation, detail: ["permission": permission.rawValue]), on: connection)
    }
  }

  /// The one sentence that says why.
  private static func reason(_ failure: Failure) -> Phrase {
    if case .notFound = failure { return "Không có bài này" }
    if case .forbidden = failure { return "Bạn không có quyền làm việc này với bài" }
    let problem = failure.problem
    return problem.errors.sorted { $0.key < $1.key }.first?.value ?? problem.detail ?? problem.title
  }
}
