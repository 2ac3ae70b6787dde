/// A person as initials. A Vietnamese given name stands last, so `Nguyễn Thị Lan` is `NL`.
package enum Avatar {
  /// Only the initials; the name must stand beside them.
  package static func html(_ name: String) -> HTML {
    "<span class=\"avatar\" aria-hidden=\"true\">\(initials(name))</span>"
  }

  /// Initials, name, and what else to know (a role, a time).
  package static func withName(_ name: String, detail: HTML? = nil) -> HTML {
    """
    <span class="person">\(html(name))<span class="person__name">\(name)\
    \(detail.map { "<span class=\"person__detail\">\($0)</span>" as HTML })</span></span>
    """
  }

  static func initials(_ name: String) -> String {
    let words = name.split(whereSeparator: \.isWhitespace)
    let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
    return String(letters).uppercased()
  }
}
