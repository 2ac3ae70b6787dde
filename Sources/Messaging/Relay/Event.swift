package import Foundation
import Kernel
package import Persistence

/// Something that happened, told to the rest of the program after the transaction in which it did.
///
/// Events are kept as JSON and may be read by a later version of the program: fields are added, never renamed.
package protocol Event: Codable, Sendable {
  /// `newsroom.item-published`; stable.
  static var topic: String { get }
}

extension Connection {
  /// Puts an event into the outbox of this same transaction: it is told if and only if this is committed.
  package func emit(_ event: some Event, at time: Date) throws {
    try Outbox.append(event, at: time, on: self)
  }
}

/// One telling of an event to one handler.
package struct Delivery: Sendable {
  /// The same at every attempt: what a handler remembers so as not to mind twice.
  package let eventID: String
  /// ``Event/topic`` of the event.
  package let topic: String
  /// When it happened, as its sender said.
  package let time: Date
  /// 1 the first time.
  package let attempt: Int
  /// The event as JSON.
  package let payload: Data

  /// The event as its type; throws where the payload is of another.
  package func event<Told: Event>(as type: Told.Type = Told.self) throws -> Told {
    try JSONDecoder.house.decode(type, from: payload)
  }
}

/// Who wants to be told of a topic. Handlers run at least once for each event, so they must not mind twice.
package struct EventHandler: Sendable {
  /// `channels.warm-pages`; unique and stable, since what was delivered is kept under it.
  package let name: String
  /// The one topic of which it is told.
  package let topic: String
  /// Deliveries with the same lane run one after the other, in order; different lanes never wait for each other.
  /// Nil: the handler's name. Give each outside destination a lane of its own.
  package let lane: @Sendable (Delivery) -> String?
  /// Does what the event asks for; throwing means that the lane waits and tries again.
  package let handle: @Sendable (Delivery) async throws -> Void

  /// Reads the event as its type first; what cannot be read is handled as a failure.
  package init<Told: Event>(
    _ name: String, on type: Told.Type, lane: @escaping @Sendable (Told) -> String? = { _ in nil },
    handle: @escaping @Sendable (Told, Delivery) async throws -> Void
  ) {
    self.name = name
    self.topic = Told.topic
    self.lane = { delivery in (try? delivery.event(as: Told.self)).flatMap(lane) }
    self.handle = { delivery in try await handle(try delivery.event(), delivery) }
  }
}

extension JSONDecoder {
  /// Dates as ISO 8601 in UTC with milliseconds.
  package static var house: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let date = Timestamp.date(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time: \(text)")
      }
      return date
    }
    return decoder
  }
}

extension JSONEncoder {
  /// Dates as ISO 8601 in UTC with milliseconds; keys sorted, so that the same value is the same bytes.
  package static var house: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamp.text(date))
    }
    return encoder
  }
}
