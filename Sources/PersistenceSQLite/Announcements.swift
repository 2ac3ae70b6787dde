import Synchronization

/// Who listens to what in this process.
final class Announcements: Sendable {
  private struct State {
    var next = 0
    var listeners: [String: [Int: AsyncStream<String>.Continuation]] = [:]
  }
  private let state = Mutex(State())

  func stream(_ channel: String) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(10_000))
    let number = state.withLock { state in
      state.next += 1
      state.listeners[channel, default: [:]][state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners[channel]?.removeValue(forKey: number) }
    }
    return stream
  }

  func tell(_ channel: String, _ payload: String) {
    let listeners = state.withLock { Array(($0.listeners[channel] ?? [:]).values) }
    for listener in listeners { listener.yield(payload) }
  }

  func finish() {
    let all = state.withLock { state in
      let all = state.listeners.values.flatMap(\.values)
      state.listeners = [:]
      return all
    }
    for listener in all { listener.finish() }
  }
}
