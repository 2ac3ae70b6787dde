import HTTPTypes

/// A part of the page table, with its own lock around it (see ``PageCache``). No I/O and no waiting in here: each method is
/// one step of the cache's life, and what must happen outside of the lock is returned.
struct CacheShard {
  var entries: [UInt64: CacheEntry] = [:]
  /// Which entries were made of what.
  var index: [String: Set<UInt64>] = [:]
  /// All entries in a circle, for the hand that looks for whom to let go.
  var circle: [UInt64] = []
  var hand = 0
  /// Not-found pages, oldest first.
  var negatives: [UInt64] = []
  var bytes = 0
  let capacity: Int
  private let staleWindow: Int64
  /// Counts purges; the order of purges, beginnings and arrivals.
  var tick: UInt64 = 0
  private var flights: UInt64 = 0
  /// Renderings under way.
  var underWay = 0
  /// Purges that came while something is rendered, by key: what a page is made of is known only when it is done.
  var recent: [String: CachePurge] = [:]
  var recentAll = CachePurge(tick: 0, drops: false)
  var counters = PageCacheFigures()

  init(capacity: Int, staleWindow: Int) {
    self.capacity = capacity
    self.staleWindow = Int64(staleWindow) * 1000
  }

  enum Arrival {
    case page(CachedPage)
    /// Nothing to do but to wait.
    case wait
    /// Wait, and see to it that this is rendered.
    case render(CacheJob)
    /// Take this, and see to it that the next gets a new one.
    case refresh(CachedPage, CacheJob)
    /// Another address has the same hash; render without the cache.
    case collision
  }

  mutating func arrive(
    _ address: PageAddress, _ hash: UInt64, _ waiter: CacheWaiter, _ now: Int64, render: @escaping Render
  ) -> Arrival {
    let entry: CacheEntry
    if let known = entries[hash] {
      guard known.address == address else { return .collision }
      entry = known
      entry.render = render
    } else {
      entry = CacheEntry(address: address, render: render)
      insert(entry, hash)
    }
    entry.hit(now)
    guard let page = entry.page, !(page.isNegative && !entry.isFresh(now)) else {
      return wait(entry, hash, waiter)
    }
    if entry.isFresh(now) {
      counters.hits += 1
      return .page(page)
    }
    if now < entry.retry {
      counters.staleOnError += 1
      return .page(page)
    }
    let isRendering = entry.flight?.started != nil
    if entry.isPurged || now - entry.expires > staleWindow {
      guard !(isRendering && entry.flight?.isOverdue == true) else {
        counters.stale += 1
        return .page(page)
      }
      return wait(entry, hash, waiter)
    }
    counters.stale += 1
    return isRendering ? .page(page) : .refresh(page, job(entry, hash))
  }

  /// Joins the rendering that is under way, or begins one.
  private mutating func wait(_ entry: CacheEntry, _ hash: UInt64, _ waiter: CacheWaiter) -> Arrival {
    if let flight = entry.flight {
      flight.waiters.append((tick, waiter))
      counters.joined += 1
      // One that waits for its turn among the eager ones is wanted now.
      return flight.started == nil ? .render(CacheJob(hash: hash, flight: flight.id)) : .wait
    }
    let job = job(entry, hash)
    entry.flight?.waiters.append((tick, waiter))
    return .render(job)
  }

  mutating func job(_ entry: CacheEntry, _ hash: UInt64) -> CacheJob {
    if let flight = entry.flight { return CacheJob(hash: hash, flight: flight.id) }
    flights += 1
    entry.flight = CacheFlight(id: flights)
    return CacheJob(hash: hash, flight: flights)
  }

  struct Beginning {
    let render: Render
    let old: CachedPage?
  }

  /// Takes a job on; nil where somebody else has, or nobody needs it any more.
  mutating func begin(_ job: CacheJob) -> Beginning? {
    guard let entry = entries[job.hash], let flight = entry.flight, flight.id == job.flight, flight.started == nil
    else {
      return nil
    }
    flight.started = tick
    underWay += 1
    counters.renders += 1
    return Beginning(render: entry.render, old: entry.page)
  }

  /// The rendering takes long: whoever waits gets what is there.
  mutating func overdue(_ job: CacheJob) -> [(CacheWaiter, CachedPage)] {
    guard let entry = entries[job.hash], let flight = entry.flight, flight.id == job.flight, flight.started != nil,
      let page = entry.page, !page.isNegative
    else { return [] }
    flight.isOverdue = true
    let released = flight.waiters.map { ($0.reader, page) }
    flight.waiters = []
    counters.stale += released.count
    return released
  }

