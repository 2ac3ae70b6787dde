package import Kernel

/// Narrows the list or table of that id while one types; `/` leads to it. Without scripts it is not there.
package enum FilterBar {
  /// - Parameters: `target` is the `id` of the list; `count` how many it has; `more` further filters beside the
  /// field.
  package static func html(target: String, label: String, count: Int, _ t: Translator, more: HTML = .empty) -> HTML {
    """
    <div class="filter-bar" data-filter-for="\(target)"><label class="filter-bar__field" hidden>\
    <span class="visually-hidden">\(label)</span>\(Icon.html("search"))\
    <input type="search" placeholder="\(label)" autocomplete="off" aria-controls="\(target)"><kbd>/</kbd></label>\
    \(more)<output class="filter-bar__count figures">\(t("\(Figure.text(count)) mục"))</output></div>
    """
  }
}
