import Foundation

/// How long to wait after a failure: twice as long each time, up to a limit, with jitter so that many that failed
/// together do not come back together.
package struct BackOff: Sendable {
  /// Seconds after the first failure.
  package var first: Double
  /// Seconds at most.
  package var limit: Double
  /// Part of the wait that is left to chance, 0…1.
  package var jitter: Double

  /// From a second to an hour, a quarter of each wait by chance.
  package init(first: Double = 1, limit: Double = 3600, jitter: Double = 0.25) {
    self.first = first
    self.limit = limit
    self.jitter = jitter
  }

  /// Seconds to wait after this many failures (1 after the first).
  package func seconds(after failures: Int) -> Double {
    let exact = min(limit, first * pow(2, Double(min(max(failures, 1), 40) - 1)))
    return exact * (1 - jitter + Double.random(in: 0...1) * jitter)
  }
}
