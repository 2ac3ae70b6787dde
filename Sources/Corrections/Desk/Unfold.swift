import Web

/// An act that needs words: a button that unfolds its form in place, without scripts.
enum Unfold {
  static func html(_ label: String, icon: String, isOpen: Bool = false, _ content: HTML) -> HTML {
    """
    <details class="case-unfold"\(flag: "open", isOpen)><summary class="button">\(Icon.html(icon))<span>\(label)</span>\
    </summary><div class="case-unfold__body">\(content)</div></details>
    """
  }
}
