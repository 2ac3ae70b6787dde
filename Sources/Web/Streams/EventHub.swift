import Synchronization

/// Passes events on to whoever listens now, and keeps the last ones for those who come back.
///
/// Nobody waits for anybody: a listener who reads too slowly is let go, comes back with the last id it saw, and gets
/// what it missed, or `reset` where that is no longer known.
package final class EventHub: Sendable {
  private struct Kept {
    let number: UInt64
    let topic: String
    let event: ServerEvent
  }
  private struct Listener {
    let topics: Set<String>
    let continuation: AsyncStream<Line>.Continuation
  }

  /// What is written to one listener.
  enum Line: Sendable {
    case event(ServerEvent)
    case heartbeat
  }

  /// One who listens, until it is let go or goes.
  struct Listening: Sendable {
    let lines: AsyncStream<Line>
    fileprivate let continuation: AsyncStream<Line>.Continuation

    /// Shows the client that the connection lives; lets it go where it does not keep up.
    func pulse() {
      if case .dropped = continuation.yield(.heartbeat) { continuation.finish() }
    }

    func end() { continuation.finish() }
  }

  private struct State {
    var last: UInt64 = 0
    var kept: [Kept] = []
    var listeners: [UInt64: Listener] = [:]
    var nextListener: UInt64 = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let replay: Int
  private let buffer: Int
  private let capacity: Int
  /// Sets the ids of this process apart from those of an earlier one.
  private let epoch: String

  /// - Parameters:
  ///   - replay: How many events are kept.
  ///   - buffer: How many may wait for one listener.
  ///   - capacity: How many may listen at once.
  package init(replay: Int = 256, buffer: Int = 64, capacity: Int = 10_000) {
    self.replay = replay
    self.buffer = buffer
    self.capacity = capacity
    epoch = String(UInt32.random(in: .min ... .max), radix: 36)
  }

  /// Tells everybody who listens to a topic. Never waits.
  package func publish(_ event: ServerEvent, to topic: String) {
    var slow: [AsyncStream<Line>.Continuation] = []
    state.withLock { state in
      guard !state.isClosed else { return }
      state.last += 1
      var event = event
      event.id = "\(epoch)-\(state.last)"
      state.kept.append(Kept(number: state.last, topic: topic, event: event))
      if state.kept.count > replay { state.kept.removeFirst(state.kept.count - replay) }
      for (number, listener) in state.listeners where listener.topics.contains(topic) {
        guard case .dropped = listener.continuation.yield(.event(event)) else { continue }
        state.listeners[number] = nil
        slow.append(listener.continuation)
      }
    }
    // Outside of the lock: finishing tells the stream's end to ``forget(_:)``, which takes it.
    for continuation in slow { continuation.finish() }
  }

  /// The events of some topics from now on, first those missed since `lastID`. Where too many listen it ends at once,
  /// and the client tries again later.
  func listen(to topics: Set<String>, after lastID: String? = nil) -> Listening {
    let (lines, continuation) = AsyncStream<Line>.makeStream(bufferingPolicy: .bufferingOldest(buffer + replay + 1))
    let number: UInt64? = state.withLock { state in
      guard !state.isClosed, state.listeners.count < capacity else { return nil }
      for event in missed(topics, after: lastID, in: state) { continuation.yield(.event(event)) }
      state.nextListener += 1
      state.listeners[state.nextListener] = Listener(topics: topics, continuation: continuation)
      return state.nextListener
    }
    if let number {
      continuation.onTermination = { [weak self] _ in
        self?.forget(number)
      }
    } else {
      continuation.finish()
    }
    return Listening(lines: lines, continuation: continuation)
  }

  /// Lets everybody go, for good: the program ends.
  package func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.continuation.finish() }
  }

  /// How many listen now.
  package var listenerCount: Int { state.withLock { $0.listeners.count } }

  private func forget(_ number: UInt64) {
    _ = state.withLock { $0.listeners.removeValue(forKey: number) }
  }

  private func missed(_ topics: Set<String>, after lastID: String?, in state: State) -> [ServerEvent] {
    guard let lastID, !lastID.isEmpty else { return [] }
    let parts = lastID.split(separator: "-")
    let oldest = state.kept.first?.number ?? state.last + 1
    guard parts.count == 2, parts[0] == epoch, let seen = UInt64(parts[1]), seen <= state.last, seen + 1 >= oldest
    else {
      return [ServerEvent(name: "reset", data: "", id: "\(epoch)-\(state.last)")]
    }
    return state.kept.filter { $0.number > seen && topics.contains($0.topic) }.map(\.event)
  }
}
