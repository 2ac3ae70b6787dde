/// What a ``PageCache`` has done since the start, and what it holds, for `/metrics` and `/health`.
package struct PageCacheFigures: Sendable, Equatable {
  /// Answered in front of the HTTP decoder: whole pages, and 304s.
  package var fastHits = 0
  /// 304s in front of the HTTP decoder.
  package var fastNotModified = 0
  /// Answered from the cache by a handler.
  package var hits = 0
  /// Renderings begun, and those of them that began because a purge met a page that many read.
  package var renders = 0
  /// Of ``renders``, those that a purge began.
  package var eager = 0
  /// Readers who waited for a rendering that another had begun.
  package var joined = 0
  /// Readers who were given old bytes because the new ones took long, or because rendering failed.
  package var stale = 0
  /// Of ``stale``, those whose rendering failed.
  package var staleOnError = 0
  /// Renderings that threw.
  package var failures = 0
  /// Renderings that ended in "not there" or "not for you".
  package var refused = 0
  /// Pages made stale by purges; renderings that a purge overtook.
  package var purged = 0
  /// Renderings that a purge overtook: their bytes were old before they were there.
  package var outdated = 0
  /// Pages that went to make room.
  package var evictions = 0
  /// Now: pages, their bytes, how many of them are stale, how many cannot be rendered again.
  package var pages = 0
  /// In all variants of all pages.
  package var bytes = 0
  /// Due to be rendered again when somebody asks.
  package var stalePages = 0
  /// Those whose last rendering failed.
  package var failingPages = 0

  /// Some pages are only served because their old bytes were kept: something they need is away.
  package var isDegraded: Bool { failingPages > 0 }

  /// Lines for Prometheus (text exposition format 0.0.4).
  package var prometheus: String {
    let counters: [(String, Int)] = [
      ("fast_hits_total", fastHits), ("fast_not_modified_total", fastNotModified), ("hits_total", hits),
      ("renders_total", renders), ("eager_renders_total", eager), ("joined_total", joined), ("stale_total", stale),
      ("stale_on_error_total", staleOnError), ("render_failures_total", failures), ("refused_total", refused),
      ("purged_pages_total", purged), ("outdated_renders_total", outdated), ("evictions_total", evictions),
    ]
    let gauges: [(String, Int)] = [
      ("pages", pages), ("bytes", bytes), ("stale_pages", stalePages), ("failing_pages", failingPages),
    ]
    return Prometheus.lines("page_cache", counters: counters, gauges: gauges)
  }

  static func += (left: inout Self, right: Self) {
    left.fastHits += right.fastHits
    left.fastNotModified += right.fastNotModified
    left.hits += right.hits
    left.renders += right.renders
    left.eager += right.eager
    left.joined += right.joined
    left.stale += right.stale
    left.staleOnError += right.staleOnError
    left.failures += right.failures
    left.refused += right.refused
    left.purged += right.purged
    left.outdated += right.outdated
    left.evictions += right.evictions
    left.pages += right.pages
    left.bytes += right.bytes
    left.stalePages += right.stalePages
    left.failingPages += right.failingPages
  }
}

enum Prometheus {
  static func lines(_ prefix: String, counters: [(String, Int)], gauges: [(String, Int)]) -> String {
    var text = ""
    for (kind, values) in [("counter", counters), ("gauge", gauges)] {
      for (name, value) in values { text += "# TYPE \(prefix)_\(name) \(kind)\n\(prefix)_\(name) \(value)\n" }
    }
    return text
  }
}
