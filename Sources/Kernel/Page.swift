/// Part of a long list and where the next part begins (keyset pagination: a cursor, never an offset).
package struct Page<Element: Sendable>: Sendable {
  /// At most as many as were asked for.
  package let items: [Element]
  /// What to ask with for the next part; nil at the end.
  package let next: String?

  /// A part whose cursor is known.
  package init(items: [Element], next: String?) {
    self.items = items
    self.next = next
  }

  /// Cuts one part from rows fetched with `LIMIT limit + 1`.
  package init(fetched: [Element], limit: Int, cursor: (Element) -> String) {
    let items = Array(fetched.prefix(limit))
    self.init(items: items, next: fetched.count > limit ? items.last.map(cursor) : nil)
  }

  /// The same part of the list with each element changed; the cursor stays.
  package func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
    Page<Other>(items: try items.map(transform), next: next)
  }
}
