import HTTPTypes
package import Hummingbird
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// An answer that stays open and tells what happens (`text/event-stream`).
///
/// It ends when the client leaves, when it reads too slowly, and when the program is told to stop.
package struct ServerSentEvents: Sendable {
  private let hub: EventHub
  private let pulse: Duration
  private let retry: Int

  /// - Parameters:
  ///   - pulse: How often a quiet stream shows that it lives.
  ///   - retry: After how many milliseconds a client that lost us comes back.
  package init(_ hub: EventHub, pulse: Duration = .seconds(15), retry: Int = 3000) {
    self.hub = hub
    self.pulse = pulse
    self.retry = retry
  }

  /// Begins after the event that the client saw last, as far as the hub still has it (`Last-Event-ID`, or
  /// `?lastEventId=`).
  package func answer(_ request: Request, topics: Set<String>) -> Response {
    let lastID = request.headers[.lastEventID] ?? request.uri.queryParameters["lastEventId"].map(String.init)
    let opening = ByteBuffer(string: "retry: \(retry)\n\n")
    let body = ResponseBody { [hub, pulse] writer in
      let listening = hub.listen(to: topics, after: lastID)
      defer { listening.end() }
      try await writer.write(opening)
      try await withGracefulShutdownHandler {
        try await request.body.consumeWithInboundCloseHandler { _ in
          try await Self.write(listening, pulse: pulse, to: &writer)
        } onInboundClosed: {
          listening.end()
        }
      } onGracefulShutdown: {
        listening.end()
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream", .cacheControl: "no-store",
        // nginx would otherwise gather events before it passes them on.
        HTTPField.Name("X-Accel-Buffering")!: "no",
      ], body: body)
  }

  private static func write(
    _ listening: EventHub.Listening, pulse: Duration, to writer: inout any ResponseBodyWriter
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          try await Task.sleep(for: pulse)
          listening.pulse()
        }
      }
      for await line in listening.lines {
        switch line {
        case .event(let event): try await writer.write(event.bytes)
        case .heartbeat: try await writer.write(ServerEvent.heartbeat)
        }
      }
      group.cancelAll()
    }
  }
}
