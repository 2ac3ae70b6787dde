package import Kernel

/// A question in front of the page. Opened by `Button.opens`, closed by Escape, its own button, or its form.
package enum Dialog {
  /// In the middle; for a decision. `acts` are buttons of a form, or links.
  package static func html(id: String, title: String, body: HTML, acts: HTML = .empty, _ t: Translator) -> HTML {
    frame("dialog", id, title, body, acts, t)
  }

  /// From the side, from below on a phone; for looking closer or filling in more.
  package static func sheet(id: String, title: String, body: HTML, acts: HTML = .empty, _ t: Translator) -> HTML {
    frame("dialog dialog--sheet", id, title, body, acts, t)
  }

  private static func frame(
    _ classes: String, _ id: String, _ title: String, _ body: HTML, _ acts: HTML, _ t: Translator
  ) -> HTML {
    """
    <dialog class="\(classes)" id="\(id)" aria-labelledby="\(id)-title" closedby="any"><div class="dialog__frame">\
    <header class="dialog__head"><h2 id="\(id)-title">\(title)</h2>\
    <button type="button" class="button button--icon button--quiet" commandfor="\(id)" command="close" \
    aria-label="\(t("Đóng"))" title="\(t("Đóng"))">\(Icon.html("x"))</button></header>\
    <div class="dialog__body">\(body)</div>\
    \(if: !acts.isEmpty, "<footer class=\"dialog__acts\">\(acts)</footer>")</div></dialog>
    """
  }
}
