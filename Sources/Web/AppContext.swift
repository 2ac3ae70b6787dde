package import Hummingbird
package import Kernel
package import NIOCore

/// What is known of a request before anybody looks at it: where it came from, in which language, and who asks.
///
/// Middleware fills it in; handlers of public pages take it as it is. Handlers that need a signed-in person take
/// ``StaffContext``, which cannot be had without one.
package struct AppContext: RequestContext, RemoteAddressRequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The other end of the connection; behind a trusted proxy, the address it vouches for.
  package var remoteAddress: SocketAddress?
  /// The client's address as text, for rate limits; never logged, never stored as it is.
  package var clientAddress: String
  /// The name and port of the request's Host header, checked; empty where it was missing or nonsense.
  package var host = ""
  /// The path that was asked for, without its query, as it was sent.
  package var path = "/"
  package var isSecure = false
  package var translator = Translator(.vietnamese)
  /// A new value for each answer, named by its Content-Security-Policy (CSP Level 3 §2.3.1).
  package var nonce = ""
  package var session: Session?
  /// Whether a page asks by itself, to show what is new: no sign that the person is there, so it keeps no session alive.
  package var isBackground = false
  /// The session as it is at the moment of asking, for answers that stay open; nil once it has ended.
  package var currentSession: @Sendable () async -> Session? = { nil }
  /// Why it could not be found out who asks (the database is away): pages for everybody are served all the same.
  package var sessionFailure: (any Error)?
  /// Translations, assets and rooms, shared by all pages.
  package var house = WebHouse()
  /// Whether only the head of the answer was asked for; handlers see a GET.
  package var isHead = false

  package var language: Language { translator.language }
  package var principal: Principal? { session?.principal }

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
    clientAddress = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

/// Who is signed in with which session, as far as a request needs to know it. The room Security makes it.
package struct Session: Sendable {
  package let principal: Principal
  /// What forms must send back (see `Form`), different for each session.
  package let csrfToken: String
  /// A person who must first change the password, or set up the second factor, sees nothing else.
  package let mustVisit: String?

  package init(principal: Principal, csrfToken: String, mustVisit: String? = nil) {
    self.principal = principal
    self.csrfToken = csrfToken
    self.mustVisit = mustVisit
  }
}

/// A request by somebody who is signed in. `init` throws ``Failure/unauthenticated`` otherwise, so a handler that takes
/// this context cannot be reached by anybody else: `routes.group(context: StaffContext.self)`.
package struct StaffContext: ChildRequestContext {
  package var coreContext: CoreRequestContextStorage
  package let parent: AppContext
  package let session: Session

  package var principal: Principal { session.principal }
  package var translator: Translator { parent.translator }
  package var nonce: String { parent.nonce }
  package var path: String { parent.path }
  package var house: WebHouse { parent.house }
  /// The session as it is at the moment of asking; nil once the person has signed out.
  package var currentSession: @Sendable () async -> Session? { parent.currentSession }

  package init(context: AppContext) throws {
    guard let session = context.session else { throw context.sessionFailure ?? Failure.unauthenticated }
    if let place = session.mustVisit, !MustVisit.allows(context.path, place) { throw MustVisit(place: place) }
    self.coreContext = context.coreContext
    self.parent = context
    self.session = session
  }
}
