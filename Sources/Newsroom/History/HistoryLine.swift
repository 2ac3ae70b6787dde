import Foundation

/// A line of the history as it is read: autosaves of one person that followed each other closely are one line. Each of
/// them is still kept, and can be asked for by its number.
struct HistoryLine: Equatable {
  /// The newest of them.
  let head: RevisionHead
  /// How many, and the first one's number.
  let count: Int
  let first: Int

  /// Autosaves closer to each other than this many seconds are one sitting.
  static let sitting: TimeInterval = 120

  /// From revisions newest first.
  static func fold(_ heads: [RevisionHead]) -> [HistoryLine] {
    var lines: [HistoryLine] = []
    var earliest: Date?
    for head in heads {
      if let line = lines.last, let earlier = earliest, line.head.kind == .autosave, head.kind == .autosave,
        line.head.account == head.account, earlier.timeIntervalSince(head.madeAt) <= sitting
      {
        lines[lines.count - 1] = HistoryLine(head: line.head, count: line.count + 1, first: head.number)
      } else {
        lines.append(HistoryLine(head: head, count: 1, first: head.number))
      }
      earliest = head.madeAt
    }
    return lines
  }
}
