import Foundation
import Kernel

/// A document's number: 14 bits of scope, 42 of milliseconds since 1970 (to the year 2109), 6 to tell apart what shares a
/// millisecond. So a scope is a range of numbers, newest first is descending order, and a cursor is a number.
enum DocumentNumber {
  static let scopes = 1 << 14
  private static let timeBits: Int64 = 48
  private static let latest: Int64 = (1 << 42) - 1

  static func range(ofScope scope: Int64) -> ClosedRange<Int64> {
    (scope << timeBits)...((scope + 1) << timeBits) - 1
  }

  /// The number to try, the `attempt`th time: other documents may have taken those before. The window of time grows
  /// eightfold each time, so that thousands of documents of one minute all find a place near it.
  static func candidate(scope: Int64, id: String, time: Date, attempt: Int) -> Int64 {
    let base = min(max(time.milliseconds, 0), latest) << 6
    guard attempt > 0 else { return scope << timeBits | base }
    let window: Int64 = 64 << Int64(min(attempt, 10) * 3 - 3)
    let offset = Int64(bitPattern: hash(id, attempt) >> 1) % window
    return scope << timeBits | min(base + offset, latest << 6 | 63)
  }

  private static func hash(_ id: String, _ attempt: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(attempt)
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ hash >> 29
  }
}
