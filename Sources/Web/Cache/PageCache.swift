import Foundation
package import Hummingbird
package import Kernel
import NIOCore
import Synchronization

/// The public pages in their final bytes.
///
/// **Freshness.** A page is fresh until one of its keys is purged or its `freshFor` has passed.
/// - *After a purge* the next reader gets the new page: a reader who comes then waits for the rendering, which at most one
///   does at a time. Old bytes are given only where that rendering already runs for longer than `patience` (50 ms), or
///   fails. Pages with readers are rendered again at the purge, before anybody asks. So publish → visible is the time of
///   one rendering, and a database that hangs never makes readers wait longer than `patience`.
/// - *After `freshFor`* nothing is known to have changed, so readers get the old bytes at once while one rendering is done
///   (`staleWhileRevalidate`); when that window has passed too, as after a purge.
/// - *A rendering that fails* leaves the old bytes where they are; it is tried again after 1, 2, 4 … 60 seconds, or at the
///   next purge. An error that is an answer (not found, gone, forbidden) is no failure: the page goes.
/// - *A purge during a rendering* is never lost: what was begun before it is stale when it is done, even where nobody knew
///   yet that the page is made of that key, and readers who came after the purge wait for the next rendering.
/// - ``drop(keys:)`` is for what must not be seen any more: its old bytes are given to nobody.
///
/// It is a `Service`: give it to the application so that renderings outlive the readers who asked for them. Where it does
/// not run, as in tests of a router, the first reader renders in its own task.
package final class PageCache: Sendable {
  /// As it was given; never changes.
  package let configuration: Configuration
  let clock: WallClock
  private let shards: [Shard]
  let lanes = Mutex<Lanes?>(nil)
  let sessionCookie: [UInt8]

  private final class Shard: Sendable {
    let state: Mutex<CacheShard>
    init(_ state: sending CacheShard) { self.state = Mutex(state) }
  }

  /// Renders nothing in the background until it is run as a `Service`.
  package init(_ configuration: Configuration = Configuration(), clock: WallClock = .system) {
    self.configuration = configuration
    self.clock = clock
    sessionCookie = Array(configuration.sessionCookie.utf8)
    let window = configuration.staleWhileRevalidate
    shards = (0..<8).map { _ in Shard(CacheShard(capacity: configuration.capacity / 8, staleWindow: window)) }
  }

  /// The page, rendered where that is needed. Throws what `render` throws where there are no old bytes to give.
  ///
  /// - Parameter render: Kept, to render the page again later: it must not hold on to the request or its context, and gives
  ///   the same page to everybody.
  package func page(
    for request: PageRequest, render: @escaping @Sendable () async throws -> RenderedPage
  ) async throws -> Response {
    try await cached(request.address, render: render).response(to: request)
  }

  func cached(_ address: PageAddress, render: @escaping Render) async throws -> CachedPage {
    let hash = address.hash
    let waiter = CacheWaiter()
    let arrival = shard(hash) { $0.arrive(address, hash, waiter, now, render: render) }
    switch arrival {
    case .page(let page): return page
    case .wait: break
    case .render(let job): await submit(job, isEager: false)
    case .refresh(let page, let job):
      await submit(job, isEager: false)
      return page
    case .collision: return CachedPage(try await render(), configuration, old: nil)
    }
    return try await waiter.value()
  }

  /// Makes every page stale that was made with one of these keys: whoever reads from now on sees what is true now.
  package func purge(keys: some Sequence<String>) {
    purge(Array(keys), drops: false)
  }

  /// A purge as it is told between nodes: keys with a space between them (`PageKey.channel`).
  package func purge(payload: String) {
    purge(keys: payload.split(separator: " ").map(String.init))
  }

  /// Makes every page stale: after a gap in what other nodes told, after a restore, after a change of the design.
  package func purgeAll() {
    purge(nil, drops: false)
  }

  /// Like ``purge(keys:)``, and the old bytes are given to nobody, not even while rendering takes long or fails.
  package func drop(keys: some Sequence<String>) {
    purge(Array(keys), drops: true)
  }

  /// Counts since the start, and the state now; summed over all shards, each for itself.
  package var figures: PageCacheFigures {
    let now = now
    return shards.reduce(into: PageCacheFigures()) { sum, shard in
      sum += shard.state.withLock { state in
        var figures = state.counters
        figures.pages = state.entries.count
        figures.bytes = state.bytes
        for entry in state.entries.values where entry.page != nil {
          if !entry.isFresh(now) { figures.stalePages += 1 }
          if entry.failures > 0 { figures.failingPages += 1 }
        }
        return figures
      }
    }
  }

  private func purge(_ keys: [String]?, drops: Bool) {
    if keys?.isEmpty == true { return }
    let hotSince = hotSince
    var candidates = shards.flatMap { shard in
      shard.state.withLock { $0.purge(keys, drops: drops, hotSince: hotSince) }
    }
    guard lanes.withLock({ $0 != nil }) else { return }
    candidates.sort { $0.hits > $1.hits }
    for candidate in candidates.prefix(configuration.hotPages) {
      if let job = shard(candidate.hash, { $0.queue(candidate.hash) }) { submitEager(job) }
    }
  }

  /// Milliseconds since 1970.
  var now: Int64 { clock.now.milliseconds }
  var hotSince: Int64 { now - Int64(configuration.hotFor) * 1000 }

  func shard<Value: Sendable>(_ hash: UInt64, _ body: (inout CacheShard) -> Value) -> Value {
    shards[Int(truncatingIfNeeded: hash) & 7].state.withLock { body(&$0) }
  }

  func everyShard<Value: Sendable>(_ body: (inout CacheShard) -> [Value]) -> [Value] {
    shards.flatMap { shard in shard.state.withLock { body(&$0) } }
  }
}
