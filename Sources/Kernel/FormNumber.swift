/// What one sent form is known by when it comes again, by a double click or a reload: the same number for the same person,
/// address, page and content, and for nothing else.
package struct FormNumber: Hashable, Sendable {
  /// The digest itself; compared, never shown.
  package let text: String

  /// - Parameter text: A digest; long enough that nobody meets another's by chance.
  package init(_ text: String) { self.text = text }
}
