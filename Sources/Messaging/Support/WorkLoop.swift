import Kernel
import Logging
import Persistence
import ServiceLifecycle

/// What this node holds under a lease: a job, or a lane with its next deliveries.
protocol Held: Sendable {
  var name: String { get }
  /// How many things are tried with it.
  var count: Int { get }
}

/// How work that waits in the database is done: woken by its channel and by the second, several at once beside each
/// other, with an hourly clearing away of what is over. The relay and the jobs are two of these.
struct WorkLoop<Work: Held>: Sendable {
  let database: Database
  let logger: Logger
  /// What the log says it is: `jobs`.
  let label: String
  /// On which channel more work is told of.
  let channel: String
  /// How much is done at once by this node.
  let places: Int
  /// Done before each look; true where there is more of it to do.
  var prepare: @Sendable () async throws -> Bool = { false }
  /// Takes what has been due longest, none of these names; nil where nothing is due.
  let claim: @Sendable (_ busy: [String]) async throws -> Work?
  /// Does it and writes down what came of it; does not throw, since others go on.
  let work: @Sendable (Work) async -> Void
  let prune: @Sendable () async throws -> Void

  /// Works until shutdown, which cancels what runs; it is done again by the next who works.
  func run() async {
    let wake = Wake()
    let running = Running()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await wake.listen(to: channel, of: database) }
        group.addTask { await wake.tick() }
        group.addTask { await pruneHourly() }
        for await _ in wake.turns {
          await turn(&group, wake, running)
        }
        group.cancelAll()
      }
    }
  }

  /// Does everything that is due now and returns how much was tried; what fails waits for its next turn.
  func drain() async throws -> Int {
    var tried = 0
    while true {
      while try await prepare() {}
      var taken: [Work] = []
      while taken.count < places, let next = try await claim([]) { taken.append(next) }
      if taken.isEmpty { return tried }
      tried += taken.reduce(0) { $0 + $1.count }
      await withDiscardingTaskGroup { group in
        for next in taken { group.addTask { await work(next) } }
      }
    }
  }

  private func turn(_ group: inout DiscardingTaskGroup, _ wake: Wake, _ running: Running) async {
    do {
      if try await prepare() { wake() }
      // One kind of work never takes the last place, so that a flood of pictures does not hold up the feeds.
      while running.total < places, let next = try await claim(running.names(atLeast: max(1, places - 1))) {
        running.begin(next.name)
        group.addTask {
          await work(next)
          running.end(next.name)
          wake()
        }
      }
    } catch {
      tell(label, error)
    }
  }

  private func pruneHourly() async {
    repeat {
      do {
        try await prune()
      } catch {
        tell("\(label) history", error)
      }
    } while (try? await Task.sleep(for: .seconds(3600))) != nil
  }

  private func tell(_ what: String, _ error: any Error) {
    if !Task.isCancelled { logger.warning("\(what)", metadata: ["error": "\(summary(of: error))"]) }
  }
}
