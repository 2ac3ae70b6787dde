package import Foundation
package import HTTPTypes
package import NIOCore

/// What a renderer hands to the ``PageCache``: one public page, the same for everybody, before it has variants.
///
/// A page may depend on its host and its address (path and the allowed parameters), on nothing else: not on cookies, not on
/// `Accept-Language`, not on who asks. Answers with a status other than 200, 301, 404 and 410 are given but not kept.
package struct RenderedPage: Sendable {
  /// 200, 301, 404 and 410 are kept.
  package var status: HTTPResponse.Status
  /// `text/html; charset=utf-8`; empty where there is no body.
  package var contentType: String
  /// Plain; packed by the cache.
  package var body: ByteBuffer
  /// What the page was made of (surrogate keys); a purge by one of them makes it stale. See `PageKey`.
  package var keys: Set<String>
  /// Seconds that browsers and proxies may keep it without asking.
  package var maxAge: Int
  /// Seconds that we keep it without rendering again where nobody purges it; the net under lost purges.
  package var freshFor: Int
  /// When what it shows changed last; nil: no such header.
  package var lastModified: Date?
  /// Further headers: `Content-Security-Policy`, `Link`, `Location`.
  package var headers: HTTPFields

  /// Bytes of any type; fresh for five minutes, and for five seconds without asking.
  package init(
    bytes body: ByteBuffer, type contentType: String, status: HTTPResponse.Status = .ok, keys: Set<String>,
    maxAge: Int = 5, freshFor: Int = 300, lastModified: Date? = nil, headers: HTTPFields = [:]
  ) {
    self.body = body
    self.contentType = contentType
    self.status = status
    self.keys = keys
    self.maxAge = maxAge
    self.freshFor = freshFor
    self.lastModified = lastModified
    self.headers = headers
  }

  /// Text of any type: feeds, sitemaps, JSON.
  package init(
    text: String, type contentType: String, status: HTTPResponse.Status = .ok, keys: Set<String>, maxAge: Int = 5,
    freshFor: Int = 300, lastModified: Date? = nil, headers: HTTPFields = [:]
  ) {
    self.init(
      bytes: ByteBuffer(string: text), type: contentType, status: status, keys: keys, maxAge: maxAge,
      freshFor: freshFor, lastModified: lastModified, headers: headers)
  }

  /// A page for people.
  package init(
    html: HTML, status: HTTPResponse.Status = .ok, keys: Set<String>, maxAge: Int = 5, freshFor: Int = 300,
    lastModified: Date? = nil, headers: HTTPFields = [:]
  ) {
    self.init(
      text: html.text, type: "text/html; charset=utf-8", status: status, keys: keys, maxAge: maxAge, freshFor: freshFor,
      lastModified: lastModified, headers: headers)
  }

  /// It lives there now, for good (RFC 9110 §15.4.2). The place is ours: a path, or an address made by us.
  package static func moved(to place: String, keys: Set<String>, maxAge: Int = 60) -> RenderedPage {
    RenderedPage(
      bytes: ByteBuffer(), type: "", status: .movedPermanently, keys: keys, maxAge: maxAge,
      headers: [.location: place])
  }

  /// Whether the cache keeps it.
  var isKept: Bool { [200, 301, 404, 410].contains(status.code) }
  /// Kept for a few seconds, in a corner of its own, so that made-up addresses cannot push real pages out.
  var isNegative: Bool { status.code == 404 }
}
