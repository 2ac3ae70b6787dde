import Contracts
import Foundation
import Kernel
import Persistence

/// Which addresses in texts still lead somewhere. What leads out is asked by ``CheckLinks``; our own stories are looked up.
enum LinkStore {
  /// More links than anybody reads.
  private static let most = 60

  /// Notes the addresses of a text, so that they are asked soon. Those asked today already keep their answer.
  static func note(_ text: ItemText, at time: Date, on connection: any Connection) throws {
    for address in outward(text) {
      try connection.execute(
        """
        INSERT INTO link_check (address, outcome, status, due_at, checked_at, failures)
        VALUES (\(address), 'waiting', NULL, \(time), NULL, 0)
        ON CONFLICT (address) DO UPDATE SET due_at = excluded.due_at
        WHERE link_check.checked_at < \(time.addingTimeInterval(-86_400))
        """)
    }
  }

  /// The addresses of a text that are known to lead nowhere.
  static func dead(
    _ text: ItemText, of organisation: OrganisationID, on connection: any Connection
  ) throws -> Set<String> {
    let out = outward(text)
    var dead: Set<String> = []
    if !out.isEmpty {
      dead.formUnion(
        try connection.values(
          "SELECT address FROM link_check WHERE outcome = 'dead' AND address IN \(list: out)", as: String.self))
    }
    for (_, address) in text.body.links where address.hasPrefix("/bai/") {
      if try !leads(address, in: organisation, on: connection) { dead.insert(address) }
    }
    return dead
  }

  private static func outward(_ text: ItemText) -> [String] {
    Array(Set(text.body.links.map(\.address).filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }))
      .sorted().prefix(most).map(\.self)
  }

  /// Whether one of our own addresses leads to a story that is public.
  private static func leads(
    _ address: String, in organisation: OrganisationID, on connection: any Connection
  ) throws -> Bool {
    let name = address.dropFirst("/bai/".count).prefix { $0 != "?" && $0 != "#" }
    return try connection.exists(
      """
      SELECT 1 FROM published_item p
      WHERE p.organisation_id = \(organisation) AND p.slug_and_code = \(String(name))
      UNION ALL
      SELECT 1 FROM item_path a JOIN published_item p ON p.item_id = a.item_id
      WHERE a.organisation_id = \(organisation) AND a.slug_and_code = \(String(name))
      LIMIT 1
      """)
  }

  static func due(at time: Date, limit: Int, on connection: any Connection) throws -> [(address: String, failures: Int)]
  {
    try connection.rows(
      "SELECT address, failures FROM link_check WHERE due_at <= \(time) ORDER BY due_at LIMIT \(limit)"
    ).map { (try $0["address"], try $0["failures"]) }
  }

  static func settle(
    _ address: String, _ outcome: LinkProbe.Outcome, failures: Int, at time: Date, dueAt: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE link_check SET outcome = \(outcome.name), status = \(outcome.status), failures = \(failures),
        checked_at = \(time), due_at = \(dueAt)
      WHERE address = \(address)
      """)
  }
}
