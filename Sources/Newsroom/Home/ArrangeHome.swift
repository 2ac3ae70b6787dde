package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// How many places the front page has above its sections: the lead, and the second row.
  package static let homePlaces = 1 + NewsroomStories.Front.second

  /// The items the secretary placed at the top of the front page, lead first. Places left over show the newest.
  ///
  /// - Parameter seen: the order the person saw; ``Failure/conflict(_:)`` where somebody has arranged it since.
  package func arrangeHome(
    _ items: [ItemID], seen: [ItemID]? = nil, of organisation: OrganisationID, by principal: Principal
  ) async throws {
    try principal.require(Self.arrangeHome, in: organisation)
    guard Set(items).count == items.count else { throw Failure.invalid(["items": "Một bài đứng hai chỗ"]) }
    guard items.count <= Self.homePlaces else {
      throw Failure.invalid(["items": "Trang chủ chỉ có \(Self.homePlaces) chỗ đầu trang"])
    }
    try await database.write { connection in
      try HomeStore.lock(organisation, on: connection)
      if let seen, try HomeStore.placed(organisation, on: connection) != seen {
        throw Failure.conflict("Trang chủ vừa được người khác sắp lại. Hãy xem thứ tự mới rồi sắp tiếp.")
      }
      guard try HomeStore.arePublished(items, of: organisation, on: connection) else {
        throw Failure.invalid(["items": "Chỉ đặt được bài đang xuất bản của cơ quan"])
      }
      try HomeStore.place(items, of: organisation, on: connection)
      try connection.purge([PageKey.lists(organisation)])
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "newsroom.home.arrange", subject: "home/\(organisation)",
          organisation: organisation, detail: ["items": items.map(\.rawValue).joined(separator: " ")]),
        on: connection)
    }
  }

  /// The items placed now, lead first.
  package func homeOrder(of organisation: OrganisationID, for principal: Principal) async throws -> [ItemID] {
    try principal.require(Self.arrangeHome, in: organisation)
    return try await database.read { try HomeStore.placed(organisation, on: $0) }
  }
}

/// All SQL of the front page's order.
enum HomeStore {
  /// Keeps others from arranging until the transaction ends.
  static func lock(_ organisation: OrganisationID, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO newsroom_counter (name, value) VALUES (\("home:\(organisation)"), 1)
      ON CONFLICT (name) DO UPDATE SET value = newsroom_counter.value + 1
      """)
  }

  static func placed(_ organisation: OrganisationID, on connection: any Connection) throws -> [ItemID] {
    try connection.values(
      "SELECT item_id FROM home_slot WHERE organisation_id = \(organisation) ORDER BY position LIMIT 100")
  }

  static func arePublished(
    _ items: [ItemID], of organisation: OrganisationID, on connection: any Connection
  ) throws -> Bool {
    let found: Int? = try connection.value(
      """
      SELECT COUNT(*) FROM published_item
      WHERE organisation_id = \(organisation) AND item_id IN \(list: items)
      """)
    return found == items.count
  }

  static func place(_ items: [ItemID], of organisation: OrganisationID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM home_slot WHERE organisation_id = \(organisation)")
    for (position, item) in items.enumerated() {
      try connection.execute(
        "INSERT INTO home_slot (organisation_id, position, item_id) VALUES (\(organisation), \(position), \(item))")
    }
  }
}
