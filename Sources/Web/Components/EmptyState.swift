/// A page or part with nothing in it yet: one sentence and the first act.
package enum EmptyState {
  /// - Parameters: `act` is a link or a button; `icon` a Lucide icon by name.
  package static func html(_ sentence: String, act: HTML = .empty, icon: String? = nil) -> HTML {
    "<div class=\"empty\">\(Icon.html(optional: icon))<p>\(sentence)</p>\(act)</div>"
  }
}
