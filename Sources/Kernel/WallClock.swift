package import Foundation
package import Synchronization

/// The time of day, handed to whoever needs it, so that tests decide what time it is.
///
/// Times are whole milliseconds: both databases keep exactly that, so a value read back equals the value written.
package struct WallClock: Sendable {
  private let read: @Sendable () -> Date

  /// Asks this each time; ``now`` cuts what it says to the millisecond.
  package init(_ read: @escaping @Sendable () -> Date) {
    self.read = read
  }

  /// Now, in UTC, cut to the millisecond.
  package var now: Date { read().wholeMilliseconds }

  /// Today in Vietnam (Asia/Ho_Chi_Minh).
  package var today: CivilDate { CivilDate(now) }

  /// The clock of the machine.
  package static let system = WallClock { Date() }

  /// Always this time.
  package static func fixed(_ date: Date) -> WallClock { WallClock { date } }

  /// The time a hand was last set to; for tests that move it.
  package static func set(by hand: ClockHand) -> WallClock { WallClock { hand.now } }
}

/// A clock hand that a test moves.
package final class ClockHand: Sendable {
  private let date: Mutex<Date>

  /// Stands at this time until it is moved.
  package init(_ date: Date) {
    self.date = Mutex(date)
  }

  /// Where it stands.
  package var now: Date { date.withLock { $0 } }

  /// Moves it on by so many seconds; back where they are negative.
  package func advance(by seconds: TimeInterval) {
    date.withLock { $0 = $0.addingTimeInterval(seconds) }
  }

  /// Sets it to a time, earlier or later.
  package func move(to date: Date) {
    self.date.withLock { $0 = date }
  }
}

extension Date {
  /// The same time without what is finer than a millisecond.
  package var wholeMilliseconds: Date {
    // A date is kept as seconds since 2001, to about a ten-millionth: a whole millisecond may read as a hair less.
    Date(milliseconds: Int64((timeIntervalSince1970 * 1000 + 0.001).rounded(.down)))
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  /// From milliseconds since 1970-01-01T00:00:00Z.
  package init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
