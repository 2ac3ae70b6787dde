package import Contracts
package import Foundation
package import Kernel
import Persistence
package import StoryMerge

extension Newsroom {
  /// A text on its way in, and which revision its writer had before their eyes.
  package struct Save: Sendable {
    /// The revision that its writer had before their eyes.
    package var base: Int
    /// The headline, plain.
    package var title: String
    /// The sapo, plain.
    package var summary: String
    /// Well formed, as every ``StoryBody`` is.
    package var body: StoryBody
    /// Nil: as it is.
    package var metadata: ItemMetadata?
    /// Made by the page itself while somebody writes, not on purpose.
    package var isAutosave: Bool
    /// The open page it came from; nil for forms without scripts, and for programs that do not say.
    package var origin: SaveOrigin?

    /// Checked by ``Newsroom/save(_:to:by:)``.
    package init(
      base: Int, title: String, summary: String, body: StoryBody, metadata: ItemMetadata? = nil, isAutosave: Bool,
      origin: SaveOrigin? = nil
    ) {
      self.base = base
      self.title = title
      self.summary = summary
      self.body = body
      self.metadata = metadata
      self.isAutosave = isAutosave
      self.origin = origin
    }
  }

  /// What is on the disk once this is answered.
  package struct Saved: Sendable, Equatable {
    /// The number under which the text stands now.
    package let revision: Int
    /// When it was kept.
    package let at: Date
    /// The text that stands there now, where it is another than the one that was sent: others wrote, too.
    package var merged: Revision?
    /// Short fields that both changed: what stands is the other's; mine is in the history.
    package var conflicts: [StoryMerge.FieldConflict] = []
    /// Whose text stood there when this one came, where the two were merged.
    package var mergedWith: String?
  }

  /// Keeps a text. Every text that is answered is on the disk for good.
  ///
  /// A writer who did not see the newest text of somebody else does not write over it: the two are merged block by block
  /// (docs/adr/0009-together.md), and what was sent stands in the history as it came. Where the two together are more
  /// than a story may hold, it is put aside all the same and ``EditConflict`` is thrown.
  package func save(_ save: Save, to id: ItemID, by principal: Principal) async throws -> Saved {
    let known = try await item(id, for: principal)
    var save = save
    save.metadata = try await checkedChange(save.metadata, from: known.metadata, of: known.organisation)
    let checked = save
    let outcome = try await database.write { try write(checked, to: id, by: principal, on: $0) }
    switch outcome {
    case .saved(let saved): return saved
    case .conflict(let conflict): throw conflict
    case .refused(let failure): throw failure
    }
  }

  private enum Outcome: Sendable {
    case saved(Saved)
    case conflict(EditConflict)
    /// Not allowed now, but put aside.
    case refused(Failure)
  }

  private func write(
    _ save: Save, to id: ItemID, by principal: Principal, on connection: any Connection
  ) throws -> Outcome {
    var item = try Self.locked(id, for: principal, on: connection)
    try Self.requireHandling(item, principal)
    guard let current = try RevisionStore.find(item.currentRevision, of: id, on: connection) else {
      throw Failure.notFound
    }
    guard save.base <= item.lastRevision, save.base >= 0 else {
      throw Failure.invalid(["base": "Không có bản \(save.base) của bài này"])
    }
    let last = try save.origin.flatMap { try LastSave.find($0.client, of: id, on: connection) }
    if let last, let origin = save.origin, origin.counter <= last.counter {
      return .saved(try again(last, current, of: id, on: connection))
    }
    let base = try grown(from: save, last, current, by: principal, on: connection, of: id)
    let text = try ItemText(
      title: save.title, summary: save.summary, body: save.body,
      metadata: save.metadata ?? (base ?? current).text.metadata
    ).checked()
    try SectionStore.requireOwn(text.metadata.section, of: item.organisation, on: connection)
    if try InboxFollow.keepsOut(principal, from: id, on: connection) {
      _ = try putAside(text, base: save.base, &item, by: principal, on: connection)
      return .refused(.conflict(InboxFollow.whyClosed))
    }
    if !Self.mayWrite(item, principal) {
      _ = try putAside(text, base: save.base, &item, by: principal, on: connection)
      return .refused(.conflict(Self.whyClosed(item.state)))
    }
    let sitting = Sitting(save: save, principal: principal, isFirst: last == nil)
    guard let base, base.text != current.text, current.text != text else {
      return .saved(try advance(&item, from: current, to: text, sitting, on: connection))
    }
    return try merge(text, over: base, current, &item, sitting, on: connection)
  }

  /// One save, and who sent it.
  private struct Sitting {
    let save: Save
    let principal: Principal
    /// Whether nothing came from this page before.
    let isFirst: Bool
  }

  /// The answer that was given before: the same save came a second time.
  private func again(
    _ last: LastSave, _ current: Revision, of id: ItemID, on connection: any Connection
  ) throws -> Saved {
    let known = try RevisionStore.find(last.revision, of: id, on: connection) ?? current
    return Saved(revision: known.number, at: known.madeAt, merged: last.sent == last.revision ? nil : known)
  }

