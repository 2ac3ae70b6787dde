package import Contracts
package import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// A text on its way in, and which revision its writer had before their eyes.
  package struct Save: Sendable {
    package var base: Int
    package var title: String
    package var summary: String
    package var body: StoryBody
    /// Nil: as it is.
    package var metadata: ItemMetadata?
    package var isAutosave: Bool

    package init(
      base: Int, title: String, summary: String, body: StoryBody, metadata: ItemMetadata? = nil, isAutosave: Bool
    ) {
      self.base = base
      self.title = title
      self.summary = summary
      self.body = body
      self.metadata = metadata
      self.isAutosave = isAutosave
    }
  }

  /// What is on the disk once this is answered.
  package struct Saved: Sendable, Equatable {
    package let revision: Int
    package let at: Date
  }

  /// Keeps a text. Every text that is answered is on the disk for good.
  ///
  /// A writer who did not see the newest text of somebody else does not write over it: the text is put aside in the
  /// history all the same, and ``EditConflict`` is thrown with both. One's own later text is no conflict (a second tab, an
  /// answer lost on the way): both stand in the history.
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
    let text = try ItemText(
      title: save.title, summary: save.summary, body: save.body, metadata: save.metadata ?? current.text.metadata
    ).checked()
    try SectionStore.requireOwn(text.metadata.section, of: item.organisation, on: connection)
    guard save.base <= item.lastRevision, save.base >= 0 else {
      throw Failure.invalid(["base": "Không có bản \(save.base) của bài này"])
    }
    if !Self.mayWrite(item, principal) {
      _ = try putAside(text, base: save.base, &item, by: principal, on: connection)
      return .refused(.conflict(Self.whyClosed(item.state)))
    }
    // A conflict's side revision cannot be a base: whoever got one was given the current text with it.
    let seen = min(save.base, item.currentRevision)
    if seen < item.currentRevision,
      try !RevisionStore.isOnly(principal.id, after: seen, of: id, on: connection), current.text != text
    {
      let kept = try putAside(text, base: save.base, &item, by: principal, on: connection)
      return .conflict(EditConflict(current: current, kept: kept))
    }
    if current.text == text { return .saved(Saved(revision: current.number, at: current.madeAt)) }
    return .saved(try advance(&item, to: text, save, by: principal, on: connection))
  }

  private func advance(
    _ item: inout Item, to text: ItemText, _ save: Save, by principal: Principal, on connection: any Connection
  ) throws -> Saved {
    let now = clock.now
    let number = item.nextRevision()
    try RevisionStore.insert(
      .init(
        number: number, base: save.base, kind: save.isAutosave ? .autosave : .save, by: principal, at: now, text: text),
      of: item.id, on: connection)
    item.currentRevision = number
    item.updatedAt = now
    item.show(text)
    try ItemStore.update(item, indexDue: now, on: connection)
    return Saved(revision: number, at: now)
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
    if metadata.place == old.place { metadata.placeName = old.placeName } else { metadata.placeName = nil }
    guard metadata.lead != old.lead || metadata.place != old.place else { return metadata }
    let checked = try await checked(metadata, of: organisation)
    return checked
  }
}

/// Somebody else's text came first. Nothing is lost: what was sent is kept as revision ``kept``.
package struct EditConflict: Error, Sendable, Equatable {
  /// What stands there now.
  package let current: Revision
  /// The number under which the rejected text is kept.
  package let kept: Int
}

extension EditConflict: ProblemConvertible {
  package var problem: Problem {
    Failure.conflict(
      "\(current.accountName) đã lưu bản mới hơn lúc \(VietnamTime.clock(current.madeAt)). Bản của bạn được giữ riêng, chưa mất gì."
    ).problem
  }
}
