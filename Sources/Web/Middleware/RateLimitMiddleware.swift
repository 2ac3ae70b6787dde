package import Hummingbird
import Kernel

/// Answers 429 with `Retry-After` to whoever asks too often (RFC 6585 §4).
package struct RateLimitMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  /// Whose requests share a bucket.
  package enum Key: Sendable {
    /// Those of one client address (of one /64 network for IPv6).
    case address
    /// The same, but only of those who are not signed in.
    case visitor
    /// Those of one account; who is not signed in is not counted.
    case account
  }

  private let limiter: RateLimiter
  private let key: Key

  /// Counts in this limiter; whoever is over it is told how long to wait.
  package init(_ limiter: RateLimiter, by key: Key) {
    self.limiter = limiter
    self.key = key
  }

  /// Throws ``Failure/tooMany(retryAfter:)``, in whole seconds.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    if let name = name(context), let seconds = limiter.take(name) { throw Failure.tooMany(retryAfter: seconds) }
    return try await next(request, context)
  }

  private func name(_ context: AppContext) -> String? {
    switch key {
    case .address: Self.network(context.clientAddress)
    case .visitor: context.principal == nil ? Self.network(context.clientAddress) : nil
    case .account: context.principal?.id.rawValue
    }
  }

  /// One household or phone has a whole /64 to choose from, so the rest of an IPv6 address says nothing.
  static func network(_ address: String) -> String {
    guard let bytes = AddressRange.bytes(address), bytes.count == 16 else { return address }
    return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":")
  }
}
