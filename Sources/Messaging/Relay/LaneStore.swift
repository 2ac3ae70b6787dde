import Foundation
import Kernel
import Persistence

/// A lane held by this node, with the deliveries it may make now, in order.
struct LaneClaim: Held {
  let lane: String
  let lease: String
  let deliveries: [WaitingDelivery]
  /// Whoever held it before fell silent, so what is done is written down one by one: where it happens again, the first
  /// that is not done is the cause.
  var isTakenOver = false
  var name: String { lane }
  var count: Int { deliveries.count }
}

/// A delivery to be made.
struct WaitingDelivery: Sendable, RowDecodable {
  let position: Int64
  let handler: String
  let delivery: Delivery

  init(row: Row) throws {
    position = try row["position"]
    handler = try row["handler"]
    let payload: String = try row["payload"]
    let attempts: Int = try row["attempts"]
    delivery = Delivery(
      eventID: try row["id"], topic: try row["topic"], time: try row["made_at"], attempt: attempts + 1,
      payload: Data(payload.utf8))
  }
}

/// What came of serving a lane.
struct LaneOutcome: Sendable {
  /// What was told and is not yet written down.
  var done: [Int64] = []
  /// Whether anything at all was told.
  var hasTold = false
  var failed: (delivery: WaitingDelivery, error: String)?
}

/// The rows of lanes and their deliveries.
enum LaneStore {
  static func isDue(at now: Date, on connection: any Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM outbox_lane
      WHERE next_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(now)) LIMIT 1
      """)
  }

  /// The lane that is due longest goes first, so no lane waits for another's backlog. Where its holder fell silent, that
  /// counts as a failure of the first delivery that is not done, or one that kills the program would be made for ever.
  static func claim(at now: Date, policy: RelayPolicy, on connection: any Connection) throws -> LaneClaim? {
    let lease = UUIDv7.shared.next()
    let until = now.addingTimeInterval(policy.lease)
    let due = try connection.rows(
      """
      SELECT name, lease FROM outbox_lane
      WHERE next_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(now))
      ORDER BY next_at, name LIMIT 1\(postgres: " FOR UPDATE SKIP LOCKED")
      """)
    guard let row = due.first else { return nil }
    let lane: String = try row["name"]
    let lost: String? = try row["lease"]
    try connection.execute(
      "UPDATE outbox_lane SET lease = \(lease), leased_until = \(until) WHERE name = \(lane)")
    if lost != nil { try chargeFirst(of: lane, at: now, most: policy.attempts, on: connection) }
    let deliveries = try connection.all(
      """
      SELECT outbox_delivery.position, handler, attempts, id, topic, payload, made_at
      FROM outbox_delivery JOIN outbox ON outbox.position = outbox_delivery.event
      WHERE lane = \(lane) AND state = 'waiting'
      ORDER BY outbox_delivery.position LIMIT \(policy.batch)
      """,
      as: WaitingDelivery.self)
    if deliveries.isEmpty {
      try release(lane, next: nil, on: connection)
      return nil
    }
    return LaneClaim(lane: lane, lease: lease, deliveries: deliveries, isTakenOver: lost != nil)
  }

  private static func chargeFirst(
    of lane: String, at now: Date, most: Int, on connection: any Connection
  ) throws {
    let waiting = try connection.rows(
      """
      SELECT position, attempts FROM outbox_delivery WHERE lane = \(lane) AND state = 'waiting'
      ORDER BY position LIMIT 1
      """)
    guard let first = waiting.first else { return }
    let position: Int64 = try first["position"]
    let attempts: Int = try first["attempts"] + 1
    let error = FellSilent().description
    let isDead = attempts >= most
    try connection.execute(
      """
      UPDATE outbox_delivery
      SET attempts = \(attempts), error = \(error), state = \(isDead ? "dead" : "waiting"),
        ended_at = \(isDead ? now : nil)
      WHERE position = \(position)
      """)
    try connection.execute(
      """
      UPDATE outbox_lane SET failing_since = COALESCE(failing_since, \(now)), last_error = \(error)
      WHERE name = \(lane)
      """)
  }

  /// Holds the lane for longer; false where it is no longer held under this lease.
  static func renew(_ claim: LaneClaim, until: Date, on connection: any Connection) throws -> Bool {
    try connection.execute(
      "UPDATE outbox_lane SET leased_until = \(until) WHERE name = \(claim.lane) AND lease = \(claim.lease)") > 0
  }

  /// Writes down what is done while the lane goes on.
  static func record(done: [Int64], at now: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE outbox_delivery SET state = 'done', ended_at = \(now), attempts = attempts + 1, error = NULL
      WHERE position IN \(list: done) AND state = 'waiting'
      """)
  }

  /// Writes down what came of it and lets the lane go.
  static func finish(
    _ claim: LaneClaim, _ outcome: LaneOutcome, at now: Date, policy: RelayPolicy, on connection: any Connection
  ) throws {
    // The row is locked before looking for more work: a fan-out that adds some either came before, and is seen, or
    // waits for this, and then sets the lane's next turn itself.
    let holder = try connection.value(
      "SELECT lease FROM outbox_lane WHERE name = \(claim.lane)\(SQL.forUpdate)", as: String.self)
    if !outcome.done.isEmpty { try record(done: outcome.done, at: now, on: connection) }
    guard holder == claim.lease else { return }
    if outcome.hasTold {
      try connection.execute(
        """
        UPDATE outbox_lane SET last_done_at = \(now), failing_since = NULL, last_error = NULL
        WHERE name = \(claim.lane)
        """)
    }
    var next = now
    if let (waiting, error) = outcome.failed {
      let isDead = waiting.delivery.attempt >= policy.attempts
      try connection.execute(
        """
        UPDATE outbox_delivery
        SET attempts = attempts + 1, error = \(error), state = \(isDead ? "dead" : "waiting"),
          ended_at = \(isDead ? now : nil)
        WHERE position = \(waiting.position) AND state = 'waiting'
        """)
      try connection.execute(
        """
        UPDATE outbox_lane SET failing_since = COALESCE(failing_since, \(now)), last_error = \(error)
        WHERE name = \(claim.lane)
        """)
      if !isDead { next = now.addingTimeInterval(policy.backOff.seconds(after: waiting.delivery.attempt)) }
    }
    let hasMore = try connection.exists(
      "SELECT 1 FROM outbox_delivery WHERE lane = \(claim.lane) AND state = 'waiting' LIMIT 1")
    try release(claim.lane, next: hasMore ? next : nil, on: connection)
  }

  private static func release(_ lane: String, next: Date?, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE outbox_lane SET lease = NULL, leased_until = NULL, next_at = \(next) WHERE name = \(lane)")
  }
}
