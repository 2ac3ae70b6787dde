import Kernel

/// What stands in the `<head>` of every page: style sheets and scripts by their fingerprinted addresses.
enum PageHead {
  /// `bundle` is one of those `scripts/install-web.py` joins from `Public/css`; a page's own sheets come after it.
  static func styles(_ bundle: String, _ names: [String], _ house: WebHouse) -> [HTML] {
    ([house.assets.path("vendor/\(bundle).css")] + names.map { path($0, in: "css", house) }).map {
      "<link rel=\"stylesheet\" href=\"\(url: $0)\">"
    }
  }

  /// The theme and text size chosen on this device. Asynchronous: nobody has chosen anything on a first visit, and later
  /// it comes from the browser's own store before the page is drawn.
  static func early(_ house: WebHouse) -> HTML {
    "<script async src=\"\(url: house.assets.path("js/early.js"))\"></script>"
  }

  /// The fonts that the first lines are set in, so that they come with the style sheets and not after them.
  static func fonts(_ names: [String], _ house: WebHouse) -> [HTML] {
    names.map { name in
      """
      <link rel="preload" href="\(url: house.assets.path("vendor/fonts/\(name).woff2"))" as="font" type="font/woff2" \
      crossorigin>
      """
    }
  }

  /// `js/editor.js` for `editor.js`; a name with a folder stays as it is.
  static func path(_ name: String, in folder: String, _ house: WebHouse) -> String {
    house.assets.path(name.contains("/") ? name : "\(folder)/\(name)")
  }

  static func common(_ title: String, _ house: WebHouse) -> HTML {
    """
    <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">\
    <title>\(title)</title><meta name="color-scheme" content="light dark">\
    <link rel="icon" href="\(url: house.assets.path("mark.svg"))" type="image/svg+xml">
    """
  }
}
