/// Whose word an element is.
enum Vocabulary: Sendable {
  /// RSS in all its versions, and Atom.
  case core
  case dublinCore
  case content
  case media
  case xhtml
  case other

  init(namespace: String?, root: String?) {
    let uri = (namespace ?? "").lowercased()
    if uri.isEmpty || uri == root?.lowercased() {
      self = .core
      return
    }
    self = Self.known.first { uri.hasPrefix($0.uri) }?.vocabulary ?? .other
  }

  private static let known: [(uri: String, vocabulary: Vocabulary)] = [
    ("http://www.w3.org/2005/atom", .core), ("http://purl.org/atom/ns#", .core),
    ("http://purl.org/rss/1.0/modules/content", .content),
    ("http://purl.org/rss/1.0/modules", .other), ("http://purl.org/rss/1.0", .core),
    ("http://my.netscape.com/rdf/simple/0.9", .core),
    ("http://channel.netscape.com/rdf/simple/0.9", .core), ("http://backend.userland.com/rss", .core),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", .core), ("http://purl.org/dc/", .dublinCore),
    ("http://search.yahoo.com/mrss", .media), ("http://www.w3.org/1999/xhtml", .xhtml),
  ]
}

/// An element of one feed item, with what is in it.
final class FeedElement {
  enum Piece {
    case text(String)
    case element(FeedElement)
  }

  let vocabulary: Vocabulary
  /// Lower case, without a prefix.
  let name: String
  let attributes: [String: String]
  /// `xml:base` as it holds here.
  let base: String?
  private(set) var pieces: [Piece] = []

  init(_ vocabulary: Vocabulary, _ name: String, _ attributes: [String: String], base: String?) {
    self.vocabulary = vocabulary
    self.name = name
    self.attributes = attributes
    self.base = base
  }

  func append(_ piece: Piece) {
    pieces.append(piece)
  }

  var children: [FeedElement] {
    pieces.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  func first(_ vocabulary: Vocabulary, _ name: String) -> FeedElement? {
    children.first { $0.vocabulary == vocabulary && $0.name == name }
  }

  func all(_ vocabulary: Vocabulary, _ name: String) -> [FeedElement] {
    children.filter { $0.vocabulary == vocabulary && $0.name == name }
  }

  /// All text in it, of whatever depth.
  var text: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .element(let element): element.text
      }
    }.joined()
  }

  /// What is in it as markup: for Atom's `type="xhtml"` and RSS whose HTML was not escaped.
  var markup: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): FeedElement.escaped(text)
      case .element(let element):
        "<\(element.name)\(element.attributesAsMarkup)>\(element.markup)</\(element.name)>"
      }
    }.joined()
  }

  private var attributesAsMarkup: String {
    attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(FeedElement.escaped($0.value))\"" }.joined()
  }

  static func escaped(_ text: String) -> String {
    Markup.escaped(text)
  }
}
