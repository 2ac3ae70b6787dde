import Foundation
import Kernel
import Persistence

/// Makes one delivery of each event for each handler of its topic.
///
/// Which events are new is marked on each row, never remembered as "up to number n": on PostgreSQL a transaction may
/// commit after another that took a later number, and its events would be passed over. A lock row keeps two nodes from
/// fanning out at once, so deliveries are numbered in the order in which their events could be seen.
enum FanOut {
  /// Events in one transaction.
  static let batch = 200
  /// Events forgotten in one transaction.
  static let pruned = 500

  private struct Pending: RowDecodable {
    let position: Int64
    let delivery: Delivery

    init(row: Row) throws {
      position = try row["position"]
      let payload: String = try row["payload"]
      delivery = Delivery(
        eventID: try row["id"], topic: try row["topic"], time: try row["made_at"], attempt: 1,
        payload: Data(payload.utf8))
    }
  }

  static func isNeeded(on connection: any Connection) throws -> Bool {
    try connection.exists("SELECT 1 FROM outbox WHERE told_at IS NULL LIMIT 1")
  }

  static func run(topics: [String: [EventHandler]], at now: Date, on connection: any Connection) throws -> Int {
    _ = try connection.rows("SELECT name FROM outbox_lock WHERE name = 'fan-out'\(SQL.forUpdate)")
    let events = try connection.all(
      """
      SELECT position, id, topic, payload, made_at FROM outbox
      WHERE told_at IS NULL ORDER BY position LIMIT \(batch)
      """,
      as: Pending.self)
    guard !events.isEmpty else { return 0 }
    var lanes: Set<String> = []
    var deliveries: [SQL] = []
    for event in events {
      for handler in topics[event.delivery.topic] ?? [] {
        let lane = handler.lane(event.delivery) ?? handler.name
        lanes.insert(lane)
        deliveries.append("(\(event.position), \(handler.name), \(lane), 'waiting', 0)")
      }
    }
    for start in stride(from: 0, to: deliveries.count, by: 50) {
      let rows = SQL.joined(deliveries[start..<min(start + 50, deliveries.count)], by: ", ")
      try connection.execute(
        "INSERT INTO outbox_delivery (event, handler, lane, state, attempts) VALUES \(rows)")
    }
    // In order of their names, so that two transactions never wait for each other's lane.
    for lane in lanes.sorted() {
      try connection.execute(
        """
        INSERT INTO outbox_lane (name, next_at) VALUES (\(lane), \(now))
        ON CONFLICT (name) DO UPDATE SET next_at = COALESCE(outbox_lane.next_at, excluded.next_at)
        """)
    }
    try connection.execute(
      "UPDATE outbox SET told_at = \(now) WHERE position IN \(list: events.map(\.position))")
    return events.count
  }

  static func prune(before limit: Date, on connection: any Connection) throws -> Int {
    try connection.execute(
      """
      DELETE FROM outbox WHERE position IN (
        SELECT position FROM outbox WHERE told_at < \(limit) AND NOT EXISTS (
          SELECT 1 FROM outbox_delivery WHERE outbox_delivery.event = outbox.position AND state <> 'done')
        ORDER BY told_at LIMIT \(pruned))
      """)
  }
}
