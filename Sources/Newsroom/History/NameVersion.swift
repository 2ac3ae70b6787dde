import Contracts
import Foundation
import Kernel
import Persistence

extension Newsroom {
  static let longestVersionName = 80

  /// Gives a text of the history a name, by which people find it again; an empty one takes the name away.
  func nameVersion(_ number: Int, _ name: String, of id: ItemID, by principal: Principal) async throws {
    let name = ItemWords.tidy(name, limit: Self.longestVersionName + 1)
    guard name.count <= Self.longestVersionName else {
      throw Failure.invalid(["name": "Tên bản dài quá \(Self.longestVersionName) ký tự"])
    }
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      try Self.requireHandling(item, principal)
      guard try connection.exists("SELECT 1 FROM item_revision WHERE item_id = \(id) AND number = \(number)") else {
        throw Failure.notFound
      }
      try connection.execute("DELETE FROM item_version WHERE item_id = \(id) AND revision = \(number)")
      if !name.isEmpty {
        try connection.execute(
          """
          INSERT INTO item_version (item_id, revision, name, account_id, account_name, made_at)
          VALUES (\(id), \(number), \(name), \(principal.id), \(principal.name), \(clock.now))
          """)
      }
      try record(
        "newsroom.item.name-version", item, by: principal, detail: ["number": "\(number)", "name": name],
        on: connection)
    }
  }
}
