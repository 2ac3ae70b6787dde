import Contracts
import Kernel
import Persistence

extension Newsroom {
  /// Tells people what happened to an item, in the transaction in which it did. Nobody is told of what they did themselves.
  func tell(
    _ people: [AccountID?], _ kind: String, _ text: Phrase, of item: Item, path: String? = nil,
    by principal: Principal, on connection: any Connection
  ) throws {
    let others = Array(Set(people.compactMap(\.self)).subtracting([principal.id])).sorted()
    guard !others.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: others, kind: kind, text: text, path: path ?? DeskPath.item(item.id), organisation: item.organisation,
        by: principal.id, key: "\(kind):\(item.id)"),
      on: connection)
  }

  /// Tells the author what became of an item on its way, and whoever set its hour where that came to nothing.
  func tellOfStep(
    _ kind: ItemEvent.Kind, of item: Item, reason: String?, also: AccountID? = nil, by principal: Principal,
    on connection: any Connection
  ) throws {
    let words: Phrase
    switch kind {
    case .sentBack: words = "\(principal.name) đã trả lại bài \(item.quoted): \(reason ?? "")"
    case .approved: words = "\(principal.name) đã duyệt bài \(item.quoted)"
    case .published: words = "Bài \(item.quoted) của bạn đã xuất bản"
    case .scheduleFailed: words = "Không xuất bản được bài \(item.quoted) theo hẹn: \(reason ?? "")"
    default: return
    }
    let people = kind == .scheduleFailed ? [item.author, also] : [item.author]
    try tell(people, "item.\(kind.rawValue)", words, of: item, by: principal, on: connection)
  }
}

extension Item {
  /// How a sentence names it.
  var quoted: String { title.isEmpty ? "#\(code)" : "“\(title)”" }
}
