import Foundation
import Kernel
import Persistence

/// Where jobs wait.
enum JobQueue {
  /// The channel on which workers are woken.
  static let channel = "hoitu_job"

  static func append(_ job: some Job, runAt: Date, key: String?, on connection: any Connection) throws {
    let payload = String(decoding: try JSONEncoder.house.encode(job), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO job (id, name, payload, unique_key, run_at, attempts, state)
      VALUES (\(UUIDv7.shared.next()), \(type(of: job).name), \(payload), \(key), \(runAt), 0, 'waiting')
      ON CONFLICT DO NOTHING
      """)
    try connection.notify(channel, "")
  }
}
