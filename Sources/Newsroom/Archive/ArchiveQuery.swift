package import Contracts
import Foundation
package import Kernel
import Persistence
import Vietnamese

/// What of an agency's archive is looked for. Kept as JSON where a search is saved.
package struct ArchiveQuery: Codable, Sendable, Equatable {
  /// As people type them; `"…"` is a phrase.
  package var words = ""
  /// Nil: any.
  package var kind: ItemKind?
  /// Nil: any.
  package var state: ItemState?
  /// Nil: any.
  package var section: SectionID?
  /// Who wrote it.
  package var author: AccountID?
  /// A name above it, as people type it.
  package var byline = ""
  /// A subject: a tag, or a media topic's label.
  package var tag = ""
  /// The full name of a place, or part of it.
  package var place = ""
  /// First and last day of its first publication, or of its making where it never was.
  package var from: CivilDate?
  /// Both days are included.
  package var to: CivilDate?

  /// Words alone; the rest asks for nothing.
  package init(words: String = "") {
    self.words = words
  }

  /// The same from an address.
  init(_ query: [String: String]) {
    words = query["q"] ?? ""
    kind = query["loai"].flatMap(ItemKind.init(rawValue:))
    state = query["trang-thai"].flatMap(ItemState.init(rawValue:))
    section = query["chuyen-muc"].map { SectionID($0) }
    author = query["nguoi"].map { AccountID($0) }
    byline = query["but-danh"] ?? ""
    tag = query["tu-khoa"] ?? ""
    place = query["noi"] ?? ""
    from = query["tu"].flatMap(CivilDate.init(rawValue:))
    to = query["den"].flatMap(CivilDate.init(rawValue:))
  }

  /// As an address says it.
  var parts: [(String, String)] {
    let all: [(String, String?)] = [
      ("q", words), ("loai", kind?.rawValue), ("trang-thai", state?.rawValue), ("chuyen-muc", section?.rawValue),
      ("nguoi", author?.rawValue), ("but-danh", byline), ("tu-khoa", tag), ("noi", place), ("tu", from?.rawValue),
      ("den", to?.rawValue),
    ]
    return all.compactMap { name, value in value.flatMap { $0.isBlank ? nil : (name, $0) } }
  }

  var isEmpty: Bool { parts.isEmpty }
  /// Whether something beyond words is asked for.
  var isNarrow: Bool { parts.contains { $0.0 != "q" } }

  /// Whether something is asked for that only names can tell, which SQL does not fold.
  var hasNames: Bool { [byline, tag, place].contains { !$0.isBlank } }

  /// What of it SQL can say about `item i`.
  var condition: SQL {
    let kind: SQL = kind.map { "AND i.kind = \($0)" } ?? ""
    let state: SQL = state.map { "AND i.state = \($0)" } ?? ""
    let section: SQL = section.map { "AND i.section_id = \($0)" } ?? ""
    let author: SQL = author.map { "AND i.author_id = \($0)" } ?? ""
    let from: SQL = from.map { "AND COALESCE(i.first_published_at, i.created_at) >= \($0.start)" } ?? ""
    let to: SQL = to.map { "AND COALESCE(i.first_published_at, i.created_at) < \($0.adding(days: 1).start)" } ?? ""
    return "\(kind) \(state) \(section) \(author) \(from) \(to)"
  }

  /// Whether an item is one of them, words aside.
  func fits(_ item: Item) -> Bool {
    guard kind == nil || item.kind == kind, state == nil || item.state == state,
      section == nil || item.metadata.section == section, author == nil || item.author == author
    else { return false }
    let day = CivilDate(item.firstPublishedAt ?? item.createdAt)
    guard from.map({ day >= $0 }) ?? true, to.map({ day <= $0 }) ?? true else { return false }
    return Self.holds(item.metadata.tags, tag)
      && Self.holds(item.metadata.bylines.map(\.name) + [item.authorName], byline)
      && Self.holds([item.metadata.placeName ?? ""], place)
  }

  /// With or without marks, part of a name is enough.
  private static func holds(_ names: [String], _ asked: String) -> Bool {
    guard !asked.isBlank else { return true }
    let folded = VietnameseText.fold(asked.trimmingCharacters(in: .whitespaces))
    return names.contains { VietnameseText.fold($0).contains(folded) }
  }
}
