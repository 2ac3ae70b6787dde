import HTTPTypes
import Hummingbird
import Kernel
import ServiceLifecycle
import Synchronization

extension PageCache: Service {
  /// Where jobs go while the service runs: those a reader waits for, and those nobody does yet.
  struct Lanes: Sendable {
    let wanted: AsyncStream<CacheJob>.Continuation
    let eager: AsyncStream<CacheJob>.Continuation
  }

  /// Renders until shutdown.
  package func run() async throws {
    let (wanted, wantedLane) = AsyncStream<CacheJob>.makeStream()
    let (eager, eagerLane) = AsyncStream<CacheJob>.makeStream()
    lanes.withLock { $0 = Lanes(wanted: wantedLane, eager: eagerLane) }
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.renderEager(eager) }
        for await job in wanted { group.addTask { await self.perform(job) } }
      }
    } onGracefulShutdown: {
      self.closeLanes()
    }
    closeLanes()
    for (waiter, page) in everyShard({ $0.abandon() }) {
      waiter.resolve(page.map { .success($0) } ?? .failure(CancellationError()))
    }
  }

  private func closeLanes() {
    let open = lanes.withLock { lanes in
      defer { lanes = nil }
      return lanes
    }
    open?.wanted.finish()
    open?.eager.finish()
  }

  /// A few at a time, so that a purge of many pages leaves the database to those who wait.
  private func renderEager(_ jobs: AsyncStream<CacheJob>) async {
    await withTaskGroup(of: Void.self) { group in
      var running = 0
      for await job in jobs {
        if running >= 4 {
          await group.next()
          running -= 1
        }
        running += 1
        group.addTask { await self.perform(job) }
      }
    }
  }

  /// Sees to it that a job is done: by the service, else here.
  func submit(_ job: CacheJob, isEager: Bool) async {
    let lane = lanes.withLock { $0?.wanted }
    if let lane, case .enqueued = lane.yield(job) { return }
    await perform(job)
  }

  func submitEager(_ job: CacheJob) {
    _ = lanes.withLock { $0?.eager }?.yield(job)
  }

  /// Renders, and tells everybody who waits.
  func perform(_ job: CacheJob) async {
    guard let beginning = shard(job.hash, { $0.begin(job) }) else { return }
    let outcome = await withTaskGroup(of: CacheShard.Outcome?.self) { group in
      group.addTask { await self.render(beginning) }
      if beginning.old != nil {
        group.addTask {
          // Only a cancelled sleep throws: the rendering was in time.
          guard (try? await self.configuration.sleep(self.configuration.patience)) != nil else { return nil }
          for (waiter, page) in self.shard(job.hash, { $0.overdue(job) }) { waiter.resolve(.success(page)) }
          return nil
        }
      }
      for await outcome in group {
        guard let outcome else { continue }
        group.cancelAll()
        return outcome
      }
      return CacheShard.Outcome.failed(CancellationError())
    }
    let settlement = shard(job.hash) { $0.settle(job, outcome, now, hotSince: hotSince) }
    for (waiter, result) in settlement.resolved { waiter.resolve(result) }
    if let again = settlement.again { await submit(again, isEager: false) }
  }

  private func render(_ beginning: CacheShard.Beginning) async -> CacheShard.Outcome {
    do {
      let page = try await beginning.render()
      return .page(CachedPage(page, configuration, old: beginning.old), isKept: page.isKept)
    } catch {
      return Self.isAnswer(error) ? .refused(error) : .failed(error)
    }
  }

  /// Whether an error says what is true of the page, rather than that we do not know.
  private static func isAnswer(_ error: any Error) -> Bool {
    switch error {
    case let error as any ProblemConvertible: error.problem.status < 500
    case let error as any HTTPResponseError: error.status.code < 500
    default: false
    }
  }
}
