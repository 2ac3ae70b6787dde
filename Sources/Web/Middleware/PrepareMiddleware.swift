import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

/// Fills in the context: host, language, nonce, where the client is and whether it came over TLS. It refuses nothing;
/// ``RequestGuard`` does, further in, where refusals are put into words.
package struct PrepareMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  private let house: WebHouse
  private let proxies: TrustedProxies
  private let isAlwaysSecure: Bool

  /// - Parameter isAlwaysSecure: The site is only reached over TLS, whatever the proxy says.
  package init(house: WebHouse, proxies: TrustedProxies = .none, isAlwaysSecure: Bool = false) {
    self.house = house
    self.proxies = proxies
    self.isAlwaysSecure = isAlwaysSecure
  }

  /// Passes every request on, with its context filled in.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let peer = context.remoteAddress?.ipAddress
    context.house = house
    context.host = HostName.of(request)
    context.path = request.uri.path
    context.nonce = Base64URL.encode(RandomBytes.make(16))
    context.translator = house.catalogue.translator(Self.language(of: request))
    context.clientAddress = proxies.client(peer: peer, forwarded: request.headers[values: .forwardedFor]) ?? "local"
    context.isSecure =
      isAlwaysSecure || (proxies.trusts(peer) && request.headers[.forwardedProto]?.lowercased() == "https")
    return try await next(request, context)
  }

  /// What the person chose (cookie `lang`), else what the browser asks for, else Vietnamese.
  static func language(of request: Request) -> Language {
    if let chosen = request.cookies["lang"].flatMap({ Language(rawValue: $0.value) }) { return chosen }
    return Language(accepting: request.headers[.acceptLanguage])
  }
}
