import Persistence
import Synchronization

/// Wakes a service: by a notification, by the second, or by itself. Several wakes while it is busy are one.
final class Wake: Sendable {
  let turns: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (turns, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func callAsFunction() { continuation.yield() }

  /// Wakes whenever something is told on the channel, until the task is cancelled.
  func listen(to channel: String, of database: Database) async {
    for await _ in database.notifications(on: channel) { self() }
  }

  /// Wakes every second, for what becomes due by itself and what a notification was lost for.
  func tick(every interval: Duration = .seconds(1)) async {
    self()
    while (try? await Task.sleep(for: interval)) != nil { self() }
  }
}

/// How many of something run now.
final class Running: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  var total: Int { counts.withLock { $0.values.reduce(0, +) } }

  func begin(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }

  func end(_ name: String) {
    counts.withLock { counts in
      let left = (counts[name] ?? 1) - 1
      counts[name] = left > 0 ? left : nil
    }
  }

  /// The names that run at least this often now.
  func names(atLeast count: Int) -> [String] {
    counts.withLock { $0.filter { $0.value >= count }.keys.sorted() }
  }
}
