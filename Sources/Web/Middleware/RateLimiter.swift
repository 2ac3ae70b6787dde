import Synchronization

/// Lets each key do so much per second, with a reserve for bursts (token buckets). Memory is bounded: a key that has
/// been quiet long enough to be full again is forgotten, and where all are busy the quietest goes first.
package final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Double
  }

  private let rate: Double
  private let burst: Double
  private let capacity: Int
  private let seconds: @Sendable () -> Double
  private let buckets = Mutex<[Int: Bucket]>([:])

  /// - Parameters:
  ///   - rate: How many acts per second in the long run.
  ///   - burst: How many at once after a rest.
  ///   - capacity: How many keys are remembered; 50,000 take about 2 MB.
  ///   - seconds: A clock that never goes back.
  package init(
    rate: Double, burst: Int, capacity: Int = 50_000, seconds: @escaping @Sendable () -> Double = Monotonic.seconds
  ) {
    self.rate = rate
    self.burst = Double(max(burst, 1))
    self.capacity = max(capacity, 1)
    self.seconds = seconds
  }

  /// Takes one act from a key's bucket: nil where it is allowed, else how many whole seconds to wait.
  package func take(_ key: String) -> Int? {
    // Only the hash is kept, seeded anew by each process: nobody's address lies in memory.
    var hasher = Hasher()
    hasher.combine(key)
    let hash = hasher.finalize()
    let now = seconds()
    return buckets.withLock { buckets in
      var bucket = buckets[hash] ?? Bucket(tokens: burst, at: now)
      bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
      bucket.at = now
      let isAllowed = bucket.tokens >= 1
      if isAllowed { bucket.tokens -= 1 }
      if buckets[hash] == nil, buckets.count >= capacity { makeRoom(in: &buckets, now: now) }
      buckets[hash] = bucket
      return isAllowed ? nil : max(1, Int(((1 - bucket.tokens) / rate).rounded(.up)))
    }
  }

  /// How many keys are remembered now.
  package var count: Int { buckets.withLock { $0.count } }

  private func makeRoom(in buckets: inout [Int: Bucket], now: Double) {
    buckets = buckets.filter { $0.value.tokens + (now - $0.value.at) * rate < burst }
    guard buckets.count >= capacity else { return }
    // A quarter at once, so that the work is shared by many requests.
    let quiet = buckets.sorted { $0.value.at < $1.value.at }.prefix(max(1, capacity / 4))
    for (key, _) in quiet { buckets[key] = nil }
  }
}

/// Time that only goes forward.
package enum Monotonic {
  private static let origin = ContinuousClock.now

  /// Seconds since the process began to ask.
  package static let seconds: @Sendable () -> Double = {
    let elapsed = origin.duration(to: .now).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }
}
