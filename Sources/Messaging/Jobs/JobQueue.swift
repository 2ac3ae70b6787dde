import Foundation
import Kernel
import Persistence

/// Where jobs wait.
enum JobQueue {
  /// The channel on which workers are woken.
  static let channel = "hoitu_job"

  /// With a key that waits already, the newer payload takes the older one's place, at the earlier of the two times.
  static func append(_ job: some Job, runAt: Date, key: String?, on connection: any Connection) throws {
    let payload = String(decoding: try JSONEncoder.house.encode(job), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO job (id, name, payload, unique_key, run_at, attempts, state)
      VALUES (\(UUIDv7.shared.next()), \(type(of: job).name), \(payload), \(key), \(runAt), 0, 'waiting')
      ON CONFLICT (name, unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL
      DO UPDATE SET payload = excluded.payload,
        run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END
      """)
    try connection.notify(channel, "")
  }
}
