package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// For whom an item is marked.
  package enum MarkTarget: Sendable, Equatable {
    case person(AccountID)
    /// A desk: whoever works on that section.
    case section(SectionID)
  }

  /// Đánh dấu cho người hoặc ban: asks somebody to look at an item, with a note. Whoever holds it keeps it. The same mark
  /// made again takes the new note.
  @discardableResult
  package func mark(
    _ id: ItemID, for target: MarkTarget, note: String = "", by principal: Principal
  ) async throws -> ItemMarking {
    let note = ItemWords.tidy(note, limit: 501)
    guard note.count <= 500 else { throw Failure.invalid(["note": "Lời nhắn dài quá 500 ký tự"]) }
    let organisation = try await item(id, for: principal).organisation
    let name = try await self.name(of: target, in: organisation)
    return try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      let now = clock.now
      let mark = try MarkStore.put(target, on: item, note: note, by: principal, at: now, connection)
      try ItemEvent.insert(
        .marked, of: item, by: principal, at: now, reason: note.isEmpty ? nil : note, detail: name, on: connection)
      if case .person(let account) = target {
        let words: Phrase =
          note.isEmpty
          ? "\(principal.name) đánh dấu bài \(item.quoted) cho bạn"
          : "\(principal.name) đánh dấu bài \(item.quoted) cho bạn: \(note)"
        try tell([account], "item.marked", words, of: item, by: principal, on: connection)
      }
      try record("newsroom.item.mark", item, by: principal, detail: ["for": target.text], on: connection)
      return mark
    }
  }

  /// What was asked for is done: by the one it was marked for, the one who marked it, or an editor.
  package func finishMark(_ markID: String, of id: ItemID, by principal: Principal) async throws {
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      guard let mark = try MarkStore.open(markID, of: id, on: connection) else { throw Failure.notFound }
      let isOwn = mark.account == principal.id || mark.madeBy == principal.id || mark.section != nil
      guard isOwn || principal.may(Self.edit, in: item.organisation) else { throw Failure.forbidden(Self.edit) }
      let now = clock.now
      try MarkStore.finish(markID, by: principal.id, at: now, on: connection)
      try ItemEvent.insert(
        .markDone, of: item, by: principal, at: now, detail: mark.note.isEmpty ? nil : mark.note, on: connection)
      try tell(
        [mark.madeBy], "item.mark-done", "\(principal.name) đã xong việc bạn đánh dấu ở bài \(item.quoted)", of: item,
        by: principal, on: connection)
      try record("newsroom.item.mark-done", item, by: principal, on: connection)
    }
  }

  /// What is still asked for on these items.
  func openMarks(on items: [ItemID]) async throws -> [ItemID: [ItemMarking]] {
    guard !items.isEmpty else { return [:] }
    let marks = try await database.read { try MarkStore.open(on: items, on: $0) }
    return Dictionary(grouping: marks, by: \.item)
  }

  private func name(of target: MarkTarget, in organisation: OrganisationID) async throws -> String {
    switch target {
    case .person(let account):
      guard let person = try await people.people(in: organisation).first(where: { $0.id == account }) else {
        throw Failure.invalid(["to": "Người này không làm việc ở cơ quan của bài"])
      }
      return person.name
    case .section(let id):
      let section = try await database.read { try SectionStore.find(id, on: $0) }
      guard let section, section.organisation == organisation else {
        throw Failure.invalid(["to": "Không có chuyên mục này"])
      }
      return section.name
    }
  }
}

extension Newsroom.MarkTarget {
  /// As a form sends it: `nguoi:<id>`, `muc:<id>`.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0] {
    case "nguoi": self = .person(AccountID(parts[1]))
    case "muc": self = .section(SectionID(parts[1]))
    default: return nil
    }
  }

  var text: String {
    switch self {
    case .person(let account): "nguoi:\(account)"
    case .section(let section): "muc:\(section)"
    }
  }
}
