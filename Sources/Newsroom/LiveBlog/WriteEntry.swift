package import Contracts
package import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// What an entry is written with.
  package struct EntryText: Sendable {
    /// Plain; may be empty.
    package var title: String
    /// Well formed, as every ``StoryBody`` is.
    package var body: StoryBody
    /// Diễn biến chính.
    package var isKey: Bool
    /// Stands above the others, whatever its time.
    package var isPinned: Bool

    /// Only the body is needed.
    package init(title: String = "", body: StoryBody, isKey: Bool = false, isPinned: Bool = false) {
      self.title = title
      self.body = body
      self.isKey = isKey
      self.isPinned = isPinned
    }
  }

  /// What becomes of it at once.
  package enum EntryFate: Sendable, Equatable {
    /// Lies until somebody lets it out.
    case keep
    case publish
    case schedule(Date)
  }

  /// Writes an entry of a live blog: anybody who writes in the newsroom. It goes out at once where this person may let
  /// entries out (``publishLive``) and says so.
  @discardableResult
  package func writeEntry(
    _ text: EntryText, in id: ItemID, fate: EntryFate = .publish, by principal: Principal
  ) async throws -> LiveEntry {
    let text = try Self.checked(text)
    let library = try await library(of: text, in: id, for: principal)
    return try await changeLive(id, by: principal) { item, connection in
      let now = clock.now
      var entry = LiveEntry(
        item: id, title: text.title, body: text.body, isKey: text.isKey, isPinned: text.isPinned, by: principal, at: now
      )
      switch fate {
      case .keep: break
      case .publish:
        try requirePublishing(item, principal)
        try Self.requireWhole(text.body, library)
        try letOut(&entry, of: item, on: connection)
      case .schedule(let time):
        try requirePublishing(item, principal)
        try Self.requireWhole(text.body, library)
        guard time > now else { throw Failure.invalid(["at": "Giờ hẹn phải sau giờ hiện tại"]) }
        entry.state = .scheduled
        entry.scheduledFor = time.wholeMilliseconds
      }
      try LiveStore.insert(entry, on: connection)
      try record("newsroom.live.write", item, by: principal, detail: Self.detail(entry), on: connection)
      return entry
    }
  }

  /// Changes an entry's words: its author while it lies, and whoever may let entries out. The words before are kept.
  ///
  /// - Parameter version: the text that was seen; ``Failure/conflict(_:)`` where there is a newer one.
  @discardableResult
  package func editEntry(
    _ entryID: LiveEntryID, of id: ItemID, _ text: EntryText, seen version: Int, by principal: Principal
  ) async throws -> LiveEntry {
    let text = try Self.checked(text)
    let library = try await library(of: text, in: id, for: principal)
    return try await changeEntry(entryID, of: id, by: principal) { entry, item, connection in
      guard entry.version == version else {
        throw Failure.conflict("\(entry.authorName) vừa sửa diễn biến này. Hãy xem bản mới rồi sửa tiếp.")
      }
      try requireEditing(entry, item, principal)
      if entry.state == .published { try Self.requireWhole(text.body, library) }
      let now = clock.now
      try LiveStore.keepVersion(of: entry, by: principal.name, at: now, on: connection)
      let isSame = entry.title == text.title && entry.body == text.body
      entry.title = text.title
      entry.body = text.body
      entry.isKey = text.isKey
      entry.isPinned = text.isPinned
      entry.version += 1
      if entry.state == .published {
        if !isSame { entry.editedAt = now }
        try readersSee(&entry, of: item, on: connection)
      }
      try record("newsroom.live.edit", item, by: principal, detail: Self.detail(entry), on: connection)
    }
  }

  /// Lets a waiting entry out now.
  @discardableResult
  package func publishEntry(_ entryID: LiveEntryID, of id: ItemID, by principal: Principal) async throws -> LiveEntry {
    let known = try await database.read { try LiveStore.find(entryID, on: $0) }
    guard let known, known.item == id else { throw Failure.notFound }
    let library = try await library(
      of: EntryText(title: known.title, body: known.body), in: id, for: principal)
    return try await changeEntry(entryID, of: id, by: principal) { entry, item, connection in
      try requirePublishing(item, principal)
      guard entry.state == .draft || entry.state == .scheduled else {
        throw Failure.conflict("Diễn biến này đã sang bước khác. Hãy tải lại trang để xem.")
      }
      guard entry.version == known.version else {
        throw Failure.conflict("Diễn biến vừa được sửa. Hãy xem bản mới rồi đăng.")
      }
      try Self.requireWhole(entry.body, library)
      try letOut(&entry, of: item, on: connection)
      try record("newsroom.live.let-out", item, by: principal, detail: Self.detail(entry), on: connection)
    }
  }

  /// Takes an entry away, or brings it back to wait. Its words are kept.
  @discardableResult
  package func removeEntry(
    _ entryID: LiveEntryID, of id: ItemID, _ isRemoved: Bool = true, by principal: Principal
  ) async throws -> LiveEntry {
    try await changeEntry(entryID, of: id, by: principal) { entry, item, connection in
      try requireEditing(entry, item, principal)
      guard isRemoved != (entry.state == .removed) else { return }
      let wasPublic = entry.state == .published
      entry.state = isRemoved ? .removed : .draft
      entry.scheduledFor = nil
      if wasPublic { try readersSee(&entry, of: item, on: connection) }
      try record(
        isRemoved ? "newsroom.live.remove" : "newsroom.live.bring-back", item, by: principal,
        detail: Self.detail(entry), on: connection)
    }
  }

  /// Says that it is a key moment, or pinned, or not.
  @discardableResult
  package func markEntry(
    _ entryID: LiveEntryID, of id: ItemID, isKey: Bool? = nil, isPinned: Bool? = nil, by principal: Principal
  ) async throws -> LiveEntry {
    try await changeEntry(entryID, of: id, by: principal) { entry, item, connection in
      try requireEditing(entry, item, principal)
      entry.isKey = isKey ?? entry.isKey
      entry.isPinned = isPinned ?? entry.isPinned
      if entry.state == .published { try readersSee(&entry, of: item, on: connection) }
      try record("newsroom.live.mark", item, by: principal, detail: Self.detail(entry), on: connection)
    }
  }

  /// Ends a live blog, or goes on with it. Nothing goes out while it is ended.
  package func closeLive(_ id: ItemID, _ isClosed: Bool = true, by principal: Principal) async throws {
    try await changeLive(id, by: principal, isForClosed: true) { item, connection in
      guard principal.may(Self.publishLive, in: item.organisation) else { throw Failure.forbidden(Self.publishLive) }
      let now = clock.now
      _ = try LiveStore.nextChange(of: id, on: connection)
      try LiveStore.close(id, at: isClosed ? now : nil, on: connection)
      try connection.purge([PageKey.item(id)])
      try ItemEvent.insert(isClosed ? .liveClosed : .liveReopened, of: item, by: principal, at: now, on: connection)
      try record(isClosed ? "newsroom.live.close" : "newsroom.live.reopen", item, by: principal, on: connection)
    }
  }
}
