package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Says what a machine had in a part of an item. A later declaration of the same part stands in place of the earlier,
  /// which stays in the log; whoever verified the earlier has not verified this one.
  ///
  /// - Parameter target: ``AIUse/text`` or ``AIUse/media(_:)`` of a picture or clip.
  package func declareAI(
    _ origin: AIUse.Origin, on target: String, tool: String, purpose: String, misleads: Bool, of id: ItemID,
    by principal: Principal
  ) async throws {
    let tool = ItemWords.tidy(tool, limit: 200)
    let purpose = ItemWords.tidy(purpose, limit: 1_000)
    guard origin == .none || !tool.isEmpty else { throw Failure.invalid(["tool": "Cần ghi công cụ AI đã dùng"]) }
    guard origin == .none || !purpose.isEmpty else { throw Failure.invalid(["purpose": "Cần ghi đã dùng để làm gì"]) }
    _ = try await step(.aiDeclared, id, by: principal) { item, connection in
      try Self.requireHandling(item, principal)
      try Self.requireTarget(target, of: item, on: connection)
      let use = AIUse(
        target: target, origin: origin, tool: tool, purpose: purpose, misleads: misleads, declaredBy: principal.name,
        declaredAt: clock.now)
      try AILog.add(.declared, use, to: item, by: principal, at: clock.now, on: connection)
      return [origin.phrase.vietnamese, tool].filter { !$0.isEmpty }.joined(separator: ": ")
    }
  }

  /// Answers by name for a part that a machine had a hand in: it was checked by a person who may approve.
  package func verifyAI(on target: String, of id: ItemID, by principal: Principal) async throws {
    _ = try await step(.aiVerified, id, by: principal) { item, connection in
      try principal.require(Self.approve, in: item.organisation)
      guard let use = try AILog.uses(of: id, on: connection).first(where: { $0.target == target }) else {
        throw Failure.notFound
      }
      guard use.verifiedBy == nil else { throw Failure.conflict("\(use.verifiedBy ?? "") đã kiểm chứng phần này.") }
      try AILog.add(.verified, use, to: item, by: principal, at: clock.now, on: connection)
      return use.tool
    }
  }

  /// What machines had in an item, for somebody of its newsroom.
  package func aiUses(of id: ItemID, for principal: Principal) async throws -> [AIUse] {
    try await database.read { connection in
      _ = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      return try AILog.uses(of: id, on: connection)
    }
  }

  /// Throws unless the part is the text, or a picture or clip of it.
  private static func requireTarget(_ target: String, of item: Item, on connection: any Connection) throws {
    if target == AIUse.text { return }
    guard let text = try RevisionStore.find(item.currentRevision, of: item.id, on: connection)?.text else {
      throw Failure.notFound
    }
    let pictures = (text.body.pictures + [text.metadata.lead].compactMap(\.self)).map { AIUse.media($0.rawValue) }
    let clips = text.body.clips.map { AIUse.media($0.rawValue) }
    guard (pictures + clips).contains(target) else {
      throw Failure.invalid(["target": "Bài không có ảnh, âm thanh hay video này"])
    }
  }
}
