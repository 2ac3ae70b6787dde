import Foundation

/// A line of the history as it is read: autosaves of one person that followed each other closely are one line, also where
/// others saved in between. Each of them is still kept, and can be asked for by its number.
struct HistoryLine: Equatable {
  /// The newest of them.
  let head: RevisionHead
  /// How many, and the first one's number.
  let count: Int
  let first: Int
  /// The newest text of this sitting that was merged with others' work, as it was sent.
  var sent: Int?

  /// Autosaves closer to each other than this many seconds are one sitting.
  static let sitting: TimeInterval = 120

  /// From revisions newest first.
  static func fold(_ heads: [RevisionHead]) -> [HistoryLine] {
    // What was sent before it was merged stands behind the merged one.
    let sent = Set(heads.compactMap(\.mergedFrom))
    var lines: [HistoryLine] = []
    var earliest: [Date] = []
    for head in heads where !sent.contains(head.number) {
      if let place = open(for: head, lines, earliest) {
        let line = lines[place]
        lines[place] = HistoryLine(
          head: line.head, count: line.count + 1, first: head.number, sent: line.sent ?? head.mergedFrom)
        earliest[place] = head.madeAt
      } else {
        lines.append(HistoryLine(head: head, count: 1, first: head.number, sent: head.mergedFrom))
        earliest.append(head.madeAt)
      }
    }
    return lines
  }

  /// The line this autosave belongs to: the last of this person, if only autosaves came since.
  private static func open(for head: RevisionHead, _ lines: [HistoryLine], _ earliest: [Date]) -> Int? {
    guard head.kind == .autosave, head.name == nil else { return nil }
    for place in lines.indices.reversed() {
      let line = lines[place]
      guard line.head.kind == .autosave else { return nil }
      guard line.head.account == head.account else { continue }
      return earliest[place].timeIntervalSince(head.madeAt) <= sitting ? place : nil
    }
    return nil
  }
}
