import Synchronization

typealias Render = @Sendable () async throws -> RenderedPage

/// One address in a ``CacheShard``. Only touched under the shard's lock.
final class CacheEntry {
  let address: PageAddress
  /// The last page that was rendered; nil while the first one is.
  var page: CachedPage?
  /// The keys it is found by.
  var keys: Set<String> = []
  /// Kept to render again before anybody asks; the closure of the last reader.
  var render: Render
  /// Fresh until, unless purged; milliseconds since 1970.
  var expires: Int64 = 0
  /// The last purge that met it, and whether that came after its bytes were made.
  var purge = CachePurge(tick: 0, drops: false)
  var isPurged = false
  var flight: CacheFlight?
  /// Renders that failed in a row, and when the next may be tried.
  var failures = 0
  var retry: Int64 = 0
  /// Reads, halved with each rendering; when the last one was.
  var hits = 0
  var lastHit: Int64 = 0
  /// Read since the hand of the clock last passed (CLOCK, an LRU without lists).
  var isReferenced = true
  /// Its place in the shard's circle.
  var slot = 0

  init(address: PageAddress, render: @escaping Render) {
    self.address = address
    self.render = render
  }

  func isFresh(_ now: Int64) -> Bool { !isPurged && now < expires }

  func hit(_ now: Int64) {
    hits &+= 1
    lastHit = now
    isReferenced = true
  }
}

/// One rendering of an entry that is waited for, is under way, or both.
final class CacheFlight {
  let id: UInt64
  /// The shard's tick when rendering began; nil while it waits for its turn.
  var started: UInt64?
  /// It takes longer than readers should wait.
  var isOverdue = false
  /// Who waits, each with the shard's tick at arrival.
  var waiters: [(arrived: UInt64, reader: CacheWaiter)] = []

  init(id: UInt64) {
    self.id = id
  }
}

/// What a reader waits on: resolved once.
final class CacheWaiter: Sendable {
  private enum State {
    case open
    case waiting(CheckedContinuation<CachedPage, any Error>)
    case resolved(Result<CachedPage, any Error>)
  }
  private let state = Mutex(State.open)

  func resolve(_ result: Result<CachedPage, any Error>) {
    let waiting = state.withLock { state -> CheckedContinuation<CachedPage, any Error>? in
      switch state {
      case .open:
        state = .resolved(result)
        return nil
      case .waiting(let continuation):
        state = .resolved(result)
        return continuation
      case .resolved: return nil
      }
    }
    waiting?.resume(with: result)
  }

  func value() async throws -> CachedPage {
    try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state -> Result<CachedPage, any Error>? in
        if case .resolved(let result) = state { return result }
        state = .waiting(continuation)
        return nil
      }
      if let result { continuation.resume(with: result) }
    }
  }
}

/// A rendering to be done: which entry, which flight.
struct CacheJob: Sendable {
  let hash: UInt64
  let flight: UInt64
}

/// When a page was purged, by the shard's tick, and whether its old bytes must not be given any more.
struct CachePurge {
  var tick: UInt64
  var drops: Bool
}
