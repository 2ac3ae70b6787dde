import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL of findings that somebody let pass.
enum OverrideStore {
  static func insert(
    _ finding: Preflight.Finding, of item: Item, reason: String, by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_override (
        id, item_id, rule, place, finding, reason, revision, account_id, account_name, made_at)
      VALUES (
        \(UUIDv7.shared.next()), \(item.id), \(finding.rule.rawValue), \(finding.place), \(finding.phrase.vietnamese),
        \(reason), \(item.currentRevision), \(principal.id), \(principal.name), \(time))
      """)
  }

  static func all(of item: ItemID, on connection: any Connection) throws -> [ItemOverride] {
    try connection.rows(
      """
      SELECT rule, place, finding, reason, account_name, made_at FROM item_override
      WHERE item_id = \(item) ORDER BY id LIMIT 200
      """
    ).map { row in
      ItemOverride(
        rule: try row["rule"], place: try row["place"], finding: try row["finding"], reason: try row["reason"],
        accountName: try row["account_name"], madeAt: try row["made_at"])
    }
  }
}
