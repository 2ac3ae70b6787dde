import Contracts
import Foundation
package import Kernel
import Persistence

/// What one item counts for in the figures of production.
struct ProducedItem: Sendable, RowDecodable {
  let id: ItemID
  let kind: ItemKind
  let section: SectionID?
  let author: AccountID
  let authorName: String
  let createdAt: Date
  let publishedAt: Date?
  let words: Int

  init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    section = try row["section_id"]
    author = try row["author_id"]
    authorName = try row["author_name"]
    createdAt = try row["created_at"]
    publishedAt = try row["first_published_at"]
    words = try row["words"]
  }
}

/// A line of the figures: a desk, a person, a kind, an hour, a day.
package struct ProductionLine: Sendable, Equatable {
  /// Of the desk, the person, the kind; the hour or the day; empty for a total and for items without a desk.
  package var name: String
  /// Items begun.
  package var created = 0
  /// Items that became public, for the first time.
  package var published = 0
  /// How often what was public was changed.
  package var updated = 0
  /// How often what was public was put right.
  package var corrected = 0
  /// Words of what was published.
  package var words = 0
  /// Minutes from the first word to the reader, the middle one; nil where nothing was published.
  package var median: Int?
}

/// What an agency, or one person, produced between two days.
package struct ProductionFigures: Sendable {
  /// The first day, included.
  package let from: CivilDate
  /// The last day, included; at most ``Newsroom/mostFigureDays`` with the first.
  package let to: CivilDate
  /// All lines together; its name is empty.
  package let total: ProductionLine
  /// By desk, by the name it has now, the most published first.
  package let sections: [ProductionLine]
  /// By author, by the name of the last of their work here, the most published first; namesakes are two lines.
  package let people: [ProductionLine]
  /// By kind of item, the most published first.
  package let kinds: [ProductionLine]
  /// By the hour of the day in which it was published; 24 lines.
  package let hours: [ProductionLine]
  /// One line for each day, also those on which nothing was done.
  package let days: [ProductionLine]
}

/// By what the figures are told.
package enum FiguresPart: String, Sendable, CaseIterable {
  case section = "chuyen-muc"
  case person = "nguoi"
  case kind = "loai"
  case hour = "gio"
  case day = "ngay"

  /// As the page calls it.
  package var phrase: Phrase {
    switch self {
    case .section: "Theo chuyên mục"
    case .person: "Theo người"
    case .kind: "Theo loại"
    case .hour: "Theo giờ"
    case .day: "Theo ngày"
    }
  }
}

extension ProductionFigures {
  /// The lines of one part, in the order of the page.
  package func lines(_ part: FiguresPart) -> [ProductionLine] {
    switch part {
    case .section: sections
    case .person: people
    case .kind: kinds
    case .hour: hours
    case .day: days
    }
  }
}

extension Newsroom {
  /// The longest span that is told at once, in days.
  package static let mostFigureDays = 366

  /// Số liệu sản xuất between two days, both included. Of everybody where this person may see it (``readFigures``), else
  /// of oneself only.
  package func figures(
    of organisation: OrganisationID, from: CivilDate, to: CivilDate, for principal: Principal
  ) async throws -> ProductionFigures {
    try principal.require(Self.write, in: organisation)
    guard from <= to else { throw Failure.invalid(["tu": "Ngày đầu phải trước ngày cuối"]) }
    guard to.daysSince1970 - from.daysSince1970 < Self.mostFigureDays else {
      throw Failure.invalid(["tu": "Xem nhiều nhất một năm một lần"])
    }
    let person = principal.may(Self.readFigures, in: organisation) ? nil : principal.id
    let span = FiguresSpan(organisation: organisation, from: from, to: to, person: person)
    let (items, changes, names) = try await database.read { connection in
      (
        try connection.all(FiguresQuery.items(span), as: ProducedItem.self),
        try connection.all(FiguresQuery.changes(span), as: ProducedChange.self),
        try SectionStore.all(of: organisation, from: connection)
      )
    }
    let sections = Dictionary(names.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return ProductionCount(span: span, items: items, changes: changes, sections: sections).figures
  }
}

extension Newsroom {
  /// Says in an item's history that it was corrected as the law asks; counted in the figures.
  func noteCorrection(of id: ItemID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let item = try ItemStore.find(id, on: connection) else { return }
      try ItemEvent.insert(.corrected, of: item, by: principal, at: clock.now, on: connection)
    }
  }
}

/// Of whom and when figures are told.
struct FiguresSpan: Sendable {
  let organisation: OrganisationID
  let from: CivilDate
  let to: CivilDate
  let person: AccountID?

  var start: Date { from.start }
  var end: Date { to.adding(days: 1).start }
  func holds(_ date: Date?) -> Bool { date.map { $0 >= start && $0 < end } ?? false }
}

/// An update or a correction of an item.
struct ProducedChange: Sendable, RowDecodable {
  let isCorrection: Bool
  let kind: ItemKind
  let section: SectionID?
  let author: AccountID
  let authorName: String
  let madeAt: Date

  init(row: Row) throws {
    let event: String = try row["event"]
    isCorrection = event != "updated"
    kind = try row["kind"]
    section = try row["section_id"]
    author = try row["author_id"]
    authorName = try row["author_name"]
    madeAt = try row["made_at"]
  }
}

/// The statements of the figures. More lines than a hundred people write in a year are not read.
enum FiguresQuery {
  private static let most = 200_000

  static func items(_ span: FiguresSpan) -> SQL {
    let person: SQL = span.person.map { "AND i.author_id = \($0)" } ?? ""
    func part(_ column: String) -> SQL {
      """
      SELECT i.id, i.kind, i.section_id, i.author_id, i.author_name, i.created_at, i.first_published_at,
        COALESCE((SELECT r.words FROM item_revision r WHERE r.item_id = i.id AND r.number = i.published_revision), 0)
          AS words
      FROM item i WHERE i.organisation_id = \(span.organisation) AND i.deleted_at IS NULL \(person)
        AND i.\(raw: column) >= \(span.start) AND i.\(raw: column) < \(span.end)
      """
    }
    return "\(part("created_at")) UNION \(part("first_published_at")) LIMIT \(most)"
  }

  static func changes(_ span: FiguresSpan) -> SQL {
    let person: SQL = span.person.map { "AND i.author_id = \($0)" } ?? ""
    return """
      SELECT e.kind AS event, i.kind, i.section_id, i.author_id, i.author_name, e.made_at
      FROM item_event e JOIN item i ON i.id = e.item_id
      WHERE i.organisation_id = \(span.organisation) AND e.kind IN ('updated', 'corrected') \(person)
        AND e.made_at >= \(span.start) AND e.made_at < \(span.end) LIMIT \(most)
      """
  }
}
