import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("page cache") struct PageCacheTests {
  private let hand = ClockHand(Date(timeIntervalSince1970: 1_800_000_000))

  private func cache(
    capacity: Int = 8 << 20, sleep: @escaping @Sendable (Duration) async throws -> Void = HeldSleep.never
  ) -> PageCache {
    PageCache(.init(capacity: capacity, sleep: sleep), clock: .set(by: hand))
  }

  @Test("a hundred readers of a new page cost one rendering")
  func singleFlight() async throws {
    let cache = cache()
    let gate = Gate()
    let renders = Tally()
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<100 {
        group.addTask {
          try await cache.text("/") {
            renders.add()
            await gate.pass()
            return page("một")
          }
        }
      }
      await until { cache.figures.joined == 99 }
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(texts == Array(repeating: "một", count: 100))
    #expect(renders.value == 1)
    #expect(cache.bytes("/")?.hasSuffix("\r\n\r\nmột") == true)
  }

  @Test("the next reader after a purge gets the new page, and the byte-level path gives nothing meanwhile")
  func purge() async throws {
    let cache = cache()
    _ = try await cache.text("/") { page("cũ") }
    #expect(try await cache.text("/") { page("mới") } == "cũ")
    cache.purge(keys: ["item:2"])
    #expect(try await cache.text("/") { page("mới") } == "cũ")
    cache.purge(payload: "item:7 item:1")
    #expect(cache.bytes("/") == nil)
    #expect(try await cache.text("/") { page("mới") } == "mới")
    cache.purgeAll()
    #expect(try await cache.text("/") { page("mới nữa") } == "mới nữa")
  }

  @Test("a reader after a purge gets the old bytes once rendering takes too long, and the new ones follow")
  func patience() async throws {
    let sleep = HeldSleep()
    let cache = cache(sleep: sleep.sleep)
    _ = try await cache.text("/") { page("cũ") }
    cache.purge(keys: ["item:1"])
    let gate = Gate()
    try await withService(cache) { () async throws -> Void in
      async let first = cache.text("/") {
        await gate.pass()
        return page("mới")
      }
      await until { sleep.sleepers == 1 && gate.arrived == 1 }
      await sleep.end()
      #expect(try await first == "cũ")
      // It is known to take long by now.
      #expect(try await cache.text("/") { page("khác") } == "cũ")
      gate.open()
      await until { cache.figures.stalePages == 0 }
      #expect(try await cache.text("/") { page("khác") } == "mới")
      #expect(cache.figures.stale == 2)
    }
  }

  @Test("a purge during the first rendering is not lost, though nobody knew yet what the page is made of")
  func purgeDuringFirst() async throws {
    let cache = cache()
    let gate = Gate()
    try await withService(cache) { () async throws -> Void in
      async let before = cache.text("/") {
        await gate.pass()
        return page("cũ", keys: ["item:9"])
      }
      await until { gate.arrived == 1 }
      cache.purge(keys: ["item:9"])
      async let after = cache.text("/") { page("mới", keys: ["item:9"]) }
      await until { cache.figures.joined == 1 }
      gate.open()
      #expect(try await before == "cũ")
      #expect(try await after == "mới")
      #expect(try await cache.text("/") { page("nữa") } == "mới")
      #expect(cache.figures.outdated == 1)
    }
  }

  @Test("a purge during a rendering leaves the page stale; an unrelated one does not")
  func purgeDuringRendering() async throws {
    for (key, isStale) in [("item:1", true), ("item:2", false)] {
      let cache = cache()
      let gate = Gate()
      async let first = cache.text("/") {
        await gate.pass()
        return page("một")
      }
      await until { gate.arrived == 1 }
      cache.purge(keys: [key])
      gate.open()
      #expect(try await first == "một")
      let isFresh = cache.bytes("/") != nil
      // Where nobody runs the service, the first reader renders again himself.
      #expect(isFresh || cache.figures.renders == 2, "\(key)")
      #expect(cache.figures.renders == (isStale ? 2 : 1))
    }
  }

  @Test("what fails leaves the old bytes, is tried again later and later, and at once after a purge")
  func failure() async throws {
    let cache = cache()
    let tries = Tally()
    let broken: @Sendable () async throws -> RenderedPage = {
      tries.add()
      throw Failure.unavailable("Cơ sở dữ liệu đang bận")
    }
    _ = try await cache.text("/") { page("cũ") }
    cache.purge(keys: ["item:1"])
    #expect(try await cache.text("/", broken) == "cũ")
    #expect(try await cache.text("/", broken) == "cũ")
    #expect(tries.value == 1)
    #expect(cache.figures.isDegraded)
    hand.advance(by: 1.1)
    #expect(try await cache.text("/", broken) == "cũ")
    #expect(tries.value == 2)
    hand.advance(by: 1.1)
    #expect(try await cache.text("/", broken) == "cũ")
    #expect(tries.value == 2)
    cache.purge(keys: ["item:1"])
    #expect(try await cache.text("/") { page("mới") } == "mới")
    #expect(!cache.figures.isDegraded)
  }

  @Test("an error that is an answer takes the page away")
  func gone() async throws {
    let cache = cache()
    _ = try await cache.text("/") { page("cũ") }
    cache.purge(keys: ["item:1"])
    await #expect(throws: Failure.gone) { try await cache.text("/") { throw Failure.gone } }
    #expect(cache.figures.pages == 0)
  }

  @Test("what was dropped is given to nobody, not even when rendering fails")
  func drop() async throws {
    let cache = cache()
    _ = try await cache.text("/") { page("bị gỡ") }
    cache.drop(keys: ["item:1"])
    await #expect(throws: Failure.unavailable("x")) { try await cache.text("/") { throw Failure.unavailable("x") } }
    #expect(try await cache.text("/") { page("trang sau") } == "trang sau")
  }

  @Test("a page dropped while it is rendered is not kept and not given to later readers")
  func dropDuringRendering() async throws {
    let cache = cache()
    let gate = Gate()
    try await withService(cache) { () async throws -> Void in
      async let before = cache.text("/") {
        await gate.pass()
        return page(gate.arrived == 1 ? "bị gỡ" : "trang sau")
      }
      await until { gate.arrived == 1 }
      cache.drop(keys: ["item:1"])
      async let after = cache.text("/") { page("trang sau") }
      await until { cache.figures.joined == 1 }
      gate.open()
      _ = try await before
      #expect(try await after == "trang sau")
    }
  }

  @Test("after freshFor the old bytes are given at once while one rendering is done; long after, the reader waits")
  func staleWhileRevalidate() async throws {
    let cache = cache()
    _ = try await cache.text("/") { page("cũ", freshFor: 10) }
    let gate = Gate()
    try await withService(cache) { () async throws -> Void in
      hand.advance(by: 11)
      let render: @Sendable () async throws -> RenderedPage = {
        await gate.pass()
        return page("mới", freshFor: 10)
      }
      #expect(try await cache.text("/", render) == "cũ")
      #expect(try await cache.text("/", render) == "cũ")
      await until { gate.arrived == 1 }
      gate.open()
      await until { cache.figures.stalePages == 0 }
      #expect(cache.figures.renders == 2)
      hand.advance(by: 100)
      #expect(try await cache.text("/") { page("sau", freshFor: 10) } == "sau")
    }
  }

  @Test("a page that many read is rendered again at its purge, before anybody asks")
  func eager() async throws {
    let cache = cache()
    let version = Tally(1)
    let render: @Sendable () async throws -> RenderedPage = { page("\(version.value)") }
    try await withService(cache) { () async throws -> Void in
      _ = try await cache.text("/nóng", render)
      hand.advance(by: 120)
      _ = try await cache.text("/", render)
      version.add()
      cache.purge(keys: ["item:1"])
      await until { cache.bytes("/") != nil }
      #expect(cache.bytes("/")?.hasSuffix("\r\n\r\n2") == true)
      #expect(cache.bytes("/nóng") == nil)
      #expect(cache.figures.eager == 1)
    }
  }
}

/// Runs the cache's service beside a test.
func withService(_ cache: PageCache, _ body: () async throws -> Void) async throws {
  let running = Task { try await cache.run() }
  await until { cache.lanes.withLock { $0 != nil } }
  do { try await body() } catch {
    running.cancel()
    throw error
  }
  running.cancel()
  try await running.value
}
