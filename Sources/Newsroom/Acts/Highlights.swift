package import Contracts
import Foundation
package import Kernel
package import Persistence

/// A named list of items of one day: `Điểm tin sáng`.
package struct Highlight: Sendable, Equatable, RowDecodable {
  /// Names the list, in addresses and the audit log.
  package let id: String
  /// Whose list it is.
  package let organisation: OrganisationID
  /// The day for which it was opened.
  package let day: CivilDate
  /// At most 80 characters, unique in a day.
  package let name: String

  /// Columns of the table of highlights.
  package init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    day = try row["day"]
    name = try row["name"]
  }
}

extension Newsroom {
  /// Opens a list for a day; the one of that name where there is one already.
  @discardableResult
  package func openHighlight(
    named name: String, on day: CivilDate, in organisation: OrganisationID, by principal: Principal
  ) async throws -> Highlight {
    try principal.require(Self.approve, in: organisation)
    let name = ItemWords.tidy(name, limit: 81)
    guard !name.isEmpty else { throw Failure.invalid(["name": "Cần đặt tên danh sách"]) }
    guard name.count <= 80 else { throw Failure.invalid(["name": "Tên danh sách dài quá 80 ký tự"]) }
    return try await database.write { connection in
      if let known = try HighlightStore.find(name, on: day, of: organisation, connection) { return known }
      guard try HighlightStore.all(of: organisation, on: day, connection).count < HighlightStore.mostLists else {
        throw Failure.invalid(["name": "Mỗi ngày có nhiều nhất \(HighlightStore.mostLists) danh sách"])
      }
      let id = UUIDv7.shared.next()
      try connection.execute(
        """
        INSERT INTO highlight (id, organisation_id, day, name, account_id, made_at)
        VALUES (\(id), \(organisation), \(day), \(name), \(principal.id), \(clock.now))
        ON CONFLICT (organisation_id, day, name) DO NOTHING
        """)
      guard let list = try HighlightStore.find(name, on: day, of: organisation, connection) else {
        throw Failure.notFound
      }
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "newsroom.highlight.open", subject: "highlight/\(list.id)",
          organisation: organisation, detail: ["name": name, "day": day.rawValue]), on: connection)
      return list
    }
  }

  /// Đưa vào điểm tin: puts an item at the end of a list. Being there twice is being there once.
  package func addHighlight(_ id: ItemID, to list: String, by principal: Principal) async throws {
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      guard let list = try HighlightStore.lock(list, on: connection), list.organisation == item.organisation else {
        throw Failure.invalid(["list": "Không có danh sách điểm tin này"])
      }
      try principal.require(Self.approve, in: item.organisation)
      let items = try HighlightStore.items(of: list.id, on: connection)
      guard !items.contains(id) else { return }
      guard items.count < HighlightStore.mostItems else {
        throw Failure.invalid(["list": "Danh sách đã đủ \(HighlightStore.mostItems) bài"])
      }
      try HighlightStore.place(items + [id], in: list.id, by: principal.id, at: clock.now, on: connection)
      try ItemEvent.insert(
        .highlighted, of: item, by: principal, at: clock.now, detail: "\(list.name) \(list.day.vietnamese)",
        on: connection)
      try record("newsroom.highlight.add", item, by: principal, detail: ["list": list.name], on: connection)
    }
  }

  /// The items of a list in another order, or without some of them.
  package func arrangeHighlight(_ list: String, _ items: [ItemID], by principal: Principal) async throws {
    try await database.write { connection in
      guard let list = try HighlightStore.lock(list, on: connection),
        principal.may(Self.write, in: list.organisation)
      else { throw Failure.notFound }
      try principal.require(Self.approve, in: list.organisation)
      let known = Set(try HighlightStore.items(of: list.id, on: connection))
      guard Set(items).count == items.count, items.allSatisfy(known.contains) else {
        throw Failure.conflict("Danh sách vừa được người khác sửa. Hãy tải lại trang để xem.")
      }
      try HighlightStore.place(items, in: list.id, by: principal.id, at: clock.now, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "newsroom.highlight.arrange", subject: "highlight/\(list.id)",
          organisation: list.organisation, detail: ["items": items.map(\.rawValue).joined(separator: " ")]),
        on: connection)
    }
  }

  /// The lists of a day with their items, in order.
  package func highlights(
    of organisation: OrganisationID, on day: CivilDate, for principal: Principal
  ) async throws -> [(list: Highlight, items: [Item])] {
    try principal.require(Self.write, in: organisation)
    return try await database.read { connection in
      try HighlightStore.all(of: organisation, on: day, connection).map { list in
        let ids = try HighlightStore.items(of: list.id, on: connection)
        guard !ids.isEmpty else { return (list, []) }
        let items: [Item] = try connection.all(DeskQuery.items(ids, of: organisation))
        let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return (list, ids.compactMap { byID[$0] })
      }
    }
  }
}

/// All SQL of highlights.
enum HighlightStore {
  static let mostLists = 20
  static let mostItems = 100
  private static let columns: SQL = "id, organisation_id, day, name"

  static func all(
    of organisation: OrganisationID, on day: CivilDate, _ connection: any Connection
  ) throws -> [Highlight] {
    try connection.all(
      """
      SELECT \(columns) FROM highlight WHERE organisation_id = \(organisation) AND day = \(day)
      ORDER BY made_at, id LIMIT \(mostLists)
      """)
  }

  static func find(
    _ name: String, on day: CivilDate, of organisation: OrganisationID, _ connection: any Connection
  ) throws -> Highlight? {
    try connection.first(
      """
      SELECT \(columns) FROM highlight
      WHERE organisation_id = \(organisation) AND day = \(day) AND name = \(name)
      """)
  }

  static func lock(_ id: String, on connection: any Connection) throws -> Highlight? {
    try connection.first("SELECT \(columns) FROM highlight WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func items(of list: String, on connection: any Connection) throws -> [ItemID] {
    try connection.values(
      """
      SELECT item_id FROM highlight_item WHERE highlight_id = \(list) ORDER BY position, item_id LIMIT \(mostItems)
      """)
  }

  static func place(
    _ items: [ItemID], in list: String, by account: AccountID, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute("DELETE FROM highlight_item WHERE highlight_id = \(list)")
    for (position, item) in items.enumerated() {
      try connection.execute(
        """
        INSERT INTO highlight_item (highlight_id, item_id, position, account_id, made_at)
        VALUES (\(list), \(item), \(position), \(account), \(time))
        """)
    }
  }
}
