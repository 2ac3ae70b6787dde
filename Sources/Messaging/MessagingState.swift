package import Foundation
import Kernel
package import Persistence

/// How one lane of deliveries stands: what a screen shows beside a destination.
package struct LaneStatus: Sendable, Equatable, Encodable, RowDecodable {
  /// The handler, or the destination it named.
  package let name: String
  /// Deliveries still to be made, the one being made included.
  package let waiting: Int
  /// Deliveries given up, until somebody sends them again or drops them.
  package let dead: Int
  /// When the one that has waited longest was told of; nil where nothing waits.
  package let oldest: Date?
  /// Since when nothing has come through; nil while all is well.
  package let failingSince: Date?
  /// Of the delivery that failed last; may be of the past.
  package let lastError: String?
  /// The last that came through; nil where none has yet.
  package let lastDoneAt: Date?
  /// When the next is tried; nil where nothing waits.
  package let nextAt: Date?

  /// Columns as ``MessagingState/lanes()`` selects them.
  package init(row: Row) throws {
    name = try row["name"]
    waiting = try row["waiting"]
    dead = try row["dead"]
    oldest = try row["oldest"]
    failingSince = try row["failing_since"]
    lastError = try row["last_error"]
    lastDoneAt = try row["last_done_at"]
    nextAt = try row["next_at"]
  }
}

/// How the jobs of one kind stand.
package struct JobStatus: Sendable, Equatable, Encodable, RowDecodable {
  /// The kind of job.
  package let name: String
  /// To be done, those put off after a failure included.
  package let waiting: Int
  /// Under a lease now, on any node.
  package let running: Int
  /// Given up; kept until a person sends them again or drops them.
  package let dead: Int
  /// When the longest waiting was or will be due.
  package let oldest: Date?
  /// Of the job given up last, or of one that waits to be tried again.
  package let lastError: String?

  /// Columns as ``MessagingState`` selects them.
  package init(row: Row) throws {
    name = try row["name"]
    waiting = try row["waiting"]
    running = try row["running"]
    dead = try row["dead"]
    oldest = try row["oldest"]
    lastError = try row["last_error"]
  }
}

/// How a schedule stands.
package struct ScheduleStatus: Sendable, Equatable, Encodable, RowDecodable {
  /// As the schedule is called.
  package let name: String
  /// When it is run next.
  package let nextAt: Date
  /// Nil where it never ran.
  package let lastRunAt: Date?
  /// Until when some node holds it, which runs it now; nil while it waits.
  package let heldUntil: Date?
  /// Of its last turn; nil where that went well.
  package let lastError: String?

  /// Columns as ``MessagingState/schedules()`` selects them.
  package init(row: Row) throws {
    name = try row["name"]
    nextAt = try row["due_at"]
    lastRunAt = try row["last_run_at"]
    heldUntil = try row["leased_until"]
    lastError = try row["last_error"]
  }
}

