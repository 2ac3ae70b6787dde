import Contracts
import Foundation
import Kernel
import Persistence

/// What somebody says of a text, or answers to what was said: threads beside the text, never in it.
struct Comment: Sendable, Equatable, Encodable, RowDecodable {
  let id: String
  /// The ID of the first comment of its thread.
  let thread: String
  /// The block it is about, and the words of it as they were then; nil: the whole item.
  let block: String?
  let quote: String
  let account: AccountID
  let name: String
  let at: Date
  let text: String
  /// Who said that the thread is dealt with; only on its first comment.
  let resolvedBy: String?
  let resolvedAt: Date?

  static let columns: SQL = """
    id, thread_id, block_id, quote, account_id, account_name, made_at, text, resolved_by, resolved_at
    """

  init(row: Row) throws {
    id = try row["id"]
    thread = try row["thread_id"]
    block = try row["block_id"]
    quote = try row["quote"]
    account = try row["account_id"]
    name = try row["account_name"]
    at = try row["made_at"]
    text = try row["text"]
    resolvedBy = try row["resolved_by"]
    resolvedAt = try row["resolved_at"]
  }

  /// Oldest first within a thread, threads by their first comment.
  static func all(of item: ItemID, limit: Int = 500, on connection: any Connection) throws -> [Comment] {
    try connection.all(
      "SELECT \(columns) FROM item_comment WHERE item_id = \(item) ORDER BY thread_id, id LIMIT \(limit)")
  }

  static func find(_ id: String, of item: ItemID, on connection: any Connection) throws -> Comment? {
    try connection.first("SELECT \(columns) FROM item_comment WHERE item_id = \(item) AND id = \(id)")
  }
}

/// A thread as it is shown.
struct CommentThread: Sendable, Encodable {
  let id: String
  let block: String?
  let quote: String
  let resolvedBy: String?
  let comments: [Comment]

  var isResolved: Bool { resolvedBy != nil }

  static func threads(_ comments: [Comment]) -> [CommentThread] {
    var order: [String] = []
    let byThread = Dictionary(grouping: comments) { comment in
      if !order.contains(comment.thread) { order.append(comment.thread) }
      return comment.thread
    }
    return order.compactMap { id in
      guard let comments = byThread[id], let first = comments.first else { return nil }
      return CommentThread(
        id: id, block: first.block, quote: first.quote, resolvedBy: first.resolvedBy, comments: comments)
    }
  }
}
