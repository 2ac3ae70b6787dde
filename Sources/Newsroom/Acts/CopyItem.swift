package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Nhân bản: a new draft in one's own hands with the same words, linked to the one it was copied from.
  @discardableResult
  package func duplicate(_ id: ItemID, by principal: Principal) async throws -> Item {
    try await copy(id, as: .duplicate, by: principal) { $0 }
  }

  /// Viết tiếp: a new draft that goes on where this item ended, linked to it as its predecessor: the same section, subjects
  /// and place; one's own name above it.
  ///
  /// - Parameter keepsText: begins with the predecessor's words instead of an empty page.
  @discardableResult
  package func rewrite(_ id: ItemID, keepsText: Bool = false, by principal: Principal) async throws -> Item {
    try await copy(id, as: .rewrite, by: principal) { old in
      var text = old
      text.metadata.bylines = [BylineProfile(name: principal.name)]
      if !keepsText {
        text.summary = ""
        text.body = StoryBody(blocks: [.init(.related(.init(item: id, title: old.title)))])
        text.metadata.lead = nil
      }
      return text
    }
  }

  private func copy(
    _ id: ItemID, as kind: ItemLinkKind, by principal: Principal,
    _ change: @Sendable @escaping (ItemText) -> ItemText
  ) async throws -> Item {
    try await database.write { connection in
      let old = try Self.locked(id, for: principal, on: connection)
      guard let text = try RevisionStore.find(old.currentRevision, of: id, on: connection)?.text else {
        throw Failure.notFound
      }
      var new = NewItem(organisation: old.organisation, text: change(text))
      new.kind = old.kind
      var item = try create(new, by: principal, on: connection)
      // What is held back is held back in every copy, too.
      item.embargo = old.embargo.flatMap { $0 > clock.now ? $0 : nil }
      item.isNotForPublication = old.isNotForPublication
      try ItemStore.update(item, indexDue: clock.now, on: connection)
      let now = clock.now
      try ItemLinkStore.put(kind, from: item.id, to: id, by: principal.id, at: now, on: connection)
      try ItemEvent.insert(
        kind == .rewrite ? .rewriteOf : .copiedFrom, of: item, by: principal, at: now, detail: old.quoted,
        on: connection)
      try ItemEvent.insert(
        kind == .rewrite ? .rewritten : .duplicated, of: old, by: principal, at: now, detail: "#\(item.code)",
        on: connection)
      if kind == .rewrite {
        try tell(
          [old.author], "item.rewritten", "\(principal.name) viết tiếp bài \(old.quoted) của bạn", of: item,
          by: principal, on: connection)
      }
      try record(
        kind == .rewrite ? "newsroom.item.rewrite" : "newsroom.item.duplicate", item, by: principal,
        detail: ["from": id.rawValue], on: connection)
      return item
    }
  }
}
