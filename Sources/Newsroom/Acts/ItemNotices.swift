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
}

extension Item {
  /// How a sentence names it.
  var quoted: String { title.isEmpty ? "#\(code)" : "“\(title)”" }
}
