package import Kernel

/// What came in one piece: a feed with its items, a package, a message.
package struct Delivery: Sendable, Equatable {
  /// As it was recognised by its bytes.
  package var format = NewsFormat.feed
  /// Of the feed or package, plain; may be empty.
  package var title = ""
  /// In the order in which they came.
  package var items: [NewsStory] = []
  /// Items that could not be read, each with its reason; they never stop the others.
  package var failures: [Phrase] = []
  /// What was wrong as a whole and was read all the same.
  package var notes: [Phrase] = []

  /// Empty; a reader fills it in.
  package init() {}
}

/// The formats that are read.
package enum NewsFormat: String, Sendable, CaseIterable {
  /// RSS in all versions and Atom.
  case feed
  case jsonFeed = "json-feed"
  case ninjs
  case newsMLG2 = "newsml-g2"
  case nitf
  case mail

  /// Its name, as its makers write it.
  package var name: String {
    switch self {
    case .feed: "RSS, Atom"
    case .jsonFeed: "JSON Feed"
    case .ninjs: "ninjs"
    case .newsMLG2: "NewsML-G2"
    case .nitf: "NITF"
    case .mail: "Thư điện tử"
    }
  }
}

/// Why something is not read, for the people who watch the sources.
package struct FormatRefusal: Error, Equatable {
  /// For people; what the sender might mend.
  package let reason: Phrase

  /// `reason` is shown as it is.
  package init(reason: Phrase) {
    self.reason = reason
  }
}

/// How much is taken.
package enum FormatLimits {
  /// Of one delivery.
  package static let bytes = 20 * 1_048_576
  static let depth = 200
  static let items = 5_000
  /// Characters of one item, all in all.
  static let itemText = 2_000_000
  static let entities = 64
  /// Of one tag: libxml2 compares each with each.
  static let attributes = 256
  /// Elements of a document that is read into a tree.
  static let elements = 200_000
}
