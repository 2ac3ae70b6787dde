package import Kernel
package import Persistence

/// What a cached page was made of (surrogate key): a page keeps its keys, a change purges by key.
package enum PageKey {
  /// The channel on which purges are told to every node; the payload is keys with a space between them.
  package static let channel = "hoitu_purge"

  /// Pages that show this story, or its line in a list.
  package static func item(_ id: ItemID) -> String { "item:\(id)" }
  /// The page and the feed of a section.
  package static func section(_ id: SectionID) -> String { "section:\(id)" }
  /// The page of an author; a slug is unique only within an agency.
  package static func author(_ slug: String, _ organisation: OrganisationID) -> String {
    "author:\(organisation):\(slug)"
  }
  /// Home, feeds, sitemaps: whatever lists the newest of an agency.
  package static func lists(_ organisation: OrganisationID) -> String { "lists:\(organisation)" }
  /// Masthead, footer, sections: every page of an agency's site.
  package static func site(_ organisation: OrganisationID) -> String { "site:\(organisation)" }
  /// Pages that play this clip.
  package static func clip(_ id: ClipID) -> String { "clip:\(id)" }
  /// Pages that show this picture.
  package static func picture(_ id: PictureID) -> String { "picture:\(id)" }
}

extension Connection {
  /// Purges every cached page made with one of these keys, on every node, once this transaction is committed.
  package func purge(_ keys: [String]) throws {
    // PostgreSQL carries at most 8,000 bytes in one notification.
    for start in stride(from: 0, to: keys.count, by: 80) {
      try notify(PageKey.channel, keys[start..<min(start + 80, keys.count)].joined(separator: " "))
    }
  }
}
