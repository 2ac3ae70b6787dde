import Contracts
import Foundation
import Kernel

@testable import StoryMerge

/// The server of the model: what `Newsroom.save` does with a text, without the database.
struct Authority {
  struct Sent: Equatable {
    let client: Int
    let counter: Int
    let base: Int
    let text: Text
  }
  struct Answer: Equatable {
    let client: Int
    let counter: Int
    let revision: Int
    let text: Text
  }
  private struct Last {
    let counter: Int
    let revision: Int
    /// What the client had sent, which its later texts grew from.
    let raw: Text
  }

  /// Every text that was ever answered, and every one that came, as the history keeps them.
  private(set) var revisions: [Text]
  private(set) var raws: [Text] = []
  private var authors: [Int] = [0]
  private var lasts: [Int: Last] = [:]
  var now = Date(milliseconds: 1_795_000_000_000)
  private(set) var merges = 0

  init(_ text: Text) { revisions = [text] }

  var current: Text { revisions[revisions.count - 1] }
  var newest: Int { revisions.count - 1 }

  mutating func save(_ sent: Sent) throws -> Answer {
    if let last = lasts[sent.client], sent.counter <= last.counter { return answer(sent.client, last.counter) }
    raws.append(sent.text)
    // A client that has not seen its last answer writes on what it sent, not on what it has seen.
    let last = lasts[sent.client].flatMap { $0.revision > sent.base ? $0.raw : nil }
    let text = try Authority.merge(
      base: last ?? revisions[sent.base], theirs: current, mine: sent.text, by: sent.client, at: now,
      them: authors[newest])
    if text != sent.text { merges += 1 }
    if text != current {
      revisions.append(text)
      authors.append(sent.client)
    }
    lasts[sent.client] = Last(counter: sent.counter, revision: newest, raw: sent.text)
    return answer(sent.client, sent.counter)
  }

  private func answer(_ client: Int, _ counter: Int) -> Answer {
    Answer(client: client, counter: counter, revision: newest, text: current)
  }

  static func merge(
    base: Text, theirs: Text, mine: Text, by client: Int, at now: Date, them: Int
  ) throws -> Text {
    if mine == base || mine == theirs { return theirs }
    if theirs == base { return mine }
    var work = BlockMerge(base: base.pieces, theirs: theirs.pieces, mine: mine.pieces, me: author(client, now))
    let pieces = try work.merged { _ in author(them, now.addingTimeInterval(-1)) }
    return Text(nodes: Names.distinct(pieces.map(\.tree)))
  }

  private static func author(_ client: Int, _ at: Date) -> StoryMerge.Author {
    .init(account: AccountID("a\(client)"), name: "Người \(client)", at: at)
  }
}
