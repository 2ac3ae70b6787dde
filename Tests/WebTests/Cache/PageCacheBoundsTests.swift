import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("page cache: bounds and races") struct PageCacheBoundsTests {
  private let hand = ClockHand(Date(timeIntervalSince1970: 1_800_000_000))

  @Test("made-up addresses cannot fill it, nor push real pages out")
  func negatives() async throws {
    let cache = PageCache(.init(capacity: 8 << 20), clock: .set(by: hand))
    _ = try await cache.text("/") { page("trang nhất") }
    for number in 0..<2000 {
      _ = try await cache.text("/khong-co-\(number)") {
        RenderedPage(text: String(repeating: "x", count: 200), type: "text/html", status: .notFound, keys: [])
      }
    }
    #expect(cache.figures.pages <= 8 * 32 + 1)
    #expect(cache.bytes("/") != nil)
    hand.advance(by: 6)
    let last = try await cache.text("/khong-co-1999") { page("nay đã có") }
    #expect(last == "nay đã có")
  }

  @Test("it keeps to its bytes and lets the least used go")
  func eviction() async throws {
    let cache = PageCache(.init(capacity: 1 << 20), clock: .set(by: hand))
    let text = String((0..<4000).map { _ in Character(UnicodeScalar(UInt8.random(in: 65...90))) })
    for number in 0..<400 {
      _ = try await cache.text("/bai/\(number)") { page(text, keys: ["item:\(number)"]) }
      _ = try await cache.text("/") { page(text) }
    }
    let figures = cache.figures
    #expect(figures.bytes <= 1 << 20)
    #expect(figures.evictions > 100)
    #expect(cache.bytes("/") != nil)
    // Keys of pages that went are forgotten.
    cache.purgeAll()
    #expect(cache.figures.purged == figures.pages)
  }

  @Test("answers other than 200, 301, 404 and 410 are given and not kept")
  func notKept() async throws {
    let cache = PageCache(.init(), clock: .set(by: hand))
    for status in [HTTPResponse.Status.found, .badRequest, .internalServerError] {
      let rendered = RenderedPage(text: "x", type: "text/plain", status: status, keys: [])
      #expect(try await cache.cached(PageCache.address("/x"), render: { rendered }).status == status)
      #expect(cache.figures.pages == 0)
    }
    let moved = try await cache.cached(PageCache.address("/y"), render: { .moved(to: "/z", keys: []) })
    #expect(moved.status == .movedPermanently)
    #expect(cache.bytes("/y")?.contains("Location: /z\r\n") == true)
  }

  /// Publishing is: change what is true, then purge. Whoever reads after that must see at least that.
  @Test(
    "under thousands of purges and readers nobody who comes after a purge sees what was before it",
    arguments: [true, false])
  func neverBeforeThePurge(service: Bool) async throws {
    let cache = PageCache(.init(sleep: HeldSleep.never), clock: .set(by: hand))
    let truth = (0..<4).map { _ in Tally() }
    let purged = (0..<4).map { _ in Tally() }
    @Sendable func race() async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<2 {
          group.addTask {
            for round in 0..<1500 {
              let item = (round + writer) % 4
              let value = truth[item].add()
              cache.purge(keys: ["item:\(item)"])
              purged[item].raise(to: value)
              if round % 3 == 0 { await Task.yield() }
            }
          }
        }
        for reader in 0..<6 {
          group.addTask {
            for round in 0..<1500 {
              let item = (round + reader) % 4
              let least = purged[item].value
              let text = try await cache.text("/\(item)") {
                let value = truth[item].value
                await Task.yield()
                return page("\(value)", keys: ["item:\(item)"])
              }
              let seen = try #require(Int(text))
              if seen < least { Issue.record("saw \(seen) of \(item), which was \(least)") }
            }
          }
        }
        try await group.waitForAll()
      }
    }
    if service { try await withService(cache) { try await race() } } else { try await race() }
    for item in 0..<4 {
      let last = try await cache.text("/\(item)") { page("\(truth[item].value)", keys: ["item:\(item)"]) }
      #expect(last == "\(truth[item].value)")
    }
  }
}
