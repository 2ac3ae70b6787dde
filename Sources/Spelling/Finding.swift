/// Something in a text that its writer may want to look at.
package struct SpellingFinding: Sendable, Equatable {
  /// What may be wrong with it.
  package enum Kind: String, Sendable, Codable {
    /// Not a word that is known.
    case unknown
    /// Two words that are known and do not belong together: `sử lý`.
    case phrase
    /// Written in the other of two ways than the house writes it: `hoà`.
    case style
    /// Left by an input method that was off: `tieengs`.
    case keys
    /// Of the days before Unicode: `Céng hßa`.
    case encoding
  }

  /// Where it begins and how long it is, in UTF-16 units, as scripts count.
  package let start: Int
  /// In UTF-16 units.
  package let length: Int
  /// Decides how it is marked and what is offered.
  package let kind: Kind
  /// As it stands in the text.
  package let text: String
  /// The likeliest first.
  package let suggestions: [String]

  /// May have no suggestions.
  package init(start: Int, length: Int, kind: Kind, text: String, suggestions: [String]) {
    self.start = start
    self.length = length
    self.kind = kind
    self.text = text
    self.suggestions = suggestions
  }
}
