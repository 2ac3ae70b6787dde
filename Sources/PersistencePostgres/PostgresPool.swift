import Dispatch
import Logging
import Persistence
import Synchronization

/// Lends connections, opens them when they are needed and forgets those that broke.
final class PostgresPool: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<PostgresSession?, any Error>
  }
  private struct State {
    var idle: [PostgresSession] = []
    var open = 0
    var waiters: [Waiter] = []
    var cancelled: Set<Int> = []
    var next = 0
    var closed = false
  }
  private let state = Mutex(State())
  private let size: Int
  private let make: @Sendable () throws -> PostgresSession

  init(size: Int, make: @escaping @Sendable () throws -> PostgresSession) {
    self.size = size
    self.make = make
  }

  /// Runs a body with a connection of its own. A connection found broken before anything was sent is replaced once.
  func with<Value: Sendable>(
    _ body: @Sendable @escaping (PostgresSession) throws -> Value
  ) async throws -> Value {
    let session = try await take()
    do {
      let value = try await session.run(body)
      give(back: session)
      return value
    } catch {
      give(back: session)
      throw error
    }
  }

  func close() {
    let (idle, waiters) = state.withLock { state in
      state.closed = true
      defer {
        state.idle = []
        state.waiters = []
      }
      return (state.idle, state.waiters)
    }
    _ = idle
    for waiter in waiters { waiter.continuation.resume(throwing: DatabaseError.unavailable("closed")) }
  }

  private enum Turn {
    case use(PostgresSession)
    case open
    case wait(Int)
    case closed
  }

  private func take() async throws -> PostgresSession {
    let turn = state.withLock { state -> Turn in
      if state.closed { return .closed }
      if let session = state.idle.popLast() { return .use(session) }
      if state.open < size {
        state.open += 1
        return .open
      }
      state.next += 1
      return .wait(state.next)
    }
    switch turn {
    case .use(let session): return try await checked(session)
    case .open: return try await opened()
    case .closed: throw DatabaseError.unavailable("closed")
    case .wait(let number):
      // nil is the right to open a new connection in place of a broken one.
      guard let session = try await wait(number) else { return try await opened() }
      return session
    }
  }

  private func wait(_ number: Int) async throws -> PostgresSession? {
    // Who is called off just after being served leaves no mark behind.
    defer { state.withLock { _ = $0.cancelled.remove(number) } }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let refused = state.withLock { state -> Bool in
          if state.cancelled.remove(number) != nil || state.closed { return true }
          state.waiters.append(Waiter(number: number, continuation: continuation))
          return false
        }
        if refused { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.waiters.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.waiters.remove(at: place)
      }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }

  /// An idle connection may have died since it was put away: libpq knows without asking the server in most cases.
  private func checked(_ session: PostgresSession) async throws -> PostgresSession {
    if await session.isUsable() { return session }
    return try await opened()
  }

  private func opened() async throws -> PostgresSession {
    do {
      return try await Self.connect(make)
    } catch {
      forget()
      throw error
    }
  }

  private static func connect(_ make: @escaping @Sendable () throws -> PostgresSession) async throws -> PostgresSession
  {
    try await withCheckedThrowingContinuation { continuation in
      connecting.async { continuation.resume(with: Result { try make() }) }
    }
  }

  private func give(back session: PostgresSession) {
    if session.isBroken { return forget() }
    let waiter = state.withLock { state -> Waiter? in
      if state.closed { return nil }
      if state.waiters.isEmpty {
        state.idle.append(session)
        return nil
      }
      return state.waiters.removeFirst()
    }
    waiter?.continuation.resume(returning: session)
  }

  /// A connection is lost: whoever waits may open another in its place.
  private func forget() {
    let waiter = state.withLock { state -> Waiter? in
      if !state.waiters.isEmpty { return state.waiters.removeFirst() }
      state.open -= 1
      return nil
    }
    waiter?.continuation.resume(returning: nil)
  }
}
