package import Kernel

/// The way back up: `Bài viết / Xã hội`. The page itself is its heading and is not repeated.
package enum Breadcrumb {
  /// Outermost first; nothing where there are no steps.
  package static func html(_ steps: [(title: String, path: String)], _ t: Translator) -> HTML {
    guard !steps.isEmpty else { return .empty }
    return """
      <nav class="breadcrumb" aria-label="\(t("Đường dẫn"))"><ol>\
      \(steps.map { "<li><a href=\"\(url: $0.path)\">\($0.title)</a></li>" as HTML })</ol></nav>
      """
  }
}
