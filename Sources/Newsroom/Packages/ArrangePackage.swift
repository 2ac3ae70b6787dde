package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// More members than a reader scrolls through.
  package static let mostMembers = 60

  /// Chọn bài cho chùm: the members of a package in their order. Any items of the agency; readers see those that are
  /// published.
  ///
  /// - Parameter seen: the order the person saw; ``Failure/conflict(_:)`` where somebody has arranged it since.
  package func arrangePackage(
    _ id: ItemID, _ members: [ItemID], seen: [ItemID]? = nil, by principal: Principal
  ) async throws {
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      try Self.requireHandling(item, principal)
      guard item.kind == .package else { throw Failure.conflict("Bài này không phải chùm bài.") }
      try Self.requireState(item, .draft, .editing, .approval, .ready, .published)
      if let seen, try PackageStore.members(of: id, on: connection) != seen {
        throw Failure.conflict("Chùm bài vừa được người khác sắp lại. Hãy xem thứ tự mới rồi sắp tiếp.")
      }
      guard Set(members).count == members.count else { throw Failure.invalid(["items": "Một bài đứng hai chỗ"]) }
      guard members.count <= Self.mostMembers else {
        throw Failure.invalid(["items": "Chùm bài có nhiều nhất \(Self.mostMembers) bài"])
      }
      guard try PackageStore.areOwn(members, of: item, on: connection) else {
        throw Failure.invalid(["items": "Chỉ chọn được bài của cơ quan, và không phải chùm bài khác"])
      }
      try PackageStore.place(members, in: id, on: connection)
      try ItemEvent.insert(
        .packageArranged, of: item, by: principal, at: clock.now, detail: "\(members.count)", on: connection)
      try connection.purge([PageKey.item(id)])
      try record(
        "newsroom.package.arrange", item, by: principal,
        detail: ["items": members.map(\.rawValue).joined(separator: " ")], on: connection)
    }
  }

  /// A new package of these items.
  package func makePackage(of members: [ItemID], named name: String, by principal: Principal) async throws -> Item {
    guard let first = members.first else { throw Failure.conflict("Danh sách chưa có bài nào.") }
    let organisation = try await item(first, for: principal).organisation
    var new = NewItem(
      organisation: organisation,
      text: ItemText(title: name, metadata: ItemMetadata(bylines: [BylineProfile(name: principal.name)])))
    new.kind = .package
    let package = try await create(new, by: principal)
    try await arrangePackage(package.id, members, by: principal)
    return package
  }

  /// The members of a package that this person may see, in order.
  func members(ofPackage id: ItemID, for principal: Principal) async throws -> [ItemBrief] {
    let ids = try await database.read { try PackageStore.members(of: id, on: $0) }
    let briefs = try await briefs(ids, for: principal)
    return ids.compactMap { briefs[$0] }
  }
}

/// All SQL of packages.
enum PackageStore {
  static func members(of package: ItemID, on connection: any Connection) throws -> [ItemID] {
    try connection.values(
      """
      SELECT m.item_id FROM item_package_member m JOIN item i ON i.id = m.item_id
      WHERE m.package_id = \(package) AND i.deleted_at IS NULL ORDER BY m.position, m.item_id LIMIT 200
      """)
  }

  /// Which packages an item is in.
  static func packages(with item: ItemID, on connection: any Connection) throws -> [ItemID] {
    try connection.values(
      "SELECT package_id FROM item_package_member WHERE item_id = \(item) ORDER BY package_id LIMIT 200")
  }

  static func areOwn(_ items: [ItemID], of package: Item, on connection: any Connection) throws -> Bool {
    let found: Int? = try connection.value(
      """
      SELECT COUNT(*) FROM item WHERE organisation_id = \(package.organisation) AND deleted_at IS NULL
        AND kind <> 'package' AND id IN \(list: items)
      """)
    return found == items.count
  }

  static func place(_ items: [ItemID], in package: ItemID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM item_package_member WHERE package_id = \(package)")
    for (position, item) in items.enumerated() {
      try connection.execute(
        "INSERT INTO item_package_member (package_id, item_id, position) VALUES (\(package), \(item), \(position))")
    }
  }
}
