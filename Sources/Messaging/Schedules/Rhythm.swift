import Foundation
import Kernel

extension Schedule.Rhythm {
  /// How it is kept in the database, to see whether it was changed since.
  var text: String {
    switch self {
    case .every(let seconds): "every \(seconds) s"
    case .daily(let hour, let minute): "daily \(hour):\(minute)"
    }
  }

  /// Seconds between two turns.
  var period: Double {
    switch self {
    case .every(let seconds): Double(max(seconds, 1))
    case .daily: 86_400
    }
  }

  /// The first turn of all, seen at this time.
  func first(after now: Date) -> Date {
    switch self {
    case .every: now.addingTimeInterval(period)
    case .daily: next(after: now, last: now)
    }
  }

  /// The next turn later than both now and the turn just done: those missed between are left out, and a clock that went
  /// back does not bring a turn again.
  func next(after now: Date, last: Date) -> Date {
    let later = max(now, last)
    switch self {
    case .every:
      let turns = (later.timeIntervalSince(last) / period).rounded(.down) + 1
      return last.addingTimeInterval(turns * period)
    case .daily(let hour, let minute):
      let day = CivilDate(later)
      let today = day.start.addingTimeInterval(Double(hour * 3600 + minute * 60))
      return today > later ? today : today.addingTimeInterval(86_400)
    }
  }
}
