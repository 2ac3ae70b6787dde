import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Kernel
import NIOCore
import Synchronization

/// An answer that stays open and tells a page of the desk when what it shows has changed.
///
/// It looks at the database, not at what this process did: the work may be done by another process. It ends when the page
/// is left, when the person signs out or may no longer see it, when there is nothing more to tell, and when the program is
/// told to stop.
package struct DeskStream: Sendable {
  /// How often it looks.
  package let pause: Duration
  /// After how many looks it makes sure that the person is still signed in.
  package let looksPerSession: Int
  /// How many streams each person has open; one for the whole program.
  package let seats: StreamSeats

  /// Looks every second, and at the session at every fourth look.
  package init(pause: Duration = .seconds(1), looksPerSession: Int = 4, seats: StreamSeats = StreamSeats()) {
    self.pause = pause
    self.looksPerSession = looksPerSession
    self.seats = seats
  }

  /// What one look found.
  package enum Finding<Seen: Sendable>: Sendable {
    /// Nothing the page would show differently.
    case unchanged(Seen)
    case changed(Seen, ServerEvent)
    /// Nothing comes after this.
    case last(ServerEvent)
  }

  /// - Parameters:
  ///   - seen: what the page shows already.
  ///   - look: compares what there is with what was told last. Whatever it throws ends the stream.
  package func answer<Seen: Sendable>(
    _ request: Request, _ context: StaffContext, seen: Seen,
    look: @Sendable @escaping (Seen, Principal) async throws -> Finding<Seen>
  ) -> Response {
    // One hub for each page that is open: it is closed when this page is to be told no more.
    let hub = EventHub(replay: 1, capacity: 1)
    var response = ServerSentEvents(hub).answer(request, topics: [Self.topic])
    let stream = response.body
    let (principal, session) = (context.principal, context.currentSession)
    response.body = ResponseBody { writer in
      guard seats.take(principal.id) else {
        // The browser comes back by itself; until then the page stands as it is.
        try await writer.write(ByteBuffer(string: "retry: 60000\n\n"))
        return try await writer.finish(nil)
      }
      defer { seats.leave(principal.id) }
      async let _ = tell(hub, seen, principal, session, look)
      do {
        try await stream.write(writer)
      } catch {
        hub.close()
        throw error
      }
      // Left as it is, the look in hand ends by itself: it is cancelled with this scope.
      hub.close()
    }
    return response
  }

  private static let topic = "page"

  private func tell<Seen: Sendable>(
    _ hub: EventHub, _ seen: Seen, _ principal: Principal, _ session: @Sendable () async -> Session?,
    _ look: @Sendable (Seen, Principal) async throws -> Finding<Seen>
  ) async {
    defer { hub.close() }
    var (seen, principal) = (seen, principal)
    var looks = 0
    while !Task.isCancelled {
      // Nobody reads yet, or no more: what is told now would be lost.
      if hub.listenerCount > 0 {
        looks += 1
        if looks % looksPerSession == 0 {
          guard let now = await session() else { return }
          principal = now.principal
        }
        switch try? await look(seen, principal) {
        case .unchanged(let now): seen = now
        case .changed(let now, let event):
          seen = now
          hub.publish(event, to: Self.topic)
        case .last(let event):
          hub.publish(event, to: Self.topic)
          return
        case nil: return
        }
      }
      guard (try? await Task.sleep(for: pause)) != nil else { return }
    }
  }
}

/// How many streams one person has open: each looks at the database again and again, so nobody has as many as they like.
package final class StreamSeats: Sendable {
  /// More pages than a browser keeps connections to one site, several times over.
  package static let most = 24

  /// Nobody has any open.
  package init() {}

  private let taken = Mutex<[AccountID: Int]>([:])

  /// Takes a seat; false where this person has no more.
  package func take(_ person: AccountID) -> Bool {
    taken.withLock { taken in
      guard taken[person, default: 0] < Self.most else { return false }
      taken[person, default: 0] += 1
      return true
    }
  }

  /// Gives one back; once for each that was taken.
  package func leave(_ person: AccountID) {
    taken.withLock { taken in
      let rest = taken[person, default: 1] - 1
      taken[person] = rest > 0 ? rest : nil
    }
  }
}
