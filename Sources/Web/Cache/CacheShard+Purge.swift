extension CacheShard {
  /// Pages that many read, for rendering before anybody asks.
  struct Candidate {
    let hash: UInt64
    let hits: Int
  }

  /// Makes pages stale: those made with one of the keys, or all.
  ///
  /// - Parameters:
  ///   - drops: The old bytes are not given to anybody any more, whatever happens.
  ///   - hotSince: Pages read since then (milliseconds since 1970) are returned.
  mutating func purge(_ keys: [String]?, drops: Bool, hotSince: Int64) -> [Candidate] {
    tick += 1
    note(keys, drops)
    var candidates: [Candidate] = []
    let affected = keys.map { $0.reduce(into: Set<UInt64>()) { $0.formUnion(index[$1] ?? []) } } ?? Set(entries.keys)
    for hash in affected {
      guard let entry = entries[hash] else { continue }
      entry.purge = CachePurge(tick: tick, drops: drops)
      entry.isPurged = true
      entry.failures = 0
      entry.retry = 0
      counters.purged += 1
      let isHot = entry.lastHit >= hotSince && entry.page?.isNegative != true
      if isHot && entry.flight == nil { candidates.append(Candidate(hash: hash, hits: entry.hits)) }
      if drops { setPage(nil, of: entry, hash, keepsIndex: true) }
      if entry.page == nil && entry.flight == nil && !isHot { remove(entry, hash) }
    }
    return candidates
  }

  /// Renderings under way must learn of this purge when they are done.
  private mutating func note(_ keys: [String]?, _ drops: Bool) {
    guard underWay > 0 else { return }
    guard let keys, recent.count + keys.count < 4096 else {
      recentAll = CachePurge(tick: tick, drops: drops || recentAll.drops)
      recent = [:]
      return
    }
    for key in keys { recent[key] = CachePurge(tick: tick, drops: drops || recent[key]?.drops == true) }
  }

  mutating func forgetRecent() {
    guard underWay == 0 else { return }
    recent.removeAll(keepingCapacity: true)
    recentAll = CachePurge(tick: 0, drops: false)
  }

  /// The last purge that concerns a page that has just been rendered.
  func lastPurge(of page: CachedPage, _ entry: CacheEntry) -> CachePurge {
    var last = entry.purge
    if recentAll.tick > last.tick { last = recentAll }
    if !recent.isEmpty {
      for key in page.keys {
        if let purge = recent[key], purge.tick > last.tick { last = purge }
      }
    }
    return last
  }

  /// Begins the rendering of a purged page; nil where that was done meanwhile.
  mutating func queue(_ hash: UInt64) -> CacheJob? {
    guard let entry = entries[hash], entry.isPurged, entry.flight == nil else { return nil }
    counters.eager += 1
    return job(entry, hash)
  }

  /// Nobody will do the jobs that wait; whoever waits for them gets what there is.
  mutating func abandon() -> [(CacheWaiter, CachedPage?)] {
    var released: [(CacheWaiter, CachedPage?)] = []
    for (hash, entry) in entries {
      guard let flight = entry.flight, flight.started == nil else { continue }
      released += flight.waiters.map { ($0.reader, entry.page) }
      entry.flight = nil
      if entry.page == nil { remove(entry, hash) }
    }
    return released
  }
}

extension CacheShard {
  mutating func insert(_ entry: CacheEntry, _ hash: UInt64) {
    entries[hash] = entry
    entry.slot = circle.count
    circle.append(hash)
  }

  mutating func remove(_ entry: CacheEntry, _ hash: UInt64) {
    setPage(nil, of: entry, hash)
    entries[hash] = nil
    let last = circle.removeLast()
    if last != hash {
      circle[entry.slot] = last
      entries[last]?.slot = entry.slot
    }
  }

  /// - Parameter keepsIndex: A purge that comes before the next rendering is done must still find the entry.
  mutating func setPage(_ page: CachedPage?, of entry: CacheEntry, _ hash: UInt64, keepsIndex: Bool = false) {
    let keys = page?.keys ?? (keepsIndex ? entry.keys : [])
    if keys != entry.keys {
      forget(entry.keys.subtracting(keys), hash)
      for key in keys.subtracting(entry.keys) { index[key, default: []].insert(hash) }
      entry.keys = keys
    }
    if entry.page?.isNegative == true, page?.isNegative != true { negatives.removeAll { $0 == hash } }
    bytes += (page?.size ?? 0) - (entry.page?.size ?? 0)
    entry.page = page
  }

  private mutating func forget(_ keys: Set<String>, _ hash: UInt64) {
    for key in keys {
      index[key]?.remove(hash)
      if index[key]?.isEmpty == true { index[key] = nil }
    }
  }

  /// At most 32 not-found pages in a shard.
  mutating func boundNegatives(_ hash: UInt64) {
    if !negatives.contains(hash) { negatives.append(hash) }
    while negatives.count > 32 {
      let oldest = negatives.removeFirst()
      if let entry = entries[oldest], entry.flight == nil { remove(entry, oldest) }
    }
  }

  /// Lets go of the least used until the rest fits.
  mutating func evict() {
    var patience = 2 * circle.count
    while bytes > capacity, patience > 0, !circle.isEmpty {
      patience -= 1
      hand = hand >= circle.count - 1 ? 0 : hand + 1
      let hash = circle[hand]
      guard let entry = entries[hash], entry.flight == nil else { continue }
      if entry.isReferenced {
        entry.isReferenced = false
      } else {
        counters.evictions += 1
        remove(entry, hash)
      }
    }
  }
}
