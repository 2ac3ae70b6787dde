package import Contracts
import Foundation
import Kernel
import Messaging
import Vietnamese

/// What belongs to an item beside its words. Each revision keeps it whole.
package struct ItemMetadata: Codable, Equatable, Sendable {
  package var section: SectionID?
  /// As written, each once.
  package var tags: [String]
  /// Where it happened: the unit, and its full name on the day it was chosen (codes and names change, a story does not).
  package var place: UnitID?
  package var placeName: String?
  package var bylines: [BylineProfile]
  /// The picture above the text.
  package var lead: PictureID?

  package init(
    section: SectionID? = nil, tags: [String] = [], place: UnitID? = nil, placeName: String? = nil,
    bylines: [BylineProfile] = [], lead: PictureID? = nil
  ) {
    self.section = section
    self.tags = tags
    self.place = place
    self.placeName = placeName
    self.bylines = bylines
    self.lead = lead
  }

  /// The same, tidied: no white space around words, nothing twice, at most 20 tags and 12 names.
  var tidied: ItemMetadata {
    var copy = self
    var seen: Set<String> = []
    copy.tags = Array(
      tags.map { ItemWords.tidy($0, limit: 60) }.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
        .prefix(20))
    var slugs: Set<String> = []
    copy.bylines = Array(
      bylines.map { BylineProfile(name: $0.name) }.filter { !$0.name.isEmpty && slugs.insert($0.slug).inserted }
        .prefix(12))
    if place == nil { copy.placeName = nil }
    return copy
  }

  var json: String {
    get throws { String(decoding: try JSONEncoder.house.encode(self), as: UTF8.self) }
  }

  init(json: String) throws {
    self = try JSONDecoder.house.decode(ItemMetadata.self, from: Data(json.utf8))
  }
}

extension BylineProfile {
  /// A name above a story, with the address of its author's page made from it.
  package init(name: String) {
    let tidy = ItemWords.tidy(name, limit: 80)
    self.init(name: tidy, slug: Slug.make(tidy, limit: 80))
  }
}

/// Short texts as people type them.
enum ItemWords {
  static let titleLimit = 300
  static let summaryLimit = 2_000

  /// One line of composed letters, without control characters, white space joined, cut at `limit` characters.
  static func tidy(_ text: String, limit: Int) -> String {
    let words = text.split { $0.isWhitespace || $0.isNewline || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
    return String(VietnameseText.composed(words.joined(separator: " ")).prefix(limit))
  }
}
