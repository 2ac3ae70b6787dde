/// The fingerprinted addresses of what lies in `Public/`: `assets.path("site.css")` → `/assets/site.3f2a….css`.
package struct Assets: Sendable {
  package init() {}

  package func path(_ name: String) -> String { "/assets/\(name)" }
}
