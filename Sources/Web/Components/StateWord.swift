/// The state of a thing, as a word; its colour and the form of its mark only repeat what the word says.
package enum StateWord {
  /// What it asks of whoever reads it; the mark's form and colour.
  package enum Kind: String, Sendable, CaseIterable {
    /// Nobody else has seen it.
    case draft
    /// Somebody has to act.
    case waiting
    /// Allowed, not yet public.
    case ready
    /// Public, finished.
    case done
    /// Failed, late, sent back.
    case bad
    /// Going on now.
    case live
    /// Taken away, closed.
    case off
  }

  /// `Chờ duyệt`, and quietly after it what else is known: `Lan · còn 25 phút`.
  package static func html(_ word: String, _ kind: Kind, more: HTML? = nil) -> HTML {
    """
    <span class="state state--\(kind.rawValue)">\(word)\
    \(more.map { "<span class=\"state__more\"> · \($0)</span>" as HTML })</span>
    """
  }
}
