package import Contracts
import Foundation

/// A story on its way out: what is known of it, its text, its pictures, and who sends it.
package struct NewsDocument: Sendable {
  /// A picture that goes with it, by its address on the agency's site.
  package struct Picture: Sendable, Equatable {
    /// Absolute.
    package let address: String
    /// Its media type: `image/jpeg`.
    package let type: String
    /// In pixels.
    package let width: Int
    /// In pixels.
    package let height: Int
    /// Plain; may be empty.
    package let caption: String
    /// Plain; may be empty.
    package let credit: String

    /// One rendition of a picture that is public already.
    package init(address: String, type: String, width: Int, height: Int, caption: String, credit: String) {
      self.address = address
      self.type = type
      self.width = width
      self.height = height
      self.caption = caption
      self.credit = credit
    }
  }

  /// What is known of it; its `html` is not written, ``body`` is.
  package var story: NewsStory
  /// The text, as readers may see it.
  package var body: StoryBody
  /// Written beside the text, not in it.
  package var pictures: [Picture] = []
  /// The agency by its name: provider and source.
  package var provider: String
  /// `https://bao.example`: before addresses of the same site.
  package var site: String

  /// Without pictures, until they are added.
  package init(_ story: NewsStory, body: StoryBody, provider: String, site: String) {
    self.story = story
    self.body = body
    self.provider = provider
    self.site = site
  }

  /// The formats that are written.
  package enum Format: String, Sendable, CaseIterable {
    case ninjs
    case newsMLG2 = "newsml-g2"
    case nitf

    /// Of the answer that carries it.
    package var contentType: String {
      switch self {
      case .ninjs: "application/json; charset=utf-8"
      case .newsMLG2: "application/vnd.iptc.g2.newsitem+xml; charset=utf-8"
      case .nitf: "application/nitf+xml; charset=utf-8"
      }
    }

    /// Of the file that is handed on.
    package var fileExtension: String { self == .ninjs ? "json" : "xml" }
  }

  /// The document in a format; always valid by that format's schema.
  package func text(as format: Format) -> String {
    switch format {
    case .ninjs: NinjsWriter(document: self).text
    case .newsMLG2: NewsMLG2Writer(document: self).text
    case .nitf: NitfWriter(document: self).text
    }
  }

  /// The name it has for ever (RFC 3085): `urn:newsml:bao.example:20261121:1024`.
  package static func name(domain: String, day: String, code: Int) -> String {
    let domain = domain.isEmpty ? "hoitu.invalid" : domain
    return "urn:newsml:\(domain):\(day.filter(\.isNumber)):\(code)"
  }

  /// A whole number of at least 1, as NewsML-G2 wants it.
  var version: String { Int(story.version).map { "\(max($0, 1))" } ?? "1" }

  var status: String {
    switch story.status {
    case .usable: "usable"
    case .withheld: "withheld"
    case .cancelled: "canceled"
    }
  }

  var time: Date { story.updated ?? story.published ?? Date(timeIntervalSince1970: 0) }
}

/// Writes XML an element at a time; what is empty is left out.
struct XMLWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  /// An element with text; nothing where there is no text.
  mutating func line(_ name: String, _ value: String, _ attributes: [(String, String)] = []) {
    guard !value.isEmpty else { return }
    open(name, attributes)
    text += Markup.escaped(value)
    close(name)
  }

  /// An element with attributes only.
  mutating func empty(_ name: String, _ attributes: [(String, String)]) {
    text += "<\(name)\(Self.written(attributes))/>"
  }

  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    text += "<\(name)\(Self.written(attributes))>"
  }

  mutating func close(_ name: String) { text += "</\(name)>" }

  /// Markup that is well formed already.
  mutating func raw(_ markup: String) { text += markup }

  private static func written(_ attributes: [(String, String)]) -> String {
    attributes.filter { !$0.1.isEmpty }.map { " \($0.0)=\"\(Markup.escaped($0.1))\"" }.joined()
  }
}
