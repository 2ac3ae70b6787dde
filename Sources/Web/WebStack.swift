package import Hummingbird
import Kernel
package import Logging

/// The way of every request through the kit, in order. App makes one, adds the rooms' routes to its router, and serves
/// its responder.
///
/// 1. ``AccessLog``, 2. ``PrepareMiddleware``, 3. ``SecurityHeaders``, 4. ``CompressionMiddleware``,
/// 5. ``ProblemMiddleware``, 6. ``RequestGuard``, 7. rate by address, 8. ``MethodMiddleware``, 9. ``SessionMiddleware``,
/// 10. rate by visitor and by account, 11. ``OriginGuard``, then the route. Headers and packing lie outside of the
/// problems, so that error pages get them too; what is refused cheaply is refused before the database is asked who it is.
package struct WebStack: Sendable {
  /// What an installation may decide.
  package struct Settings: Sendable {
    /// The names this site answers to.
    package var hosts = HostPolicy.any
    /// Whose word about the client is taken.
    package var proxies = TrustedProxies.none
    /// The site is only reached over TLS, whatever the proxy says.
    package var isAlwaysSecure = false
    /// How long bodies may be.
    package var bodies = BodyLimits()
    /// Who may show our pages in a frame (CSP Level 3 §6.4.2).
    package var frameAncestors = "'none'"
    /// Requests that are not answered from the page cache; a whole commune may share one address.
    package var byAddress = RateLimiter(rate: 100, burst: 1000)
    /// The same where somebody is signed in: a whole newsroom may, and each editor saves and tells where the cursor is.
    package var byNewsroom = RateLimiter(rate: 1500, burst: 5000)
    /// Of one signed-in person: 30 a second, 300 at once.
    package var byAccount = RateLimiter(rate: 30, burst: 300)

    /// Any host, no proxy, no frames.
    package init() {}
  }

  private let house: WebHouse
  private let settings: Settings
  private let logger: Logger
  private let sessions: any SessionReader
  private let onDenied: SessionMiddleware.Denied
  private let table = RouteTable()

  /// Routes are added to the router that ``makeRouter()`` gives.
  package init(
    house: WebHouse, settings: Settings = Settings(), logger: Logger, sessions: any SessionReader,
    onDenied: @escaping SessionMiddleware.Denied = { _, _, _ in }
  ) {
    self.house = house
    self.settings = settings
    self.logger = logger
    self.sessions = sessions
    self.onDenied = onDenied
  }

  /// An empty router with all of the kit before it. Middleware added later comes innermost.
  package func makeRouter() -> Router<AppContext> {
    let router = Router(context: AppContext.self)
    router.add(middleware: AccessLog(logger: logger))
    router.add(
      middleware: PrepareMiddleware(
        house: house, proxies: settings.proxies, isAlwaysSecure: settings.isAlwaysSecure))
    router.add(middleware: SecurityHeaders(frameAncestors: settings.frameAncestors))
    router.add(middleware: CompressionMiddleware())
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: RequestGuard(hosts: settings.hosts, limits: settings.bodies))
    // Before the session is looked for: that costs a look into the database.
    router.add(middleware: RateLimitMiddleware(settings.byNewsroom, by: .address))
    router.add(middleware: MethodMiddleware(table: table))
    router.add(middleware: SessionMiddleware(reader: sessions, onDenied: onDenied))
    router.add(middleware: RateLimitMiddleware(settings.byAddress, by: .visitor))
    router.add(middleware: RateLimitMiddleware(settings.byAccount, by: .account))
    router.add(middleware: OriginGuard())
    return router
  }

  /// What the server serves, once every route was added.
  package func responder(for router: Router<AppContext>) -> SiteResponder {
    SiteResponder(router: router, table: table)
  }
}
