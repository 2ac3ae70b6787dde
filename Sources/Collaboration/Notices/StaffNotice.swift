import Foundation
import Kernel
import Messaging
import Persistence

/// Marks the IDs of notices.
enum NoticeMark {}
typealias NoticeID = ID<NoticeMark>

/// Something one person should know.
struct StaffNotice: Sendable, RowDecodable {
  let id: NoticeID
  let account: AccountID
  let kind: String
  private let phrase: String
  private let values: [String]
  /// Where it leads on the desk.
  let path: String
  let by: AccountID?
  let madeAt: Date
  let readAt: Date?

  static let columns: SQL = "id, account, kind, phrase, phrase_values, path, by_account, made_at, read_at"

  init(row: Row) throws {
    id = try row["id"]
    account = try row["account"]
    kind = try row["kind"]
    phrase = try row["phrase"]
    let values: String = try row["phrase_values"]
    self.values = try JSONDecoder.house.decode([String].self, from: Data(values.utf8))
    path = try row["path"]
    by = try row["by_account"]
    madeAt = try row["made_at"]
    readAt = try row["read_at"]
  }

  var isRead: Bool { readAt != nil }

  /// The sentence in the language of the one who reads it: what is kept is the phrase and its values, not the words.
  func text(_ t: Translator) -> String {
    Phrase.fill(t(Phrase(stringLiteral: phrase)), with: values)
  }
}
