import Contracts
import Foundation
import Kernel
import Messaging

/// One way to write each value: what is empty is left out, so that a text without these fields is written as it always was.
extension ItemMetadata: Codable {
  private enum Key: String, CodingKey {
    case section, tags, place, placeName, bylines, lead
    case genre, slugline, urgency, topics, otherPlaces, shares, rightsNote
  }

  /// What is not there is empty: revisions written before a field was known stay readable.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      section: try values.decodeIfPresent(SectionID.self, forKey: .section),
      tags: try values.decodeIfPresent([String].self, forKey: .tags) ?? [],
      place: try values.decodeIfPresent(UnitID.self, forKey: .place),
      placeName: try values.decodeIfPresent(String.self, forKey: .placeName),
      bylines: try values.decodeIfPresent([BylineProfile].self, forKey: .bylines) ?? [],
      lead: try values.decodeIfPresent(PictureID.self, forKey: .lead))
    genre = try values.decodeIfPresent(String.self, forKey: .genre)
    slugline = try values.decodeIfPresent(String.self, forKey: .slugline) ?? ""
    urgency = try values.decodeIfPresent(Int.self, forKey: .urgency)
    topics = try values.decodeIfPresent([String].self, forKey: .topics) ?? []
    otherPlaces = try values.decodeIfPresent([ItemPlace].self, forKey: .otherPlaces) ?? []
    shares = try values.decodeIfPresent([BylineShare].self, forKey: .shares) ?? []
    rightsNote = try values.decodeIfPresent(String.self, forKey: .rightsNote) ?? ""
  }

  /// What is empty is left out.
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(section, forKey: .section)
    try values.encode(tags, forKey: .tags)
    try values.encodeIfPresent(place, forKey: .place)
    try values.encodeIfPresent(placeName, forKey: .placeName)
    try values.encode(bylines, forKey: .bylines)
    try values.encodeIfPresent(lead, forKey: .lead)
    try values.encodeIfPresent(genre, forKey: .genre)
    if !slugline.isEmpty { try values.encode(slugline, forKey: .slugline) }
    try values.encodeIfPresent(urgency, forKey: .urgency)
    if !topics.isEmpty { try values.encode(topics, forKey: .topics) }
    if !otherPlaces.isEmpty { try values.encode(otherPlaces, forKey: .otherPlaces) }
    if !shares.isEmpty { try values.encode(shares, forKey: .shares) }
    if !rightsNote.isEmpty { try values.encode(rightsNote, forKey: .rightsNote) }
  }

  var json: String {
    get throws { String(decoding: try JSONEncoder.house.encode(self), as: UTF8.self) }
  }

  init(json: String) throws {
    self = try JSONDecoder.house.decode(ItemMetadata.self, from: Data(json.utf8))
  }

  /// What has no column of its own in the item's row, as JSON; `{}` where there is nothing.
  var detailsJSON: String {
    get throws {
      var rest = ItemMetadata()
      rest.takeDetails(of: self)
      return rest == ItemMetadata() ? "{}" : try rest.json
    }
  }

  /// Takes over what has no column of its own.
  mutating func takeDetails(of other: ItemMetadata) {
    genre = other.genre
    slugline = other.slugline
    urgency = other.urgency
    topics = other.topics
    otherPlaces = other.otherPlaces
    shares = other.shares
    rightsNote = other.rightsNote
  }
}

extension ItemMetadata {
  /// The same, tidied: no white space around words, nothing twice, at most 20 tags, 12 names, 12 topics, 12 places.
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
    copy.tidyDetails(slugs)
    return copy
  }

  private mutating func tidyDetails(_ slugs: Set<String>) {
    genre = genre.map { ItemWords.tidy($0, limit: 40) }.flatMap { $0.isEmpty ? nil : $0 }
    slugline = ItemWords.tidy(slugline, limit: 80)
    rightsNote = ItemWords.tidy(rightsNote, limit: 500)
    if let number = urgency, !(1...8).contains(number) { urgency = nil }
    var seen: Set<String> = []
    topics = Array(
      topics.map { ItemWords.tidy($0, limit: 40) }.filter { seen.insert($0).inserted && !$0.isEmpty }.prefix(12))
    seen = []
    otherPlaces = Array(otherPlaces.filter { $0.id != place && seen.insert($0.id.rawValue).inserted }.prefix(12))
    seen = []
    shares = shares.filter {
      slugs.contains($0.slug) && (1...100).contains($0.percent) && seen.insert($0.slug).inserted
    }
  }
}

extension ItemMetadata {
  /// Whether pictures or places are in it that were not before, and must be looked up.
  func needsLookingUp(since old: ItemMetadata) -> Bool {
    lead != old.lead || place != old.place || otherPlaces.contains { place in !old.otherPlaces.contains(place) }
  }

  /// Gives back to places the names that they were kept with; others have none yet.
  mutating func keepPlaceNames(of old: ItemMetadata) {
    placeName = place == old.place ? old.placeName : nil
    var names = Dictionary(old.otherPlaces.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    if let place = old.place, let name = old.placeName { names[place] = name }
    otherPlaces = otherPlaces.map { ItemPlace(id: $0.id, name: names[$0.id] ?? "") }
  }
}
