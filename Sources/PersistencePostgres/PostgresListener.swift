import Dispatch
import Glibc
import Logging
import Persistence
import Synchronization

/// One session that listens for all of the process, on a thread of its own; connects again when it is cut off.
final class PostgresListener: Sendable {
  fileprivate struct State {
    var next = 0
    var listeners: [String: [Int: AsyncStream<String>.Continuation]] = [:]
    var wanted: Set<String> = []
    var running = false
    var closed = false
    /// Whether whatever is said now reaches us. False from a cut until all channels are listened to again and whoever
    /// listens was told to look.
    var hearing = true
  }
  private let state = Mutex(State())
  private let make: @Sendable () throws -> PostgresSession
  private let logger: Logger

  init(make: @escaping @Sendable () throws -> PostgresSession, logger: Logger) {
    self.make = make
    self.logger = logger
  }

  func stream(_ channel: String) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(10_000))
    let (number, start) = state.withLock { state in
      state.next += 1
      state.listeners[channel, default: [:]][state.next] = continuation
      state.wanted.insert(channel)
      defer { state.running = true }
      return (state.next, !state.running)
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners[channel]?.removeValue(forKey: number) }
    }
    if start {
      let thread = DispatchQueue(label: "hoitu.postgres.listen")
      thread.async { self.run() }
    }
    return stream
  }

  func close() {
    let all = state.withLock { state in
      state.closed = true
      let all = state.listeners.values.flatMap(\.values)
      state.listeners = [:]
      return all
    }
    for listener in all { listener.finish() }
  }

  private func run() {
    while !isClosed {
      do {
        let session = try make()
        var listening: Set<String> = []
        while !isClosed {
          let isNew = listening.isEmpty
          for channel in state.withLock({ $0.wanted }) where !listening.contains(channel) {
            try session.command("LISTEN \"\(channel)\"")
            listening.insert(channel)
            // Something may have been said before we listened: look once.
            tell(channel, "")
          }
          // Just begun: a moment for those who were told to look, then what is said is heard again.
          let wait: Int32 = isNew ? 20 : 250
          for (channel, payload) in try session.notifications(within: wait) { tell(channel, payload) }
          if isNew, state.withLock({ $0.resume() }) { logger.info("listening again") }
        }
      } catch {
        if state.withLock({ $0.cut() }) { logger.warning("listening was cut off", metadata: ["error": "\(error)"]) }
        Thread.pause(milliseconds: 100)
      }
    }
  }

  /// Whether what other connections say is heard; pages made before a gap ended may be old.
  var isHearing: Bool { state.withLock(\.hearing) }

  private var isClosed: Bool { state.withLock { $0.closed } }

  private func tell(_ channel: String, _ payload: String) {
    let listeners = state.withLock { Array(($0.listeners[channel] ?? [:]).values) }
    for listener in listeners { listener.yield(payload) }
  }
}

extension PostgresListener.State {
  /// Whether it was cut until now.
  fileprivate mutating func resume() -> Bool {
    defer { hearing = true }
    return !hearing
  }

  /// Whether it was whole until now.
  fileprivate mutating func cut() -> Bool {
    defer { hearing = false }
    return hearing
  }
}

/// Standing still on a thread that is ours alone.
private enum Thread {
  static func pause(milliseconds: UInt32) { _ = usleep(milliseconds * 1000) }
}
