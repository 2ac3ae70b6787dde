package import Contracts
import Foundation
package import Kernel
import Persistence
import Search

/// The statements by which the desk looks over many items. Each is bounded, and walks an index.
enum DeskQuery {
  /// More work in hand than any newsroom shows on one board.
  static let boardLimit = 400

  static func working(_ organisation: OrganisationID) -> SQL {
    """
    SELECT \(Item.columns) FROM item i
    WHERE i.organisation_id = \(organisation) AND i.deleted_at IS NULL AND i.state IN \(list: ItemState.working)
    ORDER BY i.updated_at DESC, i.id DESC LIMIT \(boardLimit)
    """
  }

  /// The item that was changed last, whatever it is.
  static func newestChange(_ organisation: OrganisationID) -> SQL {
    """
    SELECT i.id, i.updated_at, i.state FROM item i WHERE i.organisation_id = \(organisation)
    ORDER BY i.updated_at DESC, i.id DESC LIMIT 1
    """
  }

  static func published(_ organisation: OrganisationID, since start: Date) -> SQL {
    """
    SELECT \(Item.columns) FROM published_item p JOIN item i ON i.id = p.item_id
    WHERE p.organisation_id = \(organisation) AND p.first_published_at >= \(start)
    ORDER BY p.first_published_at DESC, p.item_id DESC LIMIT 100
    """
  }

  /// Why items came back, newest first.
  static func reasons(_ items: [ItemID]) -> SQL {
    """
    SELECT e.item_id, e.kind, e.account_name, e.reason FROM item_event e
    WHERE e.item_id IN \(list: items) AND e.kind IN ('sent-back', 'schedule-failed')
    ORDER BY e.id DESC LIMIT \(boardLimit * 4)
    """
  }

  static func list(_ filter: ItemFilter, before: ItemCursor?, limit: Int) -> SQL {
    let older: SQL = before.map { "AND (i.updated_at, i.id) < (\($0.time), \($0.item))" } ?? ""
    let state: SQL = filter.state.map { "AND i.state = \($0)" } ?? ""
    let section: SQL = filter.section.map { "AND i.section_id = \($0)" } ?? ""
    let kept: SQL = filter.isDeleted ? "AND i.deleted_at IS NOT NULL" : "AND i.deleted_at IS NULL"
    let rest: SQL = """
      \(kept) \(state) \(section) \(more(filter)) \(older) ORDER BY i.updated_at DESC, i.id DESC LIMIT \(limit)
      """
    guard let person = filter.person else {
      return "SELECT \(Item.columns) FROM item i WHERE i.organisation_id = \(filter.organisation) \(rest)"
    }
    // Two walks along two indexes rather than one along everything.
    return """
      SELECT \(Item.columns) FROM item i WHERE i.id IN (
        SELECT * FROM (SELECT i.id FROM item i
          WHERE i.organisation_id = \(filter.organisation) AND i.author_id = \(person) \(rest)) AS written
        UNION
        SELECT * FROM (SELECT i.id FROM item i
          WHERE i.organisation_id = \(filter.organisation) AND i.holder_id = \(person) \(rest)) AS held)
      ORDER BY i.updated_at DESC, i.id DESC LIMIT \(limit)
      """
  }

  /// Kind, days, and what is marked for somebody.
  private static func more(_ filter: ItemFilter) -> SQL {
    let kind: SQL = filter.kind.map { "AND i.kind = \($0)" } ?? ""
    let from: SQL = filter.from.map { "AND i.updated_at >= \($0.start)" } ?? ""
    let to: SQL = filter.to.map { "AND i.updated_at < \($0.adding(days: 1).start)" } ?? ""
    let marked: SQL =
      filter.markedFor.map {
        """
        AND EXISTS (SELECT 1 FROM item_mark k WHERE k.item_id = i.id AND k.account_id = \($0) AND k.done_at IS NULL)
        """
      } ?? ""
    let forDesk: SQL =
      filter.isMarkedForDesk
      ? """
      AND EXISTS (SELECT 1 FROM item_mark k WHERE k.item_id = i.id AND k.section_id IS NOT NULL AND k.done_at IS NULL)
      """ : ""
    return "\(kind) \(from) \(to) \(marked) \(forDesk)"
  }

  static func items(_ ids: [ItemID], of organisation: OrganisationID) -> SQL {
    """
    SELECT \(Item.columns) FROM item i
    WHERE i.organisation_id = \(organisation) AND i.deleted_at IS NULL AND i.id IN \(list: ids)
    """
  }
}

/// What of an agency's items is looked for.
package struct ItemFilter: Sendable {
  /// The agency whose items they are.
  package var organisation: OrganisationID
  /// Nil: any.
  package var state: ItemState?
  /// Nil: any.
  package var section: SectionID?
  /// Whose they are: written or held.
  package var person: AccountID?
  /// Words to be found in them.
  package var words: String = ""
  /// What was thrown away or spiked, and nothing else.
  package var isDeleted = false
  /// Nil: any.
  package var kind: ItemKind?
  /// For whom they are marked, and it is not done yet.
  package var markedFor: AccountID?
  /// Marked for a desk, whichever, and not done yet.
  package var isMarkedForDesk = false
  /// The first and the last day of their last change.
  package var from: CivilDate?
  /// Both days are included.
  package var to: CivilDate?

  /// Whether anything is left out but other agencies' items.
  var isNarrow: Bool {
    state != nil || section != nil || person != nil || !words.isBlank || kind != nil || markedFor != nil
      || isMarkedForDesk || from != nil || to != nil
  }

  /// Whether an item found by words is one of them; marks are looked at elsewhere.
  func fits(_ item: Item) -> Bool {
    let day = CivilDate(item.updatedAt)
    return (state == nil || item.state == state) && (section == nil || item.metadata.section == section)
      && (person == nil || item.author == person || item.holder == person) && (kind == nil || item.kind == kind)
      && (from.map { day >= $0 } ?? true) && (to.map { day <= $0 } ?? true)
  }

  /// What is not named here asks for nothing until it is set.
  package init(
    organisation: OrganisationID, state: ItemState? = nil, section: SectionID? = nil, person: AccountID? = nil,
    words: String = "", isDeleted: Bool = false
  ) {
    self.organisation = organisation
    self.state = state
    self.section = section
    self.person = person
    self.words = words
    self.isDeleted = isDeleted
  }
}

/// Where one part of a list of items ends.
struct ItemCursor {
  let time: Date
  let item: ItemID

  init(_ item: Item) {
    time = item.updatedAt
    self.item = item.id
  }

  init?(_ text: String) {
    guard let cursor = StoryCursor(text) else { return nil }
    time = cursor.time
    item = cursor.item
  }

  var text: String { "\(time.milliseconds).\(item)" }
}