  /// The text that this one grew from, where it is another than the newest; nil where nothing of others came between.
  private func grown(
    from save: Save, _ last: LastSave?, _ current: Revision, by principal: Principal, on connection: any Connection,
    of id: ItemID
  ) throws -> Revision? {
    if let last, last.revision > save.base {
      // The page has not seen the answer to its last save: it goes on from what it sent.
      if last.revision == current.number, last.sent == last.revision { return nil }
      return try RevisionStore.find(last.sent, of: id, on: connection)
    }
    guard save.base < current.number else { return nil }
    // Without a name of the page, one's own later text is a second save of the same one: both stand in the history.
    if save.origin == nil, try RevisionStore.isOnly(principal.id, after: save.base, of: id, on: connection) {
      return nil
    }
    return try RevisionStore.find(max(save.base, 1), of: id, on: connection)
  }

  private func merge(
    _ text: ItemText, over base: Revision, _ current: Revision, _ item: inout Item, _ sitting: Sitting,
    on connection: any Connection
  ) throws -> Outcome {
    let principal = sitting.principal
    let id = item.id
    let merged: MergedText
    do {
      merged = try MergedText(
        base: base.text, theirs: current.text, mine: text,
        me: .init(account: principal.id, name: principal.name, at: clock.now)
      ) { block in
        try RevisionStore.author(of: block, after: base.number, upTo: current, of: id, on: connection)
      }
    } catch is StoryBody.Invalid {
      let kept = try putAside(text, base: sitting.save.base, &item, by: principal, on: connection)
      return .conflict(EditConflict(current: current, kept: kept))
    }
    if merged.text == text { return .saved(try advance(&item, from: current, to: text, sitting, on: connection)) }
    // What came stands in the history as it came, whatever became of it.
    let sent = try putAside(text, base: sitting.save.base, &item, by: principal, on: connection)
    var saved = try advance(&item, from: current, to: merged.text, sitting, sent: sent, on: connection)
    saved.merged = Revision(
      number: saved.revision, base: current.number, kind: sitting.save.isAutosave ? .autosave : .save,
      account: principal.id, accountName: principal.name, madeAt: saved.at, text: merged.text)
    saved.conflicts = merged.conflicts
    saved.mergedWith = current.accountName
    return .saved(saved)
  }

  /// - Parameter sent: the revision that holds what was sent, where `text` is that merged with others'.
  private func advance(
    _ item: inout Item, from current: Revision, to text: ItemText, _ sitting: Sitting, sent: Int? = nil,
    on connection: any Connection
  ) throws -> Saved {
    let (save, principal, now) = (sitting.save, sitting.principal, clock.now)
    var saved = Saved(revision: current.number, at: current.madeAt)
    if current.text != text {
      let number = item.nextRevision()
      try RevisionStore.insert(
        .init(
          number: number, base: sent == nil ? save.base : current.number, kind: save.isAutosave ? .autosave : .save,
          by: principal, at: now, text: text, mergedFrom: sent),
        of: item.id, on: connection)
      item.currentRevision = number
      item.updatedAt = now
      item.show(text)
      try ItemStore.update(item, indexDue: now, on: connection)
      tellOfRevision(number, of: item.id, from: save.origin?.client, by: principal, on: connection)
      saved = Saved(revision: number, at: now)
    }
    if let origin = save.origin {
      try LastSave.keep(
        origin, revision: saved.revision, sent: sent ?? saved.revision, of: item.id, at: now,
        isFirst: sitting.isFirst, on: connection)
    }
    return saved
  }

  private func putAside(
    _ text: ItemText, base: Int, _ item: inout Item, by principal: Principal, on connection: any Connection
  ) throws -> Int {
    let number = item.nextRevision()
    try RevisionStore.insert(
      .init(number: number, base: base, kind: .conflict, by: principal, at: clock.now, text: text), of: item.id,
      on: connection)
    try ItemStore.giveOut(number, of: item.id, on: connection)
    return number
  }

  private static func whyClosed(_ state: ItemState) -> Phrase {
    state == .withdrawn
      ? "Bài đã gỡ, không sửa được nữa. Bản bạn vừa viết vẫn được giữ trong lịch sử."
      : "Bài đã duyệt. Muốn sửa, hãy nhờ biên tập viên trả lại. Bản bạn vừa viết vẫn được giữ trong lịch sử."
  }

  /// Checks what is new in the metadata; what was there before was checked then.
  private func checkedChange(
    _ metadata: ItemMetadata?, from old: ItemMetadata, of organisation: OrganisationID
  ) async throws -> ItemMetadata? {
    guard var metadata else { return nil }
    metadata.keepPlaceNames(of: old)
    guard metadata.needsLookingUp(since: old) else { return metadata }
    let checked = try await checked(metadata, of: organisation)
    return checked
  }
}

/// Somebody else's text came first, and the two cannot be made one. Nothing is lost: what was sent is kept as revision ``kept``.
package struct EditConflict: Error, Sendable, Equatable {
  /// What stands there now.
  package let current: Revision
  /// The number under which the rejected text is kept.
  package let kept: Int
}

extension EditConflict: ProblemConvertible {
  /// 409, with whose text came first and when.
  package var problem: Problem {
    Failure.conflict(
      "\(current.accountName) đã lưu bản mới hơn lúc \(VietnamTime.clock(current.madeAt)). Bản của bạn được giữ riêng, chưa mất gì."
    ).problem
  }
}
