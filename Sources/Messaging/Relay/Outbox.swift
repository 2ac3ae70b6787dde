import Foundation
import Kernel
import Persistence

/// Where events wait, in the same database and the same transaction as what they tell of.
enum Outbox {
  /// The channel on which the relay is woken.
  static let channel = "hoitu_outbox"

  static func append(_ event: some Event, at time: Date, on connection: any Connection) throws {
    let payload = String(decoding: try JSONEncoder.house.encode(event), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO outbox (id, topic, payload, made_at)
      VALUES (\(UUIDv7.shared.next()), \(type(of: event).topic), \(payload), \(time))
      """)
    try connection.notify(channel, "")
  }
}
