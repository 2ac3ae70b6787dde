package import Kernel

extension StoryParts {
  /// The number of a note in the text.
  ///
  /// - Parameter prefix: Tells the notes of several texts on one page apart; empty for the only one.
  package static func noteNumber(_ number: Int, prefix: String = "", _ t: Translator) -> HTML {
    """
    <sup class="note"><a href="#\(prefix)chu-thich-\(number)" id="\(prefix)dan-\(number)" role="doc-noteref" \
    aria-label="\(t("Chú thích \(number)"))">\(number)</a></sup>
    """
  }

  /// The notes below the text, each leading back to its number.
  package static func notes(_ notes: [String], prefix: String = "", _ t: Translator) -> HTML {
    guard !notes.isEmpty else { return .empty }
    let items = notes.enumerated().map { index, text -> HTML in
      """
      <li id="\(prefix)chu-thich-\(index + 1)">\(text) <a class="note__back" href="#\(prefix)dan-\(index + 1)" \
      role="doc-backlink" aria-label="\(t("Trở lại chỗ có chú thích \(index + 1)"))">↩</a></li>
      """
    }
    return """
      <section class="story__notes" role="doc-endnotes" aria-label="\(t("Chú thích"))"><ol>\(items)</ol></section>
      """
  }

  /// Hộp thông tin: beside the story, not a part of its line.
  package static func factBoxStart(_ title: String, _ t: Translator) -> HTML {
    """
    <aside class="story__box" aria-label="\(title.isEmpty ? t("Hộp thông tin") : title)">\
    \(if: !title.isEmpty, "<p class=\"story__box-title\">\(title)</p>")
    """
  }

  /// Another story to read, in the text.
  package static func more(title: String, path: String, _ t: Translator) -> HTML {
    """
    <aside class="story__more" aria-label="\(t("Xem thêm"))"><span class="story__more-label">\(t("Xem thêm"))</span> \
    <a href="\(url: path)">\(title)</a></aside>
    """
  }
}
