package import Kernel

/// The way through a long list by keyset: on to older, back to the newest.
package enum Pagination {
  /// `next` leads on, nil at the end; `first` leads back to the beginning, nil on the first part.
  package static func html(next: String?, first: String? = nil, _ t: Translator) -> HTML {
    guard next != nil || first != nil else { return .empty }
    return """
      <nav class="pagination" aria-label="\(t("Trang"))">\
      \(first.map { "<a class=\"button\" href=\"\(url: $0)\" rel=\"first\">\(Icon.html("arrow-up"))<span>\(t("Về mới nhất"))</span></a>" as HTML })\
      \(next.map { "<a class=\"button\" href=\"\(url: $0)\" rel=\"next\"><span>\(t("Cũ hơn"))</span>\(Icon.html("arrow-right"))</a>" as HTML })\
      </nav>
      """
  }
}
