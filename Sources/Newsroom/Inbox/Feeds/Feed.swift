import Foundation
import Kernel

/// What a source published, in whichever dialect it wrote it.
struct Feed: Sendable, Equatable {
  var title = ""
  var items: [FeedItem] = []
  /// Items that could not be read, each with its reason; they never stop the others.
  var failures: [Phrase] = []
  /// What was wrong with the feed as a whole and was read all the same.
  var notes: [Phrase] = []
}

/// One piece of news of a feed.
struct FeedItem: Sendable, Equatable {
  /// What the source calls it for ever; its address where the source gives no such name.
  var guid = ""
  var title = ""
  /// The address of the piece at its source; empty where there is none.
  var link = ""
  /// Plain text.
  var summary = ""
  /// The text as HTML, not yet made safe.
  var html = ""
  var author = ""
  var categories: [String] = []
  var published: Date?
  var updated: Date?
  var enclosures: [Enclosure] = []

  /// A picture, sound or film that goes with it.
  struct Enclosure: Sendable, Equatable, Codable {
    let url: String
    let type: String
  }
}

/// Why a file is not read as a feed, for the people who watch the sources.
struct FeedRefusal: Error, Equatable {
  let reason: Phrase
}

/// How much of a feed is taken.
enum FeedLimits {
  static let bytes = 20 * 1_048_576
  static let depth = 200
  static let items = 5_000
  /// Characters of one item, all in all.
  static let itemText = 2_000_000
  static let entities = 64
}
