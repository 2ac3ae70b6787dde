package import Kernel

/// Something the page has to say: what happened, what is safe, what to do.
package enum Notice {
  /// It was done.
  package static func ok(_ text: String, detail: String? = nil, acts: HTML = .empty) -> HTML {
    html("ok", "circle-check", text, detail, acts, role: "status")
  }

  /// Good to know.
  package static func info(_ text: String, detail: String? = nil, acts: HTML = .empty) -> HTML {
    html("info", "info", text, detail, acts, role: nil)
  }

  /// Look out before going on.
  package static func warn(_ text: String, detail: String? = nil, acts: HTML = .empty) -> HTML {
    html("warn", "triangle-alert", text, detail, acts, role: nil)
  }

  /// It failed.
  package static func bad(_ text: String, detail: String? = nil, acts: HTML = .empty) -> HTML {
    html("bad", "circle-alert", text, detail, acts, role: "alert")
  }

  /// What `Failure.invalid` found, each line leading to its field; nothing where there is nothing.
  package static func problems(_ errors: [String: Phrase], _ t: Translator) -> HTML {
    guard !errors.isEmpty else { return .empty }
    let lines = errors.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { field, message -> HTML in
      "<li><a href=\"#\(field)\">\(t(message))</a></li>"
    }
    let list: HTML = "<ul class=\"notice__list\">\(lines)</ul>"
    return html(
      "bad", "circle-alert", errors[""].map { t($0) } ?? t("Có chỗ chưa đúng. Những gì bạn nhập vẫn còn đây."), nil,
      lines.isEmpty ? .empty : list, role: "alert")
  }

  private static func html(
    _ kind: String, _ icon: String, _ text: String, _ detail: String?, _ acts: HTML, role: String?
  ) -> HTML {
    """
    <div class="notice notice--\(kind)"\(attribute: "role", role)>\(Icon.html(icon))<div class="notice__body">\
    <p class="notice__text">\(text)</p>\(detail.map { "<p>\($0)</p>" as HTML })\(acts)</div></div>
    """
  }
}
