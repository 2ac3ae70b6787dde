import HTTPTypes
import Hummingbird
import Synchronization
import Testing

@testable import Web

struct RateLimitTests {
  final class Hand: Sendable {
    let now = Mutex(0.0)
    var clock: @Sendable () -> Double { { self.now.withLock { $0 } } }
    func advance(_ seconds: Double) { now.withLock { $0 += seconds } }
  }

  @Test("a key may do its burst, then as much as time gives back")
  func bucket() {
    let hand = Hand()
    let limiter = RateLimiter(rate: 2, burst: 3, seconds: hand.clock)
    #expect((0..<3).allSatisfy { _ in limiter.take("a") == nil })
    #expect(limiter.take("a") == 1)
    #expect(limiter.take("b") == nil)
    hand.advance(0.5)
    #expect(limiter.take("a") == nil)
    #expect(limiter.take("a") == 1)
    hand.advance(3600)
    #expect((0..<3).allSatisfy { _ in limiter.take("a") == nil })
    #expect(limiter.take("a") != nil)
  }

  @Test("a million keys take no more room than was allowed, and the busy one stays limited")
  func bounded() {
    let hand = Hand()
    let limiter = RateLimiter(rate: 0.001, burst: 2, capacity: 100, seconds: hand.clock)
    _ = limiter.take("busy")
    _ = limiter.take("busy")
    for number in 0..<5000 {
      hand.advance(0.001)
      _ = limiter.take("key \(number)")
      // It goes on asking, so it is never the quietest.
      #expect(limiter.take("busy") != nil)
      #expect(limiter.count <= 100)
    }
  }

  @Test("who asks too often is told when to come back, by address and by account")
  func middleware() async throws {
    let hand = Hand()
    var settings = WebStack.Settings()
    settings.byAddress = RateLimiter(rate: 1, burst: 4, seconds: hand.clock)
    settings.byAccount = RateLimiter(rate: 0.1, burst: 2, seconds: hand.clock)
    let site = Site(settings: settings, sessions: KnownSessions.lan) { $0.get("/") { _, _ in "here" } }
    #expect(try await site.get("/", .lan, peer: "192.0.2.1").status == 200)
    #expect(try await site.get("/", .lan, peer: "192.0.2.2").status == 200)
    let refused = try await site.get("/", .lan, peer: "192.0.2.3")
    #expect(refused.status == 429)
    #expect(refused.headers[.retryAfter] == "10")
    for _ in 0..<4 { #expect(try await site.get("/", peer: "192.0.2.9").status == 200) }
    #expect(try await site.get("/", peer: "192.0.2.9").status == 429)
    #expect(try await site.get("/", peer: "192.0.2.10").status == 200)
  }

  @Test("a newsroom behind one address is not held up by what its visitors may do")
  func newsroom() async throws {
    let hand = Hand()
    var settings = WebStack.Settings()
    settings.byNewsroom = RateLimiter(rate: 1, burst: 6, seconds: hand.clock)
    settings.byAddress = RateLimiter(rate: 1, burst: 2, seconds: hand.clock)
    let site = Site(settings: settings, sessions: KnownSessions.lan) { $0.get("/") { _, _ in "here" } }
    for _ in 0..<4 { #expect(try await site.get("/", .lan, peer: "192.0.2.1").status == 200) }
    for _ in 0..<2 { #expect(try await site.get("/", peer: "192.0.2.1").status == 200) }
    #expect(try await site.get("/", .lan, peer: "192.0.2.1").status == 429)
    #expect(try await site.get("/", peer: "192.0.2.2").status == 200)
  }

  @Test("all addresses of one IPv6 network share a bucket")
  func network() {
    #expect(RateLimitMiddleware.network("2001:db8:1:2::1") == RateLimitMiddleware.network("2001:db8:1:2:ffff::9"))
    #expect(RateLimitMiddleware.network("2001:db8:1:2::1") != RateLimitMiddleware.network("2001:db8:1:3::1"))
    #expect(RateLimitMiddleware.network("192.0.2.1") == "192.0.2.1")
  }
}
