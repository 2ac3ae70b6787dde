package import Hummingbird
package import Kernel
package import NIOCore

/// What is known of a request before anybody looks at it: where it came from, in which language, and who asks.
///
/// Middleware fills it in; handlers of public pages take it as it is. Handlers that need a signed-in person take
/// ``StaffContext``, which cannot be had without one.
package struct AppContext: RequestContext, RemoteAddressRequestContext {
  /// What the framework keeps with a request.
  package var coreContext: CoreRequestContextStorage
  /// The other end of the connection: behind a proxy, the proxy. See ``clientAddress``.
  package var remoteAddress: SocketAddress?
  /// The client's address as text, for rate limits; never logged, never stored as it is.
  package var clientAddress: String
  /// The name and port of the request's Host header, checked; empty where it was missing or nonsense.
  package var host = ""
  /// The path that was asked for, without its query, as it was sent.
  package var path = "/"
  /// Whether the reader came over TLS, as a trusted proxy or the settings say.
  package var isSecure = false
  /// In the language chosen by cookie, else asked for by the browser, else Vietnamese.
  package var translator = Translator(.vietnamese)
  /// A new value for each answer, named by its Content-Security-Policy (CSP Level 3 §2.3.1).
  package var nonce = ""
  /// Nil where nobody is signed in, and where that could not be found out: see ``sessionFailure``.
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

  /// The language of the answer.
  package var language: Language { translator.language }
  /// Who asks; nil where nobody is signed in.
  package var principal: Principal? { session?.principal }

  /// As the connection gives it; ``PrepareMiddleware`` fills in the rest.
  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
    clientAddress = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

/// Who is signed in with which session, as far as a request needs to know it. The room Security makes it.
package struct Session: Sendable {
  /// Who it is and what they may do, as it was found a few seconds ago at most.
  package let principal: Principal
  /// What forms must send back (see `Form`), different for each session.
  package let csrfToken: String
  /// A person who must first change the password, or set up the second factor, sees nothing else.
  package let mustVisit: String?

  /// Without `mustVisit` the person may go anywhere.
  package init(principal: Principal, csrfToken: String, mustVisit: String? = nil) {
    self.principal = principal
    self.csrfToken = csrfToken
    self.mustVisit = mustVisit
  }
}

/// A request by somebody who is signed in. `init` throws ``Failure/unauthenticated`` otherwise, so a handler that takes
/// this context cannot be reached by anybody else: `routes.group(context: StaffContext.self)`.
package struct StaffContext: ChildRequestContext {
  /// What the framework keeps with a request.
  package var coreContext: CoreRequestContextStorage
  /// What was known before it was asked who it is.
  package let parent: AppContext
  /// The session with which this request came.
  package let session: Session

  /// Who asks, for use cases.
  package var principal: Principal { session.principal }
  /// In the language of the person.
  package var translator: Translator { parent.translator }
  /// The same as the policy of this answer names.
  package var nonce: String { parent.nonce }
  /// As it was sent, without its query.
  package var path: String { parent.path }
  /// What all pages share.
  package var house: WebHouse { parent.house }
  /// The session as it is at the moment of asking; nil once the person has signed out.
  package var currentSession: @Sendable () async -> Session? { parent.currentSession }

  /// Throws ``Failure/unauthenticated``, what kept us from finding out who asks, or ``MustVisit``.
  package init(context: AppContext) throws {
    guard let session = context.session else { throw context.sessionFailure ?? Failure.unauthenticated }
    if let place = session.mustVisit, !MustVisit.allows(context.path, place) { throw MustVisit(place: place) }
    self.coreContext = context.coreContext
    self.parent = context
    self.session = session
  }
}
