/// Views of one list side by side, each with an address of its own.
package enum Tabs {
  /// One view: its name and where it lives.
  package struct Tab: Sendable {
    let title: String
    let path: String
    let count: Int?
    let isCurrent: Bool

    /// - Parameter count: how many are in it; nil shows no number.
    package init(_ title: String, _ path: String, count: Int? = nil, isCurrent: Bool = false) {
      self.title = title
      self.path = path
      self.count = count
      self.isCurrent = isCurrent
    }
  }

  /// `label` names the whole for screen readers.
  package static func html(_ tabs: [Tab], label: String) -> HTML {
    let items = tabs.map { tab -> HTML in
      """
      <li><a href="\(url: tab.path)"\(attribute: "aria-current", tab.isCurrent ? "page" : nil)>\(tab.title)\
      \(tab.count.map { " <span class=\"count\">\(Figure.text($0))</span>" as HTML })</a></li>
      """
    }
    return "<nav class=\"tabs\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
  }
}
