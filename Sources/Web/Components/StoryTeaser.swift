package import Foundation
package import Kernel

/// A story in a list of the site, in four forms of falling weight.
///
/// Headings are `h2` in `lead`, `second` and lists of their own, `h3` under a section's heading: say which with `level`.
package struct StoryTeaser: Sendable {
  /// A picture with its size, so that nothing moves when it comes.
  package struct Picture: Sendable {
    let path: String
    let width: Int
    let height: Int
    let alt: String
    /// `(path, width)` for `srcset`; empty where there is only one.
    let sizes: [(path: String, width: Int)]

    /// The size in pixels is the file's at `path`.
    package init(path: String, width: Int, height: Int, alt: String, sizes: [(path: String, width: Int)] = []) {
      self.path = path
      self.width = width
      self.height = height
      self.alt = alt
      self.sizes = sizes
    }
  }

  let path: String
  let title: String
  let sapo: String
  let section: SitePage.Link?
  let time: Date
  let picture: Picture?
  /// Words: `Trực tiếp`, `Cập nhật`, `Đính chính`.
  let marks: [String]

  /// - Parameters: `sapo` is plain and may be empty; `section` is left out where the page is the section's own.
  package init(
    path: String, title: String, sapo: String = "", section: SitePage.Link? = nil, time: Date,
    picture: Picture? = nil, marks: [String] = []
  ) {
    self.path = path
    self.title = title
    self.sapo = sapo
    self.section = section
    self.time = time
    self.picture = picture
    self.marks = marks
  }

  /// The one story of the page.
  package func lead() -> HTML {
    frame("lead", level: 2, picture: image("(min-width: 1100px) 620px, 100vw", isFirst: true), showsSapo: true)
  }

  /// Beside and below the lead.
  package func second(level: Int = 2) -> HTML {
    frame("second", level: level, picture: image("(min-width: 700px) 300px, 100vw"), showsSapo: true)
  }

  /// In sections, lists and search results. The first of a section is as wide as the page on a phone: `opensSection`.
  package func row(level: Int = 3, opensSection: Bool = false) -> HTML {
    let sizes = opensSection ? "(min-width: 720px) 176px, 100vw" : "(min-width: 720px) 200px, 112px"
    return frame("row", level: level, picture: image(sizes), showsSapo: true)
  }

  /// Newest first: time, or day and month where it was another day; headline, nothing else.
  package func rail(today: CivilDate) -> HTML {
    let when = CivilDate(time) == today ? TimeText.clock(time) : TimeText.dayAndMonth(time)
    return "<li class=\"rail-item\">\(when)<a href=\"\(url: path)\">\(title)</a></li>"
  }

  private func frame(_ form: String, level: Int, picture: HTML?, showsSapo: Bool) -> HTML {
    let words = marks.map { "<strong class=\"teaser__mark\">\($0)</strong> " as HTML }
    return """
      <article class="teaser teaser--\(form)\(picture == nil ? " teaser--bare" : "")">\(picture)<div class="teaser__text">\
      \(HTML(raw: "<h\(level) class=\"teaser__title\">"))\(words)<a href="\(url: path)">\(title)</a>\
      \(HTML(raw: "</h\(level)>"))\
      \(if: showsSapo && !sapo.isEmpty, "<p class=\"teaser__sapo\">\(sapo)</p>")\
      <p class="teaser__meta">\(section.map { "<a href=\"\(url: $0.path)\">\($0.title)</a> " as HTML })\
      \(TimeText.absolute(time))</p></div></article>
      """
  }

  private func image(_ sizes: String, isFirst: Bool = false) -> HTML? {
    picture.map { picture in
      let set = picture.sizes.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
      return """
        <a class="teaser__picture" href="\(url: path)" tabindex="-1" aria-hidden="true"><img src="\(url: picture.path)" \
        width="\(picture.width)" height="\(picture.height)" alt=""\
        \(attribute: "srcset", set.isEmpty ? nil : set)\(attribute: "sizes", set.isEmpty ? nil : sizes)\
        \(attribute: "loading", isFirst ? nil : "lazy")\(attribute: "fetchpriority", isFirst ? "high" : nil) \
        decoding="async"></a>
        """
    }
  }
}