  enum Outcome {
    case page(CachedPage, isKept: Bool)
    /// The page is not there any more, or not for the public: what is kept is worth nothing.
    case refused(any Error)
    /// Something we need is away: what is kept is better than nothing.
    case failed(any Error)
  }

  struct Settlement {
    var resolved: [(CacheWaiter, Result<CachedPage, any Error>)] = []
    /// Readers who came after a purge, or a hot page that was purged meanwhile, need it again.
    var again: CacheJob?
  }

  mutating func settle(_ job: CacheJob, _ outcome: Outcome, _ now: Int64, hotSince: Int64) -> Settlement {
    underWay -= 1
    defer { forgetRecent() }
    guard let entry = entries[job.hash], let flight = entry.flight, flight.id == job.flight, let start = flight.started
    else { return Settlement() }
    entry.flight = nil
    switch outcome {
    case .page(let page, true):
      return keep(page, entry, job.hash, flight, start, now, hotSince)
    case .page(let page, false) where page.status.code < 500 || entry.page == nil:
      return letGo(entry, job.hash, flight, start, .success(page))
    case .refused(let error):
      counters.refused += 1
      return letGo(entry, job.hash, flight, start, .failure(error))
    case .failed(let error):
      return fail(error, entry, job.hash, flight, now)
    case .page:
      return fail(RenderFailure(), entry, job.hash, flight, now)
    }
  }

  /// Nothing is kept. What such an answer was made of is not known, so whoever came after any purge is not given it.
  private mutating func letGo(
    _ entry: CacheEntry, _ hash: UInt64, _ flight: CacheFlight, _ start: UInt64, _ result: Result<CachedPage, any Error>
  ) -> Settlement {
    let late = flight.waiters.filter { $0.arrived > start }
    var settlement = Settlement(
      resolved: flight.waiters.filter { $0.arrived <= start }.map { ($0.reader, result) })
    guard !late.isEmpty else {
      remove(entry, hash)
      return settlement
    }
    setPage(nil, of: entry, hash)
    settlement.again = job(entry, hash)
    entry.flight?.waiters = late
    return settlement
  }

  private mutating func keep(
    _ page: CachedPage, _ entry: CacheEntry, _ hash: UInt64, _ flight: CacheFlight, _ start: UInt64, _ now: Int64,
    _ hotSince: Int64
  ) -> Settlement {
    let purge = lastPurge(of: page, entry)
    let isOutdated = purge.tick > start
    entry.failures = 0
    entry.retry = 0
    entry.hits /= 2
    entry.isPurged = isOutdated
    entry.expires = now + Int64(page.freshFor) * 1000
    setPage(isOutdated && purge.drops ? nil : page, of: entry, hash)
    // Whoever came after the purge must not get what was begun before it.
    var result = Settlement()
    var late: [(arrived: UInt64, reader: CacheWaiter)] = []
    for waiter in flight.waiters {
      // Any purge since the beginning counts: of several, only the last is known. A page not found may be made of what
      // it does not name.
      let isLate = isOutdated && purge.drops || (isOutdated || page.isNegative) && waiter.arrived > start
      if isLate { late.append(waiter) } else { result.resolved.append((waiter.reader, .success(page))) }
    }
    if isOutdated { counters.outdated += 1 }
    if !late.isEmpty || (isOutdated && entry.lastHit >= hotSince) {
      result.again = job(entry, hash)
      entry.flight?.waiters = late
    }
    if page.isNegative { boundNegatives(hash) }
    evict()
    return result
  }

  private mutating func fail(
    _ error: any Error, _ entry: CacheEntry, _ hash: UInt64, _ flight: CacheFlight, _ now: Int64
  ) -> Settlement {
    counters.failures += 1
    guard let page = entry.page, !page.isNegative else {
      remove(entry, hash)
      return Settlement(resolved: flight.waiters.map { ($0.reader, .failure(error)) })
    }
    entry.failures += 1
    // 1, 2, 4 … 60 seconds; a purge lifts it.
    entry.retry = now + min(60_000, 1000 << Int64(min(entry.failures - 1, 6)))
    counters.staleOnError += flight.waiters.count
    return Settlement(resolved: flight.waiters.map { ($0.reader, .success(page)) })
  }
}

/// The renderer answered 5xx without throwing.
struct RenderFailure: Error {}
