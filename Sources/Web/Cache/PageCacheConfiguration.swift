package import HTTPTypes

extension PageCache {
  /// How a page cache behaves.
  package struct Configuration: Sendable {
    /// Bytes kept in all variants of all pages; the least used go first.
    package var capacity: Int
    /// The query parameters that make a different page; every other one (`utm_…`, `fbclid`) is left out of the key.
    package var parameters: Set<String>
    /// The cookie of signed-in people (`SiteCookie`), without `__Host-`. Requests that carry it, under its plain name or
    /// with that prefix, never take the byte-level path.
    package var sessionCookie: String
    /// On every page: security headers and the site's Content-Security-Policy.
    package var headers: HTTPFields
    /// How long a reader waits for a purged page to be rendered before the old bytes are given.
    package var patience: Duration
    /// Seconds after `freshFor` in which old bytes are given at once while new ones are made (RFC 5861 §3).
    package var staleWhileRevalidate: Int
    /// Seconds in which caches in front of us may give old bytes when we fail (RFC 5861 §4).
    package var staleIfError: Int
    /// A page read within so many seconds before its purge is rendered again at once, before anybody asks.
    package var hotFor: Int
    /// At most so many pages are rendered again by one purge, the most read first; the rest when asked for.
    package var hotPages: Int
    /// How time passes while a reader waits; tests hold it.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// What suits one small machine: 64 MiB, a minute of heat, 50 ms of patience.
    package init(
      capacity: Int = 64 << 20, parameters: Set<String> = ["trang", "sau"], sessionCookie: String = "session",
      headers: HTTPFields = Configuration.publicHeaders, patience: Duration = .milliseconds(50),
      staleWhileRevalidate: Int = 30,
      staleIfError: Int = 86_400, hotFor: Int = 60, hotPages: Int = 64,
      sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
      self.capacity = capacity
      self.parameters = parameters
      self.sessionCookie = sessionCookie
      self.headers = headers
      self.patience = patience
      self.staleWhileRevalidate = staleWhileRevalidate
      self.staleIfError = staleIfError
      self.hotFor = hotFor
      self.hotPages = hotPages
      self.sleep = sleep
    }

    /// What browsers are told to refuse on every public page. Public pages hold no inline script, so no nonce, which
    /// would make every answer different. Over TLS only, App adds `Strict-Transport-Security`.
    package static let publicHeaders: HTTPFields = [
      .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy:
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
      HTTPField.Name("Referrer-Policy")!: "strict-origin-when-cross-origin",
      HTTPField.Name("Permissions-Policy")!: "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
      HTTPField.Name("Cross-Origin-Opener-Policy")!: "same-origin",
      HTTPField.Name("Cross-Origin-Resource-Policy")!: "same-origin",
    ]
  }
}
