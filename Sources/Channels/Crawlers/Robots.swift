import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  private static let text = "text/plain; charset=utf-8"

  /// What crawlers may read (RFC 9309), and where the sitemaps are.
  func robots() -> RenderedPage {
    let lines = [
      "User-agent: *", "Disallow: /lam-viec/", "Disallow: /dang-nhap", "Disallow: /api/",
      "Disallow: \(SearchRequest.path)",
      "", "Sitemap: \(site.absolute("/sitemap.xml"))", "Sitemap: \(site.absolute("/sitemap-news.xml"))", "",
    ]
    return RenderedPage(text: lines.joined(separator: "\n"), type: Self.text, keys: [siteKey], maxAge: 300)
  }

  /// Whom to tell of a hole (RFC 9116); there is none where the agency has given no address.
  func securityContact() throws -> RenderedPage {
    let email = site.organisation.imprint.email
    // A line of this file must stay one line whatever was entered.
    guard !email.isEmpty, email.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw Failure.notFound }
    let expires = site.today.adding(days: 180).start
    let lines = [
      "Contact: mailto:\(email)", "Expires: \(Timestamp.text(expires))", "Preferred-Languages: vi, en",
      "Canonical: \(site.absolute("/.well-known/security.txt"))", "",
    ]
    return RenderedPage(text: lines.joined(separator: "\n"), type: Self.text, keys: [siteKey], maxAge: 300)
  }
}
