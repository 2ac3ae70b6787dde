import Contracts
import Foundation
import Kernel
import Persistence

extension Newsroom {
  /// What is said of an item's text; whoever may see the item may read it, and say something.
  func comments(of id: ItemID, for principal: Principal) async throws -> [CommentThread] {
    try await database.read { connection in
      _ = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      return CommentThread.threads(try Comment.all(of: id, on: connection))
    }
  }

  /// A comment on its way in.
  struct NewComment: Sendable {
    /// The thread it answers to; nil: a new one.
    var thread: String?
    var block: String?
    var quote = ""
    var text: String

    static let longest = 2_000
  }

  /// Says something of a text. Who is named with `@` is told, as are those in the thread, the author and the holder.
  @discardableResult
  func comment(_ new: NewComment, on id: ItemID, by principal: Principal) async throws -> Comment {
    let known = try await item(id, for: principal)
    let text = ItemWords.tidy(new.text, limit: NewComment.longest + 1)
    guard !text.isEmpty else { throw Failure.invalid(["text": "Ý kiến chưa có chữ nào"]) }
    guard text.count <= NewComment.longest else {
      throw Failure.invalid(["text": "Ý kiến dài quá \(NewComment.longest) ký tự"])
    }
    let colleagues = try await people.people(in: known.organisation)
    return try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      let first = try new.thread.flatMap { try Comment.find($0, of: id, on: connection) }
      if new.thread != nil, first == nil || first?.thread != first?.id { throw Failure.notFound }
      let key = UUIDv7.shared.next()
      try connection.execute(
        """
        INSERT INTO item_comment (id, item_id, thread_id, block_id, quote, account_id, account_name, made_at, text)
        VALUES (\(key), \(id), \(first?.id ?? key), \(first?.block ?? new.block.map { String($0.prefix(36)) }),
          \(first?.quote ?? ItemWords.tidy(new.quote, limit: 300)), \(principal.id), \(principal.name), \(clock.now),
          \(text))
        """)
      try tell(of: text, in: first?.id ?? key, item, colleagues, by: principal, on: connection)
      try record("newsroom.item.comment", item, by: principal, on: connection)
      tellOfComments(id, on: connection)
      guard let made = try Comment.find(key, of: id, on: connection) else { throw Failure.notFound }
      return made
    }
  }

  private func tell(
    of text: String, in thread: String, _ item: Item, _ colleagues: [PersonProfile], by principal: Principal,
    on connection: any Connection
  ) throws {
    let path = DeskPath.item(item.id) + "#comments"
    let title = item.title
    let named = Mentions.people(in: text, among: colleagues).filter { $0 != principal.id }
    if !named.isEmpty {
      try notifier.notify(
        NoticeDraft(
          people: named, kind: "comment.mention",
          text: "\(principal.name) nhắc bạn trong ý kiến về “\(title)”: \(text)",
          path: path, organisation: item.organisation, by: principal.id), on: connection)
    }
    let talkers = try connection.values(
      "SELECT DISTINCT account_id FROM item_comment WHERE item_id = \(item.id) AND thread_id = \(thread) LIMIT 100",
      as: AccountID.self)
    let others = Set(talkers + [item.author, item.holder].compactMap(\.self)).subtracting(named + [principal.id])
    guard !others.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: others.sorted(), kind: "comment.new", text: "\(principal.name) ghi ý kiến về “\(title)”: \(text)",
        path: path, organisation: item.organisation, by: principal.id, key: "comment/\(thread)"), on: connection)
  }

  /// Says that a thread is dealt with, or open again.
  func resolve(_ thread: String, isResolved: Bool, of id: ItemID, by principal: Principal) async throws {
    try await database.write { connection in
      _ = try Self.locked(id, for: principal, on: connection)
      let time: Date? = isResolved ? clock.now : nil
      let name: String? = isResolved ? principal.name : nil
      let count = try connection.execute(
        """
        UPDATE item_comment SET resolved_by = \(name), resolved_at = \(time)
        WHERE item_id = \(id) AND id = \(thread) AND thread_id = \(thread)
        """)
      guard count == 1 else { throw Failure.notFound }
      tellOfComments(id, on: connection)
    }
  }
}

/// Names with `@` before them.
enum Mentions {
  /// Whoever is named in full, or by a given name that only one person has: `@Nguyễn Thị Lan`, `@Lan`.
  static func people(in text: String, among colleagues: [PersonProfile]) -> [AccountID] {
    guard text.contains("@") else { return [] }
    let words = text.lowercased()
    let given = Dictionary(grouping: colleagues) { $0.name.split(separator: " ").last.map { $0.lowercased() } ?? "" }
    return colleagues.filter { person in
      if isNamed(person.name.lowercased(), in: words) { return true }
      guard let last = person.name.split(separator: " ").last?.lowercased(), given[last]?.count == 1 else {
        return false
      }
      return isNamed(last, in: words)
    }.map(\.id)
  }

  private static func isNamed(_ name: String, in text: String) -> Bool {
    guard !name.isEmpty else { return false }
    return text.ranges(of: "@" + name).contains { range in
      range.upperBound == text.endIndex || !(text[range.upperBound].isLetter || text[range.upperBound].isNumber)
    }
  }
}
