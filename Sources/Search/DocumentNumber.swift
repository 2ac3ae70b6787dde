import Foundation
import Kernel

/// A document's number: 15 bits of scope, 42 of milliseconds since 1970 (to the year 2109), 6 to tell apart what shares a
/// millisecond. So a scope is a range of numbers, newest first is descending order, and a cursor is a number.
enum DocumentNumber {
  /// 16,000 agencies, each with a site and an archive.
  static let mostScopes: Int64 = 32_000
  private static let timeBits: Int64 = 48
  private static let latest: Int64 = (1 << 42) - 1

  static func range(ofScope scope: Int64) -> ClosedRange<Int64> {
    (scope << timeBits)...((scope + 1) << timeBits) - 1
  }

  /// The first number of a time, in a scope.
  static func first(scope: Int64, time: Date) -> Int64 {
    scope << timeBits | min(max(time.milliseconds, 0), latest) << 6
  }

  /// Where to look for a free number from the first on: in the millisecond, and where thousands of documents have one
  /// time, as in an import, in 64 ms, four seconds, four minutes after it.
  static let windows: [Int64] = [1 << 6, 1 << 12, 1 << 18, 1 << 24]
}
