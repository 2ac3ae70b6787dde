/// A text told by another: as many bytes from its start, as many from its end, and what stands between.
///
/// Typing changes one place of a text, so a revision kept this way costs the few bytes that were typed. Each revision is
/// told by the one before it, back to the last one kept whole, never further than ``longestChain``: reading one is one
/// query, whatever the length of the history.
struct TextDelta: Equatable {
  let head: Int
  let tail: Int
  let middle: [UInt8]

  init(from old: [UInt8], to new: [UInt8]) {
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    self.head = head
    self.tail = tail
    self.middle = Array(new[head..<new.count - tail])
  }

  init(head: Int, tail: Int, middle: [UInt8]) {
    self.head = head
    self.tail = tail
    self.middle = middle
  }

  /// After so many deltas a revision is kept whole.
  static let longestChain = 32

  /// Whether it is worth keeping instead of the whole.
  func isCompact(for new: [UInt8]) -> Bool { middle.count * 2 <= new.count }

  /// The text, or nil where this delta is not of that keyframe.
  func applied(to old: [UInt8]) -> [UInt8]? {
    guard head >= 0, tail >= 0, head + tail <= old.count else { return nil }
    return old[..<head] + middle + old[(old.count - tail)...]
  }
}
