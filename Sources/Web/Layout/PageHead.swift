import Kernel

/// What stands in the `<head>` of every page: style sheets and scripts by their fingerprinted addresses.
enum PageHead {
  /// Style sheets of both faces; a page adds its own after them.
  static let shared = ["vendor/fonts.css", "css/tokens.css", "css/base.css"]

  static func styles(_ names: [String], _ house: WebHouse) -> [HTML] {
    (shared + names).map { "<link rel=\"stylesheet\" href=\"\(url: house.assets.path($0))\">" }
  }

  /// Before anything is drawn: the theme and text size chosen on this device. Too small to be felt, and kept for good.
  static func early(_ house: WebHouse) -> HTML {
    "<script src=\"\(url: house.assets.path("js/early.js"))\"></script>"
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
