package import Foundation
package import Kernel

/// What a reader is told about how an article came to be as it is.
extension StoryParts {
  /// What machines had in it, above the text (NĐ 237/2026 Art 24); nothing where there is nothing to tell.
  package static func labels(_ labels: [Phrase], _ t: Translator) -> HTML {
    guard !labels.isEmpty else { return .empty }
    let lines = labels.map { "<li>\(t($0))</li>" as HTML }
    return "<ul class=\"story__labels\" aria-label=\"\(t("Dùng AI"))\">\(lines)</ul>"
  }

  /// What was changed since it was first published, newest first.
  package static func updates(_ updates: [(time: Date, text: String)], _ t: Translator) -> HTML {
    guard !updates.isEmpty else { return .empty }
    let lines = updates.map { update -> HTML in
      "<li>\(TimeText.absolute(update.time))\(if: !update.text.isEmpty, " \(update.text)")</li>"
    }
    return """
      <section class="story__updates" aria-labelledby="updates"><h2 id="updates">\(t("Đã cập nhật"))</h2>\
      <ol>\(lines)</ol></section>
      """
  }

  /// The same story in other languages, each named in its own.
  package static func translations(_ others: [(language: String, path: String)], _ t: Translator) -> HTML {
    guard !others.isEmpty else { return .empty }
    let links = others.map { other -> HTML in
      let name = Language(rawValue: other.language)?.name ?? other.language
      return """
        <li><a href="\(url: other.path)" hreflang="\(other.language)" lang="\(other.language)">\(name)</a></li>
        """
    }
    return """
      <nav class="story__languages" aria-label="\(t("Ngôn ngữ khác"))"><ul>\(links)</ul></nav>
      """
  }
}
