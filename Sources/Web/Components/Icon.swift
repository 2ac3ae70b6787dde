import Synchronization

/// A line icon of the Lucide set, drawn from the sprite that set-up builds (`scripts/install-web.py`, `scripts/icons.txt`).
///
/// Never alone: a word stands beside it, or the thing that holds it has an accessible name.
package enum Icon {
  /// Where the sprites lie: of the desk, of the site. Set once at start, when the fingerprints are known.
  private static let addresses = Mutex((desk: "/assets/vendor/icons.svg", site: "/assets/vendor/icons-site.svg"))

  /// Draws from the fingerprinted sprites from now on. Called once by App, before the first page.
  package static func use(_ assets: Assets) {
    let paths = (desk: assets.path("vendor/icons.svg"), site: assets.path("vendor/icons-site.svg"))
    addresses.withLock { $0 = paths }
  }

  /// The icon of that Lucide name (`pencil`), in the size of the text and its colour; screen readers do not see it.
  package static func html(_ name: String) -> HTML {
    draw(name, from: addresses.withLock { $0.desk })
  }

  /// The same on public pages, from a sprite of the few that readers need.
  package static func site(_ name: String) -> HTML {
    draw(name, from: addresses.withLock { $0.site })
  }

  /// The icon, or nothing where there is no name.
  static func html(optional name: String?) -> HTML? { name.map { html($0) } }

  private static func draw(_ name: String, from sprite: String) -> HTML {
    """
    <svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="\(sprite)#\(name)"></use></svg>
    """
  }
}
