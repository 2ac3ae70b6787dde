package import Contracts
import Foundation
import Kernel
import Messaging
import Vietnamese

/// What belongs to an item beside its words. Each revision keeps it whole. What must not come back with an older text is
/// not here but on the item: the embargo, the mark "not for publication", the log of machines' work, protected sources.
package struct ItemMetadata: Equatable, Sendable {
  /// Chuyên mục; needed before publishing.
  package var section: SectionID?
  /// As written, each once.
  package var tags: [String]
  /// Where it happened: the unit, and its full name on the day it was chosen (codes and names change, a story does not).
  package var place: UnitID?
  /// The full name of ``place`` on the day it was chosen.
  package var placeName: String?
  /// In the order in which they are named above the text.
  package var bylines: [BylineProfile]
  /// The picture above the text.
  package var lead: PictureID?
  /// Thể loại: `interview`, `reportage`; of ``NewsroomDefaults/genres``.
  package var genre: String?
  /// A short name inside the newsroom, the same for everything on one happening.
  package var slugline = ""
  /// 1 is most urgent, 8 least (IPTC); nil: not said.
  package var urgency: Int?
  /// IPTC Media Topics: `medtop:01000000`, each once.
  package var topics: [String] = []
  /// Where else it happened.
  package var otherPlaces: [ItemPlace] = []
  /// Who did how much of it, in per cent; empty: not shared out, else they must make 100.
  package var shares: [BylineShare] = []
  /// What may be done with the text by others, in words.
  package var rightsNote = ""

  /// All else is empty until it is set.
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

  /// What does not hold here whatever the agency's rules: shares that do not make 100. Nil: all well.
  var sharesProblem: Phrase? {
    guard !shares.isEmpty else { return nil }
    let sum = shares.reduce(0) { $0 + $1.percent }
    if sum != 100 { return "Tỷ lệ của các tác giả cộng lại là \(sum)%, phải là 100%" }
    if Set(shares.map(\.slug)) != Set(bylines.map(\.slug)) { return "Tỷ lệ chưa có đủ mọi tác giả" }
    return nil
  }
}

/// A place of a story, by its full name on the day it was chosen.
package struct ItemPlace: Codable, Equatable, Sendable {
  /// The unit, whatever it is called today.
  package let id: UnitID
  /// Its full name on the day it was chosen; empty until it is looked up.
  package var name: String
  /// An empty name is looked up when the item is kept.
  package init(id: UnitID, name: String) {
    self.id = id
    self.name = name
  }
}

/// One author's part of a story.
package struct BylineShare: Codable, Equatable, Sendable {
  /// Of the byline.
  package let slug: String
  /// 1 to 100.
  package let percent: Int
  /// Unchecked: together they must make 100.
  package init(slug: String, percent: Int) {
    self.slug = slug
    self.percent = percent
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
