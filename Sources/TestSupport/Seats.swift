import Synchronization

/// How many tests have a database at once. Swift Testing begins them all together; a server has so many connections, and a
/// machine with two cores is no faster for being asked everything at the same moment.
package final class Seats: Sendable {
  /// 24: PostgreSQL's usual hundred connections, at four a database, with room for others.
  package static let databases = Seats(24)

  /// A test that opens a second database has its seat already.
  @TaskLocal private static var isSeated = false

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  private let state: Mutex<State>

  init(_ count: Int) {
    state = Mutex(State(free: count))
  }

  /// Runs this once there is room for it.
  package func seated<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    if Self.isSeated { return try await body() }
    await take()
    defer { leave() }
    return try await Self.$isSeated.withValue(true) { try await body() }
  }

  private func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
