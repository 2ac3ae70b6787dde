import Contracts
import Foundation
import Kernel
import Persistence

/// The log of what machines had in items (NĐ 237/2026 Art 24): rows are added, never changed and never taken away.
enum AILog {
  /// One row.
  struct Entry: Sendable, RowDecodable {
    enum Act: String, Sendable, SQLCodable {
      case declared, verified
    }

    let act: Act
    let target: String
    let origin: AIUse.Origin
    let tool: String
    let purpose: String
    let misleads: Bool
    let revision: Int
    let accountName: String
    let madeAt: Date

    init(row: Row) throws {
      act = try row["act"]
      target = try row["target"]
      origin = try row["origin"]
      tool = try row["tool"]
      purpose = try row["purpose"]
      misleads = try row["misleads"]
      revision = try row["revision"]
      accountName = try row["account_name"]
      madeAt = try row["made_at"]
    }
  }

  static func add(
    _ act: Entry.Act, _ use: AIUse, to item: Item, by principal: Principal, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_ai_log (
        id, item_id, act, target, origin, tool, purpose, misleads, revision, account_id, account_name, made_at)
      VALUES (
        \(UUIDv7.shared.next()), \(item.id), \(act), \(use.target), \(use.origin), \(use.tool), \(use.purpose),
        \(use.misleads), \(item.currentRevision), \(principal.id), \(principal.name), \(time))
      """)
  }

  /// Oldest first.
  static func all(of item: ItemID, on connection: any Connection) throws -> [Entry] {
    try connection.all(
      """
      SELECT act, target, origin, tool, purpose, misleads, revision, account_name, made_at FROM item_ai_log
      WHERE item_id = \(item) ORDER BY id LIMIT 1000
      """)
  }

  /// What holds now: the last declaration for each part, and who has verified it since.
  static func uses(of item: ItemID, on connection: any Connection) throws -> [AIUse] {
    uses(try all(of: item, on: connection))
  }

  static func uses(_ entries: [Entry]) -> [AIUse] {
    var uses: [String: AIUse] = [:]
    var order: [String] = []
    for entry in entries {
      switch entry.act {
      case .declared:
        if uses[entry.target] == nil { order.append(entry.target) }
        uses[entry.target] = AIUse(
          target: entry.target, origin: entry.origin, tool: entry.tool, purpose: entry.purpose,
          misleads: entry.misleads, declaredBy: entry.accountName, declaredAt: entry.madeAt)
      case .verified:
        uses[entry.target]?.verifiedBy = entry.accountName
        uses[entry.target]?.verifiedAt = entry.madeAt
      }
    }
    return order.compactMap { uses[$0] }
  }
}

extension AIUse.Origin: SQLCodable {}
