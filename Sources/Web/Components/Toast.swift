import Kernel

/// A short word that something was done, with the way to undo it; goes away by itself once nobody looks at it.
package enum Toast {
  /// `undo` is a path that takes a POST. Without scripts it stands in the page like a notice.
  package static func html(_ text: String, undo: String? = nil, _ context: StaffContext) -> HTML {
    """
    <div class="toast" role="status"><p>\(text)</p>\
    \(undo.map { Button.post(context.translator("Hoàn tác"), to: $0, context, style: .quiet) })</div>
    """
  }
}