/// What waits, what fails and what was given up, for screens, metrics and the command line.
package struct MessagingState: Sendable {
  private let database: Database

  /// Reads and writes no more than it is asked for; keeps nothing.
  package init(database: Database) {
    self.database = database
  }

  /// Every lane there ever was, those in trouble first; at most 500.
  package func lanes() async throws -> [LaneStatus] {
    try await database.read {
      try $0.all(
        """
        SELECT name, failing_since, last_error, last_done_at, next_at,
          (SELECT COUNT(*) FROM outbox_delivery WHERE lane = outbox_lane.name AND state = 'waiting') AS waiting,
          (SELECT COUNT(*) FROM outbox_delivery WHERE lane = outbox_lane.name AND state = 'dead') AS dead,
          (SELECT made_at FROM outbox_delivery JOIN outbox ON outbox.position = outbox_delivery.event
            WHERE lane = outbox_lane.name AND state = 'waiting'
            ORDER BY outbox_delivery.position LIMIT 1) AS oldest
        FROM outbox_lane
        ORDER BY CASE WHEN failing_since IS NULL THEN 1 ELSE 0 END, name LIMIT 500
        """)
    }
  }

  /// Each kind of job of which one waits, runs or was given up.
  package func jobs() async throws -> [JobStatus] {
    try await database.read {
      try $0.all(
        """
        SELECT name, COUNT(*) FILTER (WHERE state = 'waiting') AS waiting,
          COUNT(*) FILTER (WHERE state = 'running') AS running, COUNT(*) FILTER (WHERE state = 'dead') AS dead,
          MIN(run_at) FILTER (WHERE state = 'waiting') AS oldest,
          (SELECT error FROM job last WHERE last.name = job.name AND last.state IN ('waiting', 'running', 'dead')
            AND last.error IS NOT NULL ORDER BY COALESCE(last.ended_at, last.run_at) DESC LIMIT 1) AS last_error
        FROM job WHERE state IN ('waiting', 'running', 'dead') GROUP BY name ORDER BY name LIMIT 500
        """)
    }
  }

  /// Every schedule this database has known, by name; at most 500.
  package func schedules() async throws -> [ScheduleStatus] {
    try await database.read {
      try $0.all(
        "SELECT name, due_at, last_run_at, leased_until, last_error FROM job_schedule ORDER BY name LIMIT 500")
    }
  }

  /// Events not yet handed to their handlers.
  package func untold() async throws -> Int {
    try await database.read { try $0.value("SELECT COUNT(*) FROM outbox WHERE told_at IS NULL") ?? 0 }
  }

  /// Sends a lane's dead deliveries again. They keep their old place, so they go before those that wait. Returns how
  /// many.
  @discardableResult
  package static func retryDead(lane: String, at now: Date, on connection: any Connection) throws -> Int {
    _ = try connection.rows("SELECT name FROM outbox_lane WHERE name = \(lane)\(SQL.forUpdate)")
    let count = try connection.execute(
      """
      UPDATE outbox_delivery SET state = 'waiting', attempts = 0, ended_at = NULL
      WHERE lane = \(lane) AND state = 'dead'
      """)
    if count > 0 {
      try connection.execute("UPDATE outbox_lane SET next_at = \(now) WHERE name = \(lane)")
      try connection.notify(Outbox.channel, "")
    }
    return count
  }

  /// Runs the dead jobs of a kind again, those of a key that waits already excepted. Returns how many.
  @discardableResult
  package static func retryDead(job: String, at now: Date, on connection: any Connection) throws -> Int {
    let count = try connection.execute(
      """
      UPDATE job SET state = 'waiting', attempts = 0, run_at = \(now), ended_at = NULL
      WHERE name = \(job) AND state = 'dead' AND (unique_key IS NULL OR (
        NOT EXISTS (SELECT 1 FROM job other
          WHERE other.state = 'waiting' AND other.name = job.name AND other.unique_key = job.unique_key)
        AND id = (SELECT MAX(id) FROM job same
          WHERE same.state = 'dead' AND same.name = job.name AND same.unique_key = job.unique_key)))
      """)
    if count > 0 { try connection.notify(JobQueue.channel, "") }
    return count
  }

  /// ``retryDead(lane:at:on:)`` in a transaction of its own.
  @discardableResult
  package func retryDead(lane: String, at now: Date) async throws -> Int {
    try await database.write { try Self.retryDead(lane: lane, at: now, on: $0) }
  }

  /// ``retryDead(job:at:on:)`` in a transaction of its own.
  @discardableResult
  package func retryDead(job: String, at now: Date) async throws -> Int {
    try await database.write { try Self.retryDead(job: job, at: now, on: $0) }
  }

  /// Forgets what was given up in a lane; returns how many deliveries.
  @discardableResult
  package func dropDead(lane: String, at now: Date) async throws -> Int {
    try await database.write {
      try $0.execute(
        """
        UPDATE outbox_delivery SET state = 'done', ended_at = \(now) WHERE lane = \(lane) AND state = 'dead'
        """)
    }
  }
}
