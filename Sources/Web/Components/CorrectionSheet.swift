package import Foundation
package import Kernel

/// A correction or a response as readers see it: the same on its own page and in the preview on the desk.
package enum CorrectionSheet {
  /// One labelled part of a notice; the text may have several paragraphs.
  package struct Line: Sendable {
    let label: String
    let text: String
    /// Both are set in as text.
    package init(label: String, text: String) {
      self.label = label
      self.text = text
    }
  }

  /// The whole notice under its heading. `story` leads to what it is about.
  package static func html(
    title: String, lines: [Line], published: Date?, story: SitePage.Link?, _ t: Translator
  ) -> HTML {
    """
    <article class="correction-sheet"><header><h1 class="story__title">\(title)</h1>\
    \(published.map { "<p class=\"story__when\">\(TimeText.absolute($0))</p>" as HTML })</header>\
    \(self.lines(lines))\
    \(story.map { "<p class=\"correction-sheet__story\"><a href=\"\(url: $0.path)\">\($0.title)</a></p>" as HTML })\
    </article>
    """
  }

  /// Only the parts, for the box on the story's page and the section of the home page.
  package static func lines(_ lines: [Line]) -> HTML {
    let parts = lines.map { line -> HTML in
      let paragraphs = line.text.split(whereSeparator: \.isNewline).map { "<p>\($0)</p>" as HTML }
      return "<div><dt>\(line.label)</dt><dd>\(paragraphs)</dd></div>"
    }
    return "<dl class=\"correction-sheet__lines\">\(parts)</dl>"
  }
}
