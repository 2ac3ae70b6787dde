import Contracts
import Kernel

/// Finds whose site is asked for by the Host header: an agency's domain, `<slug>.localhost` for trying out, else the agency
/// that is shown under any name.
struct SiteFinder: Sendable {
  let organisations: any OrganisationDirectory
  let stories: any PublishedStories
  let clock: WallClock
  let fallback: OrganisationID?

  /// Throws ``Failure/notFound`` where there is no press agency at all.
  func site(for host: String) async throws -> Site {
    let today = clock.today
    let agencies = try await organisations.organisations(kind: .pressAgency, on: today)
    let name = Self.name(of: host)
    guard
      let agency = agencies.first(where: { Self.domain(of: $0) == name && !name.isEmpty })
        ?? agencies.first(where: { "\($0.slug).localhost" == name }) ?? agencies.first(where: { $0.id == fallback })
        ?? agencies.first
    else { throw Failure.notFound }
    let sections = try await stories.sections(of: agency.id)
    return Site(
      organisation: agency, sections: sections, base: Self.base(agency, host: host, name: name), today: today)
  }

  /// The host without port and without `www.`.
  private static func name(of host: String) -> String {
    let host = host.lowercased()
    guard !host.hasPrefix("[") else { return host }
    let name = String(host.prefix { $0 != ":" })
    return name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
  }

  private static func domain(of agency: OrganisationProfile) -> String { name(of: agency.imprint.domain) }

  /// Links that leave the site (feeds, sitemaps) name the agency's domain; on this machine they stay here, so that they
  /// can be followed.
  private static func base(_ agency: OrganisationProfile, host: String, name: String) -> String {
    let isHere = name == "localhost" || name.hasSuffix(".localhost") || name.hasPrefix("127.") || name.hasPrefix("[")
    if isHere || agency.imprint.domain.isEmpty {
      return (isHere ? "http://" : "https://") + (host.isEmpty ? "localhost" : host)
    }
    return "https://\(agency.imprint.domain.lowercased())"
  }
}
